import type { Tx } from '../db/database.ts';
import { compareCopies } from '../inbox.ts';
import type { Member } from '../members/member.ts';
import { acceptRoomMessage } from '../mocks/accept-room-message.ts';
import type { EventOf } from '../platform/event.ts';
import { NOTHING_TO_SAY, type Reply } from '../platform/reply.ts';
import { acceptMessage } from './accept-message.ts';
import { answerDirectTalk } from './answer-direct-talk.ts';
import { CANDIDATE_WORDS, countWords } from './clean-text.ts';
import { beginAnswers, type FirstPiece } from './begin-answers.ts';
import { readMessagePlaces, type MessagePlace, type MessageRound } from './read-message-places.ts';

/** A message, and who wrote it. */
export interface Arrival {
  readonly event: EventOf<'message'>;
  readonly member: Member;
}

type Placed = Arrival & MessagePlace;

/**
 * Messages in rounds' threads, in rooms of mocks or to the bot directly were written or edited; no two by one member.
 * Each goes where it belongs; what is for an open question is an answer, a piece of one, or talk that is left alone
 * (accept-message.ts). Copies in any order end in the same state: the newest stamp wins, and a message deleted before
 * its copy arrives stays deleted: its words are written nowhere, but a day that it would have kept is kept, unless its
 * author took it back.
 *
 * What most messages need is one statement for all of them. Gives each one's reply, in the order of `arrivals`.
 */
export async function acceptMessages(
  tx: Tx,
  arrivals: readonly Arrival[],
  now: Temporal.Instant,
): Promise<readonly Reply[]> {
  const placed = await readMessagePlaces(tx, arrivals);
  const forRounds = placed.filter((one) => openRoundOf(one) !== null);
  const compared = await compareCopies(tx, forRounds);
  const ages = new Map(forRounds.map((one, index) => [one, compared[index]]));
  const firsts: FirstPiece[] = [];
  const replies = new Map<Placed, Reply>();
  for (const one of placed.toSorted(bySession)) {
    const round = openRoundOf(one);
    const age = ages.get(one);
    if (round === null) replies.set(one, await acceptElsewhere(tx, one, now));
    else if (age !== undefined && age !== 'stale') {
      const message = { ...one, round, age, gone: one.gone !== null };
      replies.set(one, await acceptMessage(tx, message, firsts, now));
    }
  }
  await beginAnswers(tx, firsts, now);
  return placed.map((one) => replies.get(one) ?? NOTHING_TO_SAY);
}

/** Mocks are locked in one order, so that no two transactions with messages of the same two wait for each other. */
function bySession({ sessionId: one }: Placed, { sessionId: other }: Placed): number {
  if (one === null || other === null) return Number(one !== null) - Number(other !== null);
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The open question that the message is for; null for one that its author has deleted. */
function openRoundOf({ gone, sessionId, round }: Placed): MessageRound | null {
  if (gone?.byAuthor === true || sessionId !== null) return null;
  return round?.state === 'posted' ? round : null;
}

/** What is for no open question: a mock's, or nobody's. */
async function acceptElsewhere(tx: Tx, placed: Placed, now: Temporal.Instant): Promise<Reply> {
  const { event, member, gone, sessionId, round } = placed;
  if (gone !== null) return NOTHING_TO_SAY;
  if (sessionId !== null) return acceptRoomMessage(tx, event, member, sessionId);
  if (round !== null) return NOTHING_TO_SAY;
  const words = countWords(event.text, CANDIDATE_WORDS);
  return answerDirectTalk(tx, { event, member, round, answer: null, words }, now);
}
