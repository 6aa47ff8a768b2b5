import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWhen, readWish } from '../../../src/core/mocks/join/read-wish.ts';
import { roundAt, weekDue, weekToSkip } from '../../../src/core/mocks/join/weeks.ts';
import { parseSlots, slotWords, stretchesOf } from '../../../src/core/mocks/join/slots.ts';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const slots = (text: string) => {
  const parsed = parseSlots(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value;
};

describe('weekly slots', () => {
  it('are read as people write them, and their words are read back the same', () => {
    expect(slotWords(slots('Sat and Sun 10am - 12:00; tuesday 18 to 21:30'))).toBe(
      'Tue 18:00-21:30, Sat 10:00-12:00, Sun 10:00-12:00',
    );
    expect(slots(slotWords(slots('weekdays 12:00-13:00')))).toEqual(slots('weekdays 12:00-13:00'));
  });

  it.each([
    ['', 'There are no days in it.'],
    ['whenever', '"whenever" is no day with two times.'],
    ['Tue 9-10', 'is not a time'],
    ['Tue 21:00-18:00', 'ends before it begins'],
    ['Tue 18:00-18:10', 'shorter than 30 minutes'],
    ['Blursday 18:00-20:00', 'Write days and times such as'],
    ['daily 08:00-09:00, daily 12:00-13:00, daily 18:00-19:00', '14 can be kept'],
  ])('refuse %j with what to write instead', (text, words) => {
    const parsed = parseSlots(text);
    expect(parsed.ok ? '' : parsed.message).toContain(words);
  });

  it('keep their wall time over a change of the clocks, each date by its own', () => {
    // Clocks in London go forward on Sunday 29 March 2026.
    const stretches = stretchesOf(
      slots('Sat 18:00-20:00, Mon 18:00-20:00'),
      'Europe/London',
      at('2026-03-27T09:00:00Z'),
      7,
    );
    expect(stretches.map((one) => new Date(one.from).toISOString())).toEqual([
      '2026-03-28T18:00:00.000Z',
      '2026-03-30T17:00:00.000Z',
    ]);
    // 01:00 to 02:00 does not exist that night; what is left of the slot is.
    const night = stretchesOf(slots('Sun 01:00-04:00'), 'Europe/London', at('2026-03-28T12:00:00Z'), 2);
    expect(night.map((one) => (one.until - one.from) / 3_600_000)).toEqual([2]);
  });

  it('begin now when they are under way, and are gone when they are over', () => {
    const evening = slots('Tue 18:00-20:00');
    const [under] = stretchesOf(evening, 'UTC', at('2026-03-03T19:00:00Z'), 1);
    expect(under).toEqual({
      from: at('2026-03-03T19:00:00Z').epochMilliseconds,
      until: at('2026-03-03T20:00:00Z').epochMilliseconds,
    });
    expect(stretchesOf(evening, 'UTC', at('2026-03-03T20:00:00Z'), 1)).toEqual([]);
  });

  it('never throw, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^(mon|tue|daily|at most|\d\d?:?\d?|[ ,-])*$/)),
        (text) => {
          const read = readWhen(text);
          expect(read.ok || read.message.length > 10).toBe(true);
        },
      ),
      { numRuns: 400, seed: 20261128 },
    );
  });
});

describe('the form of join', () => {
  const read = (fields: Record<string, string>) =>
    readWish(fields, (words) => (words === 'Metrics' ? 'metrics' : null), 'Metrics, Design');

  it('takes now, this evening and weekly days with a cap', () => {
    expect(readWhen('Now please')).toEqual({ ok: true, value: { kind: 'now' } });
    expect(readWhen('this evening')).toEqual({ ok: true, value: { kind: 'evening' } });
    expect(readWhen('Tue 18:00-21:00, at most twice a week')).toMatchObject({
      ok: true,
      value: { kind: 'weekly', cap: 2 },
    });
    expect(readWhen('Tue 18:00-21:00')).toMatchObject({ ok: true, value: { cap: 1 } });
    expect(readWhen('Tue 18:00-21:00, at most 9 a week').ok).toBe(false);
  });

  it('says every problem at once, beside its field', () => {
    expect(
      read({
        when: 'soon',
        category: 'astrology',
        roles: 'judge',
        voice: 'javascript:alert(1)',
        notes: 'x'.repeat(301),
      }),
    ).toMatchObject({
      ok: false,
      errors: {
        when: expect.stringContaining('"soon"'),
        category: expect.stringContaining('"astrology" is not a category.'),
        roles: expect.stringContaining('"judge" is no part.'),
        voice: expect.stringContaining('https://'),
        notes: expect.stringContaining('301 characters'),
      },
    });
    expect(
      read({ when: 'now', category: 'Metrics', roles: 'only interviewer', voice: 'https://meet.example/x' }),
    ).toEqual({
      ok: true,
      value: {
        when: { kind: 'now' },
        category: 'metrics',
        wish: 'interviewer',
        voiceLink: 'https://meet.example/x',
        notes: '',
      },
    });
  });
});

describe('weekly rounds', () => {
  it('are made on Sunday noon by the community’s clock, and skipping means the round to come', () => {
    const zone = 'America/New_York';
    expect(roundAt('2026-03-09', zone).toString()).toBe('2026-03-08T16:00:00Z');
    expect(weekDue(at('2026-03-08T15:59:59Z'), zone)).toBe('2026-03-02');
    expect(weekDue(at('2026-03-08T16:00:00Z'), zone)).toBe('2026-03-09');
    expect(weekToSkip(at('2026-03-04T12:00:00Z'), zone)).toBe('2026-03-09');
  });
});
