import type { Reader } from '../db/database.ts';
import { deliver, type Delivered } from '../jobs/deliver.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { portFor } from '../platform/ports.ts';
import { skippedCard } from './cards.ts';
import { channelOf, findRound, type Round } from './load-round.ts';

/**
 * Job `round.notice`: tells organizers that a date's question was not posted, why, and what to do: in the
 * notice channel, or, where there is none, privately to each organizer. Safe to run twice.
 */
export async function tellOrganizers(
  ctx: JobContext,
  payload: { readonly roundId: string },
): Promise<JobOutcome> {
  const round = await findRound(ctx.db, payload.roundId);
  if (round === null || round.state !== 'skipped') return done('nothing to tell');
  const card = skippedCard(round, await refusalOf(ctx.db, round));
  const port = portFor(ctx, round.platform);
  const notices = await noticeChannel(ctx.db, round.communityId);
  const sends: Delivered[] = [];
  if (notices !== null) {
    const key = `round:${round.id}:notice`;
    const to = { communityId: round.communityExternalId, channelId: notices };
    sends.push(
      await deliver(ctx, {
        key,
        communityId: round.communityId,
        memberId: null,
        pacer: round.platform,
        whenUnknown: 'repeat',
        send: () => port.postInChannel(to, card, key),
        find: () => port.findByKey(to, key),
      }),
    );
  } else {
    for (const organizer of await organizersOf(ctx.db, round.communityId)) {
      const key = `round:${round.id}:notice:${organizer.id}`;
      const to = { communityId: round.communityExternalId, memberId: organizer.external_id };
      sends.push(
        await deliver(ctx, {
          key,
          communityId: round.communityId,
          memberId: organizer.id,
          pacer: round.platform,
          whenUnknown: 'repeat',
          send: () => port.tellPrivately(to, channelOf(round), card, key),
          find: () => port.findByKey(channelOf(round), key),
        }),
      );
    }
  }
  const again = sends.find((sent) => sent.kind === 'again');
  return again ?? done(`told ${sends.length}`);
}

async function refusalOf(db: Reader, round: Round): Promise<string | null> {
  const row = await db
    .selectFrom('deliveries')
    .select('reason')
    .where('key', '=', `round:${round.id}:post`)
    .executeTakeFirst();
  return row?.reason ?? null;
}

async function noticeChannel(db: Reader, communityId: string): Promise<string | null> {
  const row = await db
    .selectFrom('communities')
    .innerJoin('channels', 'channels.id', 'communities.notice_channel_id')
    .select('channels.external_id')
    .where('communities.id', '=', communityId)
    .executeTakeFirst();
  return row?.external_id ?? null;
}

async function organizersOf(
  db: Reader,
  communityId: string,
): Promise<{ readonly id: string; readonly external_id: string }[]> {
  return db
    .selectFrom('members')
    .select(['id', 'external_id'])
    .where('community_id', '=', communityId)
    .where('is_organizer', 'is', true)
    .orderBy('id')
    .execute();
}
