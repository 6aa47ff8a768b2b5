import { afterEach, describe, expect, it } from 'vitest';
import { labelsOf, pressOn, readable, readableCard, sendForm } from '../support/organizer.ts';
import { createRoom, LONG_ANSWER, type Room, type RoomOptions } from '../support/room.ts';

const REFUSED = [
  ['schedule add 25:00 Europe/London weekdays', '25:00 is not a time. Use 24-hour time such as 09:30.'],
  ['schedule add 9am Lundon weekdays', 'Lundon is not a time zone.'],
  ['schedule add 9am londn weekdays', 'londn is not a time zone.'],
  ['schedule add 9am Europe/London someday', 'is not a day of the week'],
  ['schedule add 9am Europe/London daily threads maybe', 'Write threads on or threads off.'],
  ['schedule add 9am Europe/London daily until 2020-01-01', 'has no question day left'],
  ['schedule ad 9am', 'Did you mean /greenroom schedule add 09:00 Europe/London weekdays'],
  ['schedul', 'Did you mean /greenroom schedule add 09:00 Europe/London weekdays'],
  ['schedule pause 7', 'There is no schedule 7. Schedules here: 1.'],
  ['schedule remove x', 'Remove schedule 1?'],
] as const;

let room: Room;
afterEach(async () => {
  await room.close();
});

/** Monday 2 March 2026, 10:00 in London; Ada came first, so she is the organizer. */
async function start(options: RoomOptions = {}): Promise<void> {
  room = await createRoom({ byHand: true, ...options });
  await room.open('Europe/London', 'ada');
  await room.settled();
}

const organize = (text: string, person = 'ada') => room.command(person, text, 'greenroom');
const schedules = () => room.core.db.selectFrom('schedules').selectAll().orderBy('id').execute();
const rounds = () =>
  room.core.db.selectFrom('rounds').selectAll().where('schedule_id', 'is not', null).orderBy('id').execute();

