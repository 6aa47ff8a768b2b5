import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRest } from '../../src/bots/discord/call.ts';
import { createDiscordPort } from '../../src/bots/discord/outbound.ts';
import { findSession, type MockSession } from '../../src/core/mocks/session-store.ts';
import { discordTextOf } from '../support/discord/read-text.ts';
import type { Interaction } from '../support/discord/interactions.ts';
import type { Person } from '../support/discord/people.ts';
import { createStage, type Stage } from '../support/discord/stage.ts';
import type { Channel, Message } from '../support/discord/world.ts';
import { leaveOnlyOrderUpdates, ORDER_UPDATES_ANSWER } from '../support/only-question.ts';
import { settleMocks } from '../support/settle-mocks.ts';

describe('mocks on Discord, through the real discord.js', () => {
  let stage: Stage;
  let sessionId = '';
  beforeEach(async () => {
    stage = await createStage();
    stage.discord.limits.byRoute = false;
    await stage.startBot();
    const echo = await shownBy(
      stage.sam.types(stage.channel, '/greenroom schedule add 09:00 Europe/London every day'),
    );
    await shownBy(stage.sam.presses(echo, 'Start it'));
    await shownBy(stage.sam.types(stage.channel, '/greenroom mocks show 0 days 0 answers'));
    await shownBy(stage.dana.types(stage.channel, '/practice me'));
  });
  afterEach(() => stage.close());

  const text = (message: Message | undefined): string => discordTextOf(message?.components ?? []);
  const shownBy = async (interaction: Interaction, index = 0): Promise<Message> => {
    const shown = await interaction.shown(index);
    if (shown.kind !== 'message' && shown.kind !== 'updated')
      throw new Error(`no message, but ${shown.kind}`);
    return shown.message;
  };

  const settle = (): Promise<void> => settleMocks(stage);
  /** Dana joins by form, Sam by one word; both are matched and asked. */
  async function match(): Promise<string> {
    const { dana, sam, channel } = stage;
    const form = dana.types(channel, '/practice mock join');
    const joined = await dana.submits(form, {
      when: 'now',
      category: 'architecture',
      notes: 'No interruptions please.',
    });
    expect(text(await shownBy(joined))).toContain('You are in line.');
    expect(text(await shownBy(sam.types(channel, '/practice mock now')))).toContain('You are in line.');
    await settle();
    const found = await stage.core.db
      .selectFrom('mock_sessions')
      .select('id')
      .where('ended_at', 'is', null)
      .executeTakeFirstOrThrow();
    return found.id;
  }
  const session = async (): Promise<MockSession> => {
    const found = await findSession(stage.core.db, sessionId);
    if (found === null) throw new Error('the session is gone');
    return found;
  };
  const rooms = (): Channel[] => [...stage.discord.world.channels.values()].filter((one) => one.type === 12);
  const room = (): Channel => {
    const [first] = rooms();
    if (first === undefined) throw new Error('there is no private thread');
    return first;
  };
  const cards = (): Message[] =>
    stage.discord.world.messagesIn(room().id).filter((one) => one.components.length > 0);
  /** The newest card in the room with this button. */
  const withButton = (label: string): Message => {
    const found = cards().findLast((one) => text(one).split('\n').includes(label));
    if (found === undefined) throw new Error(`no card with "${label}"`);
    return found;
  };
  /** Both press it; what it leads to is done. */
  const both = async (label: string): Promise<void> => {
    const card = withButton(label);
    const before = await stage.taken();
    stage.dana.presses(card, label);
    stage.sam.presses(card, label);
    await stage.until(`${label} was taken`, async () => (await stage.taken()) >= before + 2);
    await settle();
  };
  const confirm = async (): Promise<void> => {
    for (const one of [stage.dana, stage.sam]) {
      const asked = stage.discord.world.messagesIn(stage.discord.world.direct(one.user.id).id).at(-1);
      if (asked === undefined) throw new Error('nobody asked');
      await shownBy(one.presses(asked, 'Confirm'));
    }
    await settle();
  };
  const score = async (one: Person, level: string, note: string): Promise<void> => {
    let step = await shownBy(one.presses(withButton('Score'), 'Score'));
    while (!text(step).includes('Write the note')) step = await shownBy(one.presses(step, level));
    const given = await one.submits(one.presses(step, 'Write the note'), { note });
    await shownBy(given);
    await settle();
  };

  it('opens one private thread for the two, who alone read what happens there, and runs to the reveal', async () => {
    sessionId = await match();
    await confirm();
    expect(rooms()).toHaveLength(1);
    expect(room().members).toEqual(new Set([stage.dana.user.id, stage.sam.user.id]));
    expect(text(cards()[0])).toContain('Moderators of this community are able to open this room');
    await both('Start');
    const part = await shownBy(stage.dana.presses(withButton('My part'), 'My part'));
    expect(text(part)).toContain('Your part: you ask');
    expect(part.onlyFor).toBe(stage.dana.user.id);
    await both('Next');
    const before = await stage.taken();
    stage.sam.writes(room(), ORDER_UPDATES_ANSWER);
    await stage.until('the answer was taken', async () => (await stage.taken()) > before);
    // What is written while the gateway is away is fetched when it is back.
    await stage.stopBot();
    stage.sam.writes(room(), 'And after two weeks I would look at the vans again.');
    await stage.startBot();
    await stage.until('the rest was taken', async () => (await stage.taken()) > before + 1);
    const place = await shownBy(stage.sam.presses(withButton('I lost my place'), 'I lost my place'));
    expect(text(place)).toContain('You last reached');
    await both('Next');
    await score(stage.sam, 'Met', 'I compared two options');
    await score(stage.dana, 'Not found', 'No check that it worked');
    await both('Next');
    await shownBySwap();
    await both('Next');
    await both('Next');
    await score(stage.dana, 'Partly', 'Too fast');
    await score(stage.sam, 'Partly', 'Clear numbers');
    await both('Next');
    expect((await session()).state.phase).toBe('reveal');
    const reveal = cards().find((one) => text(one).includes('What you both found'));
    expect(text(reveal)).toContain('You differ most on');
    expect(cards().some((one) => text(one).includes('typed was read as well'))).toBe(true);
    const { body } = await stage.core.db
      .selectFrom('answer_revisions')
      .select('body')
      .executeTakeFirstOrThrow();
    expect(body).toContain('after two weeks I would look');
    const notes = await shownBy(stage.dana.presses(withButton('Read the notes'), 'Read the notes'));
    expect(text(notes)).toContain('No check that it worked');
    await both('Finish');
    expect((await session()).state.phase).toBe('done');
    // Every job ran twice, and nothing is there twice.
    const said = cards().map(text);
    expect(new Set(said).size).toBe(said.length);
    // Nobody else hears of it in the channel.
    expect(stage.posts().map(text).join(' ')).not.toContain('ock');
  });

  async function shownBySwap(): Promise<void> {
    const before = await stage.taken();
    stage.sam.presses(withButton('Swap'), 'Swap');
    await stage.until('Swap was taken', async () => (await stage.taken()) > before);
    await settle();
  }

  it('opens an archived room again, and says what is missing when it may not open one', async () => {
    stage.channel.missing.add('CreatePrivateThreads');
    sessionId = await match();
    await confirm();
    expect(rooms()).toEqual([]);
    expect((await session()).state).toMatchObject({ phase: 'cancelled', absent: [] });
    const notice = await shownBy(stage.sam.types(stage.channel, '/greenroom notices'));
    expect(text(notice)).toContain('A private room could not be opened');
    stage.channel.missing.delete('CreatePrivateThreads');
    sessionId = await match();
    await confirm();
    room().archived = true;
    await both('Start');
    expect(room().archived).toBe(false);
  });

  it('a solo mock, then one with a cut-in, each step private', async () => {
    const { lee, channel } = stage;
    await shownBy(lee.types(channel, '/practice me'));
    await leaveOnlyOrderUpdates(stage.core.db);
    /** Opens the form behind the button and sends it; what lee is shown then, when it was read. */
    const write = async (on: Message, label: string, answer: string): Promise<Message> => {
      const shown = await shownBy(await lee.submits(lee.presses(on, label), { answer }));
      await settle();
      return shown;
    };
    const question = await shownBy(lee.types(channel, '/practice mock solo architecture'));
    expect(question.onlyFor).toBe(lee.user.id);
    expect(text(question)).toContain('Two follow-up questions come');
    const sent = await write(question, 'Answer', ORDER_UPDATES_ANSWER);
    // Nothing private can be brought unasked on Discord once the form's token is gone, so it says to press.
    expect(text(sent)).toContain('Then press Go on for the follow-up.');
    const first = await shownBy(lee.presses(sent, 'Go on'));
    expect(text(first)).toContain('Follow-up 1 of 2');
    const second = await shownBy(lee.presses(first, 'Skip this one'));
    expect(text(second)).toContain('Follow-up 2 of 2');
    expect(text(await shownBy(lee.presses(second, 'Skip this one')))).toContain('Debrief · Architecture');

    const cut = await shownBy(lee.types(channel, '/practice mock solo interrupted architecture'));
    expect(text(cut)).toContain('I cut in once');
    const sentences = ORDER_UPDATES_ANSWER.split(/(?<=\.) /);
    const cutIn = await write(cut, 'Write the first part', sentences.slice(0, 2).join(' '));
    expect(text(cutIn)).toContain('The cut-in');
    const goOn = await write(cutIn, 'Reply', 'The dispatcher sees it first.');
    expect(text(goOn)).toContain('Go on from');
    const rest = await write(goOn, 'Write the rest', sentences.slice(2).join(' '));
    expect(text(await shownBy(lee.presses(rest, 'Go on')))).toContain('Held through the cut-in');
    expect(stage.posts().map(text).join(' ')).not.toContain('cut');
  });

  it('gives the same thread when asked again, as after a crash', async () => {
    const port = createDiscordPort({
      rest: createRest({ token: stage.discord.token, api: stage.discord.apiUrl }),
      db: stage.core.db,
      clock: stage.clock,
      granted: { readThreadReplies: true },
    });
    const beside = { communityId: stage.guild.id, channelId: stage.channel.id };
    const people = [stage.dana.user.id, '999'];
    const first = await port.openPrivateRoom(beside, people, 'Mock interview: Metrics', 'mock:9:room:1');
    const again = await port.openPrivateRoom(
      beside,
      [stage.dana.user.id, stage.lee.user.id],
      'Mock interview: Metrics',
      'mock:9:room:1',
    );
    expect(again).toEqual(first);
    expect(rooms().map((one) => one.name)).toEqual([
      expect.stringMatching(/^Mock interview: Metrics · .{6}$/),
    ]);
    expect(room().members).toEqual(new Set([stage.dana.user.id, stage.lee.user.id]));
    const other = await port.openPrivateRoom(beside, people, 'Mock interview: Metrics', 'mock:10:room:1');
    expect(other).not.toEqual(first);
  });
});
