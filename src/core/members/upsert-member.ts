import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import { upsertCommunity } from '../communities/upsert-community.ts';
import type { Platform } from '../platform/event.ts';
import { storableText } from '../storable-text.ts';
import { type Member, toMember } from './member.ts';

/**
 * Finds or makes the member and locks the row until the transaction ends, so that two events of one person
 * are handled one after the other. In the web room the first person becomes organizer; so does the
 * next new one when no organizer is left. Where the platform knows who runs the community, whoever it names
 * becomes organizer; one whom it does not name stays what they are, since organizers can add others. Somebody
 * who had left is back.
 */
export async function upsertMember(
  tx: Tx,
  event: {
    readonly platform: Platform;
    readonly community: { readonly externalId: string; readonly name: string };
    /** When it happened; proof that the person was here then. */
    readonly at: string;
  },
  by: {
    readonly externalId: string;
    readonly displayName: string;
    readonly isOrganizer?: boolean | undefined;
  },
  now: Temporal.Instant,
): Promise<Member> {
  const displayName = storableText(by.displayName);
  const known = await putMember(tx, event, by, displayName, now);
  if (known !== undefined) return toMember(known);
  // The community is new, or its name is.
  await upsertCommunity(tx, event.platform, event.community, now);
  const row = await putMember(tx, event, by, displayName, now);
  if (row === undefined) throw new Error('a community that was just kept is not there');
  return toMember(row);
}

/** One statement for what nearly every event needs; undefined when the community is not there under its name. */
async function putMember(
  tx: Tx,
  event: Parameters<typeof upsertMember>[1],
  by: Parameters<typeof upsertMember>[2],
  displayName: string,
  now: Temporal.Instant,
) {
  const at = Temporal.Instant.from(event.at);
  const name = storableText(event.community.name);
  return tx
    .insertInto('members')
    .columns(['community_id', 'external_id', 'display_name', 'is_organizer', 'last_here_at', 'created_at'])
    .expression((eb) =>
      eb
        .selectFrom('communities')
        .select([
          'communities.id',
          sql<string>`${by.externalId}::text`.as('external_id'),
          sql<string>`${displayName}::text`.as('display_name'),
          sql<boolean>`${by.isOrganizer === true} or (communities.platform = 'web' and not exists
            (select from members where community_id = communities.id and is_organizer))`.as('is_organizer'),
          sql<Temporal.Instant>`${at}::timestamptz`.as('last_here_at'),
          sql<Temporal.Instant>`${now}::timestamptz`.as('created_at'),
        ])
        .where('communities.platform', '=', event.platform)
        .where('communities.external_id', '=', event.community.externalId)
        .where((is) => is.or([is('communities.name', '=', name), is.val(name === '')])),
    )
    .onConflict((conflict) =>
      conflict.columns(['community_id', 'external_id']).doUpdateSet({
        // An event that names nobody leaves the name as it was.
        display_name: displayName === '' ? sql<string>`members.display_name` : displayName,
        last_here_at: sql`greatest(members.last_here_at, excluded.last_here_at)`,
        // Whoever does something is here, unless that was before they left.
        left_at: sql`case when members.left_at > excluded.last_here_at then members.left_at end`,
        ...(by.isOrganizer === true ? { is_organizer: true } : {}),
      }),
    )
    .returningAll()
    .executeTakeFirst();
}
