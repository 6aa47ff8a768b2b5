import { ChannelType, RequestMethod, Routes, ThreadAutoArchiveDuration } from 'discord.js';
import { z } from 'zod';
import { never } from '../../core/errors.ts';
import type { ChannelAddress, SendResult } from '../../core/platform/port.ts';
import type { Called, DiscordRequest } from './call.ts';
import { nonceOf } from './mark.ts';
import { explainRefusal } from './refusals.ts';

/** How requests go out: each further one asks for its turn first. */
export interface Requests {
  readonly call: (request: DiscordRequest) => Promise<Called>;
  readonly turn: () => Promise<boolean>;
}

/** Discord's limit for a thread's name, in characters. */
const NAME_MAX = 100;
/** So many characters of its key's hash end a room's name: Discord keeps nothing else by which to find it again. */
const MARK_LENGTH = 6;
const LATER_MS = 3_000;

const threadsSchema = z.looseObject({
  threads: z.array(z.looseObject({ id: z.string(), name: z.string(), parent_id: z.string().nullish() })),
});
const madeSchema = z.looseObject({ id: z.string() });

/**
 * Opens a private thread and brings its people in. A thread that an earlier try left is found by its name,
 * which ends in a mark of the key, so that a crash in between makes no second one. Adding somebody twice
 * changes nothing. One who has left the server is passed over: the session finds that out by itself.
 */
export async function openPrivateThread(
  requests: Requests,
  beside: ChannelAddress,
  memberIds: readonly string[],
  title: string,
  key: string,
): Promise<SendResult> {
  const name = roomName(title, key);
  const found = await findThread(requests, beside, name);
  if (found.kind !== 'sent' && found.kind !== 'none') return found;
  const room = found.kind === 'sent' ? found : await createThread(requests, beside, name);
  if (room.kind !== 'sent') return room;
  for (const memberId of memberIds) {
    if (!(await requests.turn())) return later();
    const added = await requests.call({
      method: RequestMethod.Put,
      path: Routes.threadMembers(room.externalId, memberId),
    });
    // It may simply be asked for again: the room is found, whoever is in it stays.
    if (added.kind === 'retry')
      return { kind: 'retry', afterMs: added.afterMs, reason: 'Discord asks to wait' };
    if (added.kind === 'unknown') return { kind: 'retry', afterMs: LATER_MS, reason: added.reason };
    if (added.kind === 'refused' && added.status !== 404) return explainRefusal(added, 'room');
  }
  return room;
}

/** "Mock interview: Metrics · k3f9a2": the title, cut if need be, and the mark. */
export function roomName(title: string, key: string): string {
  const mark = nonceOf(key).slice(0, MARK_LENGTH);
  return `${title.slice(0, NAME_MAX - MARK_LENGTH - 3)} · ${mark}`;
}

async function findThread(
  requests: Requests,
  beside: ChannelAddress,
  name: string,
): Promise<SendResult | { readonly kind: 'none' }> {
  const called = await requests.call({
    method: RequestMethod.Get,
    path: Routes.guildActiveThreads(beside.communityId),
  });
  switch (called.kind) {
    case 'ok': {
      const read = threadsSchema.safeParse(called.value);
      if (!read.success) return { kind: 'unknown', reason: 'Discord did not list its threads' };
      const own = read.data.threads.find((one) => one.name === name && one.parent_id === beside.channelId);
      return own === undefined ? { kind: 'none' } : { kind: 'sent', externalId: own.id };
    }
    case 'refused':
      return explainRefusal(called, 'room');
    case 'retry':
      return { kind: 'retry', afterMs: called.afterMs, reason: 'Discord asks to wait' };
    case 'unknown':
      return called;
    default:
      return never(called);
  }
}

async function createThread(requests: Requests, beside: ChannelAddress, name: string): Promise<SendResult> {
  if (!(await requests.turn())) return later();
  const called = await requests.call({
    method: RequestMethod.Post,
    path: Routes.threads(beside.channelId),
    body: {
      name,
      type: ChannelType.PrivateThread,
      // The two decide nothing about who else comes in.
      invitable: false,
      auto_archive_duration: ThreadAutoArchiveDuration.OneWeek,
    },
  });
  switch (called.kind) {
    case 'ok': {
      const made = madeSchema.safeParse(called.value);
      return made.success
        ? { kind: 'sent', externalId: made.data.id }
        : { kind: 'unknown', reason: 'Discord answered something else than a thread' };
    }
    case 'refused':
      return explainRefusal(called, 'room');
    case 'retry':
      return { kind: 'retry', afterMs: called.afterMs, reason: 'Discord asks to wait' };
    case 'unknown':
      return called;
    default:
      return never(called);
  }
}

function later(): SendResult {
  return { kind: 'retry', afterMs: LATER_MS, reason: 'too many requests are waiting for Discord' };
}
