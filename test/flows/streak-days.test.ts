import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadStreak } from '../../src/core/streaks/load-streak.ts';
import { answerOf, quietMinute } from '../support/look.ts';
import { createRoom, LONG_ANSWER, shown, type Room } from '../support/room.ts';

describe('the streak a member sees', () => {
  let room: Room;
  beforeEach(async () => {
    room = await createRoom({ byHand: true, now: '2026-03-02T09:00:00Z' });
    await room.open();
    await room.settled();
  });
  afterEach(() => room.close());

  const day = async (date: number): Promise<void> => {
    room.clock.set(`2026-03-${String(date).padStart(2, '0')}T09:00:00Z`);
    await room.tick();
    await room.settled();
  };
  const submit = async (person: string, roundId: string, openedAt = '1'): Promise<string> =>
    shown(
      await room.press(
        person,
        { verb: 'submit', roundId, openedAt },
        { answer: `${LONG_ANSWER} (${room.clock.now().epochMilliseconds})` },
      ),
    );
  const answerToday = async (person: string): Promise<string> => submit(person, await room.latestRoundId());
  const me = async (person: string): Promise<string> => shown(await room.press(person, { verb: 'me' }));
  /** Every day since the first answer, with what it counts for. */
  const days = async (person: string): Promise<string[]> => {
    const member = await room.core.db
      .selectFrom('members')
      .select('id')
      .where('external_id', '=', person)
      .executeTakeFirstOrThrow();
    const own = await loadStreak(room.core.db, member.id, room.clock.now());
    return own.days
      .filter((one) => one.reason !== 'before_first_answer')
      .map((one) => `${one.date} ${one.reason}`);
  };
  const cache = async (person: string) => {
    await room.settled();
    return room.core.db
      .selectFrom('streaks')
      .innerJoin('members', 'members.id', 'streaks.member_id')
      .select(['current', 'longest', 'kept'])
      .where('members.external_id', '=', person)
      .executeTakeFirst();
  };
  const ownRound = async (person: string): Promise<string> =>
    (
      await room.core.db
        .selectFrom('rounds')
        .innerJoin('members', 'members.id', 'rounds.member_id')
        .select('rounds.id')
        .where('members.external_id', '=', person)
        .orderBy('rounds.id', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow()
    ).id;
  const epoch = (iso: string): string => String(Temporal.Instant.from(iso).epochMilliseconds / 1000);

  it('begins with the first answer, grows by a day, and forgives two misses of ten', async () => {
    expect(await me('dana')).toContain('No day has been counted yet');
    await day(3);
    await answerToday('dana');
    expect(await me('dana')).toContain('1 day answered.');
    await day(4);
    await day(5);
    expect(await days('dana')).toEqual(['2026-03-03 kept', '2026-03-04 missed', '2026-03-05 open']);
    expect(await me('dana')).toContain('1 of 2 misses used');
    await answerToday('dana');
    expect(await me('dana')).toContain('2 days answered.');
    await day(6);
    await day(7);
    expect(await me('dana')).toContain('2 of 2 misses used');
    await day(8);
    expect(await cache('dana')).toEqual({ current: 2, longest: 2, kept: 2 });
    expect(await me('dana')).toContain('1 day answered.');
    await answerToday('dana');
    expect(await cache('dana')).toEqual({ current: 2, longest: 2, kept: 3 });
  });

  it('gives feedback and no day for a late answer, and says so', async () => {
    await answerToday('dana');
    const late = await room.latestRoundId().then(async (first) => {
      await day(3);
      return { first, second: await room.latestRoundId() };
    });
    await day(4);
    expect(await submit('dana', late.second)).toContain('This round closed');
    await room.settled();
    expect((await answerOf(room, 'dana', late.second))?.feedback).toEqual(['ready']);
    expect(await me('dana')).toContain('1 day answered.');
    expect(await days('dana')).toEqual(['2026-03-02 kept', '2026-03-03 missed', '2026-03-04 open']);
  });

  it('counts an answer whose form was opened before closing, for a day after that', async () => {
    await answerToday('dana');
    await answerToday('sam');
    await day(3);
    const roundId = await room.latestRoundId();
    await day(4);
    room.clock.set('2026-03-05T08:00:00Z');
    expect(await submit('dana', roundId, epoch('2026-03-04T08:59:00Z'))).not.toContain('This round closed');
    expect(await me('dana')).toContain('2 days answered.');
    room.clock.set('2026-03-05T09:00:00Z');
    expect(await submit('sam', roundId, epoch('2026-03-04T08:59:00Z'))).toContain('This round closed');
    expect(await me('sam')).toContain('1 day answered.');
  });

  it('takes a form of the future for one that was opened now', async () => {
    const roundId = await room.latestRoundId();
    await day(4);
    expect(await submit('dana', roundId, '99999999999')).toContain('This round closed');
  });

  it('moves with a withdrawal and moves back with a new answer, and its cache with it', async () => {
    await answerToday('dana');
    await day(3);
    await answerToday('dana');
    expect(await cache('dana')).toEqual({ current: 2, longest: 2, kept: 2 });
    const answerId = (await answerOf(room, 'dana', await room.latestRoundId()))?.id ?? '0';
    await room.press('dana', { verb: 'delete-yes', answerId });
    expect(await me('dana')).toContain('1 day answered.');
    expect(await cache('dana')).toEqual({ current: 1, longest: 1, kept: 1 });
    await answerToday('dana');
    expect(await me('dana')).toContain('2 days answered.');
    expect(await cache('dana')).toEqual({ current: 2, longest: 2, kept: 2 });
  });

  it('gives no newcomer a miss for the days before a first answer that came late', async () => {
    const first = await room.latestRoundId();
    for (let date = 3; date <= 6; date += 1) await day(date);
    await submit('dana', first);
    expect(await days('dana')).toEqual(['2026-03-06 open']);
    await day(7);
    expect(await days('dana')).toEqual(['2026-03-06 missed', '2026-03-07 open']);
  });

  it('is kept by a question of one’s own, which nobody else can see or answer', async () => {
    await answerToday('dana');
    await day(3);
    expect(shown(await room.press('dana', { verb: 'now' }))).toContain('Only you see this question');
    const roundId = await ownRound('dana');
    expect((await room.cards()).filter((card) => card.tone === 'question').length).toBe(2);
    expect(await submit('sam', roundId)).toContain('not here any more');
    expect(await submit('dana', roundId)).toContain('Your answer is in.');
    await room.settled();
    expect((await answerOf(room, 'dana', roundId))?.feedback).toEqual(['ready']);
    expect(await me('dana')).toContain('2 days answered.');
    expect((await room.cards('sam')).length).toBe(0);
  });

  it('begins with the day of the answer, when that answered a question of one’s own from days ago', async () => {
    await room.press('dana', { verb: 'now' });
    const roundId = await ownRound('dana');
    for (let date = 3; date <= 5; date += 1) await day(date);
    await submit('dana', roundId);
    await answerToday('dana');
    expect(await days('dana')).toEqual(['2026-03-05 kept']);
  });

  it('counts another channel from the day after one asked for it', async () => {
    await answerToday('dana');
    const { db } = room.core;
    const schedule = await db.selectFrom('schedules').selectAll().executeTakeFirstOrThrow();
    const channel = await db
      .insertInto('channels')
      .values({
        community_id: schedule.community_id,
        external_id: 'second',
        name: 'second',
        created_at: room.clock.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    expect(shown(await room.press('dana', { verb: 'follow', channelId: channel.id }))).toContain(
      'no daily question',
    );
    const { id: _id, ...values } = schedule;
    await db
      .insertInto('schedules')
      .values({ ...values, channel_id: channel.id })
      .execute();
    for (let press = 0; press < 2; press += 1) {
      expect(shown(await room.press('dana', { verb: 'follow', channelId: channel.id }))).toContain(
        'From tomorrow on',
      );
    }
    const follows = await db
      .selectFrom('follows')
      .select(['channel_id', 'from_date'])
      .orderBy('from_date')
      .execute();
    expect(follows).toEqual([
      { channel_id: schedule.channel_id, from_date: '2026-03-02' },
      { channel_id: channel.id, from_date: '2026-03-03' },
    ]);
  });

  it('is not asked twice the same by pressing again, and Other question gives others while there are any', async () => {
    const asked = async (verb: 'now'): Promise<string> => shown(await room.press('dana', { verb }));
    const first = await asked('now');
    expect(await asked('now')).toBe(first);
    const seen = new Set([first]);
    for (let press = 0; press < 3; press += 1)
      seen.add(shown(await room.press('dana', { verb: 'other', roundId: await ownRound('dana') })));
    expect(seen.size).toBe(4);
    const { rows } = await room.core.db
      .selectFrom('rounds')
      .select('question_id')
      .where('member_id', 'is not', null)
      .execute()
      .then((all) => ({ rows: all }));
    expect(rows.length).toBe(4);
    const [channel] = (await room.cards()).filter((card) => card.tone === 'question');
    const other = shown(await room.press('sam', { verb: 'other', roundId: await room.latestRoundId() }));
    expect(other).not.toBe(channel === undefined ? '' : JSON.stringify(channel));
    await submit('sam', await ownRound('sam'));
    await quietMinute(room);
    await answerToday('sam');
    expect(await me('sam')).toContain('1 day answered.');
  });

  it('gives a private question of the category one names, and says what to try when there is none', async () => {
    expect(shown(await room.command('dana', 'now metrics'))).toContain('Metrics');
    await room.core.db
      .updateTable('questions')
      .set({ retired_at: room.clock.now() })
      .where('category', '=', 'metrics')
      .execute();
    expect(shown(await room.command('dana', 'now metrics'))).toContain('Try another category');
  });
});
