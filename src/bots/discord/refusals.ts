import type { SendResult } from '../../core/platform/port.ts';
import type { Called } from './call.ts';

/** What the bot was doing when Discord refused; it decides which permission was missing. */
export type Doing =
  | 'post'
  | 'thread'
  | 'reply'
  | 'react'
  | 'edit'
  | 'remove'
  | 'tell'
  | 'file'
  | 'pin'
  | 'room';

type Refused = Extract<Called, { kind: 'refused' }>;

/** Discord's error codes, as its documentation lists them. */
const UNKNOWN_CHANNEL = 10_003;
export const UNKNOWN_MEMBER = 10_007;
const UNKNOWN_MESSAGE = 10_008;
const MISSING_ACCESS = 50_001;
const MISSING_PERMISSIONS = 50_013;
const CANNOT_TELL = 50_007;
const INVALID_RECIPIENT = 50_033;
const THREAD_LOCKED = 160_005;
export const THREAD_ARCHIVED = 50_083;
export const THREAD_EXISTS = 160_004;
const TOO_MANY_PINS = 30_003;
const REACTION_BLOCKED = 90_001;
const TOO_MANY_REACTIONS = 30_010;

/** The permissions a step needs, as Discord's settings call them. */
const NEEDS: Readonly<Record<Doing, string>> = {
  post: 'View Channel and Send Messages',
  thread: 'Create Public Threads and Read Message History',
  room: 'Create Private Threads and Send Messages in Threads',
  reply: 'Send Messages in Threads',
  react: 'Add Reactions and Read Message History',
  edit: 'View Channel',
  remove: 'View Channel',
  tell: 'Send Messages',
  file: 'Attach Files',
  pin: 'Pin Messages and Read Message History',
};

const CHANNEL_FIX = 'Use /greenroom schedule in the channel that should be asked instead.';

/** Whether a refusal means that there is nothing left to do: what was to be marked or removed is gone, or nobody may mark it. */
export function isMoot(refused: Refused, doing: Doing): boolean {
  if (doing === 'remove') return [UNKNOWN_MESSAGE, UNKNOWN_CHANNEL].includes(refused.code);
  if (doing === 'pin') return refused.code === UNKNOWN_MESSAGE;
  return doing === 'react' && [UNKNOWN_MESSAGE, REACTION_BLOCKED, TOO_MANY_REACTIONS].includes(refused.code);
}

/** A refusal as an organizer reads it: what happened, and what to do. Pure. */
export function explainRefusal(refused: Refused, doing: Doing): Extract<SendResult, { kind: 'refused' }> {
  const say = (reason: string, fix: string): Extract<SendResult, { kind: 'refused' }> => ({
    kind: 'refused',
    reason,
    fix,
  });
  switch (refused.code) {
    case MISSING_PERMISSIONS:
      return say(
        'The bot lacks a permission in this channel.',
        `Open the channel's settings, Permissions, add the bot and allow ${NEEDS[doing]}.`,
      );
    case MISSING_ACCESS:
      return say(
        'The bot cannot see this channel.',
        "Open the channel's settings, Permissions, add the bot and allow View Channel.",
      );
    case UNKNOWN_CHANNEL:
      if (doing === 'post') return { ...say('The channel was deleted.', CHANNEL_FIX), gone: 'channel' };
      return say(
        doing === 'reply' ? 'The thread was deleted.' : 'The channel was deleted.',
        doing === 'reply' ? 'Nothing to do: the next question opens a new one.' : CHANNEL_FIX,
      );
    case UNKNOWN_MESSAGE:
      return say('The message was deleted.', 'Nothing to do.');
    case CANNOT_TELL:
    case INVALID_RECIPIENT:
      return say(
        'This member takes no direct messages from the bot.',
        'Nothing to do: what was meant for them waits behind My feedback.',
      );
    case TOO_MANY_PINS:
      return say(
        'This channel holds as many pins as Discord allows.',
        'Take some away: open the channel, Pinned Messages.',
      );
    case THREAD_LOCKED:
      return say('The thread is locked.', 'Unlock it, or leave it: the next question opens a new one.');
    case THREAD_ARCHIVED:
      return say(
        'The thread is archived, and the bot may not open it again.',
        'Unarchive it, or allow the bot Manage Threads in this channel.',
      );
    default:
      return refused.status === 401
        ? say(
            'Discord does not accept the bot token any more.',
            'Put a new one from the developer portal into DISCORD_TOKEN and start again.',
          )
        : say(
            `Discord refused it: ${refused.message} (${refused.code === 0 ? refused.status : refused.code}).`,
            "Check the bot's permissions with /greenroom setup. If they are fine, tell whoever runs Greenroom this line.",
          );
  }
}
