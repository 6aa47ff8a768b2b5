import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestClock } from '../support/clock.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { person, type Person } from '../support/discord/people.ts';
import { discordTextOf } from '../support/discord/read-text.ts';
import { startDiscord, type Loopback } from '../support/discord/server.ts';
import type { Channel } from '../support/discord/world.ts';
import { startProgram, type Program } from '../support/process.ts';

/** Servers that hash to each of four shards. */
const SERVERS = 4;

describe('receiving processes of their own, against a loopback Discord', { timeout: 180_000 }, () => {
  let database: TestDatabase;
  let discord: Loopback;
  let sam: Person;
  const channels: Channel[] = [];
  const programs: Program[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    const clock = createTestClock('2026-03-02T08:00:00Z');
    discord = await startDiscord(clock);
    sam = person(discord, 'sam');
    for (let server = 0; server < SERVERS; server += 1) {
      // A server's shard is told by the millisecond in its id.
      clock.set(`2026-03-02T08:00:00.00${server + 1}Z`);
      const guild = discord.world.addGuild(`Server ${server}`);
      guild.organizers.add(sam.user.id);
      channels.push(discord.world.addChannel({ guildId: guild.id, type: 0, name: `daily-${server}` }));
    }
  });
  afterAll(async () => {
    await Promise.all(programs.map((one) => one.kill()));
    await discord.close();
    await database.drop();
  });

  const start = (more: Readonly<Record<string, string>>): Program => {
    const program = startProgram('bots', {
      DATABASE_URL: database.url,
      DISCORD_API_URL: discord.apiUrl,
      DISCORD_TOKEN: discord.token,
      ...more,
    });
    programs.push(program);
    return program;
  };
  const setUp = async (channel: Channel | undefined): Promise<string> => {
    if (channel === undefined) throw new Error('no channel');
    const shown = await sam.types(channel, '/greenroom setup').shown();
    return shown.kind === 'message' ? discordTextOf(shown.message.components) : shown.kind;
  };
  const shardOf = (channel: Channel): number => Number((BigInt(channel.guildId ?? '0') >> 22n) % 4n);
  const until = async (what: string, isSo: () => boolean): Promise<void> => {
    const end = performance.now() + 60_000;
    while (!isSo()) {
      if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  it('share the servers by their ranges: each command is taken once, and one that is gone is missed by its own only', async () => {
    const [first] = [start({ DISCORD_SHARDS: '0-1/4' }), start({ DISCORD_SHARDS: '2-3/4' })];
    await until(
      'both are connected',
      () => discord.gateway.connected === 4 && discord.commands.list.length > 0,
    );
    for (const channel of channels) expect(await setUp(channel)).toContain(`#${channel.name}`);
    const keys = await database.db.selectFrom('inbox').select('event_key').execute();
    expect(keys.filter((one) => one.event_key.startsWith('interaction/'))).toHaveLength(SERVERS);
    expect(new Set(channels.map(shardOf)).size).toBe(SERVERS);

    await first?.kill();
    await until('half is gone', () => discord.gateway.connected === 2);
    const [other] = channels.filter((channel) => shardOf(channel) > 1);
    expect(await setUp(other)).toContain('#daily-');
    start({ DISCORD_SHARDS: '0-1/4' });
    await until('it is back', () => discord.gateway.connected === 4);
    const [own] = channels.filter((channel) => shardOf(channel) < 2);
    expect(await setUp(own)).toContain('#daily-');
  });

  it('end with one sentence when the token is not accepted, at the start and later', async () => {
    const wrong = start({ DISCORD_TOKEN: 'wrong' });
    const ending = await wrong.ended;
    expect(ending).toEqual({ code: 1, signal: null });
    const sentences = wrong
      .output()
      .split('\n')
      .filter((line) => line.includes('DISCORD_TOKEN'));
    expect(sentences).toHaveLength(1);
    expect(wrong.output()).not.toMatch(/^ {4}at /m);

    discord.gateway.refuseWith = 4004;
    discord.gateway.forgetSessions();
    discord.gateway.cut();
    const [running] = programs.filter((one) => one.output().includes('connected to Discord')).slice(-1);
    expect((await running?.ended)?.code).toBe(1);
    expect(running?.output()).toContain('Copy the bot token anew from the developer portal');
  });
});
