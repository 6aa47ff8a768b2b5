import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { JOB_ROWS } from '../../src/core/communities/community-jobs.ts';
import { JOBS } from '../../src/core/jobs/catalog.ts';
import { createLog } from '../../src/core/log.ts';
import { readForeignKeys } from '../../src/core/members/member-tables.ts';
import type { EventOf, InboundEvent } from '../../src/core/platform/event.ts';
import { loadStreak } from '../../src/core/streaks/load-streak.ts';
import { placesOf } from '../support/erased.ts';
import { idOf, liveThrough, MARK, WHO } from '../support/marked-member.ts';
import { commandIn, readable, readableCard } from '../support/organizer.ts';
import { createRoom, LONG_ANSWER, type Room } from '../support/room.ts';
import { said } from '../support/said.ts';

const COMMUNITY = { externalId: 'local', name: 'Practice room' };

let room: Room;
const logged: string[] = [];
const log = createLog(
  'debug',
  new Writable({
    write(chunk: Buffer, _encoding, next) {
      logged.push(chunk.toString());
      next();
    },
  }),
);
afterEach(async () => {
  await room.close();
  logged.length = 0;
});

/** The envelope of what happens to the room at this moment, or at another one. */
function envelope(at: Temporal.Instant = room.clock.now(), community = COMMUNITY) {
  return { platform: 'web', key: randomUUID(), at: at.toString(), community } as const;
}
const leave = (at?: Temporal.Instant) => room.send({ ...envelope(at), kind: 'community_left' });
const join = (at?: Temporal.Instant) => room.send({ ...envelope(at), kind: 'community_joined' });

async function schedules(): Promise<{ paused: boolean; because: string | null; next: string | null }[]> {
  const rows = await room.core.db
    .selectFrom('schedules')
    .select(['paused_at', 'paused_because', 'next_run_at'])
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    paused: row.paused_at !== null,
    because: row.paused_because,
    next: row.next_run_at?.toString() ?? null,
  }));
}

async function withTwoSchedules(): Promise<void> {
  room = await createRoom({ byHand: true, now: '2026-03-02T10:00:00Z', log });
  await room.open('Europe/London', 'sam');
  await commandIn(room, 'sam', 'second', 'schedule add 18:00 Europe/London every day');
  const echo = await commandIn(room, 'sam', 'second', 'schedule add 18:00 Europe/London every day');
  const start = echo.kind === 'private' ? echo.card.buttons[0]?.action : undefined;
  await room.press('sam', start ?? '');
  await room.settled();
}

describe('the bot is removed from a community', () => {
  it('its questions stop at once, and go on when it is added again, but for what an organizer had paused', async () => {
    await withTwoSchedules();
    await room.command('sam', 'schedule pause 2', 'greenroom');
    await leave();
    expect(await schedules()).toEqual([
      { paused: true, because: 'community_left', next: null },
      { paused: true, because: null, next: null },
    ]);
    room.clock.advance({ hours: 48 });
    await room.tick();
    const before = (await room.cards()).length;
    await room.settled();
    expect((await room.cards()).length).toBe(before);

    await join();
    expect(await schedules()).toEqual([
      { paused: false, because: null, next: '2026-03-05T09:00:00Z' },
      { paused: true, because: null, next: null },
    ]);
    room.clock.set('2026-03-05T09:00:10Z');
    await room.tick();
    await room.settled();
    expect((await room.cards()).length).toBe(before + 1);
  });

  it("sends nothing more, and an open question is nobody's miss", async () => {
    room = await createRoom({ byHand: true, now: '2026-03-02T10:00:00Z' });
    await room.open('Europe/London', 'sam');
    await room.settled();
    const first = await room.latestRoundId();
    await room.press('dana', { verb: 'submit', roundId: first, openedAt: '1' }, { answer: LONG_ANSWER });
    await room.settled();
    room.clock.set('2026-03-03T09:00:10Z');
    await room.tick();
    await room.settled();
    await room.press(
      'kim',
      { verb: 'submit', roundId: await room.latestRoundId(), openedAt: '1' },
      { answer: LONG_ANSWER },
    );
    room.clock.advance({ seconds: 5 });
    await leave();
    const before = (await room.cards('kim')).length;
    await room.settled();
    expect((await room.cards('kim')).length).toBe(before);
    room.clock.advance({ hours: 48 });
    const { days } = await loadStreak(room.core.db, await idOf(room, 'dana'), room.clock.now());
    expect(days.map((day) => day.reason)).toEqual(['kept', 'gone']);
    const kim = await loadStreak(room.core.db, await idOf(room, 'kim'), room.clock.now());
    expect(kim.streak.current).toBe(1);
  });

  it('a removal that comes late, after the bot was added again, changes nothing, in both orders', async () => {
    await withTwoSchedules();
    const removed = room.clock.now().add({ minutes: 5 });
    const added = removed.add({ minutes: 5 });
    room.clock.advance({ minutes: 20 });
    await join(added);
    await leave(removed);
    expect((await schedules()).map((one) => one.because)).toEqual([null, null]);
    // And in the right order, then with the addition once more.
    await leave(added.add({ minutes: 1 }));
    await join(added);
    expect((await schedules()).map((one) => one.because)).toEqual(['community_left', 'community_left']);
    await join(added.add({ minutes: 1 }));
    expect((await schedules()).map((one) => one.because)).toEqual([null, null]);
    room.clock.advance({ hours: 24 * 31 });
    await room.settled();
    expect(await room.core.db.selectFrom('communities').select('external_id').execute()).toHaveLength(1);
  });

  it('is erased after 30 days, and not before; one that came back and left again has 30 days anew', async () => {
    await withTwoSchedules();
    await leave();
    room.clock.advance({ hours: 24 * 20 });
    await join();
    await leave(room.clock.now().add({ seconds: 1 }));
    room.clock.advance({ hours: 24 * 29 });
    await room.settled();
    expect(await room.core.db.selectFrom('communities').select('id').execute()).toHaveLength(1);
    room.clock.advance({ hours: 24 + 1 });
    await room.settled();
    expect(await room.core.db.selectFrom('communities').select('id').execute()).toEqual([]);
  });

  it('one that Greenroom does not know stays unknown', async () => {
    room = await createRoom({ byHand: true });
    await room.send({ ...envelope(undefined, { externalId: 'nowhere', name: '' }), kind: 'community_left' });
    await room.send({
      ...envelope(undefined, { externalId: 'nowhere', name: '' }),
      kind: 'member_left',
      memberExternalId: 'x',
    });
    expect(await room.core.db.selectFrom('communities').select('id').execute()).toEqual([]);
  });
});

