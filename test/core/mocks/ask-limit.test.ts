import { describe, expect, it } from 'vitest';
import { decideAsk, type EarlierAsk } from '../../../src/core/mocks/join/ask-limit.ts';

const NOW = Temporal.Instant.from('2026-11-24T10:00:00Z');
const ask = (memberId: string | null, hoursAgo: number, held = false): EarlierAsk => ({
  at: NOW.subtract({ hours: hoursAgo }),
  memberId,
  held,
});

describe('how often one member may ask others by name', () => {
  it('is once in 7 days for the same one, whatever came of it, unless the two held the mock', () => {
    expect(decideAsk([], '7', NOW)).toEqual({ kind: 'yes' });
    expect(decideAsk([ask('7', 167)], '7', NOW)).toMatchObject({
      kind: 'asked',
      from: NOW.add({ hours: 1 }),
    });
    expect(decideAsk([ask('7', 168)], '7', NOW)).toEqual({ kind: 'yes' });
    expect(decideAsk([ask('7', 1, true)], '7', NOW)).toEqual({ kind: 'yes' });
    expect(decideAsk([ask('8', 1), ask(null, 1)], '7', NOW)).toEqual({ kind: 'yes' });
  });

  it('is three people a day, in any order, and says from when on it is open again', () => {
    const asked = [ask('1', 2), ask('2', 20), ask('3', 5)];
    expect(decideAsk(asked, '7', NOW)).toEqual({ kind: 'many', count: 3, from: NOW.add({ hours: 4 }) });
    expect(decideAsk([ask('1', 2), ask('2', 24), ask('3', 5)], '7', NOW)).toEqual({ kind: 'yes' });
  });
});
