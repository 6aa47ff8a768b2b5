import type { Selectable } from 'kysely';
import type { Reader } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import type { ThreadConsent } from '../db/tables/members.ts';
import type { Platform } from '../platform/event.ts';
import { SETTING_COLUMNS, toSettings, type MemberSettings } from './settings.ts';

/** One person in one community. */
export interface Member {
  readonly id: string;
  readonly communityId: string;
  readonly externalId: string;
  readonly displayName: string;
  readonly isOrganizer: boolean;
  readonly threadConsent: ThreadConsent;
  readonly consentAskedAt: Temporal.Instant | null;
  readonly settings: MemberSettings;
}

/** What {@link toMember} reads of a row, by name: statements with these columns can be prepared once. */
export const MEMBER_COLUMNS = [
  'id',
  'community_id',
  'external_id',
  'display_name',
  'is_organizer',
  'thread_consent',
  'consent_asked_at',
  ...SETTING_COLUMNS,
] as const;

/** The member that an event's signed ids name, or null when Greenroom has not met them. Reads only. */
export async function findMember(
  db: Reader,
  platform: Platform,
  communityExternalId: string,
  memberExternalId: string,
): Promise<Member | null> {
  const row = await db
    .selectFrom('members')
    .innerJoin('communities', 'communities.id', 'members.community_id')
    .select(MEMBER_COLUMNS.map((column) => `members.${column}` as const))
    .where('communities.platform', '=', platform)
    .where('communities.external_id', '=', communityExternalId)
    .where('members.external_id', '=', memberExternalId)
    .executeTakeFirst();
  return row === undefined ? null : toMember(row);
}

/** A member's row with {@link MEMBER_COLUMNS}. */
export type MemberRow = Pick<Selectable<Tables['members']>, (typeof MEMBER_COLUMNS)[number]>;

/** A member row as the rest of core reads it. */
export function toMember(row: MemberRow): Member {
  return {
    id: row.id,
    communityId: row.community_id,
    externalId: row.external_id,
    displayName: row.display_name,
    isOrganizer: row.is_organizer,
    threadConsent: row.thread_consent,
    consentAskedAt: row.consent_asked_at,
    settings: toSettings(row),
  };
}
