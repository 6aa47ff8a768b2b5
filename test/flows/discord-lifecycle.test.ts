import { afterEach, describe, expect, it } from 'vitest';
import { discordTextOf } from '../support/discord/read-text.ts';
import { createStage, type Stage } from '../support/discord/stage.ts';
import type { Message } from '../support/discord/world.ts';

describe('coming and going on Discord, through the real discord.js', () => {
  let stage: Stage;
  afterEach(() => stage.close());

  const open = async (): Promise<void> => {
    stage = await createStage();
    await stage.startBot();
    const { sam, channel } = stage;
    const echo = await sam.types(channel, '/greenroom schedule add 09:00 Europe/London every day').shown();
    if (echo.kind !== 'message') throw new Error(echo.kind);
    await sam.presses(echo.message, 'Start it').shown();
  };
  const question = async (): Promise<Message> => {
    stage.clock.set('2026-03-02T09:00:05Z');
    await stage.work();
    const [post] = stage.posts();
    if (post === undefined) throw new Error('there is no question');
    return post;
  };
  const because = async (): Promise<string | null> => {
    const row = await stage.database.db
      .selectFrom('schedules')
      .select('paused_because')
      .executeTakeFirstOrThrow();
    return row.paused_because;
  };
  const removeBot = (unavailable?: true): void => {
    const { discord, guild } = stage;
    discord.world.guilds.delete(guild.id);
    discord.gateway.dispatch({
      event: 'GUILD_DELETE',
      guildId: guild.id,
      intent: 'guilds',
      payload: () => ({ id: guild.id, ...(unavailable === true ? { unavailable } : {}) }),
    });
  };
  const addBot = (): void => {
    const { discord, guild } = stage;
    discord.world.guilds.set(guild.id, guild);
    discord.gateway.dispatch({
      event: 'GUILD_CREATE',
      guildId: guild.id,
      intent: 'guilds',
      payload: () => discord.guildPayload(guild),
    });
  };
  const noticesTo = (userId: string): string[] =>
    stage.discord.world
      .messagesIn(stage.discord.world.direct(userId).id)
      .map((one) => discordTextOf(one.components));

  it('an outage is no removal; a removal stops the questions, and being added again lets them go on', async () => {
    await open();
    removeBot(true);
    addBot();
    stage.clock.advance({ seconds: 1 });
    removeBot();
    await stage.until('the removal is taken', async () => (await because()) === 'community_left');
    stage.clock.set('2026-03-02T09:00:05Z');
    await stage.work();
    expect(stage.posts()).toEqual([]);
    addBot();
    await stage.until('it is back', async () => (await because()) === null);
    stage.clock.set('2026-03-03T09:00:05Z');
    await stage.work();
    expect(stage.posts()).toHaveLength(1);
    const keys = await stage.database.db
      .selectFrom('inbox')
      .select('event_key')
      .where('event_key', 'like', `${stage.guild.id}/%`)
      .execute();
    expect(keys.map((one) => one.event_key.split(/[/:]/)[1] ?? '').toSorted()).toEqual([
      'community_joined',
      'community_left',
    ]);
  });

  it('a removal while the bot was away counts only once Discord confirmed it', async () => {
    await open();
    await stage.stopBot();
    stage.discord.world.guilds.delete(stage.guild.id);
    stage.clock.advance({ seconds: 1 });
    stage.discord.fault({ on: 'GET /guilds/*', what: 'error-before', times: 1 });
    await stage.startBot();
    await stage.until('it asked', () =>
      stage.discord.faults.some((one) => one === `GET /guilds/${stage.guild.id}`),
    );
    await stage.stopBot();
    expect(await because()).toBeNull();
    await stage.startBot();
    await stage.until('the removal is confirmed', async () => (await because()) === 'community_left');
  });

  it('a renamed channel has its new name; deleted it stops its schedule and is told once, by its event or by the refused post', async () => {
    await open();
    const { discord, guild, channel, sam } = stage;
    for (const payload of [{ name: 'practice' }, { name: 'practice', topic: 'One question a day' }, {}]) {
      discord.gateway.dispatch({
        event: 'CHANNEL_UPDATE',
        guildId: guild.id,
        intent: 'guilds',
        payload: () => ({ id: channel.id, guild_id: guild.id, type: 0, ...payload }),
      });
    }
    await stage.until('it has its new name', async () => {
      const row = await stage.database.db.selectFrom('channels').select('name').executeTakeFirstOrThrow();
      return row.name === '#practice';
    });
    discord.world.channels.delete(channel.id);
    await question().catch(() => null);
    stage.clock.advance({ minutes: 2 });
    await stage.work();
    expect(await because()).toBe('channel_gone');
    discord.gateway.dispatch({
      event: 'CHANNEL_DELETE',
      guildId: guild.id,
      intent: 'guilds',
      payload: () => ({ id: channel.id, guild_id: guild.id, type: 0 }),
    });
    await stage.until('the event is taken', async () => {
      const rows = await stage.database.db.selectFrom('inbox').select('event_key').execute();
      return rows.some((row) => row.event_key === `${guild.id}/${channel.id}/gone`);
    });
    await stage.work();
    const told = noticesTo(sam.user.id);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('The channel #practice was deleted');
    expect(told[0]).toContain('/greenroom schedule add in another channel');
  });

  it('a deleted thread is written to no more, and its open round is nobody’s miss', async () => {
    await open();
    await question();
    const { discord, guild, channel } = stage;
    const thread = stage.thread();
    discord.world.channels.delete(thread.id);
    discord.gateway.dispatch({
      event: 'THREAD_DELETE',
      guildId: guild.id,
      intent: 'guilds',
      payload: () => ({ id: thread.id, guild_id: guild.id, parent_id: channel.id, type: 11 }),
    });
    await stage.until('the round lost its thread', async () => {
      const round = await stage.database.db
        .selectFrom('rounds')
        .select(['thread_id', 'gone_at'])
        .executeTakeFirstOrThrow();
      return round.thread_id === null && round.gone_at !== null;
    });
  });

  it('a member who left is known by the direct message that Discord refuses, and told from one who closed them', async () => {
    await open();
    const { sam, guild, channel } = stage;
    channel.missing.add('SendMessages');
    sam.user.closedToMessages = true;
    await question().catch(() => null);
    stage.clock.advance({ minutes: 2 });
    await stage.work();
    const left = async (): Promise<boolean> => {
      const row = await stage.database.db
        .selectFrom('members')
        .select('left_at')
        .where('external_id', '=', sam.user.id)
        .executeTakeFirstOrThrow();
      return row.left_at !== null;
    };
    expect(await left()).toBe(false);
    guild.left.add(sam.user.id);
    stage.clock.set('2026-03-07T09:00:05Z');
    await stage.work();
    stage.clock.advance({ minutes: 2 });
    await stage.work();
    expect(await left()).toBe(true);
  });
});
