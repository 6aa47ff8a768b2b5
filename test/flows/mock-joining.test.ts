import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { advanceSession } from '../../src/core/mocks/advance-session.ts';
import { matchCommunity } from '../../src/core/mocks/join/match-community.ts';
import { openWeeks } from '../../src/core/mocks/join/open-weeks.ts';
import { mockStateSchema, PAIR } from '../../src/core/mocks/session-state.ts';
import type { MockEvent } from '../../src/core/mocks/session-step.ts';
import { wakeSessions } from '../../src/core/mocks/wake-sessions.ts';
import type { Reply } from '../../src/core/platform/reply.ts';
import { createRoom, LONG_ANSWER, wordsOf, type Room } from '../support/room.ts';
import { idOf } from '../support/marked-member.ts';
import { button, said } from '../support/said.ts';

let room: Room;
beforeEach(async () => {
  // A Tuesday.
  room = await createRoom({ byHand: true, now: '2026-11-24T10:00:00Z' });
  await room.open('Europe/London', 'olga');
  await room.settled();
});
afterEach(async () => {
  await room.close();
});

const openToAll = () => room.command('olga', 'mocks 0 days 0 answers', 'greenroom');
const join = (person: string, fields: Record<string, string>): Promise<Reply> =>
  room.press(person, { verb: 'send', command: 'practice.mock.join', arg: '-' }, fields);
const sessions = () => room.core.db.selectFrom('mock_sessions').selectAll().orderBy('id').execute();
const seated = async (): Promise<string[]> => {
  const rows = await room.core.db
    .selectFrom('mock_seats')
    .innerJoin('members', 'members.id', 'mock_seats.member_id')
    .select('external_id')
    .where('open', 'is', true)
    .orderBy('external_id')
    .execute();
  return rows.map((row) => row.external_id);
};
const requests = async () => {
  const rows = await room.core.db
    .selectFrom('mock_requests')
    .innerJoin('members', 'members.id', 'mock_requests.member_id')
    .select(['external_id', 'state', 'left_out_last'])
    .orderBy('external_id')
    .execute();
  return rows.map((row) => `${row.external_id} ${row.state}${row.left_out_last ? ' first' : ''}`);
};
/** What came to the person last, as they stand on it. */
const newest = async (person: string): Promise<Reply> => {
  await room.settled();
  const card = (await room.cards(person)).at(-1);
  if (card === undefined) throw new Error(`nothing came to ${person}`);
  return { kind: 'private', card };
};
const tick = async (): Promise<void> => {
  await wakeSessions(room.core, room.clock.now());
  await openWeeks(room.core, room.clock.now());
  await room.settled();
};
const block = async (one: string, other: string): Promise<void> => {
  const { id: community_id } = await room.core.db
    .selectFrom('communities')
    .select('id')
    .executeTakeFirstOrThrow();
  await room.core.db
    .insertInto('mock_blocks')
    .values({
      community_id,
      member_id: await idOf(room, one),
      blocked_member_id: await idOf(room, other),
      created_at: room.clock.now(),
    })
    .execute();
};

