import { describe, expect, test } from 'vitest';
import { computeStreak } from '../../../src/core/streaks/compute-streak.ts';
import {
  deriveDayRecords,
  type DayRecord,
  type DayRecordsInput,
  type StreakAnswer,
} from '../../../src/core/streaks/day-records.ts';
import { addDays, type LocalDate } from '../../../src/core/time.ts';
import { MONDAY, notAsked, round } from './sample-rounds.ts';

function answer(roundId: string | null, at: string): StreakAnswer {
  return { roundId, at: Temporal.Instant.from(at) };
}

/** Five days of channel a, followed from the first; looked at a week later. */
function week(changes: Partial<DayRecordsInput> = {}): DayRecordsInput {
  return {
    follows: [{ channelId: 'a', from: MONDAY, until: null }],
    rounds: [0, 1, 2, 3, 4].map((index) => round('a', index)),
    answers: [answer('a0', '2026-01-05T10:00:00Z')],
    pauses: [],
    holidays: [],
    firstAnswerDate: null,
    now: Temporal.Instant.from('2026-01-12T12:00:00Z'),
    ...changes,
  };
}

function reasons(input: DayRecordsInput): string[] {
  return deriveDayRecords(input).map((record) => record.reason);
}

function recordOn(input: DayRecordsInput, date: LocalDate): DayRecord | undefined {
  return deriveDayRecords(input).find((record) => record.date === date);
}

describe('a day is scheduled', () => {
  test('when a followed channel was asked, and is missed when nobody answered by its closing', () => {
    expect(deriveDayRecords(week()).slice(0, 2)).toEqual([
      {
        date: '2026-01-05',
        scheduled: true,
        kept: true,
        paused: false,
        holiday: false,
        open: false,
        withdrawn: false,
        reason: 'kept',
      },
      {
        date: '2026-01-06',
        scheduled: true,
        kept: false,
        paused: false,
        holiday: false,
        open: false,
        withdrawn: false,
        reason: 'missed',
      },
    ]);
  });

  test('once, however many followed channels were asked that date', () => {
    const rounds = [round('a', 0), round('b', 0), round('b', 1)];
    const follows = ['a', 'b'].map((channelId) => ({ channelId, from: MONDAY, until: null }));
    expect(reasons(week({ rounds, follows }))).toEqual(['kept', 'missed']);
  });

  test('only while its channel is followed, which ends before the date in `until`', () => {
    const follows = [{ channelId: 'a', from: MONDAY, until: addDays(MONDAY, 2) }];
    expect(reasons(week({ follows }))).toEqual(['kept', 'missed']);
    expect(reasons(week({ follows: [] }))).toEqual([]);
  });

  test('not when the bot did not post, or has not posted yet', () => {
    const rounds = [
      round('a', 0),
      notAsked('a', 1, 'skipped'),
      notAsked('a', 2, 'due'),
      notAsked('a', 3, 'withdrawn'),
    ];
    const records = deriveDayRecords(week({ rounds }));
    expect(records.map((record) => record.reason)).toEqual([
      'kept',
      'not_posted',
      'not_yet_posted',
      'withdrawn',
    ]);
    expect(records.map((record) => record.scheduled)).toEqual([true, false, false, false]);
  });

  test('when one followed channel was asked though another could not be', () => {
    const rounds = [round('a', 0), notAsked('a', 1, 'skipped'), round('b', 1)];
    const follows = ['a', 'b'].map((channelId) => ({ channelId, from: MONDAY, until: null }));
    expect(reasons(week({ rounds, follows }))).toEqual(['kept', 'missed']);
  });

  test('not before the first answer', () => {
    const answers = [answer('a2', '2026-01-07T10:00:00Z')];
    expect(reasons(week({ answers }))).toEqual([
      'before_first_answer',
      'before_first_answer',
      'kept',
      'missed',
      'missed',
    ]);
    expect(reasons(week({ answers: [] }))).toEqual(Array(5).fill('before_first_answer'));
  });

  test('not before the first answer, whatever was posted then', () => {
    const records = deriveDayRecords(week({ answers: [answer('a2', '2026-01-07T10:00:00Z')] }));
    expect(records.map((record) => record.scheduled)).toEqual([false, false, true, true, true]);
  });

  test('from the first answer on, even when that answer was erased', () => {
    const input = week({ answers: [], firstAnswerDate: addDays(MONDAY, 3) });
    expect(reasons(input).slice(2)).toEqual(['before_first_answer', 'missed', 'missed']);
  });
});

