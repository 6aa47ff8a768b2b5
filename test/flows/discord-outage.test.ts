import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createStage, type Stage } from '../support/discord/stage.ts';
import { LONG_ANSWER } from '../support/room.ts';

/** How long the gateway lets nobody in, in milliseconds; OUTAGE_MS=60000 makes it a whole minute. */
const OUTAGE_MS = Number(process.env['OUTAGE_MS'] ?? 1_200);
/**
 * discord.js gives a session up once a new connection failed, and a handshake fails after 30 seconds: what is longer is
 * always identified anew.
 */
const RESUMED_MS = Math.min(OUTAGE_MS, 20_000);

describe('a gateway that is down, through the real discord.js', { timeout: OUTAGE_MS + 120_000 }, () => {
  let stage: Stage;
  afterEach(() => stage.close());

  /** Three people who said that what they write in threads is an answer, and today's question. */
  async function begin(): Promise<void> {
    stage = await createStage();
    await stage.startBot();
    const { sam, dana, lee, channel } = stage;
    const echo = await sam.types(channel, '/greenroom schedule add 09:00 Europe/London every day').shown();
    if (echo.kind !== 'message') throw new Error(echo.kind);
    await sam.presses(echo.message, 'Start it').shown();
    for (const one of [dana, lee]) await one.types(channel, '/practice me').shown();
    await stage.database.db.updateTable('members').set({ thread_consent: 'always' }).execute();
    stage.clock.set('2026-03-02T09:00:05Z');
    await stage.work();
  }

  /** The gateway goes, three answers are given meanwhile, and it comes back after `ms`. */
  async function outage(ms: number, how: 'connections hang' | 'connections are refused'): Promise<void> {
    const { gateway } = stage.discord;
    if (how === 'connections hang') gateway.stall();
    else gateway.closed = true;
    gateway.cut();
    for (const one of [stage.dana, stage.lee, stage.sam]) {
      await sleep(ms / 4);
      stage.clock.advance({ seconds: Math.ceil(ms / 4_000) });
      one.writes(stage.thread(), `${LONG_ANSWER} So says ${one.user.username}.`);
    }
    await sleep(ms / 4);
    expect(await answers()).toEqual([]);
    gateway.answerAgain();
    gateway.closed = false;
    const end = performance.now() + 90_000;
    while ((await answers()).length < 3) {
      if (performance.now() > end) throw new Error('the answers were not taken');
      await sleep(100);
    }
    // Whatever else is on its way is given time to do harm.
    await sleep(500);
  }

  const answers = () =>
    stage.database.db
      .selectFrom('answers')
      .innerJoin('members', 'members.id', 'answers.member_id')
      .innerJoin('answer_pieces', 'answer_pieces.answer_id', 'answers.id')
      .select(['members.display_name as name', 'answers.state', 'answer_pieces.body'])
      .orderBy('members.display_name')
      .execute();

  async function eachOnce(): Promise<void> {
    expect(await answers()).toEqual(
      ['dana', 'lee', 'sam'].map((name) => ({
        name,
        state: 'gathering',
        body: `${LONG_ANSWER} So says ${name}.`,
      })),
    );
    stage.clock.advance({ minutes: 2 });
    await stage.work();
    const read = await stage.database.db.selectFrom('feedback').select(['state', 'revision']).execute();
    expect(read).toEqual([1, 2, 3].map(() => ({ state: 'ready', revision: 1 })));
  }

  it('is resumed: what was written meanwhile is taken once', async () => {
    await begin();
    await outage(RESUMED_MS, 'connections hang');
    expect(stage.discord.gateway.log).toContain('resume');
    expect(stage.discord.gateway.log.filter((one) => one === 'identify')).toHaveLength(1);
    await eachOnce();
  });

  it('is identified to anew: what was written meanwhile is fetched and taken once', async () => {
    await begin();
    await outage(OUTAGE_MS, 'connections are refused');
    expect(stage.discord.gateway.log.filter((one) => one === 'identify')).toHaveLength(2);
    const fetched = stage.discord.requests.filter(
      (one) => one.method === 'GET' && one.path.startsWith(`/channels/${stage.thread().id}/messages`),
    );
    expect(fetched.length).toBeGreaterThan(0);
    await eachOnce();
  });
});
