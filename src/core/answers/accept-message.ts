import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import { never } from '../errors.ts';
import { enqueue } from '../jobs/outbox.ts';
import type { Member } from '../members/member.ts';
import { upsertMember } from '../members/upsert-member.ts';
import type { EventOf } from '../platform/event.ts';
import { NOTHING_TO_SAY, type Reply } from '../platform/reply.ts';
import { findRoundByThread, type Round } from '../rounds/load-round.ts';
import { newestOpenRound } from '../rounds/newest-open-round.ts';
import {
  beginAnswer,
  isDelivered,
  joinPieces,
  lockAnswer,
  piecesOf,
  putPiece,
  type AnswerRow,
} from './answer-store.ts';
import { noOpenRoundCard, refusalCard } from './cards.ts';
import { cleanText, countWords } from './clean-text.ts';
import { decideMessage } from './decide-message.ts';
import { gather } from './gather.ts';

/** Text for which consent was not given yet is held so long and then let go (DESIGN §9). */
export const HELD_HOURS = 24;

/**
 * A message in a round's thread, or to the bot directly, was written or edited. Decides whether it is an
 * answer, a piece of one, or talk that is left alone, and keeps what is an answer. Copies in any order end
 * in the same state: the newest stamp wins, and a message deleted before its copy arrives stays deleted.
 */
export async function acceptMessage(
  tx: Tx,
  event: EventOf<'message'>,
  now: Temporal.Instant,
): Promise<Reply> {
  const member = await upsertMember(tx, event, event.by, now);
  await lockMessage(tx, member.communityId, event.messageId);
  if (await wasDeleted(tx, member.communityId, event.messageId)) return NOTHING_TO_SAY;
  const round = await roundOf(tx, event, member, now);
  if (round === null) return event.direct ? { kind: 'private', card: noOpenRoundCard() } : NOTHING_TO_SAY;
  if (round.state !== 'posted') return NOTHING_TO_SAY;

  const answer = await lockAnswer(tx, round.id, member.id);
  const pieces = answer === null ? [] : await piecesOf(tx, answer.id);
  const known = pieces.find((piece) => piece.message_id === event.messageId);
  const stamp = Temporal.Instant.from(event.at);
  if (known !== undefined && Temporal.Instant.compare(stamp, known.edited_at) <= 0) return NOTHING_TO_SAY;

  const newest = pieces.at(-1);
  const decision = decideMessage({
    words: countWords(event.text),
    addressedToSomeone: event.addressedToSomeone,
    endsAsQuestion: event.text.trimEnd().endsWith('?'),
    direct: event.direct,
    consent: member.threadConsent,
    askedBefore: member.consentAskedAt !== null,
    answer:
      answer === null
        ? null
        : {
            state: answer.state,
            gatheredInThread: answer.via === 'thread' || answer.via === 'direct',
            holdsThisMessage: known !== undefined,
            quietForMs: newest === undefined ? 0 : now.since(newest.sent_at).total('milliseconds'),
            delivered: await isDelivered(tx, answer),
          },
    quietMs: round.quietSeconds * 1000,
  });
  if (decision === 'talk') return NOTHING_TO_SAY;

  const cleaned = cleanText(event.text);
  if (!cleaned.ok) return { kind: 'private', card: refusalCard(cleaned.message) };
  const whole = joinPieces([
    ...pieces.filter((piece) => piece.message_id !== event.messageId),
    { body: cleaned.value },
  ]);
  const fits = cleanText(whole);
  if (!fits.ok) return { kind: 'private', card: refusalCard(fits.message) };
  const piece = {
    messageId: event.messageId,
    body: cleaned.value,
    sentAt: Temporal.Instant.from(event.sentAt),
    at: stamp,
  };
  switch (decision) {
    case 'hold': {
      const held = await start(tx, round, member, event, 'held', now);
      await putPiece(tx, held, piece);
      await askForConsent(tx, member, held, now);
      return NOTHING_TO_SAY;
    }
    case 'start': {
      const started = await start(tx, round, member, event, 'gathering', now);
      await putPiece(tx, started, piece);
      await gather(tx, round, started, now);
      return NOTHING_TO_SAY;
    }
    case 'append':
    case 'change': {
      if (answer === null) return NOTHING_TO_SAY;
      if (known !== undefined && known.body === piece.body) return NOTHING_TO_SAY;
      await putPiece(tx, answer, piece);
      if (answer.state !== 'held') await gather(tx, round, answer, now);
      return NOTHING_TO_SAY;
    }
    default:
      return never(decision);
  }
}

async function start(
  tx: Tx,
  round: Round,
  member: Member,
  event: EventOf<'message'>,
  state: 'held' | 'gathering',
  now: Temporal.Instant,
): Promise<AnswerRow> {
  return beginAnswer(tx, {
    communityId: member.communityId,
    roundId: round.id,
    memberId: member.id,
    via: event.direct ? 'direct' : 'thread',
    state,
    answeredAt: Temporal.Instant.from(event.sentAt),
    settleAt: state === 'held' ? now.add({ hours: HELD_HOURS }) : now.add({ seconds: round.quietSeconds }),
  });
}

async function askForConsent(tx: Tx, member: Member, held: AnswerRow, now: Temporal.Instant): Promise<void> {
  await tx.updateTable('members').set({ consent_asked_at: now }).where('id', '=', member.id).execute();
  await enqueue(tx, 'answer.ask', { answerId: held.id }, { now });
  if (held.settle_at !== null) {
    await enqueue(tx, 'answer.settle', { answerId: held.id }, { now, runAt: held.settle_at });
  }
}

async function roundOf(
  tx: Tx,
  event: EventOf<'message'>,
  member: Member,
  now: Temporal.Instant,
): Promise<Round | null> {
  if (event.direct) return newestOpenRound(tx, member, now);
  if (event.threadId === null) return null;
  const round = await findRoundByThread(tx, member.communityId, event.threadId);
  return round?.threadAnswers === true ? round : null;
}

/** Created, edited and deleted copies of one message are handled one after the other. */
export async function lockMessage(tx: Tx, communityId: string, messageId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${communityId}/${messageId}`}, 0))`.execute(tx);
}

async function wasDeleted(tx: Tx, communityId: string, messageId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('deleted_messages')
    .select('message_id')
    .where('community_id', '=', communityId)
    .where('message_id', '=', messageId)
    .executeTakeFirst();
  return row !== undefined;
}