describe('/practice mock join', () => {
  it('is open after 7 days and one answer, says when that is, and organizers may change it', async () => {
    expect(said(await room.command('dana', 'mock join'))).toContain('For you that is Tue 1 Dec, 10:00');
    expect(said(await room.command('dana', 'mock now'))).toContain('Answer 1 question first');
    expect(said(await room.command('dana', 'mocks 0 days', 'greenroom'))).toContain('Only an organizer');
    room.clock.advance({ days: 7 });
    const roundId = await room.latestRoundId();
    await room.press('dana', { verb: 'submit', roundId, openedAt: '1' }, { answer: LONG_ANSWER });
    expect((await room.command('dana', 'mock join')).kind).toBe('form');
    expect(said(await room.command('sam', 'mock join'))).toContain('Solo mock');
    expect(said(await room.command('olga', 'mocks many', 'greenroom'))).toContain('Say how many days');
    expect(said(await room.command('olga', 'mocks 400 days', 'greenroom'))).toContain('365 days at most');
    expect(said(await openToAll())).toContain('after 0 days here and 0 answers');
    expect((await room.command('sam', 'mock join')).kind).toBe('form');
  });

  it('pairs two who want it now, once, and asks both to confirm with what the other chose to say', async () => {
    await openToAll();
    const waits = await join('dana', {
      when: 'now',
      notes: 'No interruptions please.',
      voice: 'https://meet.example/1',
    });
    expect(said(waits)).toContain('You are in line.');
    await room.settled();
    expect(await sessions()).toEqual([]);
    await join('sam', { when: 'now', category: 'metrics' });
    expect(said(await newest('sam'))).toContain('dana asks for: No interruptions please.');
    expect(said(await newest('dana'))).toContain('A mock interview with sam');
    const [session, ...more] = await sessions();
    expect(more).toEqual([]);
    expect(session?.category).toBe('metrics');
    expect(await seated()).toEqual(['dana', 'sam']);
    expect(await requests()).toEqual(['dana matched', 'sam matched']);
    expect(said(await room.command('dana', 'mock status'))).toContain('It waits for you to confirm.');
    expect(said(await room.command('dana', 'mock now'))).toContain('Your mock interview');
    await tick();
    expect(await sessions()).toHaveLength(1);
  });

  it('matches a crowd once in any number of processes, and nobody sits twice', async () => {
    await openToAll();
    const people = Array.from({ length: 9 }, (_, index) => `p${index}`);
    for (const person of people) await join(person, { when: 'now' });
    const { id } = await room.core.db.selectFrom('communities').select('id').executeTakeFirstOrThrow();
    const now = room.clock.now();
    const runs = await Promise.all(
      Array.from({ length: 5 }, () =>
        room.core.db.transaction().execute((tx) => matchCommunity(room.core, tx, id, now)),
      ),
    );
    expect(runs.reduce((sum, run) => sum + run.pairs, 0)).toBe(4);
    const sitting = await seated();
    expect(new Set(sitting).size).toBe(8);
    expect(await sessions()).toHaveLength(4);
  });

  it('never pairs two of whom one has blocked the other, and gives no sign of it', async () => {
    await openToAll();
    await join('dana', { when: 'now' });
    await room.command('sam', 'me');
    await block('sam', 'dana');
    await join('sam', { when: 'now' });
    await room.settled();
    expect(await sessions()).toEqual([]);
    const asked = said(await room.command('dana', 'mock with sam'));
    expect(asked).toContain('sam cannot be asked for a mock right now.');
    await join('kim', { when: 'now' });
    await room.settled();
    expect(await seated()).toHaveLength(2);
    expect(await seated()).toContain('kim');
  });

  it('after silence pairs the other one again at once, before those who wait longer', async () => {
    await openToAll();
    await join('dana', { when: 'now' });
    await join('sam', { when: 'now' });
    await room.press('dana', button(await newest('dana'), 'Confirm'));
    await join('kim', { when: 'now' });
    await join('lee', { when: 'now' });
    // Kim and Lee have each other; Max waits.
    await room.settled();
    await join('max', { when: 'now' });
    await room.settled();
    expect(await requests()).toContain('max waiting');
    await room.press('kim', button(await newest('kim'), 'Confirm'));
    await room.press('lee', button(await newest('lee'), 'Confirm'));
    room.clock.advance({ minutes: 11 });
    await tick();
    expect(await seated()).toEqual(expect.arrayContaining(['dana', 'max']));
    expect(await seated()).not.toContain('sam');
    expect((await requests()).some((line) => line.startsWith('sam'))).toBe(false);
    const lowered = await room.core.db.selectFrom('mock_priorities').select('member_id').execute();
    const sam = await idOf(room, 'sam');
    expect(
      lowered.map((row) => row.member_id),
      'not confirming costs nothing',
    ).not.toContain(sam);
  });

  it('lowers the place of somebody who confirmed and did not come, for two weeks and no more', async () => {
    await openToAll();
    await join('dana', { when: 'now' });
    await join('sam', { when: 'now' });
    for (const person of ['dana', 'sam']) await room.press(person, button(await newest(person), 'Confirm'));
    await room.settled();
    await room.core.db.updateTable('mock_sessions').set({ room_id: 'a-room' }).execute();
    const session = await room.core.db
      .selectFrom('mock_sessions')
      .select(['id', 'state'])
      .executeTakeFirstOrThrow();
    const turn = /"turn":\s?(\d+)/.exec(JSON.stringify(session.state))?.[1] ?? '0';
    await room.press('dana', { verb: 'mock', sessionId: session.id, what: `start.${turn}` });
    room.clock.advance({ minutes: 11 });
    await tick();
    const lowered = await room.core.db
      .selectFrom('mock_priorities')
      .innerJoin('members', 'members.id', 'mock_priorities.member_id')
      .select(['external_id', 'lowered_until'])
      .execute();
    expect(lowered.map((row) => row.external_id)).toEqual(['sam']);
    expect(lowered[0]?.lowered_until.toString().slice(0, 10)).toBe('2026-12-08');
    expect(await requests()).toEqual(['dana waiting first']);
  });

  it('keeps the form’s words beside their fields, and takes back what was chosen when one leaves', async () => {
    await openToAll();
    expect(await join('dana', { when: 'sometime', roles: 'judge' })).toMatchObject({
      kind: 'form_errors',
      errors: { when: expect.stringContaining('sometime'), roles: expect.stringContaining('judge') },
    });
    await join('dana', { when: 'Tue 18:00-21:00, at most 2 a week', notes: 'Literal wording.' });
    const again = await room.command('dana', 'mock join');
    expect(JSON.stringify(again)).toContain('Tue 18:00-21:00, at most 2 a week');
    const status = await room.command('dana', 'mock');
    expect(said(status)).toContain('Clock: none');
    expect(said(await room.press('dana', button(status, 'With a clock')))).toContain('Clock: on');
    expect(said(await room.press('dana', button(status, 'Leave')))).toContain('You are out of the line');
    expect(await requests()).toEqual([]);
    expect(said(await room.command('dana', 'mock skip'))).toContain('nothing to skip');
    expect(said(await room.command('dana', 'mock with dana'))).toContain('That is you.');
    expect(said(await room.command('dana', 'mock with nobody at all'))).toContain('I have not met');
    expect(said(await room.command('dana', 'mock wiht sam'))).not.toBe('');
  });

  it('asks one member for a mock now, and both confirm', async () => {
    await openToAll();
    await room.command('sam', 'me');
    expect(said(await room.command('dana', 'mock with @sam'))).toContain('sam is asked, privately.');
    expect(said(await newest('sam'))).toContain('A mock interview with dana');
    expect(said(await room.command('kim', 'mock with sam'))).toContain(
      'sam cannot be asked for a mock right now.',
    );
  });
});

