import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { rubricVersionOf } from '../feedback/rubric-version.ts';
import { enqueue } from '../jobs/outbox.ts';
import { welcomeOnce } from '../members/welcome-once.ts';
import { followFirstChannel } from '../streaks/follow.ts';
import { refreshStreak } from '../streaks/refresh-streak.ts';
import { currentText, type AnswerRow } from './answer-store.ts';
import { resumeFeedback } from './resume-feedback.ts';

/**
 * Makes `body` the answer's newest revision and asks for its feedback, in the caller's transaction.
 * Feedback that older revisions still waited for is let go. The same text again makes no revision; returns
 * whether one was made.
 */
export async function addRevision(
  core: Core,
  tx: Tx,
  answer: AnswerRow,
  body: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const changed = (await currentText(tx, answer)) !== body;
  const revision = changed ? answer.revision + 1 : answer.revision;
  await tx
    .updateTable('answers')
    .set({ state: 'submitted', settle_at: null, revision, words_erased_at: null })
    .where('id', '=', answer.id)
    .execute();
  if (changed) {
    await tx
      .insertInto('answer_revisions')
      .values({ community_id: answer.community_id, answer_id: answer.id, revision, body, created_at: now })
      .execute();
    await tx
      .updateTable('feedback')
      .set({ state: 'superseded', settled_at: now })
      .where('answer_id', '=', answer.id)
      .where('state', '=', 'waiting')
      .execute();
    await tx
      .insertInto('feedback')
      .values({
        answer_id: answer.id,
        revision,
        rubric_version: rubricVersionOf(core),
        state: 'waiting',
        source: null,
        source_label: null,
        result: null,
        not_graded_because: null,
        created_at: now,
        settled_at: null,
        delivered_at: null,
      })
      .execute();
    await enqueue(tx, 'feedback.give', { answerId: answer.id, revision }, { now });
  } else {
    await resumeFeedback(tx, { id: answer.id, revision }, now);
  }
  await welcomeOnce(tx, answer, now);
  await followFirstChannel(tx, answer);
  await refreshStreak(tx, answer.member_id, now);
  return changed;
}
