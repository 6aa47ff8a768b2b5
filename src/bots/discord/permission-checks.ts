import { PermissionFlagsBits } from 'discord.js';
import type { PlatformChecks } from '../../core/platform/event.ts';

/** What the bot uses in a channel, by the names of Discord's settings; those that are not needed only make something better. */
const PERMISSIONS: readonly {
  readonly label: string;
  readonly bit: bigint;
  readonly needed: boolean;
  readonly why: string;
}[] = [
  { label: 'View Channel', bit: PermissionFlagsBits.ViewChannel, needed: true, why: 'to be there at all' },
  {
    label: 'Send Messages',
    bit: PermissionFlagsBits.SendMessages,
    needed: true,
    why: 'to post the question',
  },
  {
    label: 'Create Public Threads',
    bit: PermissionFlagsBits.CreatePublicThreads,
    needed: true,
    why: 'to open its thread',
  },
  {
    label: 'Send Messages in Threads',
    bit: PermissionFlagsBits.SendMessagesInThreads,
    needed: true,
    why: 'to write there',
  },
  { label: 'Embed Links', bit: PermissionFlagsBits.EmbedLinks, needed: true, why: 'to show cards' },
  { label: 'Attach Files', bit: PermissionFlagsBits.AttachFiles, needed: true, why: 'to send files' },
  {
    label: 'Add Reactions',
    bit: PermissionFlagsBits.AddReactions,
    needed: true,
    why: 'to mark messages that were taken',
  },
  {
    label: 'Read Message History',
    bit: PermissionFlagsBits.ReadMessageHistory,
    needed: true,
    why: 'to find what was written while it was away',
  },
  {
    label: 'Create Private Threads',
    bit: PermissionFlagsBits.CreatePrivateThreads,
    needed: false,
    why: 'for the rooms of mock interviews',
  },
  { label: 'Pin Messages', bit: PermissionFlagsBits.PinMessages, needed: false, why: 'to pin questions' },
  {
    label: 'Manage Threads',
    bit: PermissionFlagsBits.ManageThreads,
    needed: false,
    why: 'to open archived threads again',
  },
];

/** All permissions that the invite asks for, as Discord writes them. */
export const INVITE_PERMISSIONS: bigint = PERMISSIONS.reduce((all, one) => all | one.bit, 0n);

/**
 * The bot's permissions in a channel line by line, and whether it may read the words of messages. Null when Discord
 * did not say (`app_permissions` is absent). Pure.
 */
export function permissionChecks(
  channelId: string,
  appPermissions: string | undefined,
  readsThreads: boolean,
): PlatformChecks | null {
  if (appPermissions === undefined || !/^\d{1,40}$/.test(appPermissions)) return null;
  const own = BigInt(appPermissions);
  const all = (own & PermissionFlagsBits.Administrator) !== 0n;
  return {
    channelId,
    lines: [
      ...PERMISSIONS.map(({ label, bit, needed, why }) => ({
        label,
        ok: all || (own & bit) !== 0n,
        needed,
        fix: `${why}. Open the channel's settings, Permissions, add the bot and allow ${label}.`,
      })),
      {
        label: 'Reading replies in threads',
        ok: readsThreads,
        needed: false,
        fix: 'for answers that are written in threads. The Answer button, direct messages and the message menu work without it. To change it: developer portal, Bot, Message Content Intent, then start Greenroom again.',
      },
    ],
  };
}
