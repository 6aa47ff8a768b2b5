import type { Tx } from '../db/database.ts';
import { never } from '../errors.ts';
import type { CopyAge } from '../inbox.ts';
import { enqueue } from '../jobs/outbox.ts';
import { homeChanged } from '../members/home-changed.ts';
import type { Member } from '../members/member.ts';
import type { EventOf } from '../platform/event.ts';
import { NOTHING_TO_SAY, type Reply } from '../platform/reply.ts';
import { followFirst } from '../streaks/follow.ts';
import { answerDirectTalk } from './answer-direct-talk.ts';
import {
  beginAnswer,
  isDelivered,
  joinPieces,
  lockAnswer,
  piecesOf,
  putPiece,
  type AnswerRow,
  type Beginning,
  type Piece,
  type PieceRow,
} from './answer-store.ts';
import { refusalCard } from './cards.ts';
import { CANDIDATE_WORDS, cleanText, countWords } from './clean-text.ts';
import { decideMessage, type MessageAnswer, type MessageDecision } from './decide-message.ts';
import { dropPiece } from './drop-piece.ts';
import type { FirstPiece } from './begin-answers.ts';
import { gather } from './gather.ts';
import { letGo } from './let-go.ts';
import type { MessageRound } from './read-message-places.ts';
import { withdrawAnswer } from './withdraw-answer.ts';

/** Text for which consent was not given yet is held so long and then let go (DESIGN §9). */
export const HELD_HOURS = 24;

type MessageEvent = EventOf<'message'>;

/** A message for an open question. */
export interface RoundMessage {
  readonly event: MessageEvent;
  readonly member: Member;
  readonly round: MessageRound;
  /** Somebody other than its author deleted it before this copy of it came. */
  readonly gone: boolean;
  /** Its writer has an answer in the round, in whatever state. */
  readonly answered: boolean;
  /** Newer than every copy that came before. */
  readonly age: Exclude<CopyAge, 'stale'>;
}

/**
 * Decides whether a message for an open question is an answer, a piece of one, or talk that is left alone, and keeps
 * what is an answer. One that begins an answer is not written but put into `firsts`, which the caller writes
 * (accept-messages.ts).
 */
export async function acceptMessage(
  tx: Tx,
  message: RoundMessage,
  firsts: FirstPiece[],
  now: Temporal.Instant,
): Promise<Reply> {
  const { event, member, round } = message;
  const answer = message.answered ? await lockAnswer(tx, round.id, member.id) : null;
  const pieces = answer === null ? [] : await piecesOf(tx, answer.id);
  const words = countWords(event.text, CANDIDATE_WORDS);
  const decision = decideMessage({
    words,
    addressedToSomeone: event.addressedToSomeone,
    endsAsQuestion: event.text.trimEnd().endsWith('?'),
    direct: event.direct,
    seenBefore: message.age === 'newer',
    consent: member.threadConsent,
    askedBefore: member.consentAskedAt !== null,
    answer: answer === null ? null : describeAnswer(event, answer, pieces, await isDelivered(tx, answer)),
    quietMs: round.quietSeconds * 1000,
  });
  const matter = { event, member, round, answer, pieces, words, decision, now };
  return message.gone ? keepDay(tx, matter) : carryOut(tx, matter, firsts);
}

/** A message that somebody removed before it came: where it would have begun an answer, only the day is kept. */
async function keepDay(tx: Tx, matter: Matter): Promise<Reply> {
  if (matter.decision === 'start' && readBody(matter.event, []).ok) {
    const begun = await beginAnswer(tx, beginningOf(matter, 'gathering'));
    await followFirst(begun, matter.round).execute(tx);
    await withdrawAnswer(tx, begun, 'moderator', matter.now);
    await homeChanged(tx, begun.member_id, matter.now);
  }
  return NOTHING_TO_SAY;
}

function describeAnswer(
  event: MessageEvent,
  answer: AnswerRow,
  pieces: readonly PieceRow[],
  delivered: boolean,
): MessageAnswer {
  const newest = pieces.at(-1);
  const holdsIt = pieces.some((piece) => piece.message_id === event.messageId);
  return {
    state: answer.state,
    withdrawnBy: answer.withdrawn_by,
    hasRevision: answer.revision > 0,
    gatheredFromMessages: (answer.via === 'thread' || answer.via === 'direct') && pieces.length > 0,
    thisMessage: !holdsIt ? 'none' : pieces.length > 1 ? 'part' : 'all',
    // By the platform's clock on both sides: messages may be handled long after they were sent.
    quietForMs:
      newest === undefined
        ? 0
        : Temporal.Instant.from(event.sentAt).since(newest.sent_at).total('milliseconds'),
    delivered,
  };
}

