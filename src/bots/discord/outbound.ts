import { RequestMethod, Routes, ThreadAutoArchiveDuration, type REST, type RouteLike } from 'discord.js';
import type { Database } from '../../core/db/database.ts';
import { holdPace, waitForTurn } from '../../core/jobs/pace.ts';
import type { Card } from '../../core/platform/card.ts';
import {
  CANNOT_TELL,
  type Capabilities,
  type MemberAddress,
  type PlatformPort,
  type SendResult,
} from '../../core/platform/port.ts';
import { CHAT_CATCH_UP } from '../../core/schedules/catch-up.ts';
import type { Clock } from '../../core/time.ts';
import { NO_HOME } from '../no-home.ts';
import { messageKey, readMessageKey } from '../message-key.ts';
import { callDiscord, type Called, type DiscordRequest } from './call.ts';
import { findOwn } from './find-own.ts';
import { nonceOf, withMark } from './mark.ts';
import { isMoot, UNKNOWN_MEMBER, THREAD_ARCHIVED, THREAD_EXISTS, type Doing } from './refusals.ts';
import { removeOwn } from './remove-own.ts';
import { openPrivateThread } from './private-thread.ts';
import { renderCard } from './render.ts';
import { resultOf } from './result.ts';

/** What the port works with. */
export interface DiscordOut {
  readonly rest: REST;
  readonly db: Database;
  readonly clock: Clock;
  /** What this connection was granted; inbound.ts lowers it when the message content intent is refused. */
  readonly granted: { readThreadReplies: boolean };
}

/** The rate domain of the pacer, and how long a further request of one send waits for its turn, in milliseconds. */
const PACER = 'discord';
const TURN_PATIENCE_MS = 3_000;

/** So many sends are remembered, with the channel they went to, for {@link PlatformPort.findByKey}. */
const REMEMBERED = 5_000;

/** For so long after the first try sending again is harmless, in seconds: Discord knows the nonce for some minutes. */
const NONCE_KNOWN_SECONDS = 90;

const MARKS = { seen: '👀', ready: '✅' } as const;

/** Nobody is pinged by what the bot sends, whatever the words are. */
export const NO_MENTIONS = { parse: [] } as const;

/** But for the one role that a schedule names. */
function mentionsOf(card: Card): { readonly parse: readonly []; readonly roles?: readonly string[] } {
  return card.mention === undefined ? NO_MENTIONS : { ...NO_MENTIONS, roles: [card.mention.roleId] };
}

/**
 * Discord as a platform, by REST alone, so that a process without a gateway can send. A card that needs
 * several messages is sent part by part; its id is the last part's, where the buttons are.
 *
 * Sent twice with one key: within minutes Discord itself gives back the first message (`enforce_nonce`);
 * later {@link PlatformPort.findByKey} finds it by its hidden mark.
 */
