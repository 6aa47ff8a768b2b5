import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { addRevision } from '../answers/add-revision.ts';
import { beginAnswer, joinPieces } from '../answers/answer-store.ts';
import { CANDIDATE_WORDS, cleanText, countWords } from '../answers/clean-text.ts';
import { countsText } from '../feedback/cards.ts';
import { FeedbackResultSchema } from '../feedback/contract.ts';
import { endOf } from '../jobs/deliver.ts';
import { failpoint } from '../jobs/failpoint.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { enqueue } from '../jobs/outbox.ts';
import { lockMember } from '../members/lock-member.ts';
import { zoneOf } from '../rounds/practise-now.ts';
import { insertOwnRound } from '../rounds/own-round.ts';
import { localDateAt } from '../time.ts';
import { readingCard } from './reveal-card.ts';
import { sayInRoom } from './session-sends.ts';
import { readingKey } from './take-back-cards.ts';
import { at, findSession, lockSession, type SeatedMember } from './session-store.ts';

interface HalfJob {
  readonly sessionId: string;
  readonly half: 1 | 2;
}

/** The reading is waited for so long after the reveal, in minutes; a model may be slow. */
const READING_MINUTES = 20;
const READING_AGAIN_MS = 2_000;

/**
 * Job `mock.read`: what the candidate typed in a half becomes an answer of theirs to a question of their own,
 * and is read like any other: privately, in their history, theirs to delete. Too few words are left alone.
 * Safe to run twice.
 */
export async function readTyped(ctx: JobContext, payload: HalfJob): Promise<JobOutcome> {
  const session = await findSession(ctx.db, payload.sessionId);
  const parts = session?.state.halves[payload.half - 1];
  const seat = session === null || parts === undefined ? null : at(session, parts.candidate);
  if (parts === undefined || seat === null) return done('gone');
  const { questionId } = parts;
  return ctx.db.transaction().execute(async (tx) => {
    // The member first, as everywhere: a press holds their row before it waits for the session's.
    await lockMember(tx, seat.member_id);
    const locked = await lockSession(tx, payload.sessionId);
    const own = locked === null ? null : at(locked, seat.seat);
    if (own === null || own.answer_id !== null || own.removed_at !== null) return done('nothing to read');
    const typed = await typedIn(tx, payload, own.seat);
    if (typed === null) return done('nothing typed');
    const answerId = await keepAnswer(ctx, tx, own, { typed, questionId }, ctx.clock.now());
    await tx
      .updateTable('mock_seats')
      .set({ answer_id: answerId })
      .where('session_id', '=', payload.sessionId)
      .where('seat', '=', own.seat)
      .execute();
    await enqueue(tx, 'mock.reading', payload, { now: ctx.clock.now() });
    return done('is read');
  });
}

async function typedIn(tx: Tx, { sessionId, half }: HalfJob, seat: number): Promise<string | null> {
  const pieces = await tx
    .selectFrom('mock_messages')
    .select('body')
    .where('session_id', '=', sessionId)
    .where('half', '=', half)
    .where('seat', '=', seat)
    .orderBy('sent_at')
    .orderBy('message_id')
    .execute();
  const whole = cleanText(joinPieces(pieces));
  return whole.ok && countWords(whole.value, CANDIDATE_WORDS) >= CANDIDATE_WORDS ? whole.value : null;
}

async function keepAnswer(
  core: Core,
  tx: Tx,
  seat: SeatedMember,
  said: { readonly typed: string; readonly questionId: string },
  now: Temporal.Instant,
): Promise<string> {
  const zone = await zoneOf(tx, seat.community_id);
  const own = { questionId: said.questionId, zone, today: localDateAt(now, zone), now };
  const member = { id: seat.member_id, communityId: seat.community_id };
  const roundId = await insertOwnRound(tx, member, own);
  const answer = await beginAnswer(tx, {
    communityId: seat.community_id,
    roundId,
    memberId: seat.member_id,
    via: 'form',
    state: 'gathering',
    answeredAt: now,
    settleAt: now,
  });
  await addRevision(core, tx, answer, said.typed, now);
  return answer.id;
}

/**
 * Job `mock.reading`: says in the room what the reading came to, in counts, last of all; the words stay the
 * candidate's own. Waits for the reading. Safe to run twice.
 */
export async function sayReading(ctx: JobContext, payload: HalfJob): Promise<JobOutcome> {
  const session = await findSession(ctx.db, payload.sessionId);
  const parts = session?.state.halves[payload.half - 1];
  const seat = session === null || parts === undefined ? null : at(session, parts.candidate);
  if (session === null || seat === null || seat.answer_id === null || seat.removed_at !== null)
    return done('gone');
  const reading = await ctx.db
    .selectFrom('feedback')
    .innerJoin('answers', (join) =>
      join.onRef('answers.id', '=', 'feedback.answer_id').onRef('answers.revision', '=', 'feedback.revision'),
    )
    .select(['feedback.state', 'result', 'source_label', 'feedback.created_at'])
    .where('answers.id', '=', seat.answer_id)
    .where('answers.state', '=', 'submitted')
    .executeTakeFirst();
  if (reading === undefined) return done('withdrawn');
  if (reading.state === 'waiting') {
    const late = reading.created_at.add({ minutes: READING_MINUTES });
    return Temporal.Instant.compare(ctx.clock.now(), late) > 0
      ? done('never read')
      : { kind: 'again', afterMs: READING_AGAIN_MS };
  }
  const result = FeedbackResultSchema.safeParse(reading.result);
  if (reading.state !== 'ready' || !result.success) return done('not read');
  const assessable = result.data.verdict === 'assessable';
  const counts = assessable ? countsText(result.data) : 'it could not be scored';
  failpoint('mock.reading:read');
  const card = readingCard(session, seat.seat, reading.source_label ?? '', counts);
  return endOf(await sayInRoom(ctx, session, readingKey(session.id, payload.half), card));
}
