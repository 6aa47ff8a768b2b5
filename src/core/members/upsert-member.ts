import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import { upsertCommunity } from '../communities/upsert-community.ts';
import type { Platform } from '../platform/event.ts';
import { storableName } from '../storable-name.ts';
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
  const displayName = storableName(by.displayName);
  const at = Temporal.Instant.from(event.at);
  const communityId = await upsertCommunity(tx, event.platform, event.community, now);
  const row = await tx
    .insertInto('members')
    .values({
      community_id: communityId,
      external_id: by.externalId,
      display_name: displayName,
      is_organizer: sql<boolean>`${by.isOrganizer === true} or (${event.platform} = 'web' and not exists
        (select from members where community_id = ${communityId} and is_organizer))`,
      consent_asked_at: null,
      zone: null,
      welcomed_at: null,
      last_here_at: at,
      created_at: now,
    })
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
    .executeTakeFirstOrThrow();
  return toMember(row);
}