describe('schedules', () => {
  it('are shown in full, with the next three dates, before they start', async () => {
    await start();
    const echo = await organize(
      'schedule add 9am America/New_York weekdays from 9 Mar until 30 Apr threads off',
    );
    const words = readable(echo);
    expect(words).toContain(
      '09:00 America/New_York, Monday to Friday, from 9 March 2026 to 30 April 2026, in practice',
    );
    expect(words).toContain('Answers by the Answer button only.');
    // Summer time begins in New York on 8 March.
    expect(words).toContain('Mon 9 Mar at 09:00 America/New_York (your time: 2026-03-09T13:00:00Z)');
    expect(words).toContain('Wed 11 Mar at 09:00');
    expect(await schedules()).toHaveLength(1);

    const cancelled = await pressOn(room, 'ada', echo, 'Cancel');
    expect(readable(cancelled)).toContain('Nothing was started.');
    expect(await schedules()).toHaveLength(1);

    const started = await pressOn(room, 'ada', echo, 'Start it');
    expect(started.kind).toBe('replace');
    const [, made] = await schedules();
    expect(made).toMatchObject({
      local_time: '09:00',
      zone: 'America/New_York',
      weekdays: [1, 2, 3, 4, 5],
      thread_answers: false,
    });
    expect(made?.first_date).toBe('2026-03-09');
    expect(made?.next_run_at?.toString()).toBe('2026-03-09T13:00:00Z');
    expect(readable(await pressOn(room, 'ada', echo, 'Start it'))).toContain('is there already');
    expect(await schedules()).toHaveLength(2);
  });

  it('can be given in a form, which stays open with what is wrong beside its fields', async () => {
    await start();
    const form = await organize('schedule add');
    const wrong = await sendForm(room, 'ada', form, {
      time: '25:00',
      zone: 'Mars/Base',
      season: 'from never ever',
    });
    expect(wrong).toMatchObject({ kind: 'form_errors' });
    expect(readable(wrong)).toContain('25:00 is not a time. Use 24-hour time such as 09:30.');
    expect(readable(wrong)).toContain('Mars/Base is not a time zone.');
    const right = await sendForm(room, 'ada', form, {
      time: '6pm',
      zone: 'Europe/Paris',
      days: 'mon,thu',
      season: 'until 2026-12-18',
    });
    await pressOn(room, 'ada', right, 'Start it');
    expect((await schedules())[1]).toMatchObject({
      local_time: '18:00',
      zone: 'Europe/Paris',
      weekdays: [1, 4],
      first_date: null,
    });
    expect((await schedules())[1]?.last_date).toBe('2026-12-18');
  });

  it('are refused in words that say what to write instead', async () => {
    await start();
    for (const [text, expected] of REFUSED) {
      expect.soft(readable(await organize(text))).toContain(expected);
    }
    expect(await schedules()).toHaveLength(1);
  });

  it('never ask twice for a date, whatever is changed on the day', async () => {
    await start({ now: '2026-03-02T08:00:00Z' });
    room.clock.advance({ hours: 1 });
    await room.tick();
    await room.settled();
    expect(await rounds()).toHaveLength(1);
    for (const change of ['11:00', 'Pacific/Honolulu', '23:00', 'Europe/London 10:30']) {
      await pressOn(room, 'ada', await organize(`schedule change 1 ${change}`), 'Change it');
      expect((await schedules())[0]?.next_local_date).toBe('2026-03-03');
    }
    for (let hour = 0; hour < 40; hour += 1) {
      room.clock.advance({ hours: 1 });
      await room.tick();
      await room.settled();
    }
    const dates = (await rounds()).map((round) => round.local_date);
    expect(new Set(dates).size).toBe(dates.length);
    expect(dates).toEqual(['2026-03-02', '2026-03-03']);
  });

  it('keep their wall time when the clocks change', async () => {
    await start({ now: '2026-03-26T12:00:00Z' });
    await room.core.db.updateTable('rounds').set({ state: 'posted' }).where('state', '=', 'due').execute();
    const words = readable(await organize('schedule change 1 02:30 Europe/London daily'));
    expect(words).toContain('Fri 27 Mar at 02:30 Europe/London (your time: 2026-03-27T02:30:00Z)');
    // British summer time begins on 29 March at 01:00 UTC: 02:30 is 01:30 UTC from then on.
    expect(words).toContain('Sun 29 Mar at 02:30 Europe/London (your time: 2026-03-29T01:30:00Z)');
    const gap = readable(await organize('schedule change 1 01:30'));
    expect(gap).toContain('Sun 29 Mar at 02:30 Europe/London (your time: 2026-03-29T01:30:00Z)');
  });

  it('say when a change would lose the date to come', async () => {
    await start({ now: '2026-03-02T10:00:00Z' });
    room.clock.set('2026-03-03T08:00:00Z');
    const echo = await organize('schedule change 1 07:00');
    expect(readable(echo)).toContain('The question of Tue 3 Mar at 09:00 Europe/London would not come.');
  });

  it('stop while they are paused and go on without making up for it', async () => {
    await start();
    expect(readable(await organize('schedule pause'))).toContain('is paused');
    room.clock.advance({ hours: 72 });
    await room.tick();
    expect(await rounds()).toHaveLength(1);
    expect(readable(await organize('schedule list'))).toContain('Paused.');
    expect(readable(await organize('schedule resume'))).toContain('Next: Fri 6 Mar at 09:00 Europe/London');
    room.clock.advance({ hours: 24 });
    await room.tick();
    expect((await rounds()).map((round) => round.local_date)).toEqual(['2026-03-02', '2026-03-06']);
  });

  it('end for good, while answers and feedback stay', async () => {
    await start();
    const roundId = await room.latestRoundId();
    await room.press('dana', { verb: 'submit', roundId, openedAt: '1' }, { answer: LONG_ANSWER });
    await room.settled();
    const sure = await organize('schedule remove 1');
    expect(labelsOf(sure)).toEqual(['Remove', 'Pause']);
    await pressOn(room, 'ada', sure, 'Remove');
    room.clock.advance({ hours: 48 });
    await room.tick();
    await room.open('Asia/Tokyo', 'eve');
    expect(await rounds()).toHaveLength(1);
    expect(await room.core.db.selectFrom('answers').selectAll().execute()).toHaveLength(1);
    expect(readable(await organize('schedule list'))).toContain('There is no schedule yet.');
  });

  it('can be several in one channel, each with a number that stays its own', async () => {
    await start();
    await pressOn(room, 'ada', await organize('schedule add 18:00 Europe/London daily'), 'Start it');
    expect(readable(await organize('schedule pause'))).toContain('Which one? Schedules here: 1, 2.');
    await pressOn(room, 'ada', await organize('schedule remove 1'), 'Remove');
    expect(readable(await organize('schedule preview 2'))).toContain(
      'Schedule 2: 18:00 Europe/London, every day',
    );
    expect(readable(await organize('schedule preview 1'))).toContain('There is no schedule 1.');
  });
});

