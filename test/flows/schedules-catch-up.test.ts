import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/core/db/database.ts';
import type { PlatformPort, SendResult } from '../../src/core/platform/port.ts';
import { plainText } from '../../src/core/platform/plain-text.ts';
import { openDueRounds } from '../../src/core/rounds/open-due-rounds.ts';
import { planNextRun } from '../../src/core/schedules/plan-next-run.ts';
import type { LocalDate, LocalTime } from '../../src/core/time.ts';
import { createRoom, LONG_ANSWER, shown, type Room, type RoomOptions } from '../support/room.ts';

describe('when a question is asked', () => {
  let room: Room;
  afterEach(() => room.close());
  /** A room with its first question posted at `now`, in `zone`; dana is its organizer. */
  const open = async (now: string, zone = 'Europe/London', options: RoomOptions = {}): Promise<void> => {
    room = await createRoom({ byHand: true, now, ...options });
    await room.open(zone, 'dana');
    await room.settled();
  };
  const tickAt = async (iso: string): Promise<void> => {
    room.clock.set(iso);
    await room.tick();
    await room.settled();
  };
  const change = async (values: {
    zone?: string;
    local_time?: LocalTime;
    first_date?: LocalDate | null;
    last_date?: LocalDate | null;
  }): Promise<void> => {
    await room.core.db.transaction().execute(async (tx) => {
      const { id } = await tx.updateTable('schedules').set(values).returning('id').executeTakeFirstOrThrow();
      await planNextRun(tx, id, room.clock.now());
    });
  };
  const rounds = async () =>
    (
      await room.core.db
        .selectFrom('rounds')
        .select(['local_date', 'state', 'skipped_because', 'posted_at', 'closes_at', 'question_id'])
        .where('schedule_id', 'is not', null)
        .orderBy('local_date')
        .execute()
    ).map((row) => ({
      ...row,
      posted_at: row.posted_at?.toString() ?? null,
      closes_at: row.closes_at?.toString() ?? null,
    }));
  const dates = async (): Promise<string[]> =>
    (await rounds()).map((round) => `${round.local_date} ${round.state}`);
  const questions = async (): Promise<number> =>
    (await room.cards()).filter((card) => card.tone === 'question').length;
  const next = async (): Promise<string | undefined> =>
    (
      await room.core.db.selectFrom('schedules').select('next_run_at').executeTakeFirstOrThrow()
    ).next_run_at?.toString();
  const notices = async (): Promise<string[]> => {
    // Notices are told a little later, so that one message says all.
    room.clock.advance({ minutes: 10 });
    await room.settled();
    return [...(await room.cards('dana')), ...(await room.cards())]
      .filter((card) => card.tone === 'notice')
      .map((card) => plainText(card));
  };

  it('is at the shifted time on a date whose time the clocks skip', async () => {
    await open('2026-03-28T12:00:00Z');
    await change({ local_time: '01:30' });
    expect(await next()).toBe('2026-03-29T01:30:00Z');
    await tickAt('2026-03-29T01:29:59Z');
    expect(await dates()).toEqual(['2026-03-28 posted']);
    await tickAt('2026-03-29T01:30:00Z');
    expect(await dates()).toEqual(['2026-03-28 posted', '2026-03-29 posted']);
    expect(await next()).toBe('2026-03-30T00:30:00Z');
  });

  it('is the first of two passes on a date whose time comes twice, and only then', async () => {
    await open('2026-10-24T12:00:00Z');
    await change({ local_time: '01:30' });
    await tickAt('2026-10-25T00:30:00Z');
    await tickAt('2026-10-25T01:30:00Z');
    expect(await dates()).toEqual(['2026-10-24 posted', '2026-10-25 posted']);
  });

  it('is late but once when the bot was stopped and its date is not over', async () => {
    await open('2026-03-02T10:00:00Z');
    await tickAt('2026-03-03T23:59:00Z');
    await tickAt('2026-03-03T23:59:30Z');
    expect(await dates()).toEqual(['2026-03-02 posted', '2026-03-03 posted']);
    expect((await rounds())[1]?.closes_at).toBe('2026-03-04T19:59:00Z');
  });

  it('is left out when its date is over: told to organizers once, and nobody’s miss', async () => {
    await open('2026-03-02T10:00:00Z');
    const roundId = await room.latestRoundId();
    await room.press('dana', { verb: 'submit', roundId, openedAt: '1' }, { answer: LONG_ANSWER });
    await tickAt('2026-03-06T00:00:00Z');
    expect(await dates()).toEqual([
      '2026-03-02 posted',
      '2026-03-03 skipped',
      '2026-03-04 skipped',
      '2026-03-05 skipped',
    ]);
    expect(await questions()).toBe(1);
    const told = await notices();
    expect(told.length).toBe(1);
    expect(told[0]).toContain('3 questions were not posted');
    await tickAt('2026-03-06T09:00:00Z');
    const me = shown(await room.press('dana', { verb: 'me' }));
    expect(me).toContain('1 day answered.');
    expect(me).toContain('None of 2 misses used.');
  });

  it('is within six hours on platforms that give no longer, and skipped after', async () => {
    const wrapPort = (port: PlatformPort): PlatformPort => ({
      ...port,
      can: { ...port.can, catchUp: { kind: 'hours', hours: 6 } },
    });
    await open('2026-03-02T10:00:00Z', 'Europe/London', { wrapPort });
    await tickAt('2026-03-03T15:00:00Z');
    await tickAt('2026-03-04T15:00:01Z');
    expect(await dates()).toEqual(['2026-03-02 posted', '2026-03-03 posted', '2026-03-04 skipped']);
  });

  it('is given up for its date when the platform takes nothing until it is too late', async () => {
    let answer: SendResult | null = null;
    const wrapPort = (port: PlatformPort): PlatformPort => ({
      ...port,
      postInChannel: (to, card, key) =>
        answer === null ? port.postInChannel(to, card, key) : Promise.resolve(answer),
    });
    await open('2026-03-02T10:00:00Z', 'Europe/London', { wrapPort });
    answer = { kind: 'retry', afterMs: 60_000, reason: 'busy' };
    await tickAt('2026-03-03T09:00:00Z');
    expect(await dates()).toEqual(['2026-03-02 posted', '2026-03-03 due']);
    room.clock.set('2026-03-04T00:00:00Z');
    answer = null;
    await room.settled();
    expect(await dates()).toEqual(['2026-03-02 posted', '2026-03-03 skipped']);
    expect((await rounds())[1]?.skipped_because).toBe('too_late');
    expect(await questions()).toBe(1);
  });

  it('is never on a holiday, nor before a season’s first date or after its last', async () => {
    await open('2026-03-02T10:00:00Z');
    const { id } = await room.core.db.selectFrom('communities').select('id').executeTakeFirstOrThrow();
    await room.core.db
      .insertInto('holidays')
      .values({ community_id: id, local_date: '2026-03-05', name: 'Founders' })
      .execute();
    await change({ first_date: '2026-03-04', last_date: '2026-03-06' });
    for (let day = 3; day <= 8; day += 1) await tickAt(`2026-03-0${day}T09:00:00Z`);
    expect(await dates()).toEqual(['2026-03-02 posted', '2026-03-04 posted', '2026-03-06 posted']);
    expect(await next()).toBeUndefined();
    expect((await rounds()).map((round) => round.closes_at)).toEqual([
      '2026-03-03T09:00:00Z',
      '2026-03-06T09:00:00Z',
      '2026-03-07T09:00:00Z',
    ]);
  });

  it('is not on a date that became a holiday after it was planned', async () => {
    await open('2026-03-02T10:00:00Z');
    const { id } = await room.core.db.selectFrom('communities').select('id').executeTakeFirstOrThrow();
    await room.core.db
      .insertInto('holidays')
      .values({ community_id: id, local_date: '2026-03-03', name: 'Snow' })
      .execute();
    await tickAt('2026-03-03T09:00:00Z');
    await tickAt('2026-03-04T09:00:00Z');
    expect(await dates()).toEqual(['2026-03-02 posted', '2026-03-04 posted']);
  });

  it('makes no more rounds when the clock goes back a day', async () => {
    await open('2026-03-02T10:00:00Z');
    await tickAt('2026-03-03T09:00:00Z');
    await tickAt('2026-03-02T09:00:00Z');
    await room.open('Europe/London', 'dana');
    await room.settled();
    await tickAt('2026-03-02T10:00:00Z');
    await tickAt('2026-03-03T09:00:00Z');
    expect(await dates()).toEqual(['2026-03-02 posted', '2026-03-03 posted']);
    expect(await questions()).toBe(2);
  });

  it('is never twice for a date, however time and zone are changed', async () => {
    await open('2026-03-02T10:00:00Z');
    await change({ local_time: '23:00' });
    await tickAt('2026-03-02T23:00:00Z');
    await change({ zone: 'Pacific/Honolulu' });
    await tickAt('2026-03-03T08:59:00Z');
    await change({ zone: 'Pacific/Auckland', local_time: '06:00' });
    await tickAt('2026-03-03T17:00:00Z');
    await change({ zone: 'Europe/London', local_time: '18:00' });
    await tickAt('2026-03-03T18:00:00Z');
    await tickAt('2026-03-04T18:00:00Z');
    const asked = await dates();
    expect(new Set(asked.map((date) => date.slice(0, 10))).size).toBe(asked.length);
    expect(await questions()).toBe(asked.length);
  });

  it('chooses another question for each of several dates that wait, and counts only posted ones as asked', async () => {
    await open('2026-03-02T10:00:00Z');
    await tickAt('2026-03-06T09:30:00Z');
    const all = await rounds();
    expect(all.map((round) => round.state)).toEqual(['posted', 'skipped', 'skipped', 'skipped', 'posted']);
    const category = async (questionId: string | undefined) =>
      (
        await room.core.db
          .selectFrom('questions')
          .select('category')
          .where('id', '=', questionId ?? '0')
          .executeTakeFirstOrThrow()
      ).category;
    // The skipped ones were put to nobody: their category is still the next one in turn.
    expect(await category(all[4]?.question_id)).toBe(await category(all[1]?.question_id));
    await tickAt('2026-03-07T09:00:00Z');
    expect(await category((await rounds())[5]?.question_id)).not.toBe(await category(all[4]?.question_id));
  });

  it('goes on for everybody when one schedule is broken', async () => {
    await open('2026-03-02T10:00:00Z');
    const elsewhere = room.in('elsewhere');
    await elsewhere.open();
    await room.settled();
    await sql`update schedules set zone = 'Mars/Olympus' where id = (select min(id) from schedules)`.execute(
      room.core.db,
    );
    room.clock.set('2026-03-03T09:00:00Z');
    expect(await room.tick()).toBe(1);
    await sql`update schedules set zone = 'Europe/London'`.execute(room.core.db);
    expect(await room.tick()).toBe(1);
  });

  it('makes exactly one round for each of 500 due schedules, from sixteen places at once', async () => {
    await open('2026-03-02T10:00:00Z');
    await sql`
      with made as (
        insert into channels (community_id, external_id, name, created_at)
        select id, 'c' || n, 'c', created_at from communities, generate_series(1, 499) n returning *
      )
      insert into schedules (community_id, channel_id, pack, local_time, zone, weekdays, next_run_at, next_local_date, created_at)
      select m.community_id, m.id, s.pack, s.local_time, s.zone, s.weekdays, s.next_run_at, s.next_local_date, m.created_at
      from made m, schedules s`.execute(room.core.db);
    const now = Temporal.Instant.from('2026-03-03T09:00:00Z');
    const pools = Array.from({ length: 16 }, () => openDatabase(room.database.url, 1));
    const made = await Promise.all(pools.map((db) => openDueRounds({ ...room.core, db }, now)));
    expect(made.reduce((sum, one) => sum + one, 0)).toBe(500);
    const again = await Promise.all(
      pools.map((db) => openDueRounds({ ...room.core, db }, now.subtract({ hours: 24 }))),
    );
    expect(again.every((one) => one === 0)).toBe(true);
    await Promise.all(pools.map((db) => db.destroy()));
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from rounds where local_date = '2026-03-03'`.execute(room.core.db);
    expect(rows[0]?.count).toBe(500);
  });
});
