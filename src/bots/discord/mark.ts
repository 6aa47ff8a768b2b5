import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { DiscordMessage } from './render.ts';

/**
 * How an own message is told from any other, later: Discord lets a component carry a number of ours (`id`, 32
 * bits) that nobody sees and that comes back with the message. The container gets one made from the key.
 * Within minutes the nonce does the same (`enforce_nonce`).
 */

/** Discord's limit for a nonce, in characters. */
const NONCE_MAX = 25;

/** The nonce of a key: the same for every try, different for every other key. */
export function nonceOf(key: string): string {
  return createHash('sha256')
    .update(key)
    .digest('base64url')
    .slice(0, NONCE_MAX - 1);
}

/** The number that stands for a key, from 1000 (Discord counts other components from 1) to 2^31 - 1. */
export function markOf(key: string): number {
  const number = createHash('sha256').update(`mark:${key}`).digest().readUInt32BE(0);
  return 1_000 + (number % (2 ** 31 - 1_000));
}

/** The message with its key's mark on it. */
export function withMark(message: DiscordMessage, key: string): DiscordMessage {
  const [container, ...more] = message.components;
  if (container === undefined) return message;
  return { ...message, components: [{ ...container, id: markOf(key) }, ...more] };
}

/** A page of a channel's messages, as far as own ones are told from others. */
export const ownPageSchema = z.array(
  z.looseObject({
    id: z.string(),
    nonce: z.union([z.string(), z.number()]).optional(),
    timestamp: z.string().optional(),
    author: z.looseObject({ id: z.string() }).optional(),
    components: z.array(z.looseObject({ id: z.number().optional() })).optional(),
  }),
);