describe('erasing a community', () => {
  it('every table that says whose community a row is goes with the community, by the keys of the database', async () => {
    room = await createRoom({ byHand: true });
    const foreignKeys = await readForeignKeys(room.core.db);
    const going = new Set(['communities']);
    for (const table of going)
      for (const key of foreignKeys) if (key.cascades && key.refersTo === table) going.add(key.table);
    const { rows } = await sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely_%'`.execute(
      room.core.db,
    );
    const staying = rows.map((row) => row.name).filter((name) => !going.has(name));
    // Event keys and jobs are taken by their ids; a pacer is a clock of its platform; an install that was begun
    // is not yet anybody's.
    expect(staying.toSorted()).toEqual(['inbox', 'install_states', 'outbox', 'pacers']);
  });

  it('each id in the payload of a job names a row whose community is known', async () => {
    room = await createRoom({ byHand: true });
    const ids = Object.values(JOBS)
      .flatMap((job) => Object.keys(job.payload.shape))
      .filter((key) => key.endsWith('Id'));
    expect(ids.filter((key) => !Object.hasOwn(JOB_ROWS, key))).toEqual([]);
    for (const table of Object.values(JOB_ROWS)) {
      const column = table === 'communities' ? 'id' : 'community_id';
      await sql`select ${sql.ref(column)} from ${sql.table(table)} limit 1`.execute(room.core.db);
    }
  });

  it('leaves no row, no job and no log line, and other communities whole', async () => {
    room = await createRoom({ now: '2026-03-02T10:00:00Z', log });
    await liveThrough(room);
    const other = room.in('another');
    await other.open('Europe/London', 'otto');
    await room.settled();
    await room.command('sam', `question add metrics: ${MARK}, how would you measure it?`, 'greenroom');
    await leave();
    room.clock.advance({ hours: 24 * 30 + 1 });
    await room.settled();
    for (const words of [MARK, WHO, 'Practice room']) expect(await placesOf(room.core.db, words)).toEqual([]);
    expect((await placesOf(room.core.db, 'otto')).length).toBeGreaterThan(0);
    expect(logged.join('')).not.toContain(MARK);
    expect(logged.join('')).not.toContain(WHO);
    expect(logged.filter((line) => line.includes('"level":50'))).toEqual([]);
    expect(await room.core.db.selectFrom('communities').select('external_id').execute()).toEqual([
      { external_id: 'another' },
    ]);
    const jobs = await room.core.db.selectFrom('outbox').select(['name', 'payload']).execute();
    const members = await room.core.db.selectFrom('rounds').select('id').execute();
    const rounds = new Set(members.map((row) => row.id));
    for (const job of jobs) {
      const roundId = /"roundId": ?"(\d+)"/.exec(JSON.stringify(job.payload))?.[1];
      if (roundId !== undefined) expect(rounds.has(roundId), job.name).toBe(true);
    }
  });
});