export function createDiscordPort(out: DiscordOut): PlatformPort {
  const tried = new Map<string, { readonly channelId: string; readonly at: Temporal.Instant }>();
  const can: Capabilities = {
    get readThreadReplies() {
      return out.granted.readThreadReplies;
    },
    tellPrivatelyUnasked: false,
    react: true,
    pick: true,
    formTimer: false,
    pin: true,
    mentionRole: true,
    roomsOpenToModerators: true,
    home: false,
    catchUp: CHAT_CATCH_UP,
  };
  const remember = (key: string, channelId: string): void => {
    if (!tried.has(key)) tried.set(key, { channelId, at: out.clock.now() });
    const [oldest] = tried.keys();
    if (tried.size > REMEMBERED && oldest !== undefined) tried.delete(oldest);
  };
  const send = (channelId: string, card: Card, key: string, doing: Doing): Promise<SendResult> => {
    remember(key, channelId);
    return sendParts(out, channelId, card, key, doing);
  };

  return {
    platform: 'discord',
    can,
    pacerOf: () => PACER,
    showHome: () => Promise.resolve(NO_HOME),
    postInChannel: (to, card, key) => send(to.channelId, card, key, 'post'),
    replyInThread: (to, card, key) => send(to.threadId, card, key, 'reply'),
    threadOf: () => null,
    async openThread(on, title) {
      const { channelId, messageId } = readMessageKey(on.messageId, on.channelId);
      const called = await call(out, {
        method: RequestMethod.Post,
        path: Routes.threads(channelId, messageId),
        // A week: longer than any round is open, and every message starts it anew.
        body: { name: title, auto_archive_duration: ThreadAutoArchiveDuration.OneWeek },
      });
      // A thread has the id of the message it grows from.
      if (called.kind === 'refused' && called.code === THREAD_EXISTS)
        return { kind: 'sent', externalId: messageId };
      return resultOf(called, 'thread', (id) => id);
    },
    openPrivateRoom: (beside, memberIds, title, key) =>
      openPrivateThread(
        { call: (request) => call(out, request), turn: () => extraTurn(out) },
        beside,
        memberIds,
        title,
        key,
      ),
    async tellPrivately(to, _near, card, key) {
      const direct = await openDirect(out, to.memberId);
      const told = direct.kind === 'sent' ? await send(direct.externalId, card, key, 'tell') : direct;
      return stillMember(out, to, told);
    },
    async sendFile(to, _near, file, key) {
      const direct = await openDirect(out, to.memberId);
      if (direct.kind !== 'sent') return direct;
      const told = await send(direct.externalId, file.card, `${key}#card`, 'tell');
      if (told.kind !== 'sent') return told;
      if (!(await extraTurn(out))) return later();
      remember(key, direct.externalId);
      const called = await call(out, {
        method: RequestMethod.Post,
        path: Routes.channelMessages(direct.externalId),
        body: { nonce: nonceOf(key), enforce_nonce: true, allowed_mentions: NO_MENTIONS, content: file.name },
        files: [{ name: file.name, data: file.content }],
      });
      return resultOf(called, 'file', (messageId) => messageKey({ channelId: direct.externalId, messageId }));
    },
    async update(message, card, key) {
      const { channelId, messageId } = readMessageKey(message.messageId, message.channelId);
      const [part, ...more] = renderCard(card);
      if (part === undefined || more.length > 0) {
        return {
          kind: 'refused',
          reason: 'The new text of a message is too long for Discord, so the old one was left.',
          fix: 'Nothing to do; the next message says how things are.',
        };
      }
      const marked = withMark(part, key);
      const called = await inOpenThread(out, channelId, {
        method: RequestMethod.Patch,
        path: Routes.channelMessage(channelId, messageId),
        body: { ...marked, allowed_mentions: NO_MENTIONS },
      });
      return resultOf(called, 'edit', () => message.messageId);
    },
    async setPinned(message, pinned) {
      const { channelId, messageId } = readMessageKey(message.messageId, message.channelId);
      const called = await call(out, {
        method: pinned ? RequestMethod.Put : RequestMethod.Delete,
        path: Routes.channelMessagesPin(channelId, messageId),
      });
      if (called.kind === 'ok' || (called.kind === 'refused' && isMoot(called, 'pin')))
        return { kind: 'sent', externalId: message.messageId };
      return resultOf(called, 'pin', () => message.messageId);
    },
    async react(message, mark) {
      const { channelId, messageId } = readMessageKey(message.messageId, message.channelId);
      const called = await inOpenThread(out, channelId, {
        method: RequestMethod.Put,
        path: Routes.channelMessageOwnReaction(channelId, messageId, encodeURIComponent(MARKS[mark])),
      });
      if (called.kind === 'ok' || (called.kind === 'refused' && isMoot(called, 'react'))) {
        return { kind: 'sent', externalId: message.messageId };
      }
      return resultOf(called, 'react', () => message.messageId);
    },
    async remove(message, sentUnder) {
      const place = readMessageKey(message.messageId, message.channelId);
      let first = true;
      const called = await removeOwn(place, sentUnder, async (request) => {
        const turn = first || (await extraTurn(out));
        first = false;
        return turn
          ? inOpenThread(out, place.channelId, request)
          : { kind: 'retry', afterMs: TURN_PATIENCE_MS, global: false };
      });
      return resultOf(called, 'remove', () => message.messageId);
    },
    async findByKey(near, key) {
      const threadId = 'threadId' in near ? readMessageKey(near.threadId, near.channelId).messageId : null;
      const before = tried.get(key);
      const now = out.clock.now();
      const found = await findOwn(out.rest, before?.channelId ?? threadId ?? near.channelId, key, now, () =>
        extraTurn(out),
      );
      const harmless = before !== undefined && now.since(before.at).total('seconds') <= NONCE_KNOWN_SECONDS;
      return found === CANNOT_TELL && harmless ? null : found;
    },
  };
}

