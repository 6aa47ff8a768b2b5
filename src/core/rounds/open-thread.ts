import type { Tx } from '../db/database.ts';
import { never } from '../errors.ts';
import { deliver } from '../jobs/deliver.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { enqueue } from '../jobs/outbox.ts';
import { noteThreadOpened } from '../notices/note-failure.ts';
import { portFor } from '../platform/ports.ts';
import { categoryName } from '../questions/category-name.ts';
import { channelOf, findRound, type Round } from './load-round.ts';

/** Discord's limit for a thread's name, the smallest of the platforms (characters). */
const TITLE_MAX = 100;

/** Job `round.thread`: opens the thread under a posted question. Safe to run twice. */
export async function openThread(
  ctx: JobContext,
  payload: { readonly roundId: string },
): Promise<JobOutcome> {
  const round = await findRound(ctx.db, payload.roundId);
  if (round === null || round.messageId === null || round.threadId !== null) return done('nothing to open');
  const { messageId } = round;
  const port = portFor(ctx, round.platform);
  const key = `round:${round.id}:thread`;
  const title = `${categoryName(ctx, round.question)}, ${round.localDate}`.slice(0, TITLE_MAX);
  const sent = await deliver(ctx, {
    key,
    communityId: round.communityId,
    memberId: null,
    pacer: port.pacerOf('thread', channelOf(round)),
    whenUnknown: 'repeat',
    send: () => port.openThread({ ...channelOf(round), messageId }, title, key),
    find: () => port.findByKey({ ...channelOf(round), threadId: messageId }, key),
  });
  switch (sent.kind) {
    case 'sent':
      await ctx.db.transaction().execute(async (tx) => {
        await tx
          .updateTable('rounds')
          .set({ thread_id: sent.externalId })
          .where('id', '=', round.id)
          .execute();
        await noteThreadOpened(tx, round, ctx.clock.now());
        await askForMention(tx, round, ctx.clock.now());
      });
      return done('opened');
    case 'failed':
    case 'unknown':
      await ctx.db.transaction().execute((tx) => askForMention(tx, round, ctx.clock.now()));
      return done(sent.kind);
    case 'again':
      return sent;
    default:
      return never(sent);
  }
}

/** The schedule's role is told once the thread is there to tell it in, or will not be. */
async function askForMention(tx: Tx, round: Round, now: Temporal.Instant): Promise<void> {
  const schedule = await tx
    .selectFrom('schedules')
    .select('mention_role_id')
    .where('id', '=', round.scheduleId)
    .executeTakeFirst();
  if (schedule === undefined || schedule.mention_role_id === null) return;
  await enqueue(tx, 'round.mention', { roundId: round.id }, { now });
}
