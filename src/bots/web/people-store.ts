import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Reader } from '../../core/db/database.ts';
import type { Clock } from '../../core/time.ts';
import { WEB_COMMUNITY } from './room.ts';

/** A member whom this browser may act as. */
export interface Person {
  /** members.id */
  readonly id: string;
  readonly externalId: string;
  readonly name: string;
  /** May run the room; the page only offers by it, core checks at every command. */
  readonly isOrganizer: boolean;
}

/** What is stored of a browser's token: never the token itself. */
export function sessionHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The people of one browser, the one chosen last first. */
export async function readPeople(db: Reader, hash: string): Promise<Person[]> {
  return await db
    .selectFrom('web_people')
    .innerJoin('members', 'members.id', 'web_people.member_id')
    .where('web_people.session_hash', '=', hash)
    .orderBy('web_people.chosen_at', 'desc')
    .orderBy('members.id', 'desc')
    .select([
      'members.id',
      'members.external_id as externalId',
      'members.display_name as name',
      'members.is_organizer as isOrganizer',
    ])
    .execute();
}

/**
 * Lets a browser act as a member of the room and makes that the one it acts as now: later than every
 * earlier choice, whatever the clock says.
 */
export async function choosePerson(
  db: Reader,
  clock: Clock,
  hash: string,
  externalId: string,
): Promise<void> {
  const now = sql<Temporal.Instant>`${clock.now().toString()}::timestamptz`;
  const at = sql<Temporal.Instant>`greatest(${now}, (
    select max(chosen_at) + interval '1 microsecond' from web_people where session_hash = ${hash}))`;
  await db
    .insertInto('web_people')
    .columns(['session_hash', 'member_id', 'chosen_at'])
    .expression((eb) =>
      eb
        .selectFrom('members')
        .innerJoin('communities', 'communities.id', 'members.community_id')
        .where('communities.platform', '=', 'web')
        .where('communities.external_id', '=', WEB_COMMUNITY.externalId)
        .where('members.external_id', '=', externalId)
        .select([eb.val(hash).as('session_hash'), 'members.id as member_id', at.as('chosen_at')]),
    )
    .onConflict((conflict) => conflict.columns(['session_hash', 'member_id']).doUpdateSet({ chosen_at: at }))
    .execute();
}

/** How many members the room has, and whether one of them has this name in any case. */
export async function countMembers(db: Reader, name: string): Promise<{ members: number; named: number }> {
  const row = await db
    .selectFrom('members')
    .innerJoin('communities', 'communities.id', 'members.community_id')
    .where('communities.platform', '=', 'web')
    .where('communities.external_id', '=', WEB_COMMUNITY.externalId)
    .select((eb) => [
      eb.fn.countAll<string>().as('members'),
      eb.fn
        .countAll<string>()
        .filterWhere((of) => of(of.fn<string>('lower', ['members.display_name']), '=', name.toLowerCase()))
        .as('named'),
    ])
    .executeTakeFirstOrThrow();
  return { members: Number(row.members), named: Number(row.named) };
}
