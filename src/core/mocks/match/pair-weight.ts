import type { CommonTime } from './stretch.ts';

/** What a member wants to be: candidate and interviewer in turn, or only one of them. */
export type MockWish = 'both' | 'candidate' | 'interviewer';

/** What is known of a waiting member where pairs are weighed. */
export interface Weighed {
  readonly wish: MockWish;
  /** The category they would be asked in; null when any does. */
  readonly category: string | null;
  /** How much they practised, 0 to {@link LEVEL_MAX}. */
  readonly level: number;
  readonly daysWaiting: number;
  /** They were the odd one out the last time. */
  readonly leftOutLast: boolean;
  /** How often they were left out in all. */
  readonly timesLeftOut: number;
  /** They missed a session in the last two weeks. */
  readonly lowered: boolean;
}

/** Levels are 0 to 4. */
export const LEVEL_MAX = 4;
/** From so many weeks on it does not matter how long ago two people met. */
export const WEEKS_MAX = 52;
/** So often being left out counts, and each time as much as so many weeks since a last meeting. */
const LEFT_OUT_MAX = 5;
const WEEKS_PER_LEFT_OUT = 4;
/** The most that {@link turnOf} gives. */
const TURN_MAX = WEEKS_MAX + 2 * LEFT_OUT_MAX * WEEKS_PER_LEFT_OUT;
/** The longest waiting that counts, in days. */
const DAYS_MAX = 7;
/** Above every other priority: being left out twice running is the one thing that must not happen. */
const LEFT_OUT_PRIORITY = DAYS_MAX + 3;
/** The most that {@link fitOf} gives. */
const FIT_MAX = 100;

/**
 * How much it matters that this member gets a partner at all, from 1: whoever was left out the last time
 * before everybody else, then the longest waiting; a missed session puts a member behind for two weeks.
 */
export function priorityOf(member: Weighed): number {
  if (member.leftOutLast) return LEFT_OUT_PRIORITY;
  if (member.lowered) return 1;
  return 2 + Math.min(DAYS_MAX, Math.max(0, Math.floor(member.daysWaiting)));
}

/** Whether the two wishes make a session: somebody asks, and somebody answers. */
export function rolesFit(a: MockWish, b: MockWish): boolean {
  return a === 'both' || b === 'both' || a !== b;
}

/** Whose turn it is: long ago with this partner, or often left out. */
function turnOf(a: Weighed, b: Weighed, weeksSince: number | null): number {
  const owed = Math.min(LEFT_OUT_MAX, a.timesLeftOut) + Math.min(LEFT_OUT_MAX, b.timesLeftOut);
  return Math.min(WEEKS_MAX, Math.max(0, weeksSince ?? WEEKS_MAX)) + WEEKS_PER_LEFT_OUT * owed;
}

/** How well two people suit each other, 0 to 100: roles, category, level, and time in common. */
function fitOf(a: Weighed, b: Weighed, time: CommonTime): number {
  // Two halves, or exactly the one that both want, before a half in which one gives something up.
  const roles = (a.wish === 'both') === (b.wish === 'both') ? 30 : 10;
  const category = a.category === null || b.category === null || a.category === b.category ? 25 : 0;
  const level = 5 * (LEVEL_MAX - Math.min(LEVEL_MAX, Math.abs(a.level - b.level)));
  const together = Math.min(25, Math.floor(time.minutes / 5));
  return roles + category + level + together;
}

/**
 * Gives the weight of a pair so that, in the sum over all pairs, four things are held one strictly above
 * the other: that those get a partner for whom it matters most; that as few as possible meet a second time;
 * that these met longest ago, and nobody is left out much more often than others; that pairs suit each
 * other. `count` is how many wait. `weeksSince`: whole weeks since the two met last, null when never.
 * Always at least 1. Pure.
 */
export function pairWeights(
  count: number,
): (a: Weighed, b: Weighed, time: CommonTime, weeksSince: number | null) => number {
  const pairs = Math.max(1, Math.floor(count / 2));
  // One step of each is more than everything below it can add up to in all pairs.
  const perTurn = 1 + pairs * FIT_MAX;
  const fresh = 1 + pairs * (TURN_MAX * perTurn + FIT_MAX);
  const perPriority = 1 + pairs * (fresh + TURN_MAX * perTurn + FIT_MAX);
  return (a, b, time, weeksSince) =>
    (priorityOf(a) + priorityOf(b)) * perPriority +
    (weeksSince === null ? fresh : 0) +
    turnOf(a, b, weeksSince) * perTurn +
    fitOf(a, b, time);
}
