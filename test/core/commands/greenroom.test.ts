import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { helpCard } from '../../../src/core/commands/cards.ts';
import { commandName, typed } from '../../../src/core/commands/command.ts';
import { parseCommand } from '../../../src/core/commands/parse-command.ts';
import { COMMANDS, commandsOf } from '../../../src/core/commands/registry.ts';
import { encodeAction } from '../../../src/core/platform/action.ts';
import { plainText } from '../../../src/core/platform/plain-text.ts';
import { planQuestions, type Turn } from '../../../src/core/questions/plan-questions.ts';
import { completeQuestion } from '../../../src/core/questions/own-question.ts';
import { questionDetailsSchema } from '../../../src/core/questions/load-pack.ts';
import { decodeDraft, encodeDraft } from '../../../src/core/schedules/schedule-draft.ts';
import { splitRecurrence } from '../../../src/core/schedules/split-recurrence.ts';
import { addDays } from '../../../src/core/time.ts';
import { renderers } from '../../contract/registry.ts';

describe('the line of a schedule', () => {
  it.each([
    ['9am Europe/London weekdays', '9am', 'Europe/London', 'weekdays'],
    ['9 am Europe/London mon to fri', '9 am', 'Europe/London', 'mon to fri'],
    ['weekdays 09:00 Europe/London', '09:00', 'Europe/London', 'weekdays'],
    ['Europe/London 09:00 mon, wed', '09:00', 'Europe/London', 'mon wed'],
    ['09:00 mon,wed,fri', '09:00', null, 'mon wed fri'],
    ['09:00 new york daily', '09:00', 'new york', 'daily'],
    ['09:00', '09:00', null, null],
    ['noon Europe/London', 'noon', 'Europe/London', null],
    ['25:99 Europe/Lundon someday', '25:99', 'Europe/Lundon', 'someday'],
    ['09:00 +05:30 daily', '09:00', '+05:30', 'daily'],
    ['', null, null, null],
  ])('"%s" has the time %s, the zone %s and the days %s', (text, time, zone, weekdays) => {
    expect(splitRecurrence(text)).toMatchObject({ time, zone, weekdays, firstDate: null, lastDate: null });
  });

  it('has a season and threads in any order', () => {
    const parts = splitRecurrence('9am UTC daily threads off until 18 Dec from next Monday');
    expect(parts).toMatchObject({
      threads: 'off',
      lastDate: '18 Dec',
      firstDate: 'next Monday',
      weekdays: 'daily',
    });
  });

  it('is taken apart whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        splitRecurrence(text);
      }),
      { seed: 3 },
    );
  });
});

describe('a schedule in a button', () => {
  const wish = fc.record({
    recurrence: fc.record({
      time: fc.constantFrom('00:00', '09:30', '23:59'),
      zone: fc.constantFrom(
        'Europe/London',
        'UTC',
        'America/Argentina/ComodRivadavia',
        'Etc/GMT+5',
        'America/Port-au-Prince',
      ),
      weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
      firstDate: fc.option(fc.nat(3_000).map((days) => addDays('2020-01-01', days))),
      lastDate: fc.option(fc.nat(2_000_000).map((days) => addDays('2031-01-01', days))),
    }),
    threadAnswers: fc.boolean(),
  });

  it('comes back as it was, and fits', () => {
    fc.assert(
      fc.property(wish, fc.nat(2_000_000_000).map(String), (one, target) => {
        const arg = encodeDraft(one, target);
        expect(decodeDraft(arg)).toEqual({ wish: one, target });
        for (const command of ['greenroom.schedule.add', 'greenroom.schedule.change']) {
          expect(encodeAction({ verb: 'run', command, arg: `ok.${arg}` }).length).toBeLessThanOrEqual(100);
        }
      }),
      { seed: 4 },
    );
  });

  it('is not read when it was made by hand and cannot be kept', () => {
    for (const text of [
      '',
      '0900',
      '2500.Europe/London.31.0.0.1.1',
      '0900.Mars/Base.31.0.0.1.1',
      '0900.UTC.0.0.0.1.1',
      '0900.UTC.31.zzzzz.0.1.1',
      '0900.UTC.31.0.0.1.x',
      '0900.UTC.31.0.0.1.1.1',
    ]) {
      expect(decodeDraft(text)).toBeNull();
    }
  });
});

