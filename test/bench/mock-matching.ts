import { choosePairs, pairKey, type WaitingMember } from '../../src/core/mocks/match/choose-pairs.ts';
import { rolesFit, type MockWish } from '../../src/core/mocks/match/pair-weight.ts';
import { commonTime, mergeStretches } from '../../src/core/mocks/match/stretch.ts';
import { perSecond, type Comparison } from './report.ts';

const MEMBERS = 1_000;
const MINUTES = 60;
const HOUR = 3_600_000;
const SEED = 20261128;

/**
 * A community of 1,000 waiting members matched once, against the least that could be done: each member in
 * turn takes the first one who is still free and may be met, with the same rules for who may meet whom.
 * Throws when anybody is left over who could have had a partner.
 */
export async function benchMockMatching(): Promise<Comparison> {
  const random = seeded(SEED);
  const waiting = Array.from({ length: MEMBERS }, (_, index) => someone(index, random));
  const excluded = new Set<string>();
  const weeksSince = new Map<string, number>();
  for (let count = 0; count < 20 * MEMBERS; count += 1) {
    const key = pairKey(idOf(Math.floor(random() * MEMBERS)), idOf(Math.floor(random() * MEMBERS)));
    if (count % 20 === 0) excluded.add(key);
    else weeksSince.set(key, Math.floor(random() * 60));
  }
  const match = () => choosePairs({ waiting, excluded, weeksSince, minutes: MINUTES });
  const greedy = () => takeFirst(waiting, excluded);
  // Once before it counts: the code is compiled then.
  const chosen = match();
  if (chosen.pairs.length < greedy()) throw new Error('fewer pairs than by taking the first one who fits');
  const ours = await perSecond(1, () => Promise.resolve(void match()));
  const bare = await perSecond(20, () => {
    for (let count = 0; count < 20; count += 1) greedy();
    return Promise.resolve();
  });
  return {
    what: `mock matching, ${MEMBERS} waiting (${chosen.pairs.length} pairs in ${(1 / ours).toFixed(2)} s)`,
    unit: 'per second',
    ours,
    bare,
    baseline: 'each takes the first one who is free',
  };
}

const idOf = (index: number): string => String(index).padStart(4, '0');

function someone(index: number, random: () => number): WaitingMember {
  const wishes: readonly MockWish[] = ['both', 'both', 'both', 'candidate', 'interviewer'];
  const slots = Array.from({ length: 3 }, () => {
    const from = Math.floor(random() * 7 * 24) * HOUR;
    return { from, until: from + 3 * HOUR };
  });
  return {
    memberId: idOf(index),
    wish: wishes[Math.floor(random() * wishes.length)] ?? 'both',
    category: random() < 0.5 ? null : `category-${Math.floor(random() * 8)}`,
    level: Math.floor(random() * 5),
    daysWaiting: Math.floor(random() * 8),
    leftOutLast: random() < 0.01,
    timesLeftOut: Math.floor(random() * 4),
    lowered: random() < 0.02,
    free: mergeStretches(slots),
  };
}

function takeFirst(waiting: readonly WaitingMember[], excluded: ReadonlySet<string>): number {
  const taken = new Set<string>();
  let pairs = 0;
  for (const one of waiting) {
    if (taken.has(one.memberId)) continue;
    const other = waiting.find(
      (it) =>
        it !== one &&
        !taken.has(it.memberId) &&
        rolesFit(one.wish, it.wish) &&
        !excluded.has(pairKey(one.memberId, it.memberId)) &&
        commonTime(one.free, it.free, MINUTES) !== null,
    );
    if (other === undefined) continue;
    taken.add(one.memberId).add(other.memberId);
    pairs += 1;
  }
  return pairs;
}

/** Numbers from 0 to 1, the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
