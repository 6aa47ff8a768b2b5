import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRoom, LONG_ANSWER, type Room } from '../support/room.ts';
import { button, said } from '../support/said.ts';

let room: Room;
beforeEach(async () => {
  // A Tuesday.
  room = await createRoom({ byHand: true, now: '2026-11-24T10:00:00Z' });
  await room.open();
  await room.settled();
});
afterEach(async () => {
  await room.close();
});

const pause = async (person: string, words: string) => {
  const proposed = await room.command(person, `pause ${words}`);
  return room.press(person, button(proposed, 'Pause'));
};
const pauses = async () =>
  room.core.db.selectFrom('pauses').select(['from_date', 'last_date']).orderBy('from_date').execute();

describe('/practice pause', () => {
  it('echoes natural dates in full and changes nothing before Pause is pressed', async () => {
    const proposed = await room.command('dana', 'pause until Monday');
    expect(said(proposed)).toContain('Pause from Tue 24 Nov to Mon 30 Nov?');
    expect(await pauses()).toEqual([]);
    expect(said(await room.press('dana', button(proposed, 'Cancel')))).toContain('Nothing was changed.');
    expect(await pauses()).toEqual([]);
    expect(said(await room.press('dana', button(proposed, 'Pause')))).toContain(
      'Paused: Tue 24 Nov to Mon 30 Nov',
    );
    expect(await pauses()).toEqual([{ from_date: '2026-11-24', last_date: '2026-11-30' }]);
    expect(said(await room.command('dana', 'me'))).not.toContain('undefined');
  });

  it('asks for the days in a form when none are given, and says beside the field what it cannot read', async () => {
    expect((await room.command('dana', 'pause')).kind).toBe('form');
    const send = { verb: 'send', command: 'practice.pause', arg: '-' } as const;
    expect(await room.press('dana', send, { when: 'soon' })).toMatchObject({
      kind: 'form_errors',
      errors: { when: expect.stringContaining('soon') },
    });
    expect(said(await room.press('dana', send, { when: '2 weeks' }))).toContain(
      'Pause from Tue 24 Nov to Mon 7 Dec?',
    );
  });

  it('merges pauses that overlap or touch, and twice the same changes nothing', async () => {
    await pause('dana', '24 Dec to 26 Dec');
    await pause('dana', '27 Dec to 2 Jan');
    await pause('dana', '25 Dec to 28 Dec');
    await pause('dana', '23 Dec');
    await pause('dana', '10 Jan');
    expect(await pauses()).toEqual([
      { from_date: '2026-12-23', last_date: '2027-01-02' },
      { from_date: '2027-01-10', last_date: '2027-01-10' },
    ]);
  });

  it('may begin 7 days back and not 8, also by a hand-made press', async () => {
    await pause('dana', '17 Nov to 20 Nov');
    expect(said(await room.command('dana', 'pause 2026-11-16'))).toContain('7 days back at most');
    const hand = { verb: 'run', command: 'practice.pause', arg: 'yes.2026-11-01.2026-11-20' } as const;
    expect(said(await room.press('dana', hand))).toContain('7 days back at most');
    expect(await pauses()).toEqual([{ from_date: '2026-11-17', last_date: '2026-11-20' }]);
  });

  it('takes a miss away at once when the illness is said afterwards', async () => {
    await room.press(
      'dana',
      { verb: 'submit', roundId: await room.latestRoundId(), openedAt: '1' },
      { answer: LONG_ANSWER },
    );
    for (let day = 0; day < 3; day += 1) {
      room.clock.advance({ days: 1 });
      await room.tick();
      await room.settled();
    }
    expect(said(await room.command('dana', 'me'))).toContain('2 of 2 misses used (Wed 25 Nov, Thu 26 Nov)');
    await pause('dana', 'since Wednesday');
    expect(said(await room.command('dana', 'me'))).toContain('None of 2 misses used.');
    expect(said(await room.command('dana', 'me'))).toContain('Paused: Wed 25 Nov to Fri 27 Nov');
    const cache = await room.core.db.selectFrom('streaks').select('misses_used').executeTakeFirstOrThrow();
    expect(cache.misses_used).toBe(0);
  });

  it('ends: days that were paused stay so, today counts again, and one to come is called off', async () => {
    await pause('dana', '20 Nov to 30 Nov');
    await pause('dana', '24 Dec to 26 Dec');
    const ended = await room.command('dana', 'pause end');
    expect(said(ended)).toContain('today counts again');
    expect(await pauses()).toEqual([
      { from_date: '2026-11-20', last_date: '2026-11-23' },
      { from_date: '2026-12-24', last_date: '2026-12-26' },
    ]);
    expect(said(await room.press('dana', button(ended, 'End pause of Thu 24 Dec')))).toContain('called off');
    expect(said(await room.command('dana', 'pause end'))).toContain('You have no pause');
  });

  it("ends nobody else's, by a hand-made press either", async () => {
    await pause('dana', '24 Dec');
    const { id } = await room.core.db.selectFrom('pauses').select('id').executeTakeFirstOrThrow();
    expect(
      said(await room.press('sam', { verb: 'run', command: 'practice.pause', arg: `end.${id}` })),
    ).toContain('You have no pause');
    expect(await pauses()).toHaveLength(1);
  });
});
