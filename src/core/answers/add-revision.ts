import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { rubricVersionOf } from '../feedback/rubric-version.ts';
import { outboxRow } from '../jobs/outbox.ts';
import { welcomeOnce } from '../members/welcome-once.ts';
import { followFirstChannel } from '../streaks/follow.ts';
import { refreshStreak } from '../streaks/refresh-streak.ts';
import { currentText, type AnswerRow } from './answer-store.ts';
import { resumeFeedback } from './resume-feedback.ts';

/**
 * Makes `body` the answer's newest revision and asks for its feedback, in the caller's transaction.
 * Feedback that older revisions still waited for is let go. The same text again makes no revision; returns
 * whether one was made. The cached streak follows with the feedback's job, which is why nothing here derives it.
 */
export async function addRevision(
  core: Core,
  tx: Tx,
  answer: AnswerRow,
  body: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const changed = answer.revision === 0 || (await currentText(tx, answer)) !== body;
  if (changed) await keepRevision(core, tx, answer, body, now);
  else await reopen(tx, answer, now);
  await welcomeOnce(tx, answer, now);
  await followFirstChannel(tx, answer);
  return changed;
}

/** All that a new revision writes, in one statement: this is where most of the answers' time goes. */
async function keepRevision(
  core: Core,
  tx: Tx,
  answer: AnswerRow,
  body: string,
  now: Temporal.Instant,
): Promise<void> {
  const revision = answer.revision + 1;
  await tx
    .with('answer', (db) =>
      db
        .updateTable('answers')
        .set({ state: 'submitted', settle_at: null, revision, words_erased_at: null })
        .where('id', '=', answer.id),
    )
    .with('words', (db) =>
      db
        .insertInto('answer_revisions')
        .values({ community_id: answer.community_id, answer_id: answer.id, revision, body, created_at: now }),
    )
    .with('overtaken', (db) =>
      db
        .updateTable('feedback')
        .set({ state: 'superseded', settled_at: now })
        .where('answer_id', '=', answer.id)
        .where('state', '=', 'waiting'),
    )
    .with('awaited', (db) =>
      db.insertInto('feedback').values({
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
      }),
    )
    .insertInto('outbox')
    .values(outboxRow('feedback.give', { answerId: answer.id, revision }, { now }))
    .execute();
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
