import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Interaction } from '../support/discord/interactions.ts';
import { discordTextOf } from '../support/discord/read-text.ts';
import { createStage, type Stage } from '../support/discord/stage.ts';
import type { Message } from '../support/discord/world.ts';
import { LONG_ANSWER } from '../support/room.ts';

/** An answer to the question about soil probes. */
const ABOUT_PROBES =
  'Growers asked for five minutes, but when I sat with three of them the moment that hurt was frost: they need to know within half an hour that a row drops below two degrees. So I decided against a faster report for every probe. The probe wakes more often only while the air is below four degrees. That costs battery on cold nights. I would watch how many frost alerts came in time and how many probes died before harvest.';

describe('feedback on Discord as its member wants it, through the real discord.js', () => {
  let stage: Stage;
  let question: Message;
  beforeEach(async () => {
    stage = await createStage();
    await stage.startBot();
    const { sam, channel } = stage;
    const echo = await shownBy(sam.types(channel, '/greenroom schedule add 09:00 Europe/London every day'));
    await shownBy(sam.presses(echo, 'Start it'));
    stage.clock.set('2026-03-02T09:00:05Z');
    await stage.work();
    const [posted] = stage.posts();
    if (posted === undefined) throw new Error('there is no question');
    question = posted;
  });
  afterEach(() => stage.close());

  const text = (message: Message): string => discordTextOf(message.components);
  const shownBy = async (interaction: Interaction, index = 0): Promise<Message> => {
    const shown = await interaction.shown(index);
    if (shown.kind !== 'message' && shown.kind !== 'updated')
      throw new Error(`no message, but ${shown.kind}`);
    return shown.message;
  };
  const directOf = (userId: string): string[] =>
    stage.discord.world.messagesIn(stage.discord.world.direct(userId).id).map(text);
  const isFeedback = (words: string): boolean => words.includes('One next step:');

  it('comes as a direct message to those who chose that, once, and to nobody else', async () => {
    const { dana, lee, channel } = stage;
    const card = await shownBy(dana.types(channel, '/practice settings'));
    expect(text(card)).toContain('usual: after a form it comes where you sent it');
    const changed = dana.presses(card, 'Feedback: private message');
    expect(text(await shownBy(changed))).toContain('private message: it comes to you when it is ready.');

    const sent = await dana.submits(dana.presses(question, 'Answer'), { answer: LONG_ANSWER });
    expect(text(await shownBy(sent))).toContain('Feedback comes to you privately in a moment');
    await shownBy(await lee.submits(lee.presses(question, 'Answer'), { answer: LONG_ANSWER }));
    await stage.work();
    await stage.work();
    expect(directOf(dana.user.id).filter(isFeedback)).toHaveLength(1);
    expect(directOf(lee.user.id).filter(isFeedback)).toEqual([]);
    // What brings a form's feedback where it was sent looks every second, and leaves this one alone.
    await sleep(1_300);
    expect(sent.count).toBe(1);
    expect(isFeedback(text(await shownBy(dana.presses(question, 'My feedback'))))).toBe(true);

    await shownBy(dana.presses(await shownBy(dana.types(channel, '/practice settings')), 'Feedback: usual'));
    stage.clock.advance({ minutes: 5 });
    await shownBy(
      await dana.submits(dana.presses(question, 'Answer'), { answer: `${LONG_ANSWER} And again.` }),
    );
    await stage.work();
    expect(directOf(dana.user.id).filter(isFeedback)).toHaveLength(1);
  });

  it('is shared in the thread after asking once, and taken back at any time', async () => {
    const { dana, lee } = stage;
    // One to which the answer belongs: what has no link to its question is not graded, and not shared.
    const soil = await stage.database.db
      .selectFrom('questions')
      .select('id')
      .where('body', 'like', 'Soil probes%')
      .executeTakeFirstOrThrow();
    await stage.database.db.updateTable('rounds').set({ question_id: soil.id }).execute();
    await shownBy(await dana.submits(dana.presses(question, 'Answer'), { answer: ABOUT_PROBES }));
    await stage.work();
    const feedback = await shownBy(dana.presses(question, 'My feedback'));
    const asked = await shownBy(dana.presses(feedback, 'Share in thread'));
    expect(text(asked)).toContain('with your name');
    const inThread = (): string[] => stage.discord.world.messagesIn(stage.thread().id).map(text);
    expect(inThread().filter(isFeedback)).toEqual([]);
    await shownBy(dana.presses(asked, 'Share it'));
    await stage.work();
    await stage.work();
    const shared = inThread().filter(isFeedback);
    expect(shared).toHaveLength(1);
    expect(shared[0]).toContain('dana shared an answer and its feedback');

    expect(text(await shownBy(lee.presses(question, 'My feedback')))).toContain(
      'You have not answered this question.',
    );
    const again = await shownBy(dana.presses(question, 'My feedback'));
    await shownBy(dana.presses(again, 'Take back from thread'));
    await stage.work();
    expect(inThread().filter(isFeedback)).toEqual([]);
    const after = await shownBy(dana.presses(question, 'My feedback'));
    expect(text(after)).toContain('Share in thread');
  });
});
