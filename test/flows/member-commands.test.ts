import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/core/commands/registry.ts';
import { commandName } from '../../src/core/commands/command.ts';
import { FeedbackResultSchema } from '../../src/core/feedback/contract.ts';
import { encodeAction } from '../../src/core/platform/action.ts';
import { createRoom, LONG_ANSWER, type Room } from '../support/room.ts';
import { button, said } from '../support/said.ts';

let room: Room;
beforeEach(async () => {
  // A Monday, after the question of the day.
  room = await createRoom({ byHand: true, now: '2026-03-02T10:00:00Z' });
  await room.open();
  await room.settled();
});
afterEach(async () => {
  await room.close();
});

const answer = async (person: string, text = LONG_ANSWER) =>
  room.press(
    person,
    { verb: 'submit', roundId: await room.latestRoundId(), openedAt: '1' },
    { answer: text },
  );

/** Lets days pass, each with its question posted. */
const nextDays = async (count: number) => {
  for (let day = 0; day < count; day += 1) {
    room.clock.advance({ days: 1 });
    await room.tick();
    await room.settled();
  }
};

describe('/practice today', () => {
  it('shows the open question here with its buttons, and says when it was answered', async () => {
    const before = await room.command('dana', 'today');
    expect(said(before)).toContain('The open question');
    expect(button(before, 'Answer')).toBe(
      encodeAction({ verb: 'answer', roundId: await room.latestRoundId() }),
    );
    await answer('dana');
    expect(said(await room.command('dana', 'today'))).toContain('You have answered it.');
  });

  it('says when the next one comes when none is open', async () => {
    await room.core.db.updateTable('rounds').set({ closes_at: room.clock.now() }).execute();
    const reply = await room.command('dana', 'today');
    expect(said(reply)).toContain('Tue 3 Mar, 09:00 UTC');
    expect(said(await room.press('dana', button(reply, 'Practise one now')))).toContain(
      'Only you see this question',
    );
  });

  it("shows a question of one's own that still waits, beside the channel's", async () => {
    await room.command('dana', 'now metrics');
    expect(said(await room.command('dana', 'today'))).toContain('2 open questions');
    expect(said(await room.command('sam', 'today'))).toContain('The open question');
  });
});

describe('/practice me', () => {
  it('tells the week, what is practised least with a button for it, and the last next steps', async () => {
    await answer('dana');
    await nextDays(1);
    const reply = await room.command('dana', 'me');
    expect(said(reply)).toContain('1 day answered.');
    expect(said(reply)).toContain('This week: 1 of 2 question days so far.');
    expect(said(reply)).toMatch(/Practised least: .*\(0 in 30 days\)/);
    const { result } = await room.core.db.selectFrom('feedback').select('result').executeTakeFirstOrThrow();
    const { nextStep } = FeedbackResultSchema.parse(result);
    expect(said(reply)).toContain(`Mon 2 Mar: ${nextStep.text}`);
    const now = await room.press('dana', button(reply, 'Practise one now'));
    expect(said(now)).toContain('Only you see this question');
  });

  it('opens why each day counted, what one more miss would do, and the longest', async () => {
    await answer('dana');
    await nextDays(3);
    const reply = await room.press('dana', button(await room.command('dana', 'me'), 'Why each day counted'));
    expect(said(reply)).toContain('Mon 2 Mar: answered');
    expect(said(reply)).toContain('Tue 3 Mar: not answered');
    expect(said(reply)).toContain('Longest');
    expect(said(reply)).toContain('One more miss now would leave 0 days');
  });

  it('hides streak and days from one who chose so, and counts them all the same', async () => {
    await answer('dana');
    await room.command('dana', 'settings streak hidden');
    const hidden = said(await room.command('dana', 'me'));
    expect(hidden).not.toContain('answered.');
    expect(hidden).not.toContain('This week');
    expect(hidden).toContain('Practised least');
    await room.command('dana', 'settings streak shown');
    expect(said(await room.command('dana', 'me'))).toContain('1 day answered.');
  });
});

