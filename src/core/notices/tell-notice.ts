import type { Reader } from '../db/database.ts';
import { deliver, type Delivered } from '../jobs/deliver.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import type { Card } from '../platform/card.ts';
import type { Platform } from '../platform/event.ts';
import { portFor } from '../platform/ports.ts';
import { noticeCard } from './cards.ts';
import { loadMatter, mutedUntil, type NoticeRow } from './load-notice.ts';

interface Place {
  readonly platform: Platform;
  readonly communityExternalId: string;
  readonly noticeChannel: { readonly id: string; readonly externalId: string } | null;
  /** Any channel of the community, beside which a private message can be shown; null without one. */
  readonly anyChannel: string | null;
}

/**
 * Job `notice.tell`: keeps the message of one problem true: in the notice channel, or, where there is none
 * or the platform refuses it, privately to each organizer. It is one message, edited in place. Muted kinds
 * are not told; a message that is there already is still kept true. Safe to run twice.
 */
export async function tellNotice(
  ctx: JobContext,
  payload: { readonly noticeId: string },
): Promise<JobOutcome> {
  const row = await ctx.db
    .selectFrom('notices')
    .selectAll()
    .where('id', '=', payload.noticeId)
    .executeTakeFirst();
  if (row === undefined) return done('gone');
  const place = await placeOf(ctx.db, row.community_id);
  const told = await sentKeys(ctx.db, row);
  const muted = (await mutedUntil(ctx.db, row.community_id, row.kind, ctx.clock.now())) !== null;
  // Nothing new is begun for a problem that is over or muted; what was told before is brought up to date.
  const begin = row.resolved_at === null && !muted;
  const card = noticeCard({ row, matter: await loadMatter(ctx.db, row) });
  const sends: Delivered[] = [];

  const channel = place.noticeChannel;
  if (channel !== null) {
    const key = `${prefixOf(row)}:c${channel.id}`;
    if (begin || told.has(key)) sends.push(await tellChannel(ctx, row, place, channel.externalId, card, key));
  }
  const heard = channel !== null && !sends.some((sent) => sent.kind === 'failed');
  if (!heard && place.anyChannel !== null) {
    for (const organizer of await organizersOf(ctx.db, row.community_id)) {
      const key = `${prefixOf(row)}:m${organizer.id}`;
      if (begin || told.has(key))
        sends.push(await tellOne(ctx, row, place, place.anyChannel, organizer, card, key));
    }
  }
  return (
    sends.find((sent) => sent.kind === 'again') ??
    done(sends.length === 0 ? 'not told' : `told ${sends.length}`)
  );
}

function tellChannel(
  ctx: JobContext,
  row: NoticeRow,
  place: Place,
  channelId: string,
  card: Card,
  key: string,
): Promise<Delivered> {
  const port = portFor(ctx, place.platform);
  const to = { communityId: place.communityExternalId, channelId };
  return deliver(ctx, {
    key,
    communityId: row.community_id,
    memberId: null,
    pacer: port.pacerOf('post', to),
    whenUnknown: 'repeat',
    send: () => port.postInChannel(to, card, key),
    find: () => port.findByKey(to, key),
    edit: (messageId) => port.update({ ...to, messageId }, card, key),
  });
}

function tellOne(
  ctx: JobContext,
  row: NoticeRow,
  place: Place,
  near: string,
  organizer: { readonly id: string; readonly external_id: string },
  card: Card,
  key: string,
): Promise<Delivered> {
  const port = portFor(ctx, place.platform);
  const channel = { communityId: place.communityExternalId, channelId: near };
  const to = { communityId: place.communityExternalId, memberId: organizer.external_id };
  return deliver(ctx, {
    key,
    communityId: row.community_id,
    memberId: organizer.id,
    pacer: port.pacerOf('tell', to),
    whenUnknown: 'repeat',
    send: () => port.tellPrivately(to, channel, card, key),
    find: () => port.findByKey(channel, key),
    edit: (messageId) => port.update({ ...channel, messageId }, card, key),
  });
}

function prefixOf(row: NoticeRow): string {
  return `notice:${row.id}:${row.series}`;
}

async function sentKeys(db: Reader, row: NoticeRow): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('deliveries')
    .select('key')
    .where('key', 'like', `${prefixOf(row)}:%`)
    .where('state', '<>', 'failed')
    .execute();
  return new Set(rows.map((one) => one.key));
}

async function placeOf(db: Reader, communityId: string): Promise<Place> {
  const row = await db
    .selectFrom('communities')
    .leftJoin('channels', 'channels.id', 'communities.notice_channel_id')
    .select([
      'platform',
      'communities.external_id',
      'channels.id as channel_id',
      'channels.external_id as channel',
    ])
    .where('communities.id', '=', communityId)
    .executeTakeFirstOrThrow();
  const any = await db
    .selectFrom('channels')
    .select('external_id')
    .where('community_id', '=', communityId)
    // Rather beside one that is there, for platforms that need it.
    .orderBy('gone_at', (order) => order.asc().nullsFirst())
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return {
    platform: row.platform,
    communityExternalId: row.external_id,
    noticeChannel:
      row.channel_id === null || row.channel === null
        ? null
        : { id: row.channel_id, externalId: row.channel },
    anyChannel: any?.external_id ?? null,
  };
}

function organizersOf(
  db: Reader,
  communityId: string,
): Promise<{ readonly id: string; readonly external_id: string }[]> {
  return db
    .selectFrom('members')
    .select(['id', 'external_id'])
    .where('community_id', '=', communityId)
    .where('is_organizer', 'is', true)
    .where('left_at', 'is', null)
    .orderBy('id')
    .execute();
}
