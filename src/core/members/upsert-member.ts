import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../db/database.ts';
import { upsertCommunity } from '../communities/upsert-community.ts';
import { inboxStatement } from '../inbox.ts';
import type { InboundEvent, Platform } from '../platform/event.ts';
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
interface Person {
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
  const known = await memberStatement(event, by, now, sql`communities`).execute(tx);
  const [found] = known.rows;
  if (found !== undefined) return toMember(found);
  // The community is new, or its name is.
  await upsertCommunity(tx, event.platform, event.community, now);
  const made = await memberStatement(event, by, now, sql`communities`).execute(tx);
  const [row] = made.rows;
  if (row === undefined) throw new Error('a community that was just kept is not there');
  return toMember(row);
}

/**
 * What nearly every event begins with, in one statement: remembers it ({@link inboxStatement}) and finds or makes
 * who acted ({@link upsertMember}). Null when the event was here before.
 */
export async function enterMember(
  tx: Tx,
  event: InboundEvent & { readonly by: Person },
  now: Temporal.Instant,
): Promise<Member | null> {
  const entered = await sql<MemberRow | { readonly [C in keyof MemberRow]: null }>`
    with inbox_row as (${inboxStatement(event, now)}),
    entered as (${memberStatement(event, event.by, now, sql`inbox_row cross join communities`)})
    select ${sql.join(MEMBER_COLUMNS.map((column) => sql.ref(`entered.${column}`)))}
    from inbox_row left join entered on true`.execute(tx);
  const [row] = entered.rows;
  if (row === undefined) return null;
  return row.id === null ? upsertMember(tx, event, event.by, now) : toMember(row);
}

/** Gives no row when the community is not there under its name. */
function memberStatement(
  event: Occasion,
  by: Person,
  now: Temporal.Instant,
  from: RawBuilder<unknown>,
): RawBuilder<MemberRow> {
  const displayName = storableText(by.displayName);
  const name = storableText(event.community.name);
  const named = by.isOrganizer === true;
  return sql`
    insert into members (community_id, external_id, display_name, is_organizer, last_here_at, created_at)
    select communities.id, ${by.externalId}::text, ${displayName}::text,
      ${named}::boolean or (communities.platform = 'web' and not exists
        (select from members where community_id = communities.id and is_organizer)),
      ${event.at}::timestamptz, ${now}::timestamptz
    from ${from}
    where communities.platform = ${event.platform}::text and communities.external_id = ${event.community.externalId}::text
      and (communities.name = ${name}::text or ${name}::text = '')
    on conflict (community_id, external_id) do update set
      -- An event that names nobody leaves the name as it was.
      display_name = case when excluded.display_name = '' then members.display_name else excluded.display_name end,
      last_here_at = greatest(members.last_here_at, excluded.last_here_at),
      -- Whoever does something is here, unless that was before they left.
      left_at = case when members.left_at > excluded.last_here_at then members.left_at end,
      is_organizer = members.is_organizer or ${named}::boolean
    returning ${sql.join(MEMBER_COLUMNS.map((column) => sql.ref(`members.${column}`)))}`;
}