describe('a member leaves', () => {
  const left = (person: string, at?: Temporal.Instant): Promise<unknown> =>
    room.send({ ...envelope(at), kind: 'member_left', memberExternalId: person });

  it('gets nothing more, keeps their days, and is back with the next thing they do', async () => {
    room = await createRoom({ byHand: true, now: '2026-03-02T10:00:00Z' });
    await room.open('Europe/London', 'sam');
    await room.settled();
    await room.press(
      'dana',
      { verb: 'submit', roundId: await room.latestRoundId(), openedAt: '1' },
      { answer: LONG_ANSWER },
    );
    room.clock.advance({ seconds: 1 });
    await left('dana');
    await room.settled();
    expect(await room.cards('dana')).toEqual([]);
    room.clock.advance({ hours: 1 });
    expect(readable(await room.command('dana', 'me'))).toContain('1 day answered');
    const row = await room.core.db
      .selectFrom('members')
      .select('left_at')
      .where('external_id', '=', 'dana')
      .executeTakeFirstOrThrow();
    expect(row.left_at).toBeNull();
    await left('dana', room.clock.now().subtract({ minutes: 30 }));
    expect(
      (
        await room.core.db
          .selectFrom('members')
          .select('left_at')
          .where('external_id', '=', 'dana')
          .executeTakeFirstOrThrow()
      ).left_at,
    ).toBeNull();
  });

  it('runs nothing here any more', async () => {
    room = await createRoom({ byHand: true });
    await room.open('Europe/London', 'sam');
    room.clock.advance({ seconds: 1 });
    await left('sam');
    room.clock.advance({ seconds: 1 });
    // The first new person runs the room, since nobody is left who does.
    await room.command('kim', 'me');
    expect(said(await room.command('sam', 'schedule', 'greenroom'))).toContain('Organizers: kim.');
  });
});

describe('a channel or a thread is deleted', () => {
  it("the schedule of the channel stops, organizers hear of it once with what to do, and the round is nobody's miss", async () => {
    await withTwoSchedules();
    await room.press(
      'dana',
      { verb: 'submit', roundId: await room.latestRoundId(), openedAt: '1' },
      { answer: LONG_ANSWER },
    );
    room.clock.set('2026-03-03T09:00:10Z');
    await room.tick();
    await room.settled();
    const gone: Omit<EventOf<'channel_gone'>, 'key'> = {
      ...envelope(),
      kind: 'channel_gone',
      channelId: 'practice',
    };
    await room.send({ ...gone, key: 'a' });
    await room.send({ ...gone, key: 'b' });
    await room.settled();
    expect((await schedules()).map((one) => one.because)).toEqual(['channel_gone', null]);
    const told = (await room.cards('sam')).map(readableCard).filter((card) => card.includes('was deleted'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('The channel practice was deleted');
    expect(told[0]).toContain('/greenroom schedule add');
    room.clock.advance({ hours: 48 });
    const { days } = await loadStreak(room.core.db, await idOf(room, 'dana'), room.clock.now());
    expect(days.map((day) => day.reason)).toEqual(['kept', 'gone']);

    await room.press('sam', 'run:greenroom.schedule.remove:yes.1');
    await room.settled();
    const notices = await room.core.db
      .selectFrom('notices')
      .select(['kind', 'resolved_at'])
      .where('kind', '=', 'channel_gone')
      .execute();
    expect(notices.map((one) => one.resolved_at !== null)).toEqual([true]);
  });

  it('when it was the notice channel, problems come privately, and a channel nobody uses says nothing', async () => {
    await withTwoSchedules();
    await commandIn(room, 'sam', 'ops', 'notices here');
    await room.send({ ...envelope(), kind: 'channel_gone', channelId: 'ops' });
    await commandIn(room, 'sam', 'unused', 'schedule list');
    await room.send({ ...envelope(), kind: 'channel_gone', channelId: 'unused' });
    await room.settled();
    const told = (await room.cards('sam')).map(readableCard).filter((card) => card.includes('was deleted'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('come privately to organizers now');
  });

  it("nothing more is written to a deleted thread, and its open round is nobody's miss", async () => {
    room = await createRoom({ byHand: true, now: '2026-03-02T10:00:00Z' });
    await room.open('Europe/London', 'sam');
    await room.settled();
    const event: InboundEvent = {
      ...envelope(),
      kind: 'thread_gone',
      channelId: 'practice',
      threadId: await room.latestThread(),
    };
    await room.send(event);
    const round = await room.core.db
      .selectFrom('rounds')
      .select(['thread_id', 'gone_at', 'state'])
      .executeTakeFirstOrThrow();
    expect(round).toMatchObject({ thread_id: null, state: 'posted' });
    expect(round.gone_at?.toString()).toBe('2026-03-02T10:00:00Z');
    // The Answer button still works.
    await room.press(
      'dana',
      { verb: 'submit', roundId: await room.latestRoundId(), openedAt: '1' },
      { answer: LONG_ANSWER },
    );
    await room.settled();
    expect((await room.cards('dana')).length).toBeGreaterThan(0);
  });
});
