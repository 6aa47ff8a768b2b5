import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandName } from '../../src/core/commands/command.ts';
import { COMMANDS } from '../../src/core/commands/registry.ts';
import { createRoom, LONG_ANSWER, shown, type Room } from '../support/room.ts';

const seed = 20_260_305;

describe('requests made by hand', () => {
  let room: Room;
  let roundId: string;
  beforeAll(async () => {
    room = await createRoom({ byHand: true });
    await room.open();
    await room.settled();
    roundId = await room.latestRoundId();
    await room.write('eve', LONG_ANSWER, { messageId: 'm-eve' });
    await room.press('max', { verb: 'now' });
  });
  afterAll(() => room.close());

  const submit = (person: string, fields: Record<string, string>) =>
    room.press(person, { verb: 'submit', roundId, openedAt: '1' }, fields);

  it('answers any action string whatever, and never breaks', async () => {
    const verbs = [
      'answer',
      'submit',
      'feedback',
      'criteria',
      'retry',
      'delete',
      'delete-yes',
      'hint',
      'other',
      'consent',
      'done',
      'use',
      'follow',
      'now',
      'run',
      'send',
      'me',
    ];
    const part = fc.oneof(
      fc.constantFrom(
        '1',
        '2',
        '0',
        '-1',
        '99999999999999999999',
        '1e3',
        'NaN',
        '9',
        'practice.now',
        'practice.me',
        'practice.pause',
        'greenroom.setup',
        'yes',
        'no',
        '-',
        '..',
        '__proto__',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
    );
    const made = fc
      .tuple(fc.constantFrom(...verbs), fc.array(part, { maxLength: 3 }))
      .map((parts) => parts.flat().join(':'));
    const action = fc.oneof(
      { weight: 4, arbitrary: made },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
    );
    const fields = fc.dictionary(
      fc.constantFrom('text', 'answer', 'more', 'part1'),
      fc.string({ unit: 'binary', maxLength: 40 }),
      { maxKeys: 2 },
    );
    await fc.assert(
      fc.asyncProperty(action, fields, async (made, given) => {
        expect((await room.press('lou', made, given)).kind).not.toBe('none');
      }),
      { seed, numRuns: 150 },
    );
  });

  it('begins a hint at its first rung, whatever rung is asked for by hand', async () => {
    for (const rung of ['1', '0', '-1', 'NaN', '1e3', '../x']) {
      expect(shown(await room.press('lou', `hint:${roundId}:${rung}`))).toContain('Hint 1 of 3');
    }
    expect(shown(await room.press('lou', `hint:${roundId}:9`))).toContain('Hint 3 of 3');
  });

  it('answers a press on every command, and a form that a command never opened', async () => {
    for (const command of COMMANDS.map(commandName)) {
      for (const verb of ['run', 'send'] as const) {
        for (const arg of ['-', '1', 'x']) {
          const reply = await room.press('lou', { verb, command, arg }, { text: 'x' });
          expect(`${command} ${reply.kind}`).not.toBe(`${command} none`);
        }
      }
    }
  });

  it('lets nobody of another community find, change or learn of anything here', async () => {
    await submit('max', { answer: LONG_ANSWER });
    await room.settled();
    const elsewhere = room.in('elsewhere');
    await elsewhere.open();
    await room.settled();
    const before = await contents();
    const words = LONG_ANSWER.slice(0, 30);
    const rounds = await idsOf('rounds');
    const answers = await idsOf('answers');
    const unknown = async (verb: 'criteria' | 'retry' | 'delete', answerId: string) =>
      shown(await elsewhere.press('max', { verb, answerId }));
    for (const id of rounds) {
      for (const verb of ['answer', 'feedback', 'other'] as const) {
        expect(shown(await elsewhere.press('max', { verb, roundId: id }))).toContain('not here any more');
      }
      const sent = await elsewhere.press(
        'max',
        { verb: 'submit', roundId: id, openedAt: '1' },
        { answer: LONG_ANSWER },
      );
      expect(shown(sent)).toContain('not here any more');
      await elsewhere.press('max', { verb: 'use', roundId: id, messageId: 'm-eve' }, { text: LONG_ANSWER });
    }
    for (const id of [...answers, '999999']) {
      for (const verb of ['criteria', 'retry', 'delete'] as const) {
        expect(await unknown(verb, id)).toBe(await unknown(verb, '999998'));
      }
      for (const choice of ['yes', 'always', 'no']) {
        const said = shown(await elsewhere.press('max', { verb: 'consent', answerId: id, choice }));
        expect(said).not.toContain(words);
        expect(said).toBe(
          shown(await elsewhere.press('max', { verb: 'consent', answerId: '999998', choice })),
        );
      }
      await elsewhere.press('max', { verb: 'done', answerId: id });
      await elsewhere.press('max', { verb: 'delete-yes', answerId: id });
    }
    await elsewhere.write('max', LONG_ANSWER, { threadId: await room.latestThread() });
    await elsewhere.remove('m-eve', 'eve');
    await room.settled();
    expect(await contents()).toEqual(before);
  });

  /** The ids of what belongs to this room's own community. */
  const idsOf = async (table: 'rounds' | 'answers'): Promise<string[]> => {
    const rows = await room.core.db
      .selectFrom(table)
      .innerJoin('communities', 'communities.id', `${table}.community_id`)
      .select(`${table}.id`)
      .where('communities.external_id', '=', 'local')
      .execute();
    return rows.map((row) => row.id);
  };

  const contents = async () => ({
    answers: await room.core.db.selectFrom('answers').selectAll().orderBy('id').execute(),
    pieces: await room.core.db.selectFrom('answer_pieces').selectAll().orderBy('message_id').execute(),
    revisions: await room.core.db
      .selectFrom('answer_revisions')
      .selectAll()
      .orderBy('answer_id')
      .orderBy('revision')
      .execute(),
  });
});