describe('/practice history', () => {
  it('lists all own answers five at a time, newest first, and each opens with its words and feedback', async () => {
    for (let day = 0; day < 7; day += 1) {
      await answer('dana', `${LONG_ANSWER} Number ${day}.`);
      await room.settled();
      await nextDays(1);
    }
    await room.command('sam', 'now');
    const first = await room.command('dana', 'history');
    expect(said(first)).toContain('7 answers');
    expect(() => button(first, 'Newer')).toThrow('no button');
    const older = await room.press('dana', button(first, 'Older'));
    expect(older.kind).toBe('replace');
    expect(said(older)).toContain('Page 2 of 2');
    expect(() => button(older, 'Older')).toThrow('no button');
    const entry = said(await room.press('dana', button(older, 'Open 2')));
    expect(entry).toContain('Number 0.');
    expect(entry).toContain('One next step:');
    const back = await room.press('dana', button(older, 'Newer'));
    expect(said(back)).toBe(said(first));
    expect(said(await room.command('sam', 'history'))).toContain('No answers yet.');
  });

  it('searches by category and by words of the question', async () => {
    await answer('dana');
    const { body, category } = await room.core.db
      .selectFrom('rounds')
      .innerJoin('questions', 'questions.id', 'rounds.question_id')
      .select(['questions.body', 'questions.category'])
      .executeTakeFirstOrThrow();
    expect(said(await room.command('dana', `history ${category}`))).toContain('1 answer');
    expect(
      said(await room.command('dana', `history ${body.split(' ').slice(2, 5).join(' ').toUpperCase()}`)),
    ).toContain('1 answer');
    expect(said(await room.command('dana', 'history behavioral'))).toContain('No answer of yours fits');
    expect(said(await room.command('dana', 'history 100%_'))).toContain('No answer of yours fits');
  });

  it("opens nobody else's answer, by a hand-made press either", async () => {
    await answer('dana');
    const { id } = await room.core.db.selectFrom('answers').select('id').executeTakeFirstOrThrow();
    const reply = await room.press('sam', { verb: 'run', command: 'practice.history', arg: `a${id}` });
    expect(said(reply)).not.toContain('dispatcher');
    expect(said(reply)).toContain('not here any more');
  });
});

describe('/practice suggest', () => {
  it('keeps three suggestions for organizers and asks to wait with the fourth', async () => {
    const form = await room.command('dana', 'suggest');
    expect(form.kind).toBe('form');
    const send = { verb: 'send', command: 'practice.suggest', arg: '-' } as const;
    const wrong = await room.press('dana', send, { category: 'cooking', question: 'short' });
    expect(wrong).toMatchObject({
      kind: 'form_errors',
      errors: { category: expect.stringContaining('Architecture') },
    });
    for (const subject of ['a van', 'a tram', 'a ship']) {
      const sent = await room.press('dana', send, {
        category: 'Metrics',
        question: `How do you measure whether ${subject} is late?`,
      });
      expect(said(sent)).toContain('of 3');
    }
    expect(
      said(await room.command('dana', 'suggest metrics: How do you measure whether it is late?')),
    ).toContain('3 suggestions');
    const rows = await room.core.db
      .selectFrom('question_suggestions')
      .select(['category', 'state'])
      .execute();
    expect(rows).toEqual(Array.from({ length: 3 }, () => ({ category: 'metrics', state: 'open' })));
  });
});

describe('every line and every press', () => {
  it('gets an answer under both roots: never an exception, never silence', async () => {
    const parts = fc.oneof(
      fc.constantFrom(...COMMANDS.flatMap((command) => command.words)),
      fc.constantFrom(
        'metrics',
        'until Monday',
        'yes',
        'a1',
        'p2',
        'end.1',
        'zone',
        'streak hidden',
        '24 Dec',
        '-',
        '\0',
        '​',
        "'; drop table members",
      ),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    );
    const line = fc.array(parts, { maxLength: 4 }).map((words) => words.join(' '));
    const [first] = fc.sample(fc.array(line, { minLength: 40, maxLength: 40 }), { seed: 7, numRuns: 1 });
    await room.command('sam', 'me');
    for (const text of first ?? []) {
      for (const person of ['dana', 'sam']) {
        for (const root of ['practice', 'greenroom'] as const) {
          const reply = await room.command(person, text, root);
          expect(reply.kind, `/${root} ${text}`).not.toBe('none');
          expect(said(reply).length).toBeGreaterThan(20);
        }
      }
    }
  });

  it('every command answers hand-made presses and forms too', async () => {
    for (const command of COMMANDS) {
      for (const arg of ['-', 'yes', '0', 'a999999', 'p99999', 'yes.2026-02-30.x', 'end.1', 'zone']) {
        for (const verb of ['run', 'send'] as const) {
          const name = commandName(command);
          const reply = await room.press('dana', { verb, command: name, arg });
          // A "yes" to erase removes the member; what follows begins anew.
          expect(reply.kind, `${verb} ${name} ${arg}`).not.toBe('none');
        }
      }
    }
  });
});
