import type { Reader } from '../db/database.ts';
import type { ThreadConsent } from '../db/tables.ts';
import type { Platform } from '../platform/event.ts';
import { SETTING_COLUMNS, toSettings, type MemberSettings, type SettingsRow } from './settings.ts';

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
    .select([
      'members.id',
      'members.community_id',
      'members.external_id',
      'members.display_name',
      'members.is_organizer',
      'members.thread_consent',
      'members.consent_asked_at',
      ...SETTING_COLUMNS.map((column) => `members.${column}` as const),
    ])
    .where('communities.platform', '=', platform)
    .where('communities.external_id', '=', communityExternalId)
    .where('members.external_id', '=', memberExternalId)
    .executeTakeFirst();
  return row === undefined ? null : toMember(row);
}

/** A member row as the rest of core reads it. */
export function toMember(
  row: {
    readonly id: string;
    readonly community_id: string;
    readonly external_id: string;
    readonly display_name: string;
    readonly is_organizer: boolean;
    readonly thread_consent: ThreadConsent;
    readonly consent_asked_at: Temporal.Instant | null;
  } & SettingsRow,
): Member {
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
