import type { Tx } from '../db/database.ts';
import type { NoticeKind } from '../db/tables/notices.ts';
import { enqueue } from '../jobs/outbox.ts';

/** A problem that organizers are told of. Never names a member, and never holds anyone's words. */
export interface Problem {
  readonly communityId: string;
  readonly kind: NoticeKind;
  /** What it is about: a schedule's id, a channel's id, or one word. */
  readonly subject: string;
  /** What happened last: a round's id, or the platform's reason. */
  readonly latest: string;
}

/** A problem that is still there so many hours after it was last seen is told in a new message. */
const GROUPED_HOURS = 72;

/** The message of one problem is written anew at most so often, in seconds. */
const TOLD_EVERY_SECONDS = 60;

/**
 * Notes a problem in the caller's transaction. The first time it becomes one message to the organizers; seen
 * again while it is open, the same message is edited with a new count, at most once a minute.
 */
export async function openNotice(tx: Tx, problem: Problem, now: Temporal.Instant): Promise<void> {
  const row = await tx
    .insertInto('notices')
    .values({
      community_id: problem.communityId,
      kind: problem.kind,
      subject: problem.subject,
      latest: problem.latest,
      opened_at: now,
      last_at: now,
      tell_at: null,
      resolved_at: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['community_id', 'kind', 'subject'])
        .where('resolved_at', 'is', null)
        .doUpdateSet((eb) => ({
          count: eb('notices.count', '+', 1),
          series: eb
            .case()
            .when('notices.last_at', '<', now.subtract({ hours: GROUPED_HOURS }))
            .then(eb('notices.series', '+', 1))
            .else(eb.ref('notices.series'))
            .end(),
          latest: problem.latest,
          last_at: now,
        })),
    )
    .returning(['id', 'tell_at'])
    .executeTakeFirstOrThrow();
  await planTelling(tx, row, now);
}

/**
 * Marks the problem as over, when it is open; its message then says so. Returns whether there was one.
 */
export async function resolveNotice(
  tx: Tx,
  problem: Pick<Problem, 'communityId' | 'kind' | 'subject'>,
  now: Temporal.Instant,
): Promise<boolean> {
  const row = await tx
    .updateTable('notices')
    .set({ resolved_at: now })
    .where('community_id', '=', problem.communityId)
    .where('kind', '=', problem.kind)
    .where('subject', '=', problem.subject)
    .where('resolved_at', 'is', null)
    .returning(['id', 'tell_at'])
    .executeTakeFirst();
  if (row !== undefined) await planTelling(tx, row, now);
  return row !== undefined;
}

/** Has the message of an open problem written anew, without counting it once more. */
export async function renewNotice(
  tx: Tx,
  problem: Pick<Problem, 'communityId' | 'kind' | 'subject'>,
  now: Temporal.Instant,
): Promise<void> {
  const row = await tx
    .selectFrom('notices')
    .select(['id', 'tell_at'])
    .where('community_id', '=', problem.communityId)
    .where('kind', '=', problem.kind)
    .where('subject', '=', problem.subject)
    .where('resolved_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (row !== undefined) await planTelling(tx, row, now);
}

/** A telling that is planned and not yet begun will read what is new; otherwise one more is asked for. */
async function planTelling(
  tx: Tx,
  notice: { readonly id: string; readonly tell_at: Temporal.Instant | null },
  now: Temporal.Instant,
): Promise<void> {
  const { tell_at: last } = notice;
  if (last !== null && Temporal.Instant.compare(last, now) > 0) return;
  const earliest = last?.add({ seconds: TOLD_EVERY_SECONDS }) ?? now;
  const runAt = Temporal.Instant.compare(earliest, now) > 0 ? earliest : now;
  await tx.updateTable('notices').set({ tell_at: runAt }).where('id', '=', notice.id).execute();
  await enqueue(tx, 'notice.tell', { noticeId: notice.id }, { now, runAt });
}
