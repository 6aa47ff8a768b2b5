import { z } from 'zod';

const id = z.string().regex(/^\d{1,19}$/);

/**
 * Every background job: its payload (ids only, never people's words), the queue it runs on, how often it
 * is tried, and its place in the queue (a lower number goes first; feedback goes before posts).
 * `send` talks to platforms, `think` to the feedback model: one queue per rate domain (DESIGN §6).
 */
export const JOBS = {
  /** Posts a due round's question in its channel. */
  'round.post': { payload: z.object({ roundId: id }), queue: 'send', attempts: 8, priority: 5 },
  /** Opens the thread under a posted question. */
  'round.thread': { payload: z.object({ roundId: id }), queue: 'send', attempts: 8, priority: 4 },
  /** Keeps the one public line of a thread: for how many people feedback is ready. */
  'round.line': { payload: z.object({ roundId: id }), queue: 'send', attempts: 8, priority: 3 },
  /** Says on a withdrawn question's card that it was withdrawn. */
  'round.withdrawn': { payload: z.object({ roundId: id }), queue: 'send', attempts: 8, priority: 4 },
  /** Posts a card that counts for nobody: a test question, or how this works. */
  'channel.post': {
    payload: z.object({ channelId: id, what: z.enum(['test', 'guide']), asked: id }),
    queue: 'send',
    attempts: 8,
    priority: 5,
  },
  /** Keeps the message of one problem true for organizers. */
  'notice.tell': { payload: z.object({ noticeId: id }), queue: 'send', attempts: 8, priority: 6 },
  /** Asks a member whether a thread message is meant as an answer. */
  'answer.ask': { payload: z.object({ answerId: id }), queue: 'send', attempts: 8, priority: 1 },
  /** Closes a gathered answer after its quiet minute; lets held text go when nobody chose. */
  'answer.settle': { payload: z.object({ answerId: id }), queue: 'think', attempts: 8, priority: 1 },
  /** Marks the member's message: seen, then ready. */
  'answer.receipt': {
    payload: z.object({ answerId: id, mark: z.enum(['seen', 'ready']) }),
    queue: 'send',
    attempts: 8,
    priority: 2,
  },
  /** Posts in the thread what a member chose to share. */
  'answer.share': { payload: z.object({ shareId: id }), queue: 'send', attempts: 8, priority: 3 },
  /** Takes one of our own messages away. */
  'message.remove': { payload: z.object({ removalId: id }), queue: 'send', attempts: 8, priority: 3 },
  /** Tells a member once, after their first answer, what is kept and who sees it. */
  'member.welcome': {
    payload: z.object({ memberId: id, answerId: id }),
    queue: 'send',
    attempts: 8,
    priority: 7,
  },
  /** Makes a member's export and brings it to them; `asked` tells two requests apart. */
  'member.export': {
    payload: z.object({ memberId: id, asked: id }),
    queue: 'send',
    attempts: 8,
    priority: 7,
  },
  'feedback.give': {
    payload: z.object({ answerId: id, revision: z.int().positive() }),
    queue: 'think',
    attempts: 4,
    priority: 2,
  },
  'feedback.deliver': {
    payload: z.object({ answerId: id, revision: z.int().positive() }),
    queue: 'send',
    attempts: 8,
    priority: 1,
  },
} as const satisfies Record<string, JobDefinition>;

export interface JobDefinition {
  readonly payload: z.ZodType;
  readonly queue: QueueName;
  readonly attempts: number;
  readonly priority: number;
}

export const QUEUES = ['send', 'think'] as const;
export type QueueName = (typeof QUEUES)[number];
export type JobName = keyof typeof JOBS;
export type PayloadOf<N extends JobName> = z.infer<(typeof JOBS)[N]['payload']>;

/** Whether a stored name is a job of this code (an older row may name one that is gone). */
export function isJobName(name: string): name is JobName {
  return Object.hasOwn(JOBS, name);
}

/** All names, for queries. */
export const JOB_NAMES: readonly JobName[] = Object.keys(JOBS).filter(isJobName);
