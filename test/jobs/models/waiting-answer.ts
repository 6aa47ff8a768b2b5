import { randomUUID } from 'node:crypto';
import type { Core } from '../../../src/core/core.ts';
import { createOfflineCoach } from '../../../src/core/feedback/coach.ts';
import type { FeedbackModel } from '../../../src/core/feedback/contract.ts';
import { loadFeedback, type OwnFeedback } from '../../../src/core/feedback/load-feedback.ts';
import { loadTpmRubric } from '../../../src/core/feedback/rubric/load-rubric.ts';
import { rubricVersionOf } from '../../../src/core/feedback/rubric-version.ts';
import { JOBS } from '../../../src/core/jobs/catalog.ts';
import type { JobContext } from '../../../src/core/jobs/job.ts';
import { enqueue } from '../../../src/core/jobs/outbox.ts';
import type { Log } from '../../../src/core/log.ts';
import { readBuiltInPacks } from '../../../src/core/questions/load-pack.ts';
import { runJob } from '../../../src/jobs/worker.ts';
import type { TestClock } from '../../support/clock.ts';
import type { TestDatabase } from '../../support/database.ts';

const packs = readBuiltInPacks();

/** What jobs need to give feedback, without a queue or a platform. */
export async function createThinkContext(
  database: TestDatabase,
  clock: TestClock,
  log: Log,
  model: FeedbackModel,
): Promise<JobContext> {
  const core: Core = {
    db: database.db,
    clock,
    log,
    packs: await packs,
    rubric: loadTpmRubric(),
    readBy: null,
    can: new Map(),
  };
  return { ...core, ports: new Map(), model, fallbackModel: createOfflineCoach() };
}

export interface WaitingAnswer {
  readonly communityId: string;
  readonly memberId: string;
  readonly roundId: string;
  readonly answerId: string;
  readonly outboxId: string;
}

/** One member's answer that waits for feedback, in a community of its own unless one is given. */
export async function makeWaitingAnswer(
  ctx: Core,
  body: string,
  of?: Pick<WaitingAnswer, 'communityId' | 'memberId'>,
): Promise<WaitingAnswer> {
  const now = ctx.clock.now();
  return ctx.db.transaction().execute(async (tx) => {
    const { communityId, memberId } = of ?? (await makeMember(ctx));
    const question = await tx
      .selectFrom('questions')
      .select('id')
      .where('category', '=', 'architecture')
      .orderBy('id')
      .limit(1)
      .executeTakeFirstOrThrow();
    const round = await tx
      .insertInto('rounds')
      .values({
        community_id: communityId,
        member_id: memberId,
        question_id: question.id,
        local_date: '2026-03-02',
        zone: 'Europe/London',
        due_at: now,
        state: 'posted',
        posted_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const answer = await tx
      .insertInto('answers')
      .values({
        community_id: communityId,
        round_id: round.id,
        member_id: memberId,
        via: 'form',
        state: 'submitted',
        answered_at: now,
        settle_at: null,
        revision: 1,
        withdrawn_by: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('answer_revisions')
      .values({ community_id: communityId, answer_id: answer.id, revision: 1, body, created_at: now })
      .execute();
    await tx
      .insertInto('feedback')
      .values({
        answer_id: answer.id,
        revision: 1,
        rubric_version: rubricVersionOf(ctx),
        state: 'waiting',
        created_at: now,
      })
      .execute();
    await enqueue(tx, 'feedback.give', { answerId: answer.id, revision: 1 }, { now });
    const row = await tx
      .selectFrom('outbox')
      .select('id')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    return { communityId, memberId, roundId: round.id, answerId: answer.id, outboxId: row.id };
  });
}

/** A member of a new community. */
export async function makeMember(
  { db, clock }: Pick<Core, 'db' | 'clock'>,
  communityId?: string,
): Promise<{ readonly communityId: string; readonly memberId: string }> {
  const created_at = clock.now();
  const community =
    communityId ??
    (
      await db
        .insertInto('communities')
        .values({
          platform: 'web',
          external_id: `community-${randomUUID()}`,
          name: 'Riverside PM Circle',
          created_at,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id;
  const member = await db
    .insertInto('members')
    .values({
      community_id: community,
      external_id: `member-${randomUUID()}`,
      display_name: 'Dana Quillfeather',
      created_at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { communityId: community, memberId: member.id };
}

export interface Ended {
  readonly own: OwnFeedback;
  /** Minutes by the set clock from the answer to its feedback; tries that fail take none. */
  readonly minutes: number;
  /** What a queue keeps of the tries that failed. */
  readonly kept: string;
}

/**
 * Runs the job as the worker does, with the catalog's number of tries and the clock moved on whenever it asks to
 * wait, until it is done. Throws when it does not end.
 */
export async function runToItsEnd(ctx: JobContext, clock: TestClock, waiting: WaitingAnswer): Promise<Ended> {
  const begun = clock.now();
  const { attempts } = JOBS['feedback.give'];
  let kept = '';
  let attempt = 1;
  for (let turns = 0; turns < 1_000; turns += 1) {
    try {
      await runJob(ctx, { outboxId: waiting.outboxId, attempt, lastAttempt: attempt >= attempts });
      attempt = 1;
    } catch (error) {
      kept += error instanceof Error ? `${error.message}\n${error.stack}\n` : 'no error';
      attempt += 1;
    }
    const row = await ctx.db
      .selectFrom('outbox')
      .select(['done_at', 'run_at'])
      .where('id', '=', waiting.outboxId)
      .executeTakeFirstOrThrow();
    if (row.done_at !== null) {
      const own = await loadFeedback(ctx.db, waiting.roundId, waiting.memberId);
      if (own === null) throw new Error('there is no answer');
      return { own, minutes: begun.until(clock.now()).total('minutes'), kept };
    }
    if (Temporal.Instant.compare(row.run_at, clock.now()) > 0) clock.set(row.run_at.toString());
  }
  throw new Error('the job does not end');
}
