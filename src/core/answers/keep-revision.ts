import { sql, type RawBuilder } from 'kysely';
import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { rubricVersionOf } from '../feedback/rubric-version.ts';
import { followFirst, type FollowedRound } from '../streaks/follow.ts';
import { firstStatement, type AnswerRow, type Beginning } from './answer-store.ts';

/**
 * A whole text is the member's first in its round: the answer and its first revision are written. Null when there is
 * an answer, in whatever state; then nothing was done. Returns the answer's id.
 */
export function keepFirstRevision(
  core: Core,
  tx: Tx,
  begun: Beginning,
  body: string,
  round: FollowedRound,
  now: Temporal.Instant,
): Promise<string | null> {
  return writeRevision(
    core,
    tx,
    {
      answer: sql`${firstStatement(begun, 1)} returning id`,
      owner: { community_id: begun.communityId, member_id: begun.memberId, answered_at: begun.answeredAt },
      revision: 1,
      body,
      round,
    },
    now,
  );
}

/** The next revision of an answer that is there. The caller holds its lock; see {@link addRevision}. */
export async function keepRevision(
  core: Core,
  tx: Tx,
  answer: AnswerRow,
  body: string,
  round: FollowedRound | null,
  now: Temporal.Instant,
): Promise<void> {
  const revision = answer.revision + 1;
  const submitted = sql`
    update answers set state = 'submitted', settle_at = null, revision = ${revision}::integer, words_erased_at = null
    where id = ${answer.id}::bigint returning id`;
  await writeRevision(core, tx, { answer: submitted, owner: answer, revision, body, round }, now);
}

interface Writing {
  /** The statement that makes or changes the answer's row and gives its `id`, or no row: then nothing is written. */
  readonly answer: RawBuilder<unknown>;
  readonly owner: Pick<AnswerRow, 'community_id' | 'member_id' | 'answered_at'>;
  readonly revision: number;
  readonly body: string;
  /** Null where the answer's channel was followed before. */
  readonly round: FollowedRound | null;
}

/**
 * All that a revision writes, in one statement: this is where most of the time of forms goes. Feedback that older
 * revisions waited for is let go. A member's very first answer brings one private message about what is kept.
 */
async function writeRevision(
  core: Core,
  tx: Tx,
  { answer, owner, revision, body, round }: Writing,
  now: Temporal.Instant,
): Promise<string | null> {
  const at = sql`${now}::timestamptz`;
  const written = await sql<{ id: string }>`
    with answer as (${answer}),
    words as (
      insert into answer_revisions (community_id, answer_id, revision, body, created_at)
      select ${owner.community_id}::bigint, id, ${revision}::integer, ${body}::text, ${at} from answer),
    overtaken as (
      update feedback set state = 'superseded', settled_at = ${at}
      from answer where answer_id = answer.id and state = 'waiting'),
    awaited as (
      insert into feedback (answer_id, revision, rubric_version, state, created_at)
      select id, ${revision}::integer, ${rubricVersionOf(core)}::text, 'waiting', ${at} from answer),
    ${round === null ? sql`` : sql`followed as (${followFirst(owner, round)}),`}
    welcomed as (
      update members set welcomed_at = ${at}
      from answer where members.id = ${owner.member_id}::bigint and welcomed_at is null returning members.id),
    asked as (
      insert into outbox (name, payload, run_at, created_at)
      select 'feedback.give', jsonb_build_object('answerId', id::text, 'revision', ${revision}::integer), ${at}, ${at}
      from answer
      union all
      select 'member.welcome', jsonb_build_object('memberId', welcomed.id::text, 'answerId', answer.id::text), ${at}, ${at}
      from answer, welcomed)
    select id from answer`.execute(tx);
  return written.rows[0]?.id ?? null;
}
