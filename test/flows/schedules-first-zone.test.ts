import { afterEach, describe, expect, it } from 'vitest';
import { createRoom, LONG_ANSWER, type Room } from '../support/room.ts';

describe('the zone of a room that was made before any reader was known', () => {
  let room: Room;
  afterEach(() => room.close());
  const tickAt = async (iso: string): Promise<void> => {
    room.clock.set(iso);
    await room.tick();
    await room.settled();
  };
  const rounds = async () =>
    room.core.db
      .selectFrom('rounds')
      .select(['local_date', 'state', 'closes_at'])
      .orderBy('local_date')
      .execute();
  const dates = async (): Promise<string[]> =>
    (await rounds()).map((round) => `${round.local_date} ${round.state}`);
  const next = async (): Promise<string | undefined> =>
    (
      await room.core.db.selectFrom('schedules').select('next_run_at').executeTakeFirstOrThrow()
    ).next_run_at?.toString();

  it('moves to the zone of the first browser, with its date and its next time, and never again', async () => {
    room = await createRoom({ byHand: true, now: '2026-03-02T23:30:00Z' });
    await room.open('UTC');
    await room.settled();
    await room.open('Australia/Sydney', 'dana');
    expect(await dates()).toEqual(['2026-03-03 posted']);
    expect(await next()).toBe('2026-03-03T22:00:00Z');
    await room.open('America/New_York', 'sam');
    expect(await next()).toBe('2026-03-03T22:00:00Z');
    await tickAt('2026-03-03T22:00:00Z');
    expect(await dates()).toEqual(['2026-03-03 posted', '2026-03-04 posted']);
  });

  it('stays open until the next question when it moves to a zone further west', async () => {
    room = await createRoom({ byHand: true, now: '2026-03-02T10:00:00Z' });
    await room.open('UTC');
    await room.settled();
    await room.open('Pacific/Honolulu', 'dana');
    expect(await next()).toBe((await rounds())[0]?.closes_at?.toString());
  });

  it('asks today’s question when the first browser comes days after the server was first started', async () => {
    room = await createRoom({ byHand: true, now: '2026-03-02T10:00:00Z' });
    await room.open('UTC');
    await room.settled();
    room.clock.set('2026-03-05T10:00:00Z');
    await room.open('Europe/Paris', 'dana');
    await room.tick();
    await room.settled();
    expect(await dates()).toEqual([
      '2026-03-02 posted',
      '2026-03-03 skipped',
      '2026-03-04 skipped',
      '2026-03-05 posted',
    ]);
  });

  it('keeps its zone when somebody answered before the first other browser came, or when the zone is none', async () => {
    room = await createRoom({ byHand: true, now: '2026-03-02T10:00:00Z' });
    await room.open('UTC');
    await room.settled();
    await room.open('Mars/Olympus', 'sam');
    const roundId = await room.latestRoundId();
    await room.press('sam', { verb: 'submit', roundId, openedAt: '1' }, { answer: LONG_ANSWER });
    await room.open('Asia/Tokyo', 'dana');
    expect(await next()).toBe('2026-03-03T09:00:00Z');
  });
});
