import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InboundEvent } from '../../src/core/platform/event.ts';
import type { Interaction } from '../support/discord/interactions.ts';
import { createStage, type Stage } from '../support/discord/stage.ts';
import type { Channel, Message } from '../support/discord/world.ts';
import { LONG_ANSWER } from '../support/room.ts';

/** Servers that hash to each of four shards, two each. */
const SERVERS = 8;

describe('several shards of the real discord.js', () => {
  let stage: Stage;
  let handled: InboundEvent[];
  let channels: Channel[];
  beforeEach(async () => {
    handled = [];
    stage = await createStage({ before: (event) => Promise.resolve(void handled.push(event)) });
    channels = [];
    for (let server = 0; server < SERVERS; server += 1) {
      // A server's shard is told by the millisecond in its id.
      stage.clock.set(`2026-03-02T08:00:00.00${server + 1}Z`);
      const guild = stage.discord.world.addGuild(`Server ${server}`);
      guild.organizers.add(stage.sam.user.id);
      channels.push(stage.discord.world.addChannel({ guildId: guild.id, type: 0, name: `daily-${server}` }));
    }
  });
  afterEach(() => stage.close());

  const cardOf = async (interaction: Interaction): Promise<Message> => {
    const shown = await interaction.shown();
    if (shown.kind !== 'message') throw new Error(shown.kind);
    return shown.message;
  };
  /** A question with its thread in every server. */
  const threads = async (): Promise<Channel[]> => {
    for (const channel of channels) {
      const echo = await cardOf(
        stage.sam.types(channel, '/greenroom schedule add 09:00 Europe/London every day'),
      );
      await stage.sam.presses(echo, 'Start it').shown();
    }
    stage.clock.set('2026-03-02T09:00:05Z');
    await stage.work();
    const found = [...stage.discord.world.channels.values()].filter((one) => one.type === 11);
    expect(found).toHaveLength(SERVERS);
    return found;
  };
  const answers = async (): Promise<number> =>
    (await stage.database.db.selectFrom('answers').select('id').execute()).length;
  const messageKeys = (): string[] =>
    handled.filter((event) => event.kind === 'message').map((event) => event.key);

  it('in one process each hears of its own servers, and nothing is taken twice', async () => {
    stage.discord.gateway.recommendedShards = 4;
    await stage.startBot({ connections: 4 });
    for (const thread of await threads()) stage.dana.writes(thread, LONG_ANSWER);
    await stage.until('all answers are taken', async () => (await answers()) === SERVERS);
    stage.discord.gateway.cut();
    await stage.until('all are back', () => stage.discord.gateway.connected === 4);
    const keys = messageKeys();
    expect(keys).toHaveLength(SERVERS);
    expect(new Set(keys).size).toBe(SERVERS);
    const presses = handled.filter((event) => event.kind === 'action').map((event) => event.key);
    expect(new Set(presses).size).toBe(presses.length);
  });

  it('two processes with a range each share the servers; what came while one was away is taken once, by it', async () => {
    const first = await stage.startBot({ shards: { first: 0, last: 1, total: 4 }, connections: 2 });
    await stage.startBot({ shards: { first: 2, last: 3, total: 4 }, connections: 4 });
    const all = await threads();
    for (const thread of all) stage.dana.writes(thread, LONG_ANSWER);
    await stage.until('all answers are taken', async () => (await answers()) === SERVERS);
    expect(messageKeys()).toHaveLength(SERVERS);

    await first.close();
    for (const thread of all) stage.lee.writes(thread, LONG_ANSWER);
    await stage.until('the other half is taken', async () => (await answers()) === SERVERS * 1.5);
    const fetched = stage.discord.requests.length;
    await stage.startBot({ shards: { first: 0, last: 1, total: 4 }, connections: 4 });
    await stage.until('the rest is taken', async () => (await answers()) === SERVERS * 2);
    const looked = stage.discord.requests
      .slice(fetched)
      .filter((one) => one.method === 'GET' && one.path.endsWith('/messages'));
    // Only the threads of its own servers are looked through.
    expect(new Set(looked.map((one) => one.path)).size).toBe(SERVERS / 2);
    const rows = await stage.database.db.selectFrom('answer_pieces').select('message_id').execute();
    expect(new Set(rows.map((row) => row.message_id)).size).toBe(SERVERS * 2);
    expect(rows).toHaveLength(SERVERS * 2);
  });
});