describe('the questions to come', () => {
  const turn = (count: number): Turn => ({
    categories: ['a', 'b'],
    questions: Array.from({ length: count }, (_, index) => ({
      id: String(index + 1),
      category: index % 2 === 0 ? 'a' : 'b',
      retired: false,
    })),
    asked: [],
    exclude: [],
    seed: 's',
  });
  const DATES = ['2026-03-02', '2026-03-03', '2026-03-04'] as const;

  it('take the queue first and never come twice while there are others', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 12 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 12 }).map(String), { maxLength: 3 }),
        (count, queue) => {
          const known = queue.filter((id) => Number(id) <= count);
          const ids = planQuestions(turn(count), queue, DATES).map((choice) => choice?.questionId);
          expect(ids.slice(0, known.length)).toEqual(known);
          expect(new Set(ids).size).toBe(3);
        },
      ),
      { seed: 5 },
    );
  });

  it('rather repeat than stay silent', () => {
    const plan = planQuestions({ ...turn(1), exclude: ['1'] }, [], DATES);
    expect(plan.map((choice) => choice?.questionId)).toEqual(['1', '1', '1']);
    expect(planQuestions(turn(0), ['9'], DATES)).toEqual([null, null, null]);
  });
});

describe("a community's own question", () => {
  const category = {
    key: 'metrics',
    name: 'Metrics',
    also: [],
    parts: ['What is success?', 'Which number?'],
  };

  it('is complete by the rules of packs, whatever was left out', () => {
    const line = fc
      .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 })
      .map((text) => text.trim())
      .filter((text) => text !== '');
    fc.assert(
      fc.property(
        line,
        fc.array(
          line.map((text) => `${text}?`),
          { maxLength: 4 },
        ),
        fc.array(line, { maxLength: 3 }),
        (text, probes, hints) => {
          const made = completeQuestion({ text, probes, hints }, category);
          expect(made).toMatchObject({ ok: true, text });
          if (made.ok) expect(questionDetailsSchema.safeParse(made.details).success).toBe(true);
        },
      ),
      { seed: 6 },
    );
  });
});

describe('the organizer commands', () => {
  it('each work as their example is written, and have a name that fits a button', () => {
    for (const command of commandsOf('greenroom')) {
      const parsed = parseCommand(commandsOf('greenroom'), command.example.replace('/greenroom ', ''));
      expect(parsed.kind).toBe('command');
      expect(
        encodeAction({ verb: 'run', command: commandName(command), arg: 'x'.repeat(60) }).length,
      ).toBeLessThanOrEqual(100);
    }
  });

  it('have names of their own and fit on one card', () => {
    expect(new Set(COMMANDS.map(commandName)).size).toBe(COMMANDS.length);
  });

  it('and their help fit on one card of every platform, each command under its topic', () => {
    const commands = commandsOf('greenroom');
    const topics = commands.map((command) => command.words[0] ?? '');
    for (const topic of ['', 'nonsense', ...topics]) {
      const card = helpCard('greenroom', commands, topic);
      for (const renderer of renderers) {
        const parts = renderer.render(card);
        expect([topic, renderer.name, parts.length]).toEqual([topic, renderer.name, 1]);
        expect(parts.flatMap((part) => renderer.problems(part))).toEqual([]);
      }
    }
    for (const command of commands.filter((one) => one.bare !== true)) {
      const parsed = parseCommand(commands, `help ${command.words[0] ?? ''}`);
      const topic = parsed.kind === 'help' ? parsed.topic : '';
      expect(plainText(helpCard('greenroom', commands, topic))).toContain(typed(command));
    }
    // Every first word stands on the card without a topic, and its button leads to the rest.
    const whole = plainText(helpCard('greenroom', commands));
    for (const topic of topics) expect(whole).toContain(`/greenroom ${topic}`);
    expect(whole).toContain('About schedule');
  });
});
