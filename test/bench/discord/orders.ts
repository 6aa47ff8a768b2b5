import { z } from 'zod';

/** What the process with the loopback Discord may be asked for, and what it answers. */
export const orderSchema = z.discriminatedUnion('do', [
  /** So many servers with so many text channels each, and so many people. */
  z.object({ do: z.literal('build'), guilds: z.int(), channels: z.int(), people: z.int() }),
  /** How many gateway sessions are connected. */
  z.object({ do: z.literal('connected') }),
  /** New people send a form, evenly spread; answered with how long each acknowledgement took. */
  z.object({
    do: z.literal('submit'),
    customId: z.string(),
    channelId: z.string(),
    perSecond: z.number(),
    seconds: z.number(),
  }),
  /** Each person writes an answer into the newest thread, one after the other; answered when all have their receipt. */
  z.object({
    do: z.literal('write'),
    userIds: z.array(z.string()),
    perSecond: z.number(),
    withinMs: z.number(),
  }),
  /** Looks at what came in from this epoch millisecond on. */
  z.object({ do: z.literal('stats'), fromMs: z.number() }),
]);
export type Order = z.infer<typeof orderSchema>;

export const helloSchema = z.object({ apiUrl: z.string(), token: z.string() });

export const builtSchema = z.object({
  places: z.array(z.object({ id: z.string(), channelIds: z.array(z.string()) })),
  userIds: z.array(z.string()),
});

export const submittedSchema = z.object({
  /** Milliseconds from the event on the gateway to its first response, in the order of sending. */
  acks: z.array(z.number()),
  /** Not acknowledged within Discord's three seconds. */
  unanswered: z.int(),
});

export const writtenSchema = z.object({
  /** Milliseconds from each message to the reaction that says its feedback is ready. */
  ready: z.array(z.number()),
  /** Without that reaction when the time was over. */
  missing: z.int(),
});

export const statsSchema = z.object({
  /** Requests that count against the limit of 50 a second, whatever became of them; those up to the last post. */
  requests: z.int(),
  requestsToLastPost: z.int(),
  /** Refused by 429: over the global limit, and over a bucket's. */
  limitedGlobally: z.int(),
  limitedByBucket: z.int(),
  mostInASecond: z.int(),
  posts: z.int(),
  threads: z.int(),
  /** Epoch milliseconds; 0 for none. */
  lastPostAtMs: z.number(),
  /** Channels that hold more or less than one post of the bot. */
  notOnce: z.int(),
});
