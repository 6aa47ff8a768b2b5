import type { Tx } from '../db/database.ts';
import type { Platform } from '../platform/event.ts';
import { storableText } from '../storable-text.ts';

/** Finds or makes the community; its name follows the platform's. Returns our id. */
export async function upsertCommunity(
  tx: Tx,
  platform: Platform,
  community: { readonly externalId: string; readonly name: string },
  now: Temporal.Instant,
): Promise<string> {
  const name = storableText(community.name);
  const known = await tx
    .selectFrom('communities')
    .select(['id', 'name'])
    .where('platform', '=', platform)
    .where('external_id', '=', community.externalId)
    .executeTakeFirst();
  if (known !== undefined && (known.name === name || name === '')) return known.id;
  const row = await tx
    .insertInto('communities')
    .values({ platform, external_id: community.externalId, name, created_at: now })
    .onConflict((conflict) => conflict.columns(['platform', 'external_id']).doUpdateSet({ name }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Finds or makes a channel of a community. Returns our id. */
export async function upsertChannel(
  tx: Tx,
  communityId: string,
  channel: { readonly externalId: string; readonly name: string },
  now: Temporal.Instant,
): Promise<string> {
  const name = storableText(channel.name);
  const row = await tx
    .insertInto('channels')
    .values({
      community_id: communityId,
      external_id: channel.externalId,
      name,
      created_at: now,
    })
    .onConflict((conflict) =>
      // Somebody acts in it, so it is there again.
      conflict.columns(['community_id', 'external_id']).doUpdateSet({ name, gone_at: null }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}
