import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import { messageLockOf } from '../inbox.ts';
import type { InboundEvent } from '../platform/event.ts';
import { MEMBER_COLUMNS, type Member, type MemberRow, toMember } from './member.ts';
import { arriving, arrivingRow, memberStatement, upsertMember, type Person } from './upsert-member.ts';

/** An event by a member. */
export type EventBy = InboundEvent & { readonly by: Person };

/** {@link enterMembers} for one event. */
export async function enterMember(tx: Tx, event: EventBy, now: Temporal.Instant): Promise<Member | null> {
  const [member] = await enterMembers(tx, [event], now);
  return member ?? null;
}

/**
 * What nearly every event begins with, in one statement for all that are handled together: remembers it (inbox.ts)
 * and finds or makes who acted ({@link upsertMember}). Gives each event's member, in the order of the events; null
 * when the event was here before. No two of the events may be one person's, and they come {@link byPerson}.
 */
export async function enterMembers(
  tx: Tx,
  events: readonly EventBy[],
  now: Temporal.Instant,
): Promise<readonly (Member | null)[]> {
  const rows = events.map((event, ord) => ({
    ...arrivingRow(event, event.by),
    ord,
    key: event.key,
    message: messageLockOf(event),
  }));
  const fresh = sql`
    arriving join remembered on remembered.platform = arriving.platform and remembered.event_key = arriving.key`;
  const entered = await sql<{ readonly ord: number } & (MemberRow | Nothing)>`
    with arriving as materialized (
      select ord, key, platform, community, community_name, person, name, named, at,
        case when message is not null then pg_advisory_xact_lock(hashtextextended(message, 0)) end
      from ${arriving(rows)}),
    remembered as (
      insert into inbox (platform, event_key, received_at)
      select platform, key, ${now}::timestamptz from arriving order by ord
      on conflict (platform, event_key) do nothing
      returning platform, event_key),
    entered as (${memberStatement(fresh, now)})
    select arriving.ord, ${sql.join(MEMBER_COLUMNS.map((column) => sql.ref(`entered.${column}`)))}
    from ${fresh}
    left join communities
      on communities.platform = arriving.platform and communities.external_id = arriving.community
    left join entered
      on entered.community_id = communities.id and entered.external_id = arriving.person`.execute(tx);
  const found = new Map(entered.rows.map((row) => [row.ord, row]));
  const members: (Member | null)[] = [];
  for (const [ord, event] of events.entries()) {
    const row = found.get(ord);
    if (row === undefined) members.push(null);
    else members.push(row.id === null ? await upsertMember(tx, event, event.by, now) : toMember(row));
  }
  return members;
}

type Nothing = { readonly [C in keyof MemberRow]: null };

/**
 * The order in which events that are handled together come: whoever locks several members does so in this order,
 * so that no two transactions wait for each other.
 */
export function byPerson(a: EventBy, b: EventBy): number {
  const [one, other] = [personKey(a), personKey(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Names one person of one community. */
export function personKey({ platform, community, by }: EventBy): string {
  return `${platform}/${community.externalId}/${by.externalId}`;
}