interface Matter {
  readonly event: MessageEvent;
  readonly member: Member;
  readonly round: MessageRound;
  readonly answer: AnswerRow | null;
  readonly pieces: readonly PieceRow[];
  readonly words: number;
  readonly decision: MessageDecision;
  readonly now: Temporal.Instant;
}

async function carryOut(tx: Tx, matter: Matter, firsts: FirstPiece[]): Promise<Reply> {
  const { event, member, round, answer, pieces, decision, now } = matter;
  switch (decision) {
    case 'talk':
      return answerDirectTalk(tx, matter, now);
    case 'let_go':
      if (answer !== null) await letGo(tx, answer, now);
      return NOTHING_TO_SAY;
    case 'hold':
    case 'start': {
      const body = readBody(event, []);
      if (!body.ok) return { kind: 'private', card: refusalCard(body.message) };
      const piece = pieceOf(event, body.value);
      const begun = beginningOf(matter, decision === 'hold' ? 'held' : 'gathering');
      if (answer === null) firsts.push({ round, begun, piece });
      else {
        const again = await beginAnswer(tx, begun);
        if (decision === 'start') await gather(tx, round, again, now, piece);
        else {
          await putPiece(tx, again, piece);
          await askForConsent(tx, member, again, now);
        }
      }
      return NOTHING_TO_SAY;
    }
    case 'append':
    case 'change': {
      if (answer === null) return NOTHING_TO_SAY;
      const others = pieces.filter((piece) => piece.message_id !== event.messageId);
      const body = readBody(event, others);
      if (!body.ok) return refuse(tx, matter, answer, body.message);
      const piece = pieceOf(event, body.value);
      const same = pieces.some((one) => one.message_id === piece.messageId && one.body === piece.body);
      if (answer.state !== 'held' && !same) await gather(tx, round, answer, now, piece);
      else await putPiece(tx, answer, piece);
      return NOTHING_TO_SAY;
    }
    default:
      return never(decision);
  }
}

/** The message's text, if it can be kept beside the other pieces. */
function readBody(event: MessageEvent, others: readonly PieceRow[]): ReturnType<typeof cleanText> {
  const own = cleanText(event.text);
  if (!own.ok) return own;
  const whole = cleanText(joinPieces([...others, { body: own.value }]));
  return whole.ok ? own : whole;
}

/**
 * A piece that cannot be kept. Edited away to no words at all, it is taken out like a deleted message. Edited
 * to too many, it goes too while nobody has read it; afterwards the last text that fitted stays.
 */
async function refuse(tx: Tx, matter: Matter, answer: AnswerRow, message: string): Promise<Reply> {
  const { event, words, decision, now } = matter;
  if (decision === 'change' && (words === 0 || answer.revision === 0)) {
    await dropPiece(tx, answer, event.messageId, 'member', now);
  }
  return { kind: 'private', card: refusalCard(message) };
}

function pieceOf(event: MessageEvent, body: string): Piece {
  return {
    messageId: event.messageId,
    body,
    sentAt: Temporal.Instant.from(event.sentAt),
    at: Temporal.Instant.from(event.at),
  };
}

function beginningOf(matter: Matter, state: 'held' | 'gathering'): Beginning {
  const { event, member, round, now } = matter;
  return {
    communityId: member.communityId,
    roundId: round.id,
    memberId: member.id,
    via: event.direct ? 'direct' : 'thread',
    state,
    answeredAt: Temporal.Instant.from(event.sentAt),
    settleAt: state === 'held' ? now.add({ hours: HELD_HOURS }) : now.add({ seconds: round.quietSeconds }),
  };
}

async function askForConsent(tx: Tx, member: Member, held: AnswerRow, now: Temporal.Instant): Promise<void> {
  await tx.updateTable('members').set({ consent_asked_at: now }).where('id', '=', member.id).execute();
  await enqueue(tx, 'answer.ask', { answerId: held.id }, { now });
  if (held.settle_at !== null) {
    await enqueue(tx, 'answer.settle', { answerId: held.id }, { now, runAt: held.settle_at });
  }
}