describe('asking one member by name', () => {
  it('may be declined at no cost, is not repeated within a week, and is for three people a day', async () => {
    await openToAll();
    for (const person of ['ann', 'ben', 'cat']) await room.command(person, 'me');
    await join('sam', { when: 'now', notes: 'No interruptions please.' });
    await room.settled();
    await room.command('dana', 'mock with sam');
    const asked = await newest('sam');
    expect(said(asked)).toContain('dana asks you. If you say no');
    // What sam let partners know is not told to whoever asks.
    expect(said(await newest('dana'))).not.toContain('No interruptions');
    await room.press('sam', button(asked, 'Not this time'));
    expect(said(await newest('dana'))).toContain('For another partner, type /practice mock now');
    expect(await requests()).toEqual(['sam waiting']);
    const again = said(await room.command('dana', 'mock with sam'));
    expect(again).toContain('You asked sam on Tue 24 Nov');
    expect(again).toContain('from Tue 1 Dec');
    await room.command('sam', 'mock leave');
    for (const person of ['ann', 'ben']) {
      expect(said(await room.command('dana', `mock with ${person}`))).toContain('is asked, privately');
      await room.press('dana', button(await newest('dana'), 'Not this time'));
    }
    expect(said(await room.command('dana', 'mock with cat'))).toContain('You asked 3 people within a day');
    room.clock.advance({ days: 7 });
    expect(said(await room.command('dana', 'mock with sam'))).toContain('sam is asked, privately');
  });

  it('can be refused for good from the card that asks, and nobody who left is asked', async () => {
    await openToAll();
    for (const person of ['sam', 'kim']) await room.command(person, 'me');
    await room.command('dana', 'mock with sam');
    const sure = await room.press('sam', button(await newest('sam'), 'Not with this person again'));
    await room.press('sam', button(sure, 'Never match us again'));
    expect(await seated()).toEqual([]);
    room.clock.advance({ days: 8 });
    expect(said(await room.command('dana', 'mock with sam'))).toContain('sam cannot be asked for a mock');
    await room.core.db
      .updateTable('members')
      .set({ left_at: room.clock.now() })
      .where('external_id', '=', 'kim')
      .execute();
    expect(said(await room.command('dana', 'mock with kim'))).toContain('kim cannot be asked for a mock');
    expect(await seated()).toEqual([]);
  });
});

