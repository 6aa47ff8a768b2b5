import type { SendResult } from '../../core/platform/port.ts';

/** The word for a workspace that has not installed the app, beside Slack's own words. */
export const NOT_INSTALLED = 'not_installed';

/** What the bot was doing when Slack refused. */
export type Doing = 'post' | 'reply' | 'react' | 'edit' | 'tell' | 'file' | 'remove';

/** What is to be marked, changed or removed is not there any more, or may not be: nothing is left to do. */
const MOOT: Readonly<Partial<Record<Doing, readonly string[]>>> = {
  react: [
    'already_reacted',
    'message_not_found',
    'not_reactable',
    'too_many_emoji',
    'too_many_reactions',
    'thread_locked',
    'is_archived',
  ],
  remove: ['message_not_found', 'file_not_found', 'file_deleted', 'channel_not_found', 'is_archived'],
};

/** Whether a refusal means that there is nothing left to do. */
export function isMoot(error: string, doing: Doing): boolean {
  return MOOT[doing]?.includes(error) === true;
}

const TOKEN_GONE: readonly string[] = [
  NOT_INSTALLED,
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'org_login_required',
  'team_access_not_granted',
  'token_expired',
  'token_revoked',
];

/** Whether Slack refused the token itself: then nothing was done, and a newer one may do it. */
export function isTokenRefused(error: string): boolean {
  return TOKEN_GONE.includes(error);
}

const NO_DIRECT_MESSAGES: readonly string[] = [
  'cannot_dm_bot',
  'messages_tab_disabled',
  'user_disabled',
  'user_not_found',
  'user_not_visible',
];

/** A refusal as an organizer reads it: what happened, and what to do. `error` is Slack's word for it. Pure. */
export function explainRefusal(error: string, doing: Doing): Extract<SendResult, { kind: 'refused' }> {
  const say = (reason: string, fix: string): Extract<SendResult, { kind: 'refused' }> => ({
    kind: 'refused',
    reason,
    fix,
  });
  if (isTokenRefused(error)) {
    return say(
      'Slack does not accept the bot in this workspace any more.',
      'Install the app again. Where one workspace is served by SLACK_BOT_TOKEN, put the new token there and start again.',
    );
  }
  if (NO_DIRECT_MESSAGES.includes(error)) {
    return say(
      'This member takes no direct messages from the bot.',
      'Nothing to do: what was meant for them waits behind My feedback.',
    );
  }
  switch (error) {
    case 'not_in_channel':
    case 'channel_not_found':
      return say(
        'The bot is not in this channel.',
        'Type /invite @Greenroom in the channel. If the channel was deleted, use /greenroom schedule in another one.',
      );
    case 'is_archived':
      return say(
        'The channel is archived.',
        'Unarchive it, or use /greenroom schedule in the channel that should be asked instead.',
      );
    case 'restricted_action':
    case 'restricted_action_read_only_channel':
    case 'restricted_action_thread_only_channel':
    case 'restricted_action_non_threadable_channel':
    case 'restricted_action_thread_locked':
      return say(
        'The settings of this workspace do not let the bot write in this channel.',
        'Ask a workspace admin to allow the app under the channel’s posting permissions.',
      );
    case 'missing_scope':
      return say(
        'The app lacks a permission (scope) in this workspace.',
        'Compare the app’s scopes with the manifest, then install it again.',
      );
    case 'message_not_found':
    case 'cant_update_message':
    case 'edit_window_closed':
      return say('The message cannot be changed any more.', 'Nothing to do.');
    default:
      return say(
        `Slack refused it: ${error}.`,
        `Type /greenroom setup to see what is missing. If all is well there, tell whoever runs Greenroom this line (${doing}).`,
      );
  }
}
