import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../db/database.ts';
import { upsertCommunity } from '../communities/upsert-community.ts';
import type { Platform } from '../platform/event.ts';
import { storableText } from '../storable-text.ts';
import { MEMBER_COLUMNS, type Member, type MemberRow, toMember } from './member.ts';

/** What an event says of its place and time. */
interface Occasion {
  readonly platform: Platform;
  readonly community: { readonly externalId: string; readonly name: string };
  /** When it happened; proof that the person was here then. */
  readonly at: string;
}

/** What an event says of whoever acted. */
export interface Person {
  readonly externalId: string;
  readonly displayName: string;
  readonly isOrganizer?: boolean | undefined;
}

/**
 * Finds or makes the member and locks the row until the transaction ends, so that two events of one person
 * are handled one after the other. In the web room the first person becomes organizer; so does the
 * next new one when no organizer is left. Where the platform knows who runs the community, whoever it names
 * becomes organizer; one whom it does not name stays what they are, since organizers can add others. Somebody
 * who had left is back.
 */
export async function upsertMember(
  tx: Tx,
  event: Occasion,
  by: Person,
  now: Temporal.Instant,
): Promise<Member> {
  const statement = memberStatement(arriving([arrivingRow(event, by)]), now);
  const known = await statement.execute(tx);
  const [found] = known.rows;
  if (found !== undefined) return toMember(found);
  // The community is new, or its name is.
  await upsertCommunity(tx, event.platform, event.community, now);
  const made = await statement.execute(tx);
  const [row] = made.rows;
  if (row === undefined) throw new Error('a community that was just kept is not there');
  return toMember(row);
}

/** What {@link memberStatement} needs of an event. */
export function arrivingRow(event: Occasion, by: Person): Arriving {
  return {
    platform: event.platform,
    community: event.community.externalId,
    community_name: storableText(event.community.name),
    person: by.externalId,
    name: storableText(by.displayName),
    named: by.isOrganizer === true,
    at: event.at,
  };
}

/** An event and who acted, as a row of {@link arriving}. */
export interface Arriving {
  readonly platform: Platform;
  readonly community: string;
  readonly community_name: string;
  readonly person: string;
  readonly name: string;
  /** The platform says that they run the community. */
  readonly named: boolean;
  readonly at: string;
}

/** Rows for the `from` of a statement, which is the same one for any number of them. */
export function arriving(
  rows: readonly (Arriving & {
    readonly ord?: number;
    readonly key?: string;
    readonly message?: string | null;
  })[],
): RawBuilder<unknown> {
  return sql`
    json_to_recordset(${JSON.stringify(rows)}::json) as arriving (
      ord int, key text, message text, platform text, community text, community_name text,
      person text, name text, named boolean, at timestamptz)`;
}

/** Gives no row where the community is not there under its name. `from` has {@link arriving}'s rows under that name. */
export function memberStatement(from: RawBuilder<unknown>, now: Temporal.Instant): RawBuilder<MemberRow> {
  return sql`
    insert into members (community_id, external_id, display_name, is_organizer, last_here_at, created_at)
    select communities.id, arriving.person, arriving.name,
      arriving.named or (communities.platform = 'web'
        and not exists (select from members where community_id = communities.id and is_organizer)
        and not exists (select from members where community_id = communities.id and external_id = arriving.person)),
      arriving.at, ${now}::timestamptz
    from ${from}
    join communities on communities.platform = arriving.platform and communities.external_id = arriving.community
      and (communities.name = arriving.community_name or arriving.community_name = '')
    order by arriving.ord
    on conflict (community_id, external_id) do update set
      -- An event that names nobody leaves the name as it was.
      display_name = case when excluded.display_name = '' then members.display_name else excluded.display_name end,
      last_here_at = greatest(members.last_here_at, excluded.last_here_at),
      -- Whoever does something is here, unless that was before they left.
      left_at = case when members.left_at > excluded.last_here_at then members.left_at end,
      is_organizer = members.is_organizer or excluded.is_organizer
    returning ${sql.join(MEMBER_COLUMNS.map((column) => sql.ref(`members.${column}`)))}`;
}