describe('a mock that one is in', () => {
  it('can be ended and reported away from its room, and whoever watches can stop', async () => {
    await openToAll();
    for (const person of ['dana', 'sam']) await join(person, { when: 'now' });
    await room.settled();
    expect(said(await room.command('kim', 'mock observe'))).toContain('You can watch the mock');
    const watching = await room.command('kim', 'mock status');
    await room.press('kim', button(watching, 'Stop watching'));
    expect(await seated()).toEqual(['dana', 'sam']);
    for (const person of ['dana', 'sam']) await room.press(person, button(await newest(person), 'Confirm'));
    await room.settled();
    for (const person of ['dana', 'sam']) {
      const [session] = await sessions();
      await room.press(person, `mock:${session?.id}:start.1`);
    }
    const status = await room.command('sam', 'mock status');
    expect((await room.press('sam', button(status, 'Report'))).kind).toBe('form');
    const sure = await room.press('sam', button(status, 'End it'));
    await room.press('sam', button(sure, 'Yes, end it'));
    expect(await seated()).toEqual([]);
    // Whoever ended it is out of the line.
    expect(said(await room.command('sam', 'mock status'))).toContain('You are not in line');
  });
});

/** The newest session is held to its end. */
async function hold(): Promise<void> {
  const id = (await sessions()).at(-1)?.id ?? '';
  const now = room.clock.now();
  const both = ['confirm', 'start', 'next', 'next', 'score'] as const;
  const events: MockEvent[] = both.flatMap((kind) => PAIR.map((seat) => ({ kind, seat })));
  events.push({ kind: 'cancel', seat: 0 }, { kind: 'next', seat: 0 }, { kind: 'next', seat: 1 });
  for (const event of events)
    await room.core.db.transaction().execute((tx) => advanceSession(room.core, tx, id, event, now));
  await room.settled();
  expect((await sessions()).find((one) => one.id === id)?.phase).toBe('done');
}

