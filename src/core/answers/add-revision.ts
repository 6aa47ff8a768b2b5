import { sql } from 'kysely';
import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { rubricVersionOf } from '../feedback/rubric-version.ts';
import { outboxRow } from '../jobs/outbox.ts';
import { followFirst, type FollowedRound } from '../streaks/follow.ts';
import { refreshStreak } from '../streaks/refresh-streak.ts';
import { currentText, type AnswerRow } from './answer-store.ts';
import { resumeFeedback } from './resume-feedback.ts';

/**
 * Makes `body` the answer's newest revision and asks for its feedback, in the caller's transaction.
 * Feedback that older revisions still waited for is let go. The same text again makes no revision; returns
 * whether one was made. `round` is that of an answer that has followed nothing yet: a form's. The cached streak
 * follows with the feedback's job, which is why nothing here derives it.
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
  if (changed) await keepRevision(core, tx, { answer, body, round }, now);
  else await reopen(tx, answer, now);
  return changed;
}

/**
 * All that a new revision writes, in one statement: this is where most of the time of forms goes. A member's very
 * first answer brings one private message about what is kept; later ones bring none.
 */
async function keepRevision(
  core: Core,
  tx: Tx,
  {
    answer,
    body,
    round,
  }: { readonly answer: AnswerRow; readonly body: string; readonly round: FollowedRound | null },
  now: Temporal.Instant,
): Promise<void> {
  const revision = answer.revision + 1;
  const give = outboxRow('feedback.give', { answerId: answer.id, revision }, { now });
  const welcome = outboxRow('member.welcome', { memberId: answer.member_id, answerId: answer.id }, { now });
  await sql`
    with submitted as (
      update answers set state = 'submitted', settle_at = null, revision = ${revision}::integer, words_erased_at = null
      where id = ${answer.id}::bigint),
    words as (
      insert into answer_revisions (community_id, answer_id, revision, body, created_at)
      values (${answer.community_id}, ${answer.id}, ${revision}, ${body}, ${now})),
    overtaken as (
      update feedback set state = 'superseded', settled_at = ${now}::timestamptz
      where answer_id = ${answer.id}::bigint and state = 'waiting'),
    awaited as (
      insert into feedback (answer_id, revision, rubric_version, state, created_at)
      values (${answer.id}, ${revision}, ${rubricVersionOf(core)}, 'waiting', ${now})),
    ${round === null ? sql`` : sql`followed as (${followFirst(answer, round)}),`}
    welcomed as (
      update members set welcomed_at = ${now}::timestamptz
      where id = ${answer.member_id}::bigint and welcomed_at is null returning id)
    insert into outbox (name, payload, run_at, created_at)
    select ${give.name}, ${give.payload}::jsonb, ${now}::timestamptz, ${now}::timestamptz
    union all
    select ${welcome.name}, ${welcome.payload}::jsonb, ${now}::timestamptz, ${now}::timestamptz from welcomed`.execute(
    tx,
  );
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
