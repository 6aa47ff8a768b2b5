import type { Reader } from '../db/database.ts';
import { zoneOf } from '../rounds/practise-now.ts';
import { localDateAt, type LocalDate } from '../time.ts';
import type { Member } from './member.ts';

/** The IANA zone by which this member's "today" and "Monday" are meant: their own setting, else the community's. */
export async function memberZone(
  db: Reader,
  member: Pick<Member, 'communityId' | 'settings'>,
): Promise<string> {
  return member.settings.zone ?? (await zoneOf(db, member.communityId));
}

/** The date it is for this member. */
export async function memberToday(
  db: Reader,
  member: Pick<Member, 'communityId' | 'settings'>,
  now: Temporal.Instant,
): Promise<LocalDate> {
  return localDateAt(now, await memberZone(db, member));
}
