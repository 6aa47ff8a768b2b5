import { z } from 'zod';
import { MOCK_POSTS } from '../mocks/session-step.ts';

const id = z.string().regex(/^\d{1,19}$/);
const seat = z.union([z.literal(0), z.literal(1)]);
const half = z.union([z.literal(1), z.literal(2)]);

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
  /** Pins a posted question in its channel. */
  'round.pin': { payload: z.object({ roundId: id }), queue: 'send', attempts: 8, priority: 6 },
  /** Takes the pin of an earlier question away. */
  'round.unpin': { payload: z.object({ roundId: id }), queue: 'send', attempts: 8, priority: 7 },
  /** Tells the one role that a schedule names of its question. */
  'round.mention': { payload: z.object({ roundId: id }), queue: 'send', attempts: 8, priority: 5 },
  /** Says on a withdrawn question's card that it was withdrawn. */
  'round.withdrawn': { payload: z.object({ roundId: id }), queue: 'send', attempts: 8, priority: 4 },
  /** Renews the pages that showed a question as open, after its end. */
  'round.closed': { payload: z.object({ roundId: id }), queue: 'send', attempts: 8, priority: 7 },
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
  /** Asks one of two matched members to confirm. */
  'mock.ask': { payload: z.object({ sessionId: id, seat }), queue: 'send', attempts: 8, priority: 1 },
  /** Brings one of the two a calendar file for an agreed time. */
  'mock.calendar': { payload: z.object({ sessionId: id, seat }), queue: 'send', attempts: 8, priority: 6 },
  /** Opens a session's private room; `room` counts its rooms. */
  'mock.room': {
    payload: z.object({ sessionId: id, room: z.int().positive() }),
    queue: 'send',
    attempts: 8,
    priority: 1,
  },
  /** Says in the room where the session is, unless it has gone on since. */
  'mock.say': {
    payload: z.object({
      sessionId: id,
      what: z.enum(MOCK_POSTS),
      turn: z.int().nonnegative(),
      version: z.int().positive(),
    }),
    queue: 'send',
    attempts: 8,
    priority: 1,
  },
  /** Gives one of the two their part of a half, where it can be shown unasked. */
  'mock.part': {
    payload: z.object({ sessionId: id, seat, half }),
    queue: 'send',
    attempts: 8,
    priority: 1,
  },
  /** Tells somebody privately that their match came to nothing. */
  'mock.off': {
    payload: z.object({ sessionId: id, seat: z.int().min(0).max(3) }),
    queue: 'send',
    attempts: 8,
    priority: 2,
  },
  /** Has what the candidate typed in a half read, once both have scored. */
  'mock.read': { payload: z.object({ sessionId: id, half }), queue: 'think', attempts: 8, priority: 2 },
  /** Says in the room what the reading came to, last of all. */
  'mock.reading': { payload: z.object({ sessionId: id, half }), queue: 'send', attempts: 8, priority: 2 },
  /** Pairs whoever waits for a partner in a community. */
  'mock.match': { payload: z.object({ communityId: id }), queue: 'think', attempts: 8, priority: 2 },
  /** Tells somebody that a weekly round had nobody for them; `week` counts days since 1970. */
  'mock.alone': {
    payload: z.object({ memberId: id, week: id }),
    queue: 'send',
    attempts: 8,
    priority: 2,
  },
  /** Lets a session go on whose time has come; the tick does the same. */
  'mock.wake': { payload: z.object({ sessionId: id }), queue: 'think', attempts: 3, priority: 1 },
  /** Erases a community from which the bot was removed, unless it came back. */
  'community.erase': { payload: z.object({ communityId: id }), queue: 'send', attempts: 8, priority: 9 },
  /** Renews the page of their own that a member opened. */
  'member.home': { payload: z.object({ memberId: id }), queue: 'send', attempts: 8, priority: 6 },
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
