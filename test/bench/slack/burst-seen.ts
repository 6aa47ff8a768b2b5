import { z } from 'zod';

/** What the burst's server has seen; times in milliseconds since it started. */
export const burstSeenSchema = z.object({
  posts: z.int(),
  /** Refused, since the channel had a message within a second. */
  limited: z.int(),
  /** Posts whose key had come before. */
  twice: z.int(),
  channels: z.int(),
  firstAtMs: z.number(),
  lastAtMs: z.number(),
});
export type BurstSeen = z.infer<typeof burstSeenSchema>;
