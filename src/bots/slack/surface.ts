/**
 * What the app is called with, in one place: the manifest (manifest.yaml) is held to it by a test.
 */

/** Slash commands. */
export const COMMANDS = ['/practice', '/greenroom'] as const;

/** Message shortcuts by their callback id; both take one's own message as the answer and bring feedback for it. */
export const SHORTCUTS = {
  use_as_my_answer: 'Use as my answer',
  give_me_feedback: 'Give me feedback',
} as const;

/** Events of the Events API that are read. */
export const EVENTS = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'channel_archive',
  'channel_deleted',
  'channel_id_changed',
  'channel_rename',
  'group_archive',
  'group_deleted',
  'group_rename',
  'member_left_channel',
  'message.channels',
  'message.groups',
  'message.im',
  'message.mpim',
  'tokens_revoked',
] as const;

/** What the bot may do, each for a method or event that the code uses. */
export const BOT_SCOPES = [
  'app_mentions:read',
  'channels:history',
  'channels:join',
  'channels:read',
  'chat:write',
  'commands',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:write',
  'mpim:history',
  'mpim:write',
  'reactions:write',
  'users:read',
] as const;