describe('a day is kept', () => {
  const follows = [{ channelId: 'a', from: MONDAY, until: null }];
  const rounds = [round('a', 0), round('a', 1), round('b', 1)];
  const first = answer('a0', '2026-01-05T10:00:00Z');
  const second = (given: StreakAnswer): string | undefined =>
    recordOn(week({ follows, rounds, answers: [first, given] }), addDays(MONDAY, 1))?.reason;

  test('by an answer before its round closes, and not at that instant or later', () => {
    expect(second(answer('a1', '2026-01-07T08:59:59Z'))).toBe('kept');
    expect(second(answer('a1', '2026-01-07T09:00:00Z'))).toBe('missed');
  });

  test('by an answer in a channel that is not followed, of the same date', () => {
    expect(second(answer('b1', '2026-01-06T20:00:00Z'))).toBe('kept');
    expect(recordOn(week({ follows, rounds, answers: [first] }), addDays(MONDAY, 1))?.reason).toBe('missed');
  });

  test('by a private question answered while its round is open', () => {
    expect(second(answer(null, '2026-01-06T09:00:00Z'))).toBe('kept');
    expect(second(answer(null, '2026-01-07T08:59:59Z'))).toBe('kept');
    expect(second(answer(null, '2026-01-06T08:59:59Z'))).toBe('missed');
    expect(second(answer(null, '2026-01-07T09:00:00Z'))).toBe('missed');
  });

  test('by one private answer for every date open at that moment, in followed channels only', () => {
    const closesAt = Temporal.Instant.from('2026-01-12T09:00:00Z');
    const longOpen = [round('a', 0, { closesAt }), round('a', 2), round('b', 1, { closesAt })];
    const answers = [answer(null, '2026-01-07T10:00:00Z')];
    const both = ['a', 'b'].map((channelId) => ({ channelId, from: MONDAY, until: null }));
    expect(reasons(week({ rounds: longOpen, answers }))).toEqual(['kept', 'kept']);
    expect(reasons(week({ rounds: longOpen, answers, follows: both }))).toEqual(['kept', 'kept', 'kept']);
  });

  test('not by a private answer while only a channel that is not followed has that date open', () => {
    const closesAt = Temporal.Instant.from('2026-01-12T09:00:00Z');
    const longOpen = [round('a', 0), round('a', 1), round('b', 1, { closesAt })];
    const answers = [first, answer(null, '2026-01-08T10:00:00Z')];
    expect(reasons(week({ rounds: longOpen, answers }))).toEqual(['kept', 'missed']);
  });

  test('not by an answer to a round nobody knows', () => {
    expect(second(answer('gone', '2026-01-06T10:00:00Z'))).toBe('missed');
  });
});

describe('a day is excused', () => {
  test('by a pause, both ends included', () => {
    const pauses = [{ first: addDays(MONDAY, 1), last: addDays(MONDAY, 2) }];
    expect(reasons(week({ pauses }))).toEqual(['kept', 'paused', 'paused', 'missed', 'missed']);
  });

  test('by a holiday, and by withdrawing its question', () => {
    const rounds = [round('a', 0), round('a', 1), round('a', 2, { state: 'withdrawn' })];
    expect(reasons(week({ rounds, holidays: [addDays(MONDAY, 1)] }))).toEqual([
      'kept',
      'holiday',
      'withdrawn',
    ]);
  });

  test('but still counts when it was answered', () => {
    const rounds = [round('a', 0), round('a', 1), round('a', 2, { state: 'withdrawn' })];
    const answers = ['a0', 'a1', 'a2'].map((id, index) => answer(id, `${addDays(MONDAY, index)}T10:00:00Z`));
    const pauses = [{ first: MONDAY, last: MONDAY }];
    const input = week({ rounds, answers, pauses, holidays: [addDays(MONDAY, 1)] });
    expect(reasons(input)).toEqual(['kept', 'kept', 'kept']);
    expect(computeStreak(deriveDayRecords(input)).current).toBe(3);
  });

  test('not by withdrawing one of two questions', () => {
    const closesAt = Temporal.Instant.from('2026-01-19T09:00:00Z');
    const follows = ['a', 'b'].map((channelId) => ({ channelId, from: MONDAY, until: null }));
    const rounds = [round('a', 0), round('a', 1), round('b', 1, { state: 'withdrawn', closesAt })];
    expect(reasons(week({ follows, rounds }))).toEqual(['kept', 'missed']);
  });

  test('as long as it is open', () => {
    const now = Temporal.Instant.from('2026-01-07T08:59:59Z');
    expect(reasons(week({ now })).slice(0, 2)).toEqual(['kept', 'open']);
    const closed = week({ now: now.add({ seconds: 1 }) });
    expect(reasons(closed).slice(0, 2)).toEqual(['kept', 'missed']);
  });

  test('as long as any followed round of it is open', () => {
    const closesAt = Temporal.Instant.from('2026-01-19T09:00:00Z');
    const follows = ['a', 'b'].map((channelId) => ({ channelId, from: MONDAY, until: null }));
    const rounds = [round('a', 0), round('a', 1), round('b', 1, { closesAt })];
    expect(reasons(week({ follows, rounds }))).toEqual(['kept', 'open']);
    const onlyA = [{ channelId: 'a', from: MONDAY, until: null }];
    expect(reasons(week({ follows: onlyA, rounds }))).toEqual(['kept', 'missed']);
  });
});
