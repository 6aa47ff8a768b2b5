import type { Tx } from '../db/database.ts';
import type { Member } from '../members/member.ts';
import type { EventOf } from '../platform/event.ts';
import { NOTHING_TO_SAY, type Reply } from '../platform/reply.ts';
import type { AnswerRow } from './answer-store.ts';
import { alreadyAnsweredCard, howToAnswerCard, noOpenRoundCard } from './cards.ts';
import { CANDIDATE_WORDS } from './clean-text.ts';

/** Short words to the bot are answered once in so many hours: each day's first one, and not every one. */
const HINT_AGAIN_HOURS = 12;

/** What somebody wrote to the bot alone that is no part of an answer. */
export interface DirectTalk {
  readonly event: EventOf<'message'>;
  readonly member: Member;
  /** The newest open question; null where there is none. */
  readonly round: { readonly id: string } | null;
  /** The member's answer to it. */
  readonly answer: AnswerRow | null;
  readonly words: number;
}

/**
 * Says what its writer can do next: where they wrote, and to them alone. Words as long as an answer always hear it, so
 * that nobody waits in vain; a short "hi" or "thanks" does once in {@link HINT_AGAIN_HOURS}. Edits, talk in threads, and
 * talk beside an answer that is being gathered hear nothing. Called in the message's transaction.
 */
export async function answerDirectTalk(tx: Tx, talk: DirectTalk, now: Temporal.Instant): Promise<Reply> {
  const { event, member, round, answer, words } = talk;
  if (!event.direct || event.change !== 'created') return NOTHING_TO_SAY;
  if (answer !== null && answer.state !== 'submitted' && answer.state !== 'withdrawn') return NOTHING_TO_SAY;
  if (words < CANDIDATE_WORDS && !(await mayHint(tx, member, now))) return NOTHING_TO_SAY;
  const card =
    round === null
      ? noOpenRoundCard()
      : answer?.state === 'submitted'
        ? alreadyAnsweredCard(round.id, answer.id)
        : howToAnswerCard(round.id);
  return { kind: 'private', card };
}

/** Notes the hint, unless one was given not long ago. */
async function mayHint(tx: Tx, member: Member, now: Temporal.Instant): Promise<boolean> {
  const row = await tx
    .updateTable('members')
    .set({ direct_hint_at: now })
    .where('id', '=', member.id)
    .where((eb) =>
      eb.or([
        eb('direct_hint_at', 'is', null),
        eb('direct_hint_at', '<=', now.subtract({ hours: HINT_AGAIN_HOURS })),
      ]),
    )
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
