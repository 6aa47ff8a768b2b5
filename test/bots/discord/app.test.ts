import { afterEach, beforeEach, expect, it } from 'vitest';
import { startApp, type App } from '../../../src/app.ts';
import { readSettings } from '../../../src/core/config.ts';
import { silentLog } from '../../../src/core/log.ts';
import { systemClock } from '../../../src/core/time.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { person } from '../../support/discord/people.ts';
import { discordTextOf } from '../../support/discord/read-text.ts';
import { startDiscord, type Loopback } from '../../support/discord/server.ts';

let database: TestDatabase;
let discord: Loopback;
let app: App | null = null;
beforeEach(async () => {
  database = await createTestDatabase();
  discord = await startDiscord(systemClock);
});
afterEach(async () => {
  await app?.close();
  await discord.close();
  await database.drop();
});

const settingsWith = (env: Record<string, string>) => {
  const read = readSettings({
    DATABASE_URL: database.url,
    DISCORD_API_URL: discord.apiUrl,
    PORT: '0',
    ...env,
  });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.settings;
};

it('a token alone serves Discord, from the command to the message in the channel', async () => {
  const guild = discord.world.addGuild('Practice');
  const channel = discord.world.addChannel({ guildId: guild.id, type: 0, name: 'daily' });
  const sam = person(discord, 'sam');
  guild.organizers.add(sam.user.id);
  const said: string[] = [];
  const settings = settingsWith({ DISCORD_TOKEN: discord.token });
  app = await startApp({
    role: 'all',
    settings,
    clock: systemClock,
    log: silentLog,
    say: (line) => said.push(line),
  });
  expect(app.url).toBeNull();
  const health = await fetch(`${app.address ?? ''}/readyz`);
  expect(await health.json()).toMatchObject({ status: 'ready', database: 'ok' });
  expect(said).toContain('Greenroom is connected to Discord.');
  await waitFor(() => discord.commands.list.length > 0);
  const setup = await sam.types(channel, '/greenroom setup').shown();
  if (setup.kind !== 'message') throw new Error(setup.kind);
  await sam.presses(setup.message, 'Use this channel').shown();
  const asked = await sam.types(channel, '/greenroom schedule add 09:00 Europe/London every day').shown();
  if (asked.kind !== 'message') throw new Error(asked.kind);
  await sam.presses(asked.message, 'Start it').shown();
  const again = await sam.types(channel, '/greenroom setup').shown();
  if (again.kind !== 'message') throw new Error(again.kind);
  await sam.presses(again.message, 'Post a test question').shown();
  await waitFor(() => discord.world.messagesIn(channel.id).length === 1);
  expect(discordTextOf(discord.world.messagesIn(channel.id)[0]?.components ?? [])).toContain('Test question');
});

it('a wrong token ends the start with one sentence', async () => {
  const settings = settingsWith({ DISCORD_TOKEN: 'wrong' });
  const starting = startApp({ role: 'bots', settings, clock: systemClock, log: silentLog, say: () => {} });
  await expect(starting).rejects.toThrow('Discord does not accept DISCORD_TOKEN.');
});

it('the settings follow the token, and say what is missing', () => {
  const platforms = (env: Record<string, string>) => {
    const read = readSettings(env);
    return read.ok ? read.settings.GREENROOM_PLATFORMS : read.problems;
  };
  expect(platforms({})).toEqual(['web']);
  expect(platforms({ DISCORD_TOKEN: 't' })).toEqual(['discord']);
  expect(platforms({ DISCORD_TOKEN: 't', GREENROOM_PLATFORMS: 'web, discord' })).toEqual(['web', 'discord']);
  expect(platforms({ GREENROOM_PLATFORMS: 'discord' })).toEqual([
    expect.stringContaining('DISCORD_TOKEN is not set'),
  ]);
  expect(platforms({ DISCORD_TOKEN: 't', DISCORD_SHARDS: '4-3/16' })).toEqual([
    expect.stringContaining('0-3/16'),
  ]);
  const sharded = readSettings({ DISCORD_TOKEN: 't', DISCORD_SHARDS: '0-3/16' });
  expect(sharded.ok && sharded.settings.DISCORD_SHARDS).toEqual({ first: 0, last: 3, total: 16 });
});

async function waitFor(isSo: () => boolean): Promise<void> {
  const end = performance.now() + 20_000;
  while (!isSo()) {
    if (performance.now() > end) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
