import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leaveOnlyOrderUpdates, ORDER_UPDATES_ANSWER } from '../support/only-question.ts';
import { settleMocks } from '../support/settle-mocks.ts';
import type { Person } from '../support/slack/people.ts';
import { createSlackStage, messageBy, slackText, viewBy, type SlackStage } from '../support/slack/stage.ts';
import type { Channel, Message, OpenView } from '../support/slack/world.ts';
import { unpaced } from '../support/unpaced.ts';

describe('mocks on Slack, through the real Bolt', () => {
  let stage: SlackStage;
  let paceAgain = (): Promise<void> => Promise.resolve();
  beforeAll(async () => {
    stage = await createSlackStage({ by: 'socket' });
    // As servers that tell less do: what is written in the group conversation must be known by the conversation alone.
    stage.slack.deliveries.leavesOut = new Set(['channel_type', 'client_msg_id']);
    paceAgain = await unpaced(stage.core.db);
    const { sam, dana, channel } = stage;
    const echo = await messageBy(sam.types(channel, '/greenroom schedule add 09:00 Europe/London every day'));
    await sam.presses(echo, 'Start it').shown();
    await messageBy(sam.types(channel, '/greenroom mocks 0 days 0 answers'));
    await messageBy(dana.types(channel, '/practice me'));
  });
  afterAll(async () => {
    await paceAgain();
    await stage.close();
  });

  const settle = (): Promise<void> => settleMocks(stage);
  const rooms = (): Channel[] =>
    [...stage.slack.world.channels.values()].filter((one) => one.kind === 'mpim');
  const room = (): Channel => {
    const [first] = rooms();
    if (first === undefined) throw new Error('there is no group conversation');
    return first;
  };
  const cards = (): Message[] =>
    stage.slack.world.messagesIn(room().id).filter((one) => one.botId !== null && one.blocks.length > 0);
  const readBy = (who: Person): string =>
    stage.slack.world
      .messages()
      .filter((one) => one.channelId === room().id && (one.onlyFor === null || one.onlyFor === who.user.id))
      .map(slackText)
      .join('\n');
  /** The newest card in the room with this button. */
  const withButton = (label: string): Message => {
    const found = cards().findLast((one) => slackText(one).split('\n').includes(label));
    if (found === undefined) throw new Error(`no card with "${label}"`);
    return found;
  };
  /** Both press it, one after the other; what it leads to is done. */
  const both = async (label: string): Promise<void> => {
    const card = withButton(label);
    for (const who of [stage.dana, stage.sam]) await who.presses(card, label).ack;
    await settle();
  };
  const view = (id: string): OpenView => {
    const found = stage.slack.world.view(id);
    if (found === undefined) throw new Error('that modal is closed');
    return found;
  };
  const score = async (who: Person, level: string, note: string): Promise<void> => {
    const { id } = await viewBy(who.presses(withButton('Score'), 'Score'));
    for (let tries = 0; !slackText(view(id)).includes('Write the note'); tries += 1) {
      expect(tries).toBeLessThan(12);
      await who.presses(view(id), level).ack;
    }
    const form = await viewBy(who.presses(view(id), 'Write the note'));
    await who.submits(form, { note }).ack;
    expect(slackText(view(form.id))).toContain('Your score is in.');
    for (const open of stage.slack.world.modals(who.user.id).toReversed()) who.closes(open);
    await settle();
  };

  it('two join, are matched, confirm, take two halves in a group conversation, score apart, and see both', async () => {
    const { dana, sam, channel, slack, workspace } = stage;
    const form = await viewBy(dana.types(channel, '/practice mock join'));
    const sent = dana.submits(form, {
      when: 'now',
      category: 'architecture',
      notes: 'No interruptions please.',
    });
    await sent.ack;
    expect(slackText(view(form.id))).toContain('You are in line.');
    expect(slackText(await messageBy(sam.types(channel, '/practice mock now')))).toContain(
      'You are in line.',
    );
    await settle();
    for (const [who, other] of [
      [dana, 'sam'],
      [sam, 'dana'],
    ] as const) {
      const asked = stage.directs(who).at(-1);
      expect(slackText(asked)).toContain(`A mock interview with ${other}`);
      if (asked === undefined) return;
      await who.presses(asked, 'Confirm').ack;
    }
    await settle();
    expect(rooms()).toHaveLength(1);
    expect(room().members).toEqual(new Set([workspace.botUserId, dana.user.id, sam.user.id]));
    await both('Start');
    // Each is given their part unasked where the room is, and reads nothing of the other's.
    expect(readBy(dana)).toContain('Your part: you ask');
    expect(readBy(sam)).toContain('Your part: you answer');
    expect(readBy(sam)).toContain('dana asks for: No interruptions please.');
    expect(readBy(sam)).not.toContain('What it is after');
    await both('Next');
    sam.writes(room(), ORDER_UPDATES_ANSWER);
    await slack.deliveries.idle();
    const place = await viewBy(sam.presses(withButton('I lost my place'), 'I lost my place'));
    expect(slackText(place)).toContain('You last reached');
    sam.closes(place);
    await both('Next');
    await score(sam, 'Met', 'I compared two options');
    expect(readBy(dana)).not.toContain('I compared two options');
    await score(dana, 'Not found', 'No check that it worked');
    await both('Next');
    await dana.presses(withButton('Swap'), 'Swap').ack;
    await settle();
    await both('Next');
    await both('Next');
    await score(dana, 'Partly', 'Too fast');
    await score(sam, 'Partly', 'Clear numbers');
    await both('Next');
    const reveal = cards().find((one) => slackText(one).includes('What you both found'));
    expect(slackText(reveal)).toContain('You differ most on');
    expect(cards().some((one) => slackText(one).includes('typed was read as well'))).toBe(true);
    const notes = await viewBy(dana.presses(withButton('Read the notes'), 'Read the notes'));
    expect(slackText(notes)).toContain('No check that it worked');
    dana.closes(notes);
    await both('Finish');
    const session = await stage.core.db.selectFrom('mock_sessions').select('phase').executeTakeFirstOrThrow();
    expect(session.phase).toBe('done');
    // Every job ran twice, and nothing is there twice.
    const said = cards().map(slackText);
    expect(new Set(said).size).toBe(said.length);
    // Nobody else hears of it in the channel.
    expect(stage.posts().map(slackText).join(' ')).not.toContain('ock');
  });

  it('a solo mock, then one with a cut-in, each step private', async () => {
    const { lee, channel } = stage;
    await leaveOnlyOrderUpdates(stage.core.db);
    const told = (): Message => {
      const found = stage.directs(lee).at(-1);
      if (found === undefined) throw new Error('lee was told nothing');
      return found;
    };
    /** Opens the form behind the button and sends it; what takes its place is left behind. */
    const write = async (on: Message | OpenView, label: string, answer: string): Promise<OpenView> => {
      const form = await viewBy(lee.presses(on, label));
      await lee.submits(form, { answer }).ack;
      await settle();
      return view(form.id);
    };
    const question = await messageBy(lee.types(channel, '/practice mock solo architecture'));
    expect(slackText(question)).toContain('Two follow-up questions come');
    const sent = await write(question, 'Answer', ORDER_UPDATES_ANSWER);
    expect(slackText(sent)).toContain('It is being read');
    lee.closes(sent);
    expect(slackText(told())).toContain('Follow-up 1 of 2');
    for (const _ of ['first', 'second']) {
      await lee.presses(told(), 'Skip this one').ack;
      await settle();
    }
    expect(slackText(told())).toContain('Debrief · Architecture');

    const cut = await messageBy(lee.types(channel, '/practice mock solo interrupted architecture'));
    expect(slackText(cut)).toContain('I cut in once');
    const sentences = ORDER_UPDATES_ANSWER.split(/(?<=\.) /);
    const cutIn = await write(cut, 'Write the first part', sentences.slice(0, 2).join(' '));
    expect(slackText(cutIn)).toContain('The cut-in');
    const goOn = await write(cutIn, 'Reply', 'The dispatcher sees it first.');
    expect(slackText(goOn)).toContain('Go on from');
    await write(goOn, 'Write the rest', sentences.slice(2).join(' '));
    expect(slackText(told())).toContain('Held through the cut-in');
  });
});
