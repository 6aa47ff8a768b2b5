import { describe, expect, test } from 'vitest';
import {
  CHAT_CATCH_UP,
  closesAt,
  decideLate,
  WEB_CATCH_UP,
  type CatchUpWindow,
} from '../../../src/core/schedules/catch-up.ts';
import type { LocalDate } from '../../../src/core/time.ts';

function late(
  window: CatchUpWindow,
  zone: string,
  localDate: LocalDate,
  dueAt: string,
  now: string,
): 'post' | 'skip' {
  return decideLate({
    dueAt: Temporal.Instant.from(dueAt),
    now: Temporal.Instant.from(now),
    recurrence: { zone },
    localDate,
    window,
  });
}

describe('a late question', () => {
  test.each([
    ['2026-01-05T09:00:00Z', 'post'],
    ['2026-01-05T14:59:59Z', 'post'],
    ['2026-01-05T15:00:00Z', 'post'],
    ['2026-01-05T15:00:01Z', 'skip'],
    ['2026-01-08T09:10:00Z', 'skip'],
    ['2026-01-04T09:00:00Z', 'post'],
  ])('in a chat, due at 09:00 and looked at %s: %s', (now, expected) => {
    expect(late(CHAT_CATCH_UP, 'Europe/London', '2026-01-05', '2026-01-05T09:00:00Z', now)).toBe(expected);
  });

  test('in a chat may still be posted after midnight, for the date it belongs to', () => {
    const [due, now] = ['2026-01-05T23:00:00Z', '2026-01-06T04:00:00Z'];
    expect(late(CHAT_CATCH_UP, 'Europe/London', '2026-01-05', due, now)).toBe('post');
  });

  test.each([
    ['2026-01-05T03:15:00Z', 'post'],
    ['2026-01-05T18:14:59Z', 'post'],
    ['2026-01-05T18:15:00Z', 'skip'],
  ])("on the web channel is posted until the zone's midnight: %s %s", (now, expected) => {
    expect(late(WEB_CATCH_UP, 'Asia/Kathmandu', '2026-01-05', '2026-01-05T03:15:00Z', now)).toBe(expected);
  });

  test('on the web channel is posted until the next date that exists', () => {
    const [due, before, after] = ['2011-12-29T19:00:00Z', '2011-12-30T09:59:59Z', '2011-12-30T10:00:00Z'];
    expect(late(WEB_CATCH_UP, 'Pacific/Apia', '2011-12-29', due, before)).toBe('post');
    expect(late(WEB_CATCH_UP, 'Pacific/Apia', '2011-12-29', due, after)).toBe('skip');
  });

  test('on the web channel is posted when a gap moved its time over midnight', () => {
    const due = '1919-03-31T04:45:00Z';
    expect(late(WEB_CATCH_UP, 'America/Toronto', '1919-03-30', due, due)).toBe('post');
  });
});

describe('the end of a round', () => {
  const close = (postedAt: string, next: string | null): string =>
    closesAt({
      postedAt: Temporal.Instant.from(postedAt),
      next: next === null ? null : Temporal.Instant.from(next),
    }).toString();

  test("is the schedule's next round", () => {
    expect(close('2026-01-05T09:00:30Z', '2026-01-06T09:00:00Z')).toBe('2026-01-06T09:00:00Z');
    expect(close('2026-01-09T09:00:30Z', '2026-01-12T09:00:00Z')).toBe('2026-01-12T09:00:00Z');
  });

  test('is at least 20 hours after posting', () => {
    expect(close('2026-01-05T15:00:00Z', '2026-01-06T09:00:00Z')).toBe('2026-01-06T11:00:00Z');
    expect(close('2026-01-05T15:00:00Z', '2026-01-06T11:00:00Z')).toBe('2026-01-06T11:00:00Z');
  });

  test('is 24 hours after posting when no round follows', () => {
    expect(close('2026-12-18T09:00:00Z', null)).toBe('2026-12-19T09:00:00Z');
  });
});