describe('the questions to come', () => {
  it('are what is posted then', async () => {
    await start();
    const preview = readable(await organize('schedule preview'));
    for (let day = 0; day < 3; day += 1) {
      room.clock.advance({ hours: 24 });
      await room.tick();
      await room.settled();
      const question = (await room.cards()).filter((card) => card.tone === 'question').at(-1);
      const [, asked = '?'] = question === undefined ? [] : readableCard(question).split('\n');
      expect(preview).toContain(asked);
    }
  });

  it('can be swapped and moved to the front, also the ones after them stay', async () => {
    await start();
    const before = listOf(await organize('schedule preview'));
    const swapped = await pressOn(room, 'ada', await organize('schedule preview'), 'Swap 2');
    const after = listOf(swapped);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    // Of the same category.
    expect(after[1]?.split(':')[0]).toBe(before[1]?.split(':')[0]);

    const moved = listOf(await pressOn(room, 'ada', swapped, 'Post next: 2'));
    expect(moved[0]).toBe(after[1]);
    expect(moved[1]).toBe(after[0]);
    room.clock.advance({ hours: 24 });
    await room.tick();
    await room.settled();
    const posted = (await room.cards()).at(-1);
    expect(posted === undefined ? '' : readableCard(posted)).toContain(
      moved[0]?.split(': ')[1]?.slice(0, 40) ?? '?',
    );
    expect(listOf(await organize('schedule preview'))[0]).toBe(moved[1]);
  });

  it('are left alone when the list was old', async () => {
    await start();
    const old = await organize('schedule preview');
    await pressOn(room, 'ada', old, 'Swap 1');
    const again = await pressOn(room, 'ada', old, 'Swap 1');
    expect(readable(again)).toContain('The list had changed since you opened it');
  });

  it('come back when their date could not be posted', async () => {
    let refuse = false;
    await start({
      wrapPort: (port) => ({
        ...port,
        postInChannel: (to, card, key) =>
          refuse
            ? Promise.resolve({ kind: 'refused', reason: 'Not allowed.', fix: 'Allow it.' })
            : port.postInChannel(to, card, key),
      }),
    });
    const chosen = listOf(await pressOn(room, 'ada', await organize('schedule preview'), 'Swap 1'))[0];
    refuse = true;
    room.clock.advance({ hours: 24 });
    await room.tick();
    await room.settled();
    expect((await rounds()).at(-1)?.state).toBe('skipped');
    expect(listOf(await organize('schedule preview'))[0]).toBe(chosen);
  });
});

/** The listed questions with their categories, without their dates. */
function listOf(reply: Parameters<typeof readable>[0]): string[] {
  return readable(reply)
    .split('\n')
    .filter((line) => /^\d\. /.test(line))
    .map((line) => line.replace(/^.*?Europe\/London\. /, '').replace(' (chosen by an organizer)', ''));
}
