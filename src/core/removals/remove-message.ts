import type { Database } from '../db/database.ts';
import { deliver, endOf } from '../jobs/deliver.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { CANNOT_TELL } from '../platform/port.ts';
import { portFor } from '../platform/ports.ts';

/** Where nobody can tell whether the message arrived, it is looked for again after a minute, for an hour. */
const LOOK_AGAIN_MS = 60_000;
const LOOKED_FOR_HOURS = 1;

/**
 * Job `message.remove`: takes one of our own messages away from its platform, then forgets that it was asked
 * to. Taking away twice changes nothing. Safe to run twice.
 */
export async function removeMessage(
  ctx: JobContext,
  payload: { readonly removalId: string },
): Promise<JobOutcome> {
  const asked = await ctx.db
    .selectFrom('removals')
    .innerJoin('communities', 'communities.id', 'removals.community_id')
    .select([
      'removals.id',
      'removals.community_id',
      'removals.channel_id',
      'removals.thread_id',
      'removals.key',
      'removals.message_id',
      'removals.created_at',
      'communities.platform',
      'communities.external_id',
    ])
    .where('removals.id', '=', payload.removalId)
    .executeTakeFirst();
  if (asked === undefined) return done('nothing to remove');
  const port = portFor(ctx, asked.platform);
  const channel = { communityId: asked.external_id, channelId: asked.channel_id };
  const near = asked.thread_id === null ? channel : { ...channel, threadId: asked.thread_id };
  const messageId = asked.message_id ?? (await port.findByKey(near, asked.key));
  if (messageId === CANNOT_TELL) {
    const hours = ctx.clock.now().since(asked.created_at).total('hours');
    if (hours < LOOKED_FOR_HOURS) return { kind: 'again', afterMs: LOOK_AGAIN_MS };
    ctx.log.warn({ removalId: asked.id }, 'cannot tell whether a message that is to go had arrived');
  }
  if (messageId === null || messageId === CANNOT_TELL) {
    await forget(ctx.db, asked.id);
    return done('it never arrived, as far as can be told');
  }
  const sent = await deliver(ctx, {
    key: `removal:${asked.id}`,
    communityId: asked.community_id,
    memberId: null,
    pacer: port.pacerOf('edit', channel),
    whenUnknown: 'repeat',
    send: () => port.remove({ ...channel, messageId }, asked.key),
    find: () => Promise.resolve(CANNOT_TELL),
  });
  if (sent.kind !== 'again') await forget(ctx.db, asked.id);
  return endOf(sent);
}

async function forget(db: Database, removalId: string): Promise<void> {
  await db.deleteFrom('removals').where('id', '=', removalId).execute();
}