async function sendParts(
  out: DiscordOut,
  channelId: string,
  card: Card,
  key: string,
  doing: Doing,
): Promise<SendResult> {
  let result: SendResult = { kind: 'refused', reason: 'There was nothing to send.', fix: 'Nothing to do.' };
  const parts = renderCard(card);
  for (const [index, part] of parts.entries()) {
    if (index > 0 && !(await extraTurn(out))) return later();
    // The last part carries the key itself: when that one is found, all of them arrived.
    const partKey = index === parts.length - 1 ? key : `${key}#${index + 1}`;
    const called = await inOpenThread(out, channelId, {
      method: RequestMethod.Post,
      path: Routes.channelMessages(channelId),
      body: {
        ...withMark(part, partKey),
        nonce: nonceOf(partKey),
        enforce_nonce: true,
        allowed_mentions: mentionsOf(card),
      },
    });
    result = resultOf(called, doing, (messageId) => messageKey({ channelId, messageId }));
    if (result.kind !== 'sent') return result;
  }
  return result;
}

/**
 * Discord refuses direct messages alike from those who closed them and from those who left. Asking for the one
 * member needs no privileged intent, so it is asked then, and the answer says which.
 */
async function stillMember(out: DiscordOut, to: MemberAddress, told: SendResult): Promise<SendResult> {
  if (told.kind !== 'refused' || !(await extraTurn(out))) return told;
  const path = Routes.guildMember(to.communityId, to.memberId);
  const called = await call(out, { method: RequestMethod.Get, path });
  return called.kind === 'refused' && called.code === UNKNOWN_MEMBER ? { ...told, gone: 'member' } : told;
}

/** Direct messages are a channel that has to be asked for; asking again gives the same one. */
async function openDirect(out: DiscordOut, memberId: string): Promise<SendResult> {
  const called = await call(out, {
    method: RequestMethod.Post,
    path: Routes.userChannels(),
    body: { recipient_id: memberId },
  });
  const result = resultOf(called, 'tell', (id) => id);
  // Nothing was said yet, so it can simply be tried again.
  if (result.kind === 'unknown') return { kind: 'retry', afterMs: TURN_PATIENCE_MS, reason: result.reason };
  return result.kind === 'sent' && !(await extraTurn(out)) ? later() : result;
}

/** An archived thread is opened again first; a message would do that by itself, an edit or a reaction would not. */
async function inOpenThread(out: DiscordOut, channelId: string, request: DiscordRequest): Promise<Called> {
  const called = await call(out, request);
  if (called.kind !== 'refused' || called.code !== THREAD_ARCHIVED) return called;
  if (!(await extraTurn(out))) return { kind: 'retry', afterMs: TURN_PATIENCE_MS, global: false };
  const path: RouteLike = Routes.channel(channelId);
  const opened = await call(out, { method: RequestMethod.Patch, path, body: { archived: false } });
  if (opened.kind !== 'ok') return opened.kind === 'refused' ? called : opened;
  if (!(await extraTurn(out))) return { kind: 'retry', afterMs: TURN_PATIENCE_MS, global: false };
  return call(out, request);
}

/** One request; a global limit moves everybody's next turn on. */
async function call(out: DiscordOut, request: DiscordRequest): Promise<Called> {
  const called = await callDiscord(out.rest, request);
  if (called.kind === 'retry' && called.global) await holdPace(out.db, PACER, called.afterMs);
  return called;
}

/** The turn of a further request of one send; the first one's was taken by whoever called. False: not now. */
async function extraTurn(out: DiscordOut): Promise<boolean> {
  const turn = await waitForTurn(out.db, PACER);
  if (turn.kind === 'later') return false;
  return true;
}

function later(): SendResult {
  return { kind: 'retry', afterMs: TURN_PATIENCE_MS, reason: 'too many requests are waiting for Discord' };
}
