import type { Tx } from '../db/database.ts';
import { never } from '../errors.ts';
import { deliver, mayHaveGoneOut } from '../jobs/deliver.ts';
import { failpoint } from '../jobs/failpoint.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { enqueue } from '../jobs/outbox.ts';
import { openNotice, resolveNotice } from '../notices/open-notice.ts';
import { closesAt, decideLate } from '../schedules/catch-up.ts';
import { nextAsked } from '../schedules/next-asked.ts';
import { recurrenceOf } from '../schedules/schedule.ts';
import type { SendResult } from '../platform/port.ts';
import { portFor } from '../platform/ports.ts';
import { categoryName } from '../questions/category-name.ts';
import { questionCard } from './cards.ts';
import { channelOf, findRound, type Round } from './load-round.ts';

const TOO_LATE: SendResult = {
  kind: 'refused',
  reason: 'It is too late for its date',
  fix: 'The next question comes as planned.',
};

/**
 * Job `round.post`: posts a due round's question once. Too late (DESIGN §7) or refused by the platform, the
 * round is recorded as skipped, organizers are told, and the date is nobody's miss. Safe to run twice.
 */
export async function postRound(ctx: JobContext, payload: { readonly roundId: string }): Promise<JobOutcome> {
  const round = await findRound(ctx.db, payload.roundId);
  if (round === null || round.state !== 'due') return done('nothing to post');
  const port = portFor(ctx, round.platform);
  const now = ctx.clock.now();
  const late = decideLate({
    dueAt: round.dueAt,
    now,
    recurrence: { zone: round.zone },
    localDate: round.localDate,
    window: port.can.catchUp,
  });
  const key = `round:${round.id}:post`;
  // A post that may be out already is followed up, so that it is not left standing without its round.
  if (late === 'skip' && !(await mayHaveGoneOut(ctx.db, key))) return skip(ctx, round, 'too_late');

  const closes = round.closesAt ?? (await planClosing(ctx, round, now));
  failpoint('round.post:planned');
  const card = questionCard(round, categoryName(ctx, round.question), closes);
  const sent = await deliver(ctx, {
    key,
    communityId: round.communityId,
    memberId: null,
    pacer: port.pacerOf('post', channelOf(round)),
    whenUnknown: 'miss',
    // Looked for and not found when it is too late for its date: then it is not sent any more.
    send: () =>
      late === 'skip' ? Promise.resolve(TOO_LATE) : port.postInChannel(channelOf(round), card, key),
    find: () => port.findByKey(channelOf(round), key),
  });
  switch (sent.kind) {
    case 'sent':
      await markPosted(ctx, round, sent.externalId);
      return done('posted');
    case 'failed':
      return skip(ctx, round, late === 'skip' ? 'too_late' : 'refused');
    case 'unknown':
      return skip(ctx, round, 'unknown');
    case 'again':
      return sent;
    default:
      return never(sent);
  }
}

/** Until when answers count is fixed, and kept, before the card that says so goes out. */
async function planClosing(ctx: JobContext, round: Round, now: Temporal.Instant): Promise<Temporal.Instant> {
  return ctx.db.transaction().execute(async (tx) => {
    const schedule = await tx
      .selectFrom('schedules')
      .selectAll()
      .where('id', '=', round.scheduleId)
      .executeTakeFirstOrThrow();
    const next =
      schedule.paused_at === null
        ? await nextAsked(tx, round.communityId, recurrenceOf(schedule), {
            instant: now,
            exclusiveLocalDate: round.localDate,
          })
        : null;
    const row = await tx
      .updateTable('rounds')
      .set((eb) => ({
        closes_at: eb.fn.coalesce(
          'closes_at',
          eb.val(closesAt({ postedAt: now, next: next?.instant ?? null })),
        ),
      }))
      .where('id', '=', round.id)
      .returning('closes_at')
      .executeTakeFirstOrThrow();
    if (row.closes_at === null) throw new Error(`round ${round.id} got no closing time`);
    return row.closes_at;
  });
}

async function markPosted(ctx: JobContext, round: Round, messageId: string): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('rounds')
      .set({ state: 'posted', posted_at: now, message_id: messageId })
      .where('id', '=', round.id)
      .where('state', '=', 'due')
      .returning('id')
      .executeTakeFirst();
    if (row === undefined) return;
    await enqueue(tx, 'round.thread', { roundId: round.id }, { now });
    const schedule = await tx
      .selectFrom('schedules')
      .select('pin_posts')
      .where('id', '=', round.scheduleId)
      .executeTakeFirst();
    if (schedule?.pin_posts === true) await enqueue(tx, 'round.pin', { roundId: round.id }, { now });
    if (round.scheduleId !== null)
      await resolveNotice(tx, missedPost(round.communityId, round.scheduleId), now);
  });
  failpoint('round.post:recorded');
}

async function skip(
  ctx: JobContext,
  round: Round,
  because: 'too_late' | 'refused' | 'unknown',
): Promise<JobOutcome> {
  const now = ctx.clock.now();
  await ctx.db.transaction().execute(async (tx: Tx) => {
    const row = await tx
      .updateTable('rounds')
      .set({ state: 'skipped', skipped_because: because })
      .where('id', '=', round.id)
      .where('state', '=', 'due')
      .returning('id')
      .executeTakeFirst();
    // Of a channel that is gone organizers were told where it was noted.
    if (row !== undefined && round.scheduleId !== null && !(await isChannelGone(tx, round))) {
      await openNotice(tx, { ...missedPost(round.communityId, round.scheduleId), latest: round.id }, now);
    }
  });
  return done(`skipped: ${because}`);
}

async function isChannelGone(tx: Tx, round: Round): Promise<boolean> {
  const row = await tx
    .selectFrom('channels')
    .select('gone_at')
    .where('id', '=', round.channelId)
    .executeTakeFirst();
  return row !== undefined && row.gone_at !== null;
}

/** The problem that a schedule's questions are not posted; one message for all its dates. */
function missedPost(communityId: string, scheduleId: string) {
  return { communityId, kind: 'missed_post', subject: scheduleId } as const;
}
