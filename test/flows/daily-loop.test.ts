import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { redisIsHere, startRedis, type TestRedis } from '../support/redis.ts';
import { createRoom, LONG_ANSWER, wordsOf, type Room, type RoomOptions } from '../support/room.ts';

const backends = [
  { name: 'PostgreSQL', redis: false, here: true },
  { name: 'Redis', redis: true, here: redisIsHere() },
];

describe.each(backends)('the daily loop, queued on $name', ({ redis, here }) => {
  let server: TestRedis | null = null;
  let room: Room;
  beforeAll(async () => {
    if (redis && here) server = await startRedis();
  });
  afterAll(async () => {
    await server?.stop();
  });
  afterEach(async () => {
    if (here) await room.close();
  });
  const open = async (options: RoomOptions = {}): Promise<void> => {
    room = await createRoom({ redisUrl: server?.url ?? null, ...options });
    await room.open();
    await room.settled();
  };

  it.runIf(here)('posts a question at the first opening, once, and schedules the next', async () => {
    await open();
    await room.open();
    await room.settled();
    const [question, ...others] = await room.cards();
    expect(question?.tone).toBe('question');
    expect(others).toEqual([]);
    const schedule = await room.core.db.selectFrom('schedules').selectAll().executeTakeFirstOrThrow();
    expect(schedule.next_local_date).toBe('2026-03-03');
    expect(schedule.next_run_at?.toString()).toBe('2026-03-03T09:00:00Z');
  });

  it.runIf(here)('asks before it reads a thread message, then quotes it after a quiet minute', async () => {
    await open();
    await room.write('dana', LONG_ANSWER);
    await room.settled();
    const [ask] = await room.cards('dana');
    expect(wordsOf(ask ?? nothing)).toContain('want feedback on this?');
    expect(await room.core.db.selectFrom('feedback').selectAll().execute()).toEqual([]);

    await room.press('dana', { verb: 'consent', answerId: '1', choice: 'yes' });
    room.clock.advance({ seconds: 59 });
    await room.settled();
    expect(await room.core.db.selectFrom('feedback').selectAll().execute()).toEqual([]);
    room.clock.advance({ seconds: 1 });
    await room.settled();
    await room.settled();

    const feedback =
      (await room.cards('dana')).find((card) => wordsOf(card).includes('One next step:')) ?? nothing;
    expect(quotesIn(feedback).length).toBeGreaterThan(0);
    for (const quote of quotesIn(feedback)) expect(LONG_ANSWER).toContain(quote);
    expect(await room.cards('sam')).toEqual([]);
    const line = (await room.cards()).at(-1) ?? nothing;
    expect(wordsOf(line)).toContain('Feedback is ready for 1 person.');
  });

  it.runIf(here)('reads a form answer at once, moves the streak, and says nothing in public', async () => {
    await open();
    const roundId = await room.latestRoundId();
    const reply = await room.press(
      'dana',
      { verb: 'submit', roundId, openedAt: '1' },
      { answer: LONG_ANSWER },
    );
    expect(wordsOf(cardOf(reply))).toContain('Your answer is in.');
    await room.settled();
    const publicCards = await room.cards();
    expect(publicCards.map((card) => card.tone)).toEqual(['question']);
    expect((await room.cards('dana')).map(wordsOf).join()).toContain('One next step:');
    expect(wordsOf(cardOf(await room.press('dana', { verb: 'me' })))).toContain('1 day answered.');
  });

  it.runIf(here)('goes on after the queue was wiped: nothing is lost and nothing comes twice', async () => {
    room = await createRoom({ redisUrl: server?.url ?? null, idle: true });
    await room.open();
    await room.published();
    await wipe(room, server);
    room.work();
    expect(await room.heal()).toBe(0);
    expect(await room.cards()).toEqual([]);
    room.clock.advance({ minutes: 15 });
    expect(await room.heal()).toBe(1);
    await room.settled();
    expect((await room.cards()).length).toBe(1);
  });

  it.runIf(here)('leaves jobs alone that still wait in the queue, however late they are', async () => {
    room = await createRoom({ redisUrl: server?.url ?? null, idle: true });
    await room.open();
    await room.published();
    room.clock.advance({ hours: 2 });
    expect(await room.heal()).toBe(0);
    room.work();
    await room.settled();
    expect((await room.cards()).length).toBe(1);
  });
});

const nothing = { tone: 'plain', blocks: [], buttons: [] } as const;

function cardOf(reply: Awaited<ReturnType<Room['press']>>) {
  if (reply.kind === 'private' || reply.kind === 'replace') return reply.card;
  throw new Error(`no card in a reply of kind ${reply.kind}`);
}

function quotesIn(card: { readonly blocks: readonly { readonly kind: string }[] }): string[] {
  return [...JSON.stringify(card).matchAll(/"kind":"quote","text":\[\{"t":"text","text":"([^"]+)"/g)].map(
    (match) => match[1] ?? '',
  );
}

/** Throws away every job, as a lost disk would. */
async function wipe(room: Room, redis: TestRedis | null): Promise<void> {
  if (redis !== null) return redis.wipe();
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname like '%\\_queue' and tablename like '%job%'`.execute(room.core.db);
  expect(rows.length).toBeGreaterThan(0);
  await sql.raw(`truncate ${rows.map((row) => row.name).join(', ')} cascade`).execute(room.core.db);
}
