import { expect, it } from 'vitest';
import { noteSeen, SEEN_MAX } from '../../../src/bots/discord/receive.ts';
import { connect } from '../../../src/bots/discord/connection.ts';
import { silentLog } from '../../../src/core/log.ts';
import { createTestClock } from '../../support/clock.ts';
import { person } from '../../support/discord/people.ts';
import { startDiscord } from '../../support/discord/server.ts';

const PEOPLE = 50;
const MESSAGES = 2_000;

it('nothing of what people write or who they are stays in memory, however much they talk', async () => {
  const discord = await startDiscord(createTestClock('2026-03-02T08:00:00Z'));
  const { world } = discord;
  const guild = world.addGuild('Product practice');
  const channel = world.addChannel({ guildId: guild.id, type: 0, name: 'daily' });
  const people = Array.from({ length: PEOPLE }, (_, index) => person(discord, `person-${index}`));
  let seen = 0;
  const connection = await connect({
    token: discord.token,
    api: discord.apiUrl,
    shards: null,
    log: silentLog,
    onDispatch: (event) => {
      if (event === 'MESSAGE_CREATE' || event === 'MESSAGE_UPDATE') seen += 1;
    },
    onWithoutContent: () => {},
    onEnd: () => {},
  });
  const until = async (isSo: () => boolean): Promise<void> => {
    const end = performance.now() + 20_000;
    while (!isSo()) {
      if (performance.now() > end) throw new Error(`waited in vain, ${seen} seen`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  try {
    await until(() => connection.kept().servers === 1);
    const before = connection.kept();
    for (let count = 0; count < MESSAGES; count += 1) {
      const one = people[count % PEOPLE];
      const thread =
        count % 100 === 0
          ? world.addChannel({ guildId: guild.id, parentId: channel.id, type: 11, name: `t ${count}` })
          : channel;
      const message = one?.writes(thread, `Message ${count} ${'x'.repeat(500)}`);
      if (message !== undefined && count % 10 === 0) one?.edits(message, 'Changed.');
    }
    await until(() => seen === MESSAGES * 1.1);
    expect(connection.kept()).toEqual(before);
    expect(before).toMatchObject({ servers: 1, messages: 0 });
    // The bot itself.
    expect(before.users).toBeLessThanOrEqual(1);
    expect(before.members).toBeLessThanOrEqual(1);
  } finally {
    await connection.close();
    await discord.close();
  }
});

it('the newest message is remembered for so many threads only, and the liveliest stay', () => {
  const seen = new Map<string, string>();
  noteSeen(seen, 'lively', '10');
  for (let thread = 0; thread < SEEN_MAX + 5; thread += 1) {
    noteSeen(seen, `thread-${thread}`, '20');
    noteSeen(seen, 'lively', String(30 + thread));
  }
  noteSeen(seen, 'lively', '9');
  expect(seen.size).toBe(SEEN_MAX);
  expect(seen.get('lively')).toBe(String(30 + SEEN_MAX + 4));
  expect(seen.has('thread-0')).toBe(false);
});
