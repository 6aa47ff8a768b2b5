import { afterEach, describe, expect, it } from 'vitest';
import { Refusal } from '../../src/core/errors.ts';
import { createLog } from '../../src/core/log.ts';
import type { Interaction } from '../support/discord/interactions.ts';
import { discordTextOf } from '../support/discord/read-text.ts';
import { createStage, type Stage, type StageOptions } from '../support/discord/stage.ts';
import type { Message } from '../support/discord/world.ts';
import { LONG_ANSWER } from '../support/room.ts';

describe('Discord in trouble, through the real discord.js', () => {
  let stage: Stage;
  afterEach(() => stage.close());
  const open = async (options: StageOptions = {}): Promise<void> => {
    stage = await createStage(options);
  };

  const shownBy = async (interaction: Interaction): Promise<string> => {
    const shown = await interaction.shown();
    return shown.kind === 'message' || shown.kind === 'updated'
      ? discordTextOf(shown.message.components)
      : shown.kind;
  };
  const schedule = async (): Promise<void> => {
    const { sam, channel } = stage;
    const echo = await sam.types(channel, '/greenroom schedule add 09:00 Europe/London every day').shown();
    if (echo.kind !== 'message') throw new Error(echo.kind);
    await sam.presses(echo.message, 'Start it').shown();
    stage.clock.set('2026-03-02T09:00:05Z');
  };
  const firstQuestion = async (): Promise<Message> => {
    await schedule();
    await stage.work();
    const [question] = stage.posts();
    if (question === undefined) throw new Error('there is no question');
    return question;
  };
  const countAnswers = async (): Promise<number> =>
    (await stage.database.db.selectFrom('answers').select('id').execute()).length;

  it('posts once when the response is lost after Discord acted', async () => {
    await open();
    await stage.startBot();
    await schedule();
    stage.discord.fault({ on: 'POST /channels/*/messages', what: 'reset-after', times: 1 });
    stage.discord.fault({ on: 'POST /channels/*/messages/*/threads', what: 'error-after', times: 1 });
    for (let again = 0; again < 4; again += 1) {
      await stage.work();
      stage.clock.advance({ seconds: 10 });
    }
    expect(stage.posts()).toHaveLength(1);
    expect(stage.thread().id).toBe(stage.posts()[0]?.id);
    const round = await stage.database.db.selectFrom('rounds').selectAll().executeTakeFirstOrThrow();
    expect(round).toMatchObject({ state: 'posted', thread_id: stage.thread().id });
  });

  it('waits when Discord is limiting it, and posts then', async () => {
    await open();
    await stage.startBot();
    await schedule();
    stage.discord.fault({ on: 'POST /channels/*/messages', what: 'limit', times: 1, retryAfter: 0.2 });
    await stage.work();
    stage.clock.advance({ seconds: 2 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await stage.work();
    expect(stage.posts()).toHaveLength(1);
  });

  it('takes answers in a thread that Discord archived meanwhile, and reads them when it is locked', async () => {
    await open();
    await stage.startBot();
    await schedule();
    // The next question is far off, so this one is open for longer than any thread stays in the list.
    const form = stage.sam.types(stage.channel, '/greenroom holiday add');
    const dates = { first: '2026-03-03', last: '2026-03-20', name: 'Break' };
    expect(await shownBy(await stage.sam.submits(form, dates))).toContain('Break');
    await stage.work();
    const [question] = stage.posts();
    if (question === undefined) throw new Error('there is no question');
    const { dana, lee } = stage;
    for (const one of [dana, lee]) await one.types(stage.channel, '/practice me').shown();
    await stage.database.db.updateTable('members').set({ thread_consent: 'always' }).execute();

    stage.clock.advance({ hours: 9 * 24 });
    const thread = stage.thread();
    thread.archived = true;
    const answer = dana.writes(thread, LONG_ANSWER);
    await stage.until('the answer is taken', async () => (await countAnswers()) === 1);
    stage.clock.advance({ minutes: 2 });
    await stage.work();
    expect([...answer.reactions]).toEqual(['👀', '✅']);
    expect(thread.archived).toBe(false);

    const second = lee.writes(thread, LONG_ANSWER);
    await stage.until('the second is taken', async () => (await countAnswers()) === 2);
    thread.archived = true;
    thread.locked = true;
    stage.clock.advance({ minutes: 2 });
    await stage.work();
    expect([...second.reactions]).not.toContain('✅');
    expect(await shownBy(lee.presses(question, 'My feedback'))).toContain('Offline coach');
    expect(await shownBy(lee.types(stage.channel, '/practice me'))).toContain('1 day answered');
  });

  it('tells organizers which permission is missing, and that the date is nobody’s miss', async () => {
    await open();
    await stage.startBot();
    await schedule();
    stage.channel.missing.add('SendMessages');
    await stage.work();
    stage.clock.advance({ minutes: 5 });
    await stage.work();
    const told = stage.discord.world.messagesIn(stage.discord.world.direct(stage.sam.user.id).id);
    const words = told.map((one) => discordTextOf(one.components)).join('\n');
    expect(words).toContain('allow View Channel and Send Messages');
    expect(words).toContain("nobody's miss");
  });

  it('takes what was written while the gateway was down, once', async () => {
    await open();
    await stage.startBot();
    await firstQuestion();
    const { dana, lee, sam, discord } = stage;
    const thread = stage.thread();
    dana.writes(thread, LONG_ANSWER);
    await stage.until('the first is taken', async () => (await countAnswers()) === 1);
    discord.gateway.closed = true;
    discord.gateway.cut();
    discord.gateway.forgetSessions();
    lee.writes(thread, LONG_ANSWER);
    sam.writes(thread, LONG_ANSWER);
    lee.edits(lee.writes(thread, 'And a word more.'), 'And another word more.');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await countAnswers()).toBe(1);
    discord.gateway.closed = false;
    await stage.until('all three are taken', async () => (await countAnswers()) === 3);
    await stage.until('the edit is taken', async () =>
      (await stage.database.db.selectFrom('answer_pieces').select('body').execute()).some((row) =>
        row.body.includes('another'),
      ),
    );
    expect((await stage.database.db.selectFrom('answer_pieces').select('body').execute()).length).toBe(4);
  });

  it('takes what is written before the new thread is written down', async () => {
    await open();
    await stage.startBot();
    await firstQuestion();
    // As in the moment in which Discord's answer is on its way.
    await stage.database.db.updateTable('rounds').set({ thread_id: null }).execute();
    stage.dana.writes(stage.thread(), LONG_ANSWER);
    await stage.until('the answer is taken', async () => (await countAnswers()) === 1);
  });

  it('resumes after a cut and misses nothing', async () => {
    await open();
    await stage.startBot();
    await firstQuestion();
    const { discord } = stage;
    discord.gateway.cut();
    stage.dana.writes(stage.thread(), LONG_ANSWER);
    await stage.until('the answer is taken', async () => (await countAnswers()) === 1);
    expect(discord.gateway.log.filter((one) => one !== 'heartbeat')).toEqual(['identify', 'resume']);
  });

  it('reconnects when Discord asks for it, and identifies anew when the session is gone', async () => {
    await open();
    await stage.startBot();
    const { gateway } = stage.discord;
    gateway.askToReconnect();
    await stage.until('it resumed', () => gateway.log.includes('resume') && gateway.connected === 1);
    gateway.forgetSessions();
    gateway.askToReconnect();
    await stage.until(
      'it identified anew',
      () => gateway.log.filter((one) => one === 'identify').length === 2 && gateway.connected === 1,
    );
    expect(await shownBy(stage.dana.types(stage.channel, '/practice help'))).toContain('What you can do');
  });

  it('notices a connection that is dead but open', async () => {
    await open();
    stage.discord.gateway.heartbeatMs = 150;
    await stage.startBot();
    stage.discord.gateway.silent = true;
    await stage.until('it gave the connection up', () => stage.discord.gateway.log.includes('resume'));
    stage.discord.gateway.silent = false;
    expect(await shownBy(stage.dana.types(stage.channel, '/practice help'))).toContain('What you can do');
  });

  it('works on without the message content intent, and says what that means in one line', async () => {
    const lines: string[] = [];
    await open({ log: createLog('warn', { write: (line) => void lines.push(line) }) });
    stage.discord.gateway.contentGranted = false;
    await stage.startBot();
    expect(lines.filter((line) => line.includes('Message Content Intent'))).toHaveLength(1);
    expect(stage.granted.readThreadReplies).toBe(false);
    expect(stage.core.can.get('discord')?.readThreadReplies).toBe(false);
    const question = await firstQuestion();
    const sent = await stage.dana.submits(stage.dana.presses(question, 'Answer'), { answer: LONG_ANSWER });
    expect(await shownBy(sent)).toContain('Your answer is in.');
    stage.dana.writes(stage.thread(), LONG_ANSWER);
    stage.lee.tells('A direct message has words all the same.');
    await stage.until(
      'the direct message was answered',
      () => stage.discord.world.messagesIn(stage.discord.world.direct(stage.lee.user.id).id).length === 2,
    );
    expect(await countAnswers()).toBe(1);
  });

  it('refuses to start with a wrong token, in one sentence', async () => {
    await open();
    await expect(stage.startBot({ token: 'wrong' })).rejects.toThrow(Refusal);
    await expect(stage.startBot({ token: 'wrong' })).rejects.toThrow(
      'Discord does not accept DISCORD_TOKEN.',
    );
  });

  it('says why when Discord ends the connection for good', async () => {
    await open();
    await stage.startBot();
    const { gateway } = stage.discord;
    gateway.refuseWith = 4004;
    gateway.forgetSessions();
    gateway.cut();
    await stage.until('it ended', () => stage.ended.length > 0);
    expect(stage.ended.map((one) => one.message)).toEqual([expect.stringContaining('Reset Token')]);
  });

  it('registers its commands once, and again only when they changed', async () => {
    await open();
    await stage.startBot();
    await stage.stopBot();
    await stage.startBot();
    expect(stage.discord.commands.puts).toBe(1);
    stage.discord.commands.list = stage.discord.commands.list.slice(1);
    await stage.stopBot();
    await stage.startBot();
    await stage.until('they were put', () => stage.discord.commands.puts === 2);
  });

  it('registers in one server only while one works on the commands', async () => {
    await open();
    await stage.startBot({ devServer: stage.guild.id });
    expect(stage.discord.commands.list).toEqual([]);
    expect(stage.discord.commands.of.get(stage.guild.id)).not.toEqual([]);
    await stage.stopBot();
    await stage.startBot({ devServer: stage.guild.id });
    expect(stage.discord.commands.puts).toBe(1);
  });

  it('answers in time when the database is slow, and shows the result when it is there', async () => {
    let slow = false;
    await open({
      before: () => (slow ? new Promise((resolve) => setTimeout(resolve, 2_500)) : Promise.resolve()),
    });
    await stage.startBot();
    const question = await firstQuestion();
    slow = true;
    const me = stage.dana.types(stage.channel, '/practice me');
    const mine = stage.dana.presses(question, 'My feedback');
    expect(await shownBy(mine)).toContain('You have not answered this question.');
    expect(await shownBy(me)).not.toBe('');
    expect(Math.max(me.ackMs ?? Infinity, mine.ackMs ?? Infinity)).toBeLessThan(3_000);
  });

  it('says so when something of its own broke', async () => {
    let broken = false;
    await open({ before: () => (broken ? Promise.reject(new Error('broken')) : Promise.resolve()) });
    await stage.startBot();
    broken = true;
    expect(await shownBy(stage.dana.types(stage.channel, '/practice me'))).toContain(
      'Nothing was changed. Try again',
    );
    broken = false;
  });
});
