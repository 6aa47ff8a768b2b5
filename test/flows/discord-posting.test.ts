import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRest } from '../../src/bots/discord/call.ts';
import { interactionSchema } from '../../src/bots/discord/payload.ts';
import { checksFor } from '../../src/bots/discord/setup-checks.ts';
import { encodeAction } from '../../src/core/platform/action.ts';
import type { Interaction } from '../support/discord/interactions.ts';
import { discordTextOf } from '../support/discord/read-text.ts';
import { createStage, type Stage } from '../support/discord/stage.ts';
import type { Message } from '../support/discord/world.ts';

describe('what an organizer chooses on Discord, through the real discord.js', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage();
    await stage.startBot();
  });
  afterEach(() => stage.close());

  const shownBy = async (interaction: Interaction): Promise<Message> => {
    const shown = await interaction.shown();
    if (shown.kind !== 'message' && shown.kind !== 'updated')
      throw new Error(`no message, but ${shown.kind}`);
    return shown.message;
  };
  const text = (message: Message): string => discordTextOf(message.components);
  const schedule = async (): Promise<void> => {
    const { sam, channel } = stage;
    const echo = await shownBy(sam.types(channel, '/greenroom schedule add 09:00 Europe/London every day'));
    await shownBy(sam.presses(echo, 'Start it'));
  };
  const ask = async (day: string): Promise<void> => {
    stage.clock.set(`2026-03-${day}T09:00:05Z`);
    await stage.work();
  };

  it('a role is told in the thread, once, and the newest question is pinned in place of the one before', async () => {
    await schedule();
    const { sam, channel, guild } = stage;
    guild.roles.set('4711', 'Learners');
    const form = sam.types(channel, '/greenroom schedule posting 1');
    const saved = await shownBy(await sam.submits(form, { thread: 'off', pin: 'on', role: '4711' }));
    expect(text(saved)).toContain('answers by the Answer button only. Each question is pinned.');
    expect(text(saved)).toContain('The role Learners is told of each question.');
    await ask('02');
    const [first] = stage.posts();
    expect(first).toMatchObject({ pinned: true, pinged: null });
    const told = stage.discord.world.messagesIn(stage.thread().id);
    expect(told.map((one) => one.pinged)).toEqual(['4711']);
    await stage.work();
    await ask('03');
    expect(stage.posts().map((one) => one.pinned)).toEqual([false, true]);

    const off = await shownBy(
      sam.types(channel, '/greenroom schedule posting 1 role off pin off threads on'),
    );
    expect(text(off)).toContain(
      'replies in the thread can be answers. Questions are not pinned. No role is told.',
    );
    await ask('04');
    expect(stage.posts().map((one) => one.pinned)).toEqual([false, true, false]);
    expect(stage.discord.world.messagesIn(stage.thread().id)).toEqual([]);
  });

  it('a pin that is refused keeps neither the question nor its thread, and organizers are told why', async () => {
    await schedule();
    await shownBy(stage.sam.types(stage.channel, '/greenroom schedule posting 1 pin on'));
    stage.channel.missing.add('PinMessages');
    await ask('02');
    expect(stage.posts()).toHaveLength(1);
    expect(stage.thread().id).toBe(stage.posts()[0]?.id);
    stage.clock.advance({ minutes: 2 });
    await stage.work();
    const direct = stage.discord.world.direct(stage.sam.user.id);
    const words = stage.discord.world.messagesIn(direct.id).map(text).join('\n');
    expect(words).toContain('allow Pin Messages');
  });

  it('an unknown role, and words nobody knows, are refused with what to do', async () => {
    await schedule();
    const { sam, channel } = stage;
    expect(text(await shownBy(sam.types(channel, '/greenroom schedule posting 1 role nobody')))).toContain(
      'I don\'t know the role "nobody"',
    );
    expect(text(await shownBy(sam.types(channel, '/greenroom schedule posting 1 shiny on')))).toContain(
      'For example: /greenroom schedule posting 1 pin on',
    );
  });

  it('setup picks channels from Discord’s list and says line by line what the bot may not do here', async () => {
    const { sam, channel, guild, discord } = stage;
    const ops = discord.world.addChannel({ guildId: guild.id, type: 0, name: 'ops' });
    const other = discord.world.addChannel({ guildId: guild.id, type: 0, name: 'questions' });
    const first = await shownBy(sam.types(channel, '/greenroom setup'));
    const second = await shownBy(sam.picks(first, 'Another channel for questions', other));
    expect(text(second)).toContain('Setup, step 2 of 3: when');
    await schedule();
    channel.missing.add('CreatePublicThreads');
    const list = await shownBy(sam.types(channel, '/greenroom setup'));
    expect(text(list)).toContain('Missing: Create Public Threads, to open its thread.');
    expect(text(list)).toContain('Done: the bot has View Channel, Send Messages,');
    expect(text(list)).toContain('Better: Manage Threads');
    const where = await shownBy(sam.presses(list, 'Where problems are told'));
    const done = await shownBy(sam.picks(where, 'A channel for problems', ops));
    expect(text(done)).toContain('Done: problems are told in #ops.');
  });

  it('the checklist of a channel that was picked is about that channel', async () => {
    const { sam, channel, guild, discord, core } = stage;
    const other = discord.world.addChannel({ guildId: guild.id, type: 0, name: 'questions' });
    other.missing.add('CreatePublicThreads');
    await shownBy(sam.types(other, '/greenroom setup'));
    const row = await stage.database.db
      .selectFrom('channels')
      .select('id')
      .where('external_id', '=', other.id)
      .executeTakeFirstOrThrow();
    const io = {
      core,
      rest: createRest({ token: discord.token, api: discord.apiUrl }),
      botId: () => discord.world.bot.id,
    };
    const pressed = interactionSchema.parse({
      id: '1',
      type: 3,
      token: 't',
      guild_id: guild.id,
      app_permissions: '0',
    });
    const action = encodeAction({ verb: 'run', command: 'greenroom.setup', arg: `check.${row.id}` });
    const { checks } = await checksFor(io, pressed, channel.id, action);
    expect(checks?.channelId).toBe(other.id);
    const missing = (checks?.lines ?? []).filter((line) => !line.ok).map((line) => line.label);
    expect(missing).toEqual(['Create Public Threads', 'Manage Threads']);
    // Where it came from, nothing has to be asked for.
    const before = discord.requests.length;
    expect((await checksFor(io, pressed, other.id, action)).checks?.lines.some((line) => line.ok)).toBe(true);
    expect(discord.requests.length).toBe(before);
  });
});
