import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import type { FollowedRound } from '../streaks/follow.ts';
import { refreshStreak } from '../streaks/refresh-streak.ts';
import { currentText, type AnswerRow } from './answer-store.ts';
import { keepRevision } from './keep-revision.ts';
import { resumeFeedback } from './resume-feedback.ts';

/**
 * Makes `body` the answer's newest revision and asks for its feedback, in the caller's transaction, which holds the
 * answer's lock. Feedback that older revisions still waited for is let go. The same text again makes no revision;
 * returns whether one was made. `round` is that of an answer that has followed nothing yet: a form's. The cached
 * streak follows with the feedback's job, which is why nothing here derives it.
 */
export async function addRevision(
  core: Core,
  tx: Tx,
  answer: AnswerRow,
  body: string,
  now: Temporal.Instant,
  round: FollowedRound | null = null,
): Promise<boolean> {
  const changed = answer.revision === 0 || (await currentText(tx, answer)) !== body;
  if (changed) await keepRevision(core, tx, answer, body, round, now);
  else await reopen(tx, answer, now);
  return changed;
}

/** The text is the one it had. Its day may be new, after it was withdrawn. */
async function reopen(tx: Tx, answer: AnswerRow, now: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('answers')
    .set({ state: 'submitted', settle_at: null, words_erased_at: null })
    .where('id', '=', answer.id)
    .execute();
  await resumeFeedback(tx, answer, now);
  await refreshStreak(tx, answer.member_id, now);
}
