import type { Selectable } from 'kysely';
import type { FeedbackBy } from '../db/tables/members.ts';
import type { Tables } from '../db/tables.ts';
import type { Capabilities } from '../platform/port.ts';

/** What a member chose for themselves; each one changes what they see (see settings-cards.ts). */
export interface MemberSettings {
  /** Hints and instructions say exactly what to do, without figures of speech or arrows. */
  readonly literalWording: boolean;
  /** The answer form asks the category's parts one by one. */
  readonly onePartAtATime: boolean;
  /** The answer form says for how long it has been open, where the platform can show that; nothing ends by it. */
  readonly softTimer: boolean;
  /** Null takes the platform's usual way ({@link comesByMessage}). */
  readonly feedbackBy: FeedbackBy | null;
  readonly streakHidden: boolean;
  /** IANA zone by which "today" and "Monday" are understood; null takes the community's. */
  readonly zone: string | null;
}

/** How it is for a person whom Greenroom has not met yet. */
export const DEFAULT_SETTINGS: MemberSettings = {
  literalWording: false,
  onePartAtATime: false,
  softTimer: false,
  feedbackBy: null,
  streakHidden: false,
  zone: null,
};

/**
 * Whether feedback is sent to the member as a private message. Without a choice of theirs it is where the platform can
 * tell privately unasked; elsewhere (Discord) a direct message is for those who chose it. Pure.
 */
export function comesByMessage(
  feedbackBy: FeedbackBy | null,
  can: Pick<Capabilities, 'tellPrivatelyUnasked'> | undefined,
): boolean {
  return feedbackBy === null ? can?.tellPrivatelyUnasked === true : feedbackBy === 'message';
}

/** The columns of a member row that hold their settings. */
export const SETTING_COLUMNS = [
  'literal_wording',
  'one_part_at_a_time',
  'soft_timer',
  'feedback_by',
  'streak_hidden',
  'zone',
] as const;

export type SettingsRow = Pick<Selectable<Tables['members']>, (typeof SETTING_COLUMNS)[number]>;

/** The settings of a member row. */
export function toSettings(row: SettingsRow): MemberSettings {
  return {
    literalWording: row.literal_wording,
    onePartAtATime: row.one_part_at_a_time,
    softTimer: row.soft_timer,
    feedbackBy: row.feedback_by,
    streakHidden: row.streak_hidden,
    zone: row.zone,
  };
}
