import { setTimeout as sleep } from 'node:timers/promises';
import { RequestMethod, Routes, type REST } from 'discord.js';
import { ZodError } from 'zod';
import type { Core } from '../../core/core.ts';
import type { InboundEvent } from '../../core/platform/event.ts';
import type { Card } from '../../core/platform/card.ts';
import type { Reply } from '../../core/platform/reply.ts';
import { refusalCard } from '../../core/answers/cards.ts';
import { waitForTurn } from '../../core/jobs/pace.ts';
import { callDiscord } from './call.ts';
import { nonceOf, withMark } from './mark.ts';
import { NO_MENTIONS } from './outbound.ts';
import type { DeletedPayload, MessagePayload } from './payload.ts';
import type { Places } from './places.ts';
import { isWritten, readDeleted, readMessage, type Place } from './read-message.ts';
import { renderCard } from './render.ts';

/** The gateway sends nothing twice, so an event that could not be taken is tried again after so many ms. */
const AGAIN_AFTER_MS: readonly number[] = [250, 1_000, 5_000, 20_000];

/** What messages are taken with. */
export interface Receiving {
  readonly core: Core;
  readonly rest: REST;
  readonly places: Places;
  readonly handle: (event: InboundEvent) => Promise<Reply>;
  /** The bot's own id; empty before it is known. */
  readonly botId: () => string;
  /** Newest message id taken per thread, for what was missed while away. */
  readonly lastSeen: Map<string, string>;
}

/** A message was written or edited somewhere the bot can see. Never throws. */
export async function receiveMessage(
  io: Receiving,
  message: MessagePayload,
  change: 'created' | 'edited',
): Promise<void> {
  if (change === 'created' && !isWritten(message)) return;
  await untilTaken(io, async () => {
    const place = await placeOf(io, message.guild_id, message.channel_id, message.author?.id);
    if (place === 'stranger') {
      if (change === 'created') await tellDirectly(io, message, strangerCard());
      return;
    }
    if (place === null) return;
    const event = readMessage(message, change, place, io.botId());
    if (event === null) return;
    const reply = await io.handle(event);
    if (place.threadId !== null) noteSeen(io.lastSeen, place.threadId, message.id);
    else if (reply.kind === 'private' || reply.kind === 'replace')
      await tellDirectly(io, message, reply.card);
  });
}

/** One message or many were deleted. Never throws. */
export async function receiveDeleted(io: Receiving, deleted: DeletedPayload): Promise<void> {
  await untilTaken(io, async () => {
    const place = await placeOf(io, deleted.guild_id, deleted.channel_id, undefined);
    if (place === null || place === 'stranger') return;
    for (const event of readDeleted(deleted, place, io.core.clock.now())) await io.handle(event);
  });
}

/** Threads whose newest message is remembered; one that was forgotten is looked through from its beginning. */
export const SEEN_MAX = 20_000;

/** Remembers the newest message of a thread; ids grow with time. */
export function noteSeen(lastSeen: Map<string, string>, threadId: string, messageId: string): void {
  const before = lastSeen.get(threadId);
  if (before !== undefined && BigInt(messageId) <= BigInt(before)) return;
  // The thread that was quiet for longest stands first.
  lastSeen.delete(threadId);
  lastSeen.set(threadId, messageId);
  const [quietest] = lastSeen.keys();
  if (lastSeen.size > SEEN_MAX && quietest !== undefined) lastSeen.delete(quietest);
}

/**
 * Where it belongs: a question's thread, or a person's community for direct messages ('stranger' when none
 * knows them). Null for every other place. A deletion in direct messages names nobody, so its channel is
 * looked up among the messages that were taken.
 */
async function placeOf(
  io: Receiving,
  guildId: string | undefined,
  channelId: string,
  authorId: string | undefined,
): Promise<Place | null | 'stranger'> {
  if (guildId !== undefined) return io.places.ofThread(guildId, channelId, io.core.clock.now());
  const community =
    authorId === undefined
      ? await communityOfChannel(io, channelId)
      : await io.places.ofPerson(authorId, null);
  if (community === null) return authorId === undefined ? null : 'stranger';
  return { community, channelId, threadId: null };
}

async function communityOfChannel(io: Receiving, channelId: string): Promise<Place['community'] | null> {
  const row = await io.core.db
    .selectFrom('answer_pieces')
    .innerJoin('communities', 'communities.id', 'answer_pieces.community_id')
    .select(['communities.external_id as externalId', 'communities.name'])
    .where('communities.platform', '=', 'discord')
    .where('answer_pieces.message_id', 'like', `${channelId}/%`)
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Does it until it works, five times at most; what makes no sense is tried once. Never throws. */
export async function untilTaken(io: Receiving, take: () => Promise<void>): Promise<void> {
  for (const wait of [...AGAIN_AFTER_MS, null]) {
    try {
      await take();
      return;
    } catch (error) {
      const err = error instanceof Error ? error : new Error('an event could not be taken');
      const again = wait !== null && !(error instanceof ZodError);
      io.core.log.warn({ err, again }, 'an event could not be taken');
      if (!again) return;
      await sleep(wait, null, { ref: false });
    }
  }
}

/** Answers a direct message where it was written. The nonce keeps a second copy from saying it twice. */
async function tellDirectly(io: Receiving, message: MessagePayload, card: Card): Promise<void> {
  for (const [index, part] of renderCard(card).entries()) {
    const turn = await waitForTurn(io.core.db, 'discord');
    if (turn.kind === 'later') return;
    const key = `reply:${message.channel_id}/${message.id}#${index}`;
    const called = await callDiscord(io.rest, {
      method: RequestMethod.Post,
      path: Routes.channelMessages(message.channel_id),
      body: {
        ...withMark(part, key),
        nonce: nonceOf(key),
        enforce_nonce: true,
        allowed_mentions: NO_MENTIONS,
      },
    });
    if (called.kind !== 'ok') io.core.log.warn({ kind: called.kind }, 'a direct message was not answered');
  }
}

function strangerCard(): Card {
  return refusalCard(
    'I do not know you from a server yet. Press Answer under a question in a server where I am, then write to me here.',
  );
}
