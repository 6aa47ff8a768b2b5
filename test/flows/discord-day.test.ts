import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discordTextOf } from '../support/discord/read-text.ts';
import type { Interaction, Shown } from '../support/discord/interactions.ts';
import { createStage, type Stage } from '../support/discord/stage.ts';
import type { Message } from '../support/discord/world.ts';
import { LONG_ANSWER } from '../support/room.ts';

describe('a day on Discord, through the real discord.js', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage();
    await stage.startBot();
  });
  afterEach(() => stage.close());

  const text = (message: Message | undefined): string => discordTextOf(message?.components ?? []);
  const messageOf = (shown: Shown): Message => {
    if (shown.kind !== 'message' && shown.kind !== 'updated')
      throw new Error(`no message, but ${shown.kind}`);
    return shown.message;
  };
  const shownBy = async (interaction: Interaction, index = 0): Promise<Message> =>
    messageOf(await interaction.shown(index));

  /** Sam makes a schedule by command; the first question is posted with its thread. */
  const firstQuestion = async (): Promise<Message> => {
    const { sam, channel } = stage;
    const echo = await shownBy(sam.types(channel, '/greenroom schedule add 09:00 Europe/London every day'));
    expect(echo.onlyFor).toBe(sam.user.id);
    await shownBy(sam.presses(echo, 'Start it'));
    stage.clock.set('2026-03-02T09:00:05Z');
    await stage.work();
    const [question] = stage.posts();
    if (question === undefined) throw new Error('there is no question');
    return question;
  };

  it('sets up by command, for organizers only', async () => {
    const { sam, dana, channel } = stage;
    const refused = await shownBy(dana.types(channel, '/greenroom setup'));
    expect(text(refused)).toContain('Only an organizer can do that here.');
    const first = await shownBy(sam.types(channel, '/greenroom setup'));
    expect(text(first)).toContain('#daily');
    expect(first.onlyFor).toBe(sam.user.id);
    const second = sam.presses(first, 'Use this channel');
    expect(await second.shown()).toMatchObject({ kind: 'updated', message: { id: first.id } });
    const form = await sam.presses(first, 'Choose time and days').shown();
    expect(form.kind).toBe('modal');
  });

  it('posts the question at its time, once, with a thread', async () => {
    const question = await firstQuestion();
    expect(text(question)).toContain('Counts until <t:');
    expect(text(question)).toContain('Other question');
    expect(stage.thread()).toMatchObject({ id: question.id, archiveMinutes: 10_080 });
    await stage.work();
    expect(stage.posts()).toHaveLength(1);
  });

  it('takes an answer by form, says nothing in public, and shows the feedback to its owner alone', async () => {
    const question = await firstQuestion();
    const { dana, lee } = stage;
    const sent = await dana.submits(dana.presses(question, 'Answer'), { answer: LONG_ANSWER });
    const taken = await shownBy(sent);
    expect(text(taken)).toContain('Your answer is in.');
    expect(taken.onlyFor).toBe(dana.user.id);
    await stage.work();
    expect(stage.posts()).toHaveLength(1);
    expect(stage.discord.world.messagesIn(stage.thread().id)).toEqual([]);

    const brought = await shownBy(sent, 1);
    expect(text(brought)).toContain('One next step:');
    expect(brought.onlyFor).toBe(dana.user.id);

    const feedback = await shownBy(dana.presses(question, 'My feedback'));
    expect(text(feedback)).toContain('One next step:');
    expect(feedback.onlyFor).toBe(dana.user.id);
    const criteria = dana.presses(feedback, 'All criteria');
    expect(await criteria.shown()).toMatchObject({ kind: 'updated', message: { id: feedback.id } });
    expect(text(await shownBy(lee.presses(question, 'My feedback')))).toContain(
      'You have not answered this question.',
    );
    expect(text(await shownBy(dana.types(stage.channel, '/practice me')))).toContain('1 day answered');
  });

  it('asks in one line before it reads a thread message, and lets only its author choose', async () => {
    await firstQuestion();
    const { dana, lee } = stage;
    const thread = stage.thread();
    const answer = dana.writes(thread, LONG_ANSWER);
    await stage.until('the answer is held', async () => (await answers(stage)).length === 1);
    await stage.work();
    const [, line] = stage.discord.world.messagesIn(thread.id);
    expect(text(line)).toContain('dana, want feedback on this?');
    if (line === undefined) return;
    expect(text(await shownBy(lee.presses(line, 'Yes')))).toContain(
      'Only the person who wrote it can choose.',
    );
    expect(await answers(stage)).toEqual([{ state: 'held' }]);

    const yes = dana.presses(line, 'Yes');
    expect(text(await shownBy(yes))).toContain('This one gets feedback.');
    expect(await yes.shown(1)).toEqual({ kind: 'removed', messageId: line.id });
    stage.clock.advance({ seconds: 61 });
    await stage.work();
    expect([...answer.reactions]).toEqual(['👀', '✅']);
    const [, publicLine] = stage.discord.world.messagesIn(thread.id);
    expect(text(publicLine)).toContain('Feedback is ready for 1 person.');
    if (publicLine === undefined) return;
    const feedback = await shownBy(dana.presses(publicLine, 'My feedback'));
    expect(text(feedback)).toContain('One next step:');
  });

  it('follows an edit, and withdraws what was deleted', async () => {
    await firstQuestion();
    const { dana } = stage;
    const thread = stage.thread();
    const answer = dana.writes(thread, LONG_ANSWER);
    await stage.until('the answer is held', async () => (await answers(stage)).length === 1);
    dana.edits(answer, `${LONG_ANSWER} Later I measured it again.`);
    await stage.until('the edit is taken', async () => (await bodies(stage)).includes(answer.content));
    dana.deletes(answer);
    await stage.until('the answer is gone', async () => (await bodies(stage)).length === 0);
  });

  it('leaves talk alone: short, addressed to somebody, or outside of the thread', async () => {
    await firstQuestion();
    const { dana, lee, channel } = stage;
    const thread = stage.thread();
    const first = lee.writes(thread, 'Who else is stuck?');
    dana.writes(thread, LONG_ANSWER, { replyTo: first.id });
    dana.writes(thread, `<@${lee.user.id}> ${LONG_ANSWER}`, { mentions: [lee.user.id] });
    dana.writes(channel, LONG_ANSWER);
    const before = await stage.taken();
    lee.writes(thread, 'Never mind.');
    await stage.until('everything was taken', async () => (await stage.taken()) >= before + 1);
    await stage.until(
      'all four thread messages were',
      async () => (await keys(stage)).filter((key) => key.endsWith('/created')).length === 4,
    );
    expect(await answers(stage)).toEqual([]);
  });

  it('takes a direct message as the answer and replies there', async () => {
    await firstQuestion();
    const { dana } = stage;
    await shownBy(dana.types(stage.channel, '/practice me'));
    dana.tells(LONG_ANSWER);
    await stage.until('the answer is taken', async () => (await answers(stage)).length === 1);
    expect(await answers(stage)).toEqual([{ state: 'gathering' }]);
  });

  it('takes one’s own message by its menu, and nobody else’s', async () => {
    await firstQuestion();
    const { dana, lee } = stage;
    const message = dana.writes(stage.thread(), 'Short, but meant: I would poll.');
    expect(text(await shownBy(lee.uses('Use as my answer', message)))).toContain('Only your own message');
    expect(text(await shownBy(dana.uses('Use as my answer', message)))).toContain('Your answer is in.');
    expect(await answers(stage)).toEqual([{ state: 'submitted' }]);
  });

  it('keeps every word of a form that could not be taken', async () => {
    const question = await firstQuestion();
    const { dana } = stage;
    const sent = await dana.submits(dana.presses(question, 'Answer'), { answer: '!!! ???' });
    const shown = await shownBy(sent);
    expect(text(shown)).toContain('There are no words in it yet.');
    expect(text(shown)).toContain('!!! ???');
    expect((await dana.presses(shown, 'Answer').shown()).kind).toBe('modal');
  });

  it('suggests zones and categories while one types', async () => {
    const zones = await stage.sam.begins(stage.channel, '/greenroom schedule add 09:00 lond').shown();
    expect(zones.kind === 'choices' ? zones.choices.map((one) => one.value) : []).toContain(
      '09:00 Europe/London',
    );
    const categories = await stage.dana.begins(stage.channel, '/practice now met').shown();
    expect(categories.kind === 'choices' ? categories.choices.map((one) => one.value) : []).toContain(
      'Metrics',
    );
  });
});

async function answers(stage: Stage): Promise<{ state: string }[]> {
  return stage.database.db.selectFrom('answers').select('state').execute();
}

async function bodies(stage: Stage): Promise<string[]> {
  const rows = await stage.database.db.selectFrom('answer_pieces').select('body').execute();
  return rows.map((row) => row.body);
}

async function keys(stage: Stage): Promise<string[]> {
  const rows = await stage.database.db.selectFrom('inbox').select('event_key').execute();
  return rows.map((row) => row.event_key);
}
