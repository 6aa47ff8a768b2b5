import { maximumMatching } from './maximum-matching.ts';
import { pairWeights, priorityOf, rolesFit, type Weighed } from './pair-weight.ts';
import { commonTime, type Stretch } from './stretch.ts';

/** A member who waits for a partner. */
export interface WaitingMember extends Weighed {
  readonly memberId: string;
  /** When they can meet, sorted and merged. */
  readonly free: readonly Stretch[];
}

/** Two members who are to meet. */
export interface Pair {
  readonly first: string;
  readonly second: string;
  /** Epoch milliseconds. */
  readonly startsAt: number;
}

/** What is decided for everybody who waits. */
export interface Pairing {
  readonly pairs: readonly Pair[];
  /** Those for whom there is nobody this time. */
  readonly leftOut: readonly string[];
}

/** So many are matched at once (time grows with the third power); in a larger crowd the others come next. */
export const MATCHED_AT_ONCE = 1_500;

/** Two members as a key, whoever is named first. */
export function pairKey(a: string, b: string): string {
  return a < b ? `${a}/${b}` : `${b}/${a}`;
}

/**
 * Decides who meets whom: everybody for whom there can be a partner gets one, those left out the last time
 * first of all; nobody meets a partner again while there is another way; pairs in `excluded` never meet
 * (see {@link pairWeights} for the order of all wishes). `weeksSince` holds for pairs that met before the
 * whole weeks since. Pure; the same input gives the same pairs.
 */
export function choosePairs(input: {
  readonly waiting: readonly WaitingMember[];
  readonly excluded: ReadonlySet<string>;
  readonly weeksSince: ReadonlyMap<string, number>;
  /** How long a meeting is. */
  readonly minutes: number;
}): Pairing {
  const waiting = input.waiting
    .toSorted((a, b) => priorityOf(b) - priorityOf(a) || b.daysWaiting - a.daysWaiting)
    .slice(0, MATCHED_AT_ONCE);
  const weigh = pairWeights(waiting.length);
  const partner = maximumMatching(waiting.length, (i, j) => {
    const a = waiting[i];
    const b = waiting[j];
    if (a === undefined || b === undefined || !rolesFit(a.wish, b.wish)) return 0;
    const key = pairKey(a.memberId, b.memberId);
    if (input.excluded.has(key)) return 0;
    const time = commonTime(a.free, b.free, input.minutes);
    return time === null ? 0 : weigh(a, b, time, input.weeksSince.get(key) ?? null);
  });
  const pairs: Pair[] = [];
  const leftOut: string[] = [];
  for (const [index, member] of waiting.entries()) {
    const other = waiting[partner[index] ?? -1];
    if (other === undefined) leftOut.push(member.memberId);
    else if ((partner[index] ?? -1) > index) {
      const startsAt = commonTime(member.free, other.free, input.minutes)?.startsAt ?? 0;
      pairs.push({ first: member.memberId, second: other.memberId, startsAt });
    }
  }
  const taken = new Set(waiting.map((member) => member.memberId));
  const later = input.waiting.map((member) => member.memberId).filter((id) => !taken.has(id));
  return { pairs, leftOut: [...leftOut, ...later] };
}
