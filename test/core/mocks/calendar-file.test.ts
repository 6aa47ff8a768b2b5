import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLengths } from '../../../src/core/commands/greenroom/mocks-lengths.ts';
import { calendarFile } from '../../../src/core/mocks/calendar-file.ts';

const meeting = {
  uid: 'mock-7@greenroom',
  // Clocks in London change on 29 March 2026, between the match and the meeting.
  startsAt: Temporal.ZonedDateTime.from('2026-03-30T19:00[Europe/London]').toInstant(),
  minutes: 60,
  title: 'Mock interview: Architecture; half, and half',
  notes: 'First line\nsecond line',
  madeAt: Temporal.Instant.from('2026-03-27T19:00:00Z'),
};

describe('the calendar file of an agreed time', () => {
  it('says the moment in UTC, so that a clock change between match and meeting moves nothing', () => {
    const lines = calendarFile(meeting).split('\r\n');
    expect(lines).toContain('DTSTART:20260330T180000Z');
    expect(lines).toContain('DTEND:20260330T190000Z');
    expect(lines).toContain(String.raw`SUMMARY:Mock interview: Architecture\; half\, and half`);
    expect(lines).toContain(String.raw`DESCRIPTION:First line\nsecond line`);
    expect(lines.at(-1)).toBe('');
  });

  it('folds any text into lines of 75 bytes and loses none of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (notes) => {
        const plain = notes.replaceAll(/[\r\n\\;,]/g, '');
        const file = calendarFile({ ...meeting, notes: plain });
        for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(file.replaceAll('\r\n ', '')).toContain(`DESCRIPTION:${plain}`);
      }),
    );
  });
});

describe('the lengths of a mock, as organizers type them', () => {
  it('reads parts with their minutes, in any case and with or without "min"', () => {
    expect(readLengths('answer 20 Debrief 10min')).toEqual({
      ok: true,
      value: { mock_answer_minutes: 20, mock_debrief_minutes: 10 },
    });
    expect(readLengths('')).toEqual({ ok: true, value: {} });
  });

  it.for(['answer', 'answer 0', 'answer 500', 'answer -3', 'fly 3', 'idle 5', 'answer 1.5'])(
    'refuses "%s" with a sentence that says what works',
    (text) => {
      expect(readLengths(text)).toMatchObject({ ok: false, message: expect.stringContaining('such as') });
    },
  );
});