describe('weekly rounds', () => {
  const weekly = async (person: string, zone: string, when: string): Promise<void> => {
    await room.command(person, `settings zone ${zone}`);
    await join(person, { when });
  };

  it('find the time that two zones have in common, at its wall time after a change of the clocks', async () => {
    await openToAll();
    // New York's clocks go back on 1 November 2026, London's on 25 October; both are asked before.
    room.clock.set('2026-10-23T10:00:00Z');
    await weekly('dana', 'Europe/London', 'Thu 20:00-22:00');
    await weekly('sam', 'America/New_York', 'Thu 16:00-19:00');
    await room.settled();
    const [session] = await sessions();
    // On Thursday 29 October London is on winter time and New York is not yet: 16:00 there is 20:00 in London.
    expect(session?.starts_at.toString()).toBe('2026-10-29T20:00:00Z');
    expect(
      wordsOf((await room.cards('dana')).at(-1) ?? { tone: 'plain', blocks: [], buttons: [] }),
    ).toContain('"at":"2026-10-29T20:00:00Z"');
    for (const person of ['dana', 'sam']) await room.press(person, button(await newest(person), 'Confirm'));
    await room.settled();
    const file = await room.core.db.selectFrom('web_files').select('bytes').executeTakeFirstOrThrow();
    expect(file.bytes.toString()).toContain('DTSTART:20261029T200000Z');
    const phase = async (): Promise<string | undefined> => (await sessions())[0]?.phase;
    // 20:00 in London as it was when they were matched: nobody is late yet.
    for (const at of ['2026-10-29T19:11:00Z', '2026-10-29T20:09:00Z']) {
      room.clock.set(at);
      await tick();
      expect(await phase()).toBe('confirmed');
    }
    const { turn } = mockStateSchema.parse((await sessions())[0]?.state);
    for (const person of ['dana', 'sam']) await room.press(person, `mock:${session?.id}:start.${turn}`);
    expect(await phase()).toBe('brief');
  });

  it('are made once a week, tell the odd one out at once, who is not left out the next time', async () => {
    await openToAll();
    const people = ['ann', 'ben', 'cy'];
    for (const person of people) {
      await weekly(person, 'Europe/London', 'Wed 18:00-20:00');
      // Until the round nobody is paired: here they join one by one and two of them find each other.
    }
    await room.settled();
    const left: string[][] = [];
    for (let week = 0; week < 4; week += 1) {
      await room.core.db
        .updateTable('mock_sessions')
        .set({ phase: 'cancelled', ended_at: room.clock.now(), wake_at: null })
        .where('ended_at', 'is', null)
        .execute();
      await room.core.db.updateTable('mock_seats').set({ open: false }).execute();
      room.clock.set(
        Temporal.Instant.from('2026-11-29T12:00:00Z')
          .add({ hours: 24 * 7 * week })
          .toString(),
      );
      await tick();
      await tick();
      left.push(
        (await requests()).filter((line) => line.includes('waiting')).map((line) => line.slice(0, 3).trim()),
      );
      expect(await seated()).toHaveLength(2);
    }
    expect(left.map((one) => one.length)).toEqual([1, 1, 1, 1]);
    for (const [week, [who]] of left.entries()) expect(left[week - 1]?.[0]).not.toBe(who);
    const weeks = await room.core.db.selectFrom('mock_weeks').select('week').orderBy('week').execute();
    expect(weeks.map((row) => row.week).slice(-4)).toEqual([
      '2026-11-30',
      '2026-12-07',
      '2026-12-14',
      '2026-12-21',
    ]);
    const told = await newest(left[3]?.[0] ?? '');
    expect(said(told)).toContain('Nobody was left to pair you with this week');
    expect(said(await room.press(left[3]?.[0] ?? '', button(told, 'Watch a mock')))).toContain(
      'You can watch the mock at Wed',
    );
    expect(await seated()).toHaveLength(3);
    expect(
      said(await room.press('ann', { verb: 'run', command: 'practice.mock.observe', arg: '-' })),
    ).not.toBe('');
  });

  it('give at most as many mocks a week as somebody wants, and the same partner once', async () => {
    await openToAll();
    // Sunday after the round: who joins now is paired as they come.
    room.clock.set('2026-11-29T13:00:00Z');
    await tick();
    const times = 'Tue 18:00-20:00, Thu 18:00-20:00';
    await weekly('ann', 'Europe/London', `${times}, at most 2 a week`);
    await weekly('ben', 'Europe/London', `${times}, at most 1 a week`);
    await room.settled();
    expect(await seated()).toEqual(['ann', 'ben']);
    await weekly('cy', 'Europe/London', `${times}, at most 2 a week`);
    await room.settled();
    expect(await requests()).toEqual(['ann matched', 'ben matched', 'cy waiting']);

    room.clock.set('2026-12-01T19:30:00Z');
    await hold();
    // Ann has had one of two and meets Cy at once; Ben's week is full.
    expect(await seated()).toEqual(['ann', 'cy']);
    expect((await sessions()).at(-1)?.starts_at.toString()).toBe('2026-12-03T18:00:00Z');
    room.clock.set('2026-12-03T19:30:00Z');
    await hold();
    // Cy would have one more, but not with Ann again, whose week is full besides.
    expect(await seated()).toEqual([]);
    expect(await requests()).toEqual(['ann matched', 'ben matched', 'cy waiting']);
    room.clock.set('2026-12-06T12:00:00Z');
    await tick();
    expect(await seated()).toHaveLength(2);
    expect(await sessions()).toHaveLength(3);
  });

  it('leave out whoever skips, in private, and take them in again the week after', async () => {
    await openToAll();
    await weekly('ann', 'Europe/London', 'Wed 18:00-20:00');
    const skipped = await room.command('ann', 'mock skip');
    expect(said(skipped)).toContain('You skip the next round. Nobody is told.');
    expect(said(await room.press('ann', button(skipped, 'Do not skip')))).toContain(
      'in the next round again',
    );
    await room.command('ann', 'mock skip');
    await weekly('ben', 'Europe/London', 'Wed 18:00-20:00');
    room.clock.set('2026-11-29T12:00:00Z');
    await tick();
    expect(await sessions()).toEqual([]);
    expect(await requests()).toEqual(['ann idle', 'ben waiting first']);
    room.clock.set('2026-12-06T12:00:00Z');
    await tick();
    expect(await seated()).toEqual(['ann', 'ben']);
  });

  it('forget whoever leaves the community or is erased, and nothing of them is left', async () => {
    await openToAll();
    await weekly('ann', 'Europe/London', 'Wed 18:00-20:00');
    await weekly('ben', 'Europe/London', 'Fri 18:00-20:00');
    await room.press('ann', button(await room.command('ann', 'erase'), 'Erase everything'));
    expect(await requests()).toEqual(['ben waiting']);
    room.clock.advance({ minutes: 1 });
    await room.send({
      platform: 'web',
      key: 'left/ben',
      at: room.clock.now().toString(),
      community: { externalId: 'local', name: 'Practice room' },
      kind: 'member_left',
      memberExternalId: 'ben',
    });
    expect(await requests()).toEqual([]);
  });
});
