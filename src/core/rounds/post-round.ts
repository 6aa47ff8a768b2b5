import type { Reader, Tx } from '../db/database.ts';
import { never } from '../errors.ts';
import { deliver, mayHaveGoneOut } from '../jobs/deliver.ts';
import { failpoint } from '../jobs/failpoint.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { enqueue } from '../jobs/outbox.ts';
import { homesChanged } from '../members/home-changed.ts';
import { openNotice, resolveNotice } from '../notices/open-notice.ts';
import { decideLate } from '../schedules/catch-up.ts';
import type { SendResult } from '../platform/port.ts';
import { portFor } from '../platform/ports.ts';
import { categoryName } from '../questions/category-name.ts';
import { questionCard } from './cards.ts';
import { channelOf, findRound, type Round } from './load-round.ts';
import { askNoteClosed } from './note-closed.ts';
import { planPost, type PostPlan } from './plan-post.ts';

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

  const plan = await planPost(ctx, round, now);
  failpoint('round.post:planned');
  const card = questionCard(round, categoryName(ctx, round.question), plan.closesAt);
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
      await markPosted(ctx, round, plan, sent.externalId);
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

type RoundJob = 'round.thread' | 'round.mention' | 'round.pin';

/** Where the platform's messages are threads of their own, the thread is there with the question. */
async function markPosted(ctx: JobContext, round: Round, plan: PostPlan, messageId: string): Promise<void> {
  const now = ctx.clock.now();
  const threadId = portFor(ctx, round.platform).threadOf(messageId);
  const next: readonly RoundJob[] = [
    ...(threadId === null ? (['round.thread'] as const) : []),
    ...(threadId !== null && plan.tellsRole ? (['round.mention'] as const) : []),
    ...(plan.pins ? (['round.pin'] as const) : []),
  ];
  const mark = async (db: Reader): Promise<boolean> => {
    const row = await db
      .updateTable('rounds')
      .set({ state: 'posted', posted_at: now, message_id: messageId, thread_id: threadId })
      .where('id', '=', round.id)
      .where('state', '=', 'due')
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  };
  if (next.length === 0 && !plan.wasMissed && !plan.isOnPages) await mark(ctx.db);
  else {
    await ctx.db.transaction().execute(async (tx) => {
      if (!(await mark(tx))) return;
      for (const name of next) await enqueue(tx, name, { roundId: round.id }, { now });
      if (plan.isOnPages) {
        await homesChanged(tx, round.communityId, now);
        await askNoteClosed(tx, round.id, plan.closesAt, now);
      }
      if (round.scheduleId !== null)
        await resolveNotice(tx, missedPost(round.communityId, round.scheduleId), now);
    });
  }
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
