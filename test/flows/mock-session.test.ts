import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expireMocks } from '../../src/core/mocks/expire-mocks.ts';
import { expireReports } from '../../src/core/mocks/list-reports.ts';
import { wakeSessions } from '../../src/core/mocks/wake-sessions.ts';
import { plainText } from '../../src/core/platform/plain-text.ts';
import { collectMemberData } from '../../src/core/members/collect-member-data.ts';
import { placesOf } from '../support/erased.ts';
import { idOf } from '../support/marked-member.ts';
import { DANA, matchPair, SAM, type MockPair } from '../support/mock-pair.ts';
import { createRoom, LONG_ANSWER, type Room } from '../support/room.ts';
import { button, said } from '../support/said.ts';

let room: Room;
beforeEach(async () => {
  room = await createRoom({ byHand: true });
  for (const who of [DANA, SAM, 'eve']) await room.open('Europe/London', who);
  await room.settled();
});
afterEach(() => room.close());

const words = async (who?: string): Promise<string> =>
  (await room.cards(who)).map((card) => plainText(card)).join('\n---\n');
const titles = async (pair: MockPair): Promise<string[]> =>
  (await pair.shown()).map((card) => plainText(card).split('\n')[0] ?? '');
const envelope = () =>
  ({
    platform: 'web',
    key: randomUUID(),
    at: room.clock.now().toString(),
    community: { externalId: 'local', name: 'Practice room' },
  }) as const;
async function wake(minutes: number): Promise<void> {
  room.clock.advance({ seconds: minutes * 60 });
  await wakeSessions(room.core, room.clock.now());
  await room.settled();
}
/** What may be on its way is looked for half a minute later. */
async function afterLooking(): Promise<void> {
  room.clock.advance({ seconds: 31 });
  await room.settled();
}
async function inAnswer(pair: MockPair): Promise<void> {
  for (const label of ['Confirm', 'Start', 'Next']) await pair.both(label);
}

describe('a pair mock from the match to the reveal', () => {
  it('asks both privately, opens a room for the two alone, and gives each their part', async () => {
    const pair = await matchPair(room);
    expect(await words(DANA)).toContain('A mock interview with sam');
    expect(await words(SAM)).toContain('A mock interview with dana');
    expect(said(await pair.press(DANA, 'Confirm'))).toContain('When sam has as well');
    expect((await pair.session()).roomId).toBeNull();
    await pair.press(SAM, 'Confirm');
    await room.settled();
    const { roomId } = await pair.session();
    const people = await room.core.db
      .selectFrom('web_room_people')
      .innerJoin('members', 'members.id', 'web_room_people.member_id')
      .select('external_id')
      .where('message_id', '=', roomId ?? '')
      .orderBy('external_id')
      .execute();
    expect(people.map((one) => one.external_id)).toEqual([DANA, SAM]);

    await pair.both('Start');
    expect(await words(SAM)).toContain('Your part: you ask');
    const danas = await words(DANA);
    expect(danas).toContain('Your part: you answer');
    const { state } = await pair.session();
    const asked = await room.core.db
      .selectFrom('questions')
      .select('body')
      .where('id', '=', state.halves[0]?.questionId ?? '')
      .executeTakeFirstOrThrow();
    expect(danas).not.toContain(asked.body);
    expect(await words()).not.toContain(asked.body);
    await pair.both('Next');
    expect(said(await pair.press(DANA, 'Repeat the question'))).toContain(asked.body);
  });

  it('keeps both scores apart until the end, and points out where they differ most', async () => {
    const { id } = await room.core.db
      .selectFrom('questions')
      .select('id')
      .where('slug', '=', 'architecture-order-updates')
      .executeTakeFirstOrThrow();
    // The one that LONG_ANSWER answers.
    const pair = await matchPair(room, { questionIds: [id] });
    await inAnswer(pair);
    await pair.say(DANA, LONG_ANSWER);
    await pair.both('Next');
    await pair.score(DANA, 'Met', 'I compared two options');
    expect(await words()).not.toContain('I compared two options');
    expect(said(await pair.press(SAM, 'Read the notes').catch(() => ({ kind: 'none' })))).toBe('');
    await pair.score(SAM, 'Not found', 'No check that it worked');
    await pair.both('Next');
    await pair.press(SAM, 'Swap');
    await room.settled();
    await pair.both('Next');
    await pair.both('Next');
    await pair.score(SAM, 'Partly', 'Too fast');
    await pair.score(DANA, 'Partly', 'Clear numbers');
    await pair.both('Next');

    expect((await pair.session()).state.phase).toBe('reveal');
    // The reading may be looked for again after two seconds.
    room.clock.advance({ seconds: 3 });
    await room.settled();
    const shown = await words();
    expect(shown).toContain('You differ most on');
    expect(shown).toContain('sam says not found, dana says met');
    expect(shown).not.toContain('I compared two options');
    const notes = said(await pair.press(SAM, 'Read the notes'));
    for (const note of ['I compared two options', 'No check that it worked', 'Too fast', 'Clear numbers'])
      expect(notes).toContain(note);
    // What was typed is read last of all, as an answer of the candidate's own.
    expect(shown).toMatch(/What dana typed was read as well \(offline coach\): /);
    expect(said(await room.command(DANA, 'history'))).toContain('Architecture');
    await pair.both('Finish');
    expect((await pair.session()).state.phase).toBe('done');
    // Every job ran twice, and each card is there once.
    const cards = (await titles(pair)).filter((one) =>
      /^(?:Mock|Before|Half|What you both|The mock)/.test(one),
    );
    expect(cards).toHaveLength(13);
    expect(new Set(cards).size).toBe(13);
  });

  it('goes on by the clock alone and says so at start, half-way and end only', async () => {
    const pair = await matchPair(room);
    for (const label of ['Confirm', 'Start']) await pair.both(label);
    for (const minutes of [5, 7.5, 7.5, 5, 5, 10]) await wake(minutes);
    const heads = (await titles(pair)).slice(-7);
    expect(heads).toEqual([
      'Half 1 of 2: brief',
      'Half 1 of 2: answer and probes',
      'Half of the time has passed. This part lasts until 10:20 UTC.',
      'Half 1 of 2: silent scoring',
      'Half 1 of 2: talk about it',
      'Half 1 is over',
      'What you both found',
    ]);
    await wake(10);
    expect((await pair.session()).state.phase).toBe('done');
  });

  it('keeps the day of both, spoken or written, as an answer to a question of one’s own does', async () => {
    for (const who of [DANA, SAM])
      await room.press(
        who,
        { verb: 'submit', roundId: await room.latestRoundId(), openedAt: '1' },
        { answer: LONG_ANSWER },
      );
    await room.settled();
    room.clock.advance({ days: 1 });
    await room.tick();
    await room.settled();
    const days = async (who: string): Promise<string> => said(await room.command(who, 'me'));
    expect(await days(DANA)).toContain('1 day answered');
    const pair = await matchPair(room, { untimed: true });
    await inAnswer(pair);
    await pair.say(DANA, LONG_ANSWER);
    await pair.both('Next');
    for (const who of [DANA, SAM]) await pair.score(who, 'Met', 'It was clear');
    const { turn } = (await pair.session()).state;
    const sure = await room.press(DANA, `mock-look:${pair.sessionId}:cancel.${turn}`);
    expect(said(sure)).toContain('the day counts');
    await room.press(DANA, button(sure, 'Yes, end it'));
    await room.settled();
    await pair.both('Finish');
    // Written and held on one day, it is one day.
    for (const who of [DANA, SAM]) expect(await days(who), who).toContain('2 days answered');
    expect(await days(DANA)).toMatch(/Mock: Architecture, Tue 3 Mar.*, with sam/);
    const opened = await room.press(DANA, button(await room.command(DANA, 'history'), 'Open mock 1'));
    expect(said(opened)).toContain('It was clear');
    room.clock.advance({ seconds: 3 });
    await room.settled();
    expect(await words()).toContain('typed was read as well');
    // Deleting one's part takes the words and the cards that show them, never the day.
    for (const who of [SAM, DANA]) {
      expect(await words()).toContain(who === SAM ? 'What you both found' : 'typed was read as well');
      const ask = await pair.press(who, 'Delete my part');
      await room.press(who, button(ask, 'Delete my part'));
      await afterLooking();
      expect(await words()).not.toContain(who === SAM ? 'What you both found' : 'typed was read as well');
      if (who === DANA) break;
      const notes = said(await pair.press(DANA, 'Read the notes'));
      expect(notes).toContain('sam deleted their score.');
      expect(notes).not.toContain('sam says');
    }
    expect(await days(SAM)).toContain('2 days answered');
    expect(said(await pair.press(DANA, 'Read the notes'))).not.toContain('It was clear');
  });

  it('brings both a calendar file for an agreed time, and begins when both are there', async () => {
    const startsAt = room.clock.now().add({ hours: 9 });
    const pair = await matchPair(room, { startsAt });
    await pair.both('Confirm');
    const files = await room.core.db.selectFrom('web_files').select(['name', 'bytes']).execute();
    expect(files.map((one) => one.name)).toEqual(['mock-interview.ics', 'mock-interview.ics']);
    expect(files[0]?.bytes.toString()).toContain('DTSTART:20260302T190000Z');
    await wake(9 * 60 + 5);
    await pair.both('Start');
    expect((await pair.session()).state.phase).toBe('brief');
  });

  it('gives back one’s place in one’s own words, and the question said literally', async () => {
    const pair = await matchPair(room);
    await inAnswer(pair);
    expect(said(await pair.press(DANA, 'I lost my place'))).toContain(
      'Nothing that you typed names a part yet',
    );
    await pair.say(
      DANA,
      'The dispatcher reassigns a van within two minutes of a cancel, so polling was too late.',
    );
    await pair.say(
      DANA,
      'I decided on webhooks with polling as the fallback, which costs the team a second code path.',
    );
    const place = said(await pair.press(DANA, 'I lost my place'));
    expect(place).toContain('You last reached');
    expect(place).toMatch(/“.*code path/);
    expect(said(await pair.press(DANA, 'Rephrase literally'))).toContain('You can take this as given');
  });
});

describe('a score', () => {
  it('that comes after its time counts until the scores are shown; later its words are given back', async () => {
    const pair = await matchPair(room);
    await inAnswer(pair);
    await pair.both('Next');
    const step = await room.press(DANA, button(await pair.press(DANA, 'Score'), 'Met'));
    const form = await room.press(SAM, `mock-look:${pair.sessionId}:note.4.1`);
    if (form.kind !== 'form') throw new Error(form.kind);
    await pair.press(SAM, 'Pause');
    const paused = await room.press(SAM, form.form.submit, { note: 'Written while it was paused' });
    expect(paused).toMatchObject({ kind: 'form_errors', errors: { note: expect.stringContaining('Go on') } });
    await room.settled();
    await pair.press(SAM, 'Go on');
    await wake(5);
    expect((await pair.session()).state.phase).toBe('debrief');
    expect(await words()).toContain('Whoever has not scored yet can do so until then');
    // Both were in the middle of it: a card of criteria, a form with a note.
    expect(said(await room.press(DANA, button(step, 'Partly')))).toContain('3 of ');
    expect(said(await room.press(SAM, form.form.submit, { note: 'A note a little late' }))).toContain(
      'Your score is in.',
    );
    const twice = await room.press(SAM, form.form.submit, { note: 'Another one' });
    expect(twice).toMatchObject({
      kind: 'form_errors',
      errors: { note: expect.stringContaining('Your score of that half is in.') },
    });
    const { turn } = (await pair.session()).state;
    await room.press(DANA, `mock:${pair.sessionId}:cancel.${turn}`);
    await room.settled();
    expect((await pair.session()).state.phase).toBe('reveal');
    expect(said(await pair.press(DANA, 'Read the notes'))).toContain('A note a little late');
    const late = await room.press(DANA, form.form.submit, { note: 'Too late for the reveal' });
    expect(late).toMatchObject({
      kind: 'form_errors',
      errors: { note: expect.stringContaining('still here') },
    });
  });
});

describe('what the two let each other know', () => {
  it('is read by the two alone, never by whoever watches or may open the room', async () => {
    const seats = [
      { memberId: await idOf(room, DANA), role: 'both', notes: 'Literal wording, please.', voiceLink: null },
      { memberId: await idOf(room, SAM), role: 'both', notes: '', voiceLink: 'https://meet.example/7' },
      { memberId: await idOf(room, 'eve'), role: 'observer', notes: '', voiceLink: null },
    ] as const;
    const pair = await matchPair(room, { seats });
    expect(said(await room.press(DANA, `mock-look:${pair.sessionId}:shared.0`))).not.toContain(
      'meet.example',
    );
    await pair.both('Confirm');
    const welcome = await words();
    expect(welcome).toContain('eve watches');
    for (const word of ['Literal wording', 'meet.example']) {
      expect(welcome).not.toContain(word);
      expect(await words('eve')).not.toContain(word);
      for (const who of [DANA, SAM]) expect(said(await pair.press(who, 'What we share'))).toContain(word);
    }
    expect(said(await pair.press('eve', 'What we share'))).toContain('Only the two people of this mock');
  });
});

describe('the words in the room', () => {
  it('are the session’s, never an answer to a round; an edit and a deletion count', async () => {
    const pair = await matchPair(room);
    await inAnswer(pair);
    await pair.say(DANA, LONG_ANSWER, 'm-1');
    await pair.say(DANA, 'One more sentence that goes again.', 'm-2');
    await pair.say(SAM, 'And what would have made you choose polling?', 'm-3');
    expect(await room.core.db.selectFrom('answers').select('id').execute()).toEqual([]);
    room.clock.advance({ seconds: 5 });
    const { roomId } = await pair.session();
    await room.say(DANA, `Edited. ${LONG_ANSWER}`, { messageId: 'm-1', threadId: roomId, change: 'edited' });
    await room.remove('m-2', DANA);
    const kept = await room.core.db
      .selectFrom('mock_messages')
      .select(['seat', 'half', 'body'])
      .orderBy('message_id')
      .execute();
    expect(kept).toEqual([
      { seat: 0, half: 1, body: `Edited. ${LONG_ANSWER}` },
      { seat: 1, half: null, body: 'And what would have made you choose polling?' },
    ]);
  });

  it('are the candidate’s answer when they were sent in its part, also when they come while it is scored', async () => {
    const pair = await matchPair(room);
    await inAnswer(pair);
    const sentAt = room.clock.now().add({ seconds: 50 }).toString();
    room.clock.advance({ seconds: 60 });
    await pair.both('Next');
    const { roomId: threadId } = await pair.session();
    room.clock.advance({ seconds: 5 });
    await room.say(DANA, 'Written in time.', { threadId, sentAt });
    await room.say(DANA, 'Written while it is scored.', { threadId });
    const kept = await room.core.db
      .selectFrom('mock_messages')
      .select(['half', 'body'])
      .orderBy('sent_at')
      .execute();
    expect(kept).toEqual([
      { half: 1, body: 'Written in time.' },
      { half: null, body: 'Written while it is scored.' },
    ]);
  });

  it('refuses everybody else, and buttons of an earlier step, in a sentence', async () => {
    const pair = await matchPair(room);
    await pair.both('Confirm');
    const start = (await pair.shown()).at(-1)?.buttons[0]?.action ?? '';
    expect(said(await room.press('eve', start))).toContain('Only the two people of this mock');
    await pair.both('Start');
    expect(said(await room.press(DANA, start))).toContain('belongs to an earlier step');
    expect(said(await room.press('eve', `mock-look:${pair.sessionId}:part.2`))).toContain('Only the two');
    for (const odd of ['mock:1:', 'mock:x:next.1', `mock:${pair.sessionId}:fly.1`, 'mock-look:999999:part.1'])
      expect(said(await room.press(DANA, odd)), odd).not.toBe('');
  });
});

describe('when it does not go as planned', () => {
  it('blames nobody for not starting when there was no room to start in', async () => {
    const pair = await matchPair(room);
    await pair.both('Confirm');
    await room.core.db.updateTable('mock_sessions').set({ room_id: null }).execute();
    await wake(10);
    expect((await pair.session()).state).toMatchObject({ phase: 'cancelled', leftBy: null, absent: [] });
    expect(await words(DANA)).toContain('its private room could not be opened');
    const lowered = await room.core.db.selectFrom('mock_priorities').selectAll().execute();
    expect(lowered).toEqual([]);
  });

  it('meets beside a channel that is still there, never one that was deleted', async () => {
    const { id } = await room.core.db.selectFrom('channels').select('id').executeTakeFirstOrThrow();
    await room.core.db.updateTable('channels').set({ gone_at: room.clock.now() }).execute();
    await expect(matchPair(room)).rejects.toThrow('no_channel');
    await room.core.db.updateTable('channels').set({ gone_at: null }).where('id', '=', id).execute();
    await matchPair(room);
  });

  it('silence after the match ends it, and tells the one who confirmed', async () => {
    const pair = await matchPair(room);
    await pair.press(DANA, 'Confirm');
    await wake(10);
    expect((await pair.session()).state).toMatchObject({ phase: 'expired', absent: [1] });
    expect(await words(DANA)).toContain('the other side could not make it');
    await matchPair(room);
  });

  it('silence of both after the match costs neither of them anything', async () => {
    await matchPair(room);
    await wake(10);
    for (const who of [DANA, SAM])
      expect(await words(who)).toContain('It does not take place. That costs nothing.');
    expect(await room.core.db.selectFrom('mock_priorities').selectAll().execute()).toEqual([]);
    await matchPair(room);
  });

  it('silence of both in a room without a clock ends it after two hours, and nobody is lowered', async () => {
    const pair = await matchPair(room, { untimed: true });
    await inAnswer(pair);
    await wake(119);
    expect((await pair.session()).state.phase).toBe('answer');
    await wake(1);
    expect((await pair.session()).state).toMatchObject({ phase: 'expired', leftBy: null, absent: [] });
    expect(await words()).toContain('Nothing happened here for a long time. That costs nothing.');
    expect(await room.core.db.selectFrom('mock_priorities').selectAll().execute()).toEqual([]);
  });

  it('not coming is said plainly in the room, and lowers the place of the one who was not there for two weeks', async () => {
    const pair = await matchPair(room);
    await pair.both('Confirm');
    await pair.press(DANA, 'Start');
    await wake(10);
    expect((await pair.session()).state).toMatchObject({ phase: 'no_show', absent: [1] });
    expect(await words()).toContain(
      'sam did not press Start in time. Whoever was here is matched again first.',
    );
    const lowered = () => room.core.db.selectFrom('mock_priorities').selectAll().execute();
    expect(await lowered()).toMatchObject([
      { member_id: await idOf(room, SAM), lowered_until: room.clock.now().add({ hours: 24 * 14 }) },
    ]);
    room.clock.advance({ days: 15 });
    await room.core.db.transaction().execute((tx) => expireMocks(tx, room.clock.now()));
    expect(await lowered()).toEqual([]);
  });

  it('neither coming says so without a name', async () => {
    const pair = await matchPair(room);
    await pair.both('Confirm');
    await wake(10);
    expect(await words()).toContain('Neither of you pressed Start in time.');
  });

  it('a member is in one open session at most', async () => {
    await matchPair(room);
    await expect(matchPair(room)).rejects.toThrow('busy');
    const { count } = await room.core.db
      .selectFrom('mock_sessions')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow();
    expect(count).toBe('1');
  });

  it('calling off is neutral and said in the room; a pause by either side stops the clock', async () => {
    const pair = await matchPair(room);
    await inAnswer(pair);
    await pair.press(SAM, 'Pause');
    await room.settled();
    await wake(60);
    expect((await pair.session()).state.phase).toBe('answer');
    await pair.press(DANA, 'Go on');
    await room.settled();
    const sure = await room.press(
      DANA,
      `mock-look:${pair.sessionId}:cancel.${(await pair.session()).state.turn}`,
    );
    await room.press(DANA, button(sure, 'Yes, end it'));
    await room.settled();
    expect((await pair.session()).state).toMatchObject({ phase: 'cancelled', leftBy: 0, absent: [] });
    expect(await words()).toContain('That is fine at any time and costs nothing');
  });

  it('goes on in a new room when the room is deleted', async () => {
    const pair = await matchPair(room);
    await inAnswer(pair);
    const before = await pair.session();
    await room.core.db.deleteFrom('web_messages').where('id', '=', before.roomId).execute();
    room.clock.advance({ seconds: 1 });
    await room.send({
      ...envelope(),
      kind: 'thread_gone',
      channelId: 'practice',
      threadId: before.roomId ?? '',
    });
    await room.settled();
    const after = await pair.session();
    expect(after.roomId).not.toBe(before.roomId);
    await pair.press(DANA, 'Go on');
    await room.settled();
    await pair.both('Next');
    expect((await pair.session()).state.phase).toBe('scoring');
  });

  it('ends kindly when one of the two leaves the community in the middle, and nobody is to blame', async () => {
    const pair = await matchPair(room);
    await inAnswer(pair);
    await pair.say(SAM, 'Which van was it?');
    room.clock.advance({ seconds: 1 });
    await room.send({ ...envelope(), kind: 'member_left', memberExternalId: SAM });
    await room.settled();
    expect((await pair.session()).state).toMatchObject({ phase: 'cancelled', leftBy: 1, absent: [] });
    expect(await words()).toContain('sam cannot go on. That is fine at any time and costs nothing.');
    expect(await room.core.db.selectFrom('mock_priorities').selectAll().execute()).toEqual([]);
    expect(said(await room.command(DANA, 'mock status'))).toContain('You are not in line');
  });

  it('goes to the reveal when one of the two leaves the community after the first half', async () => {
    const pair = await matchPair(room);
    await inAnswer(pair);
    await pair.both('Next');
    for (const who of [DANA, SAM]) await pair.score(who, 'Met', 'It was clear');
    room.clock.advance({ seconds: 1 });
    await room.send({ ...envelope(), kind: 'member_left', memberExternalId: SAM });
    await room.settled();
    expect((await pair.session()).state).toMatchObject({ phase: 'reveal', leftBy: 1 });
    expect(said(await pair.press(DANA, 'Read the notes'))).toContain('It was clear');
  });

  it('a blocked pair is never matched again, and nobody is told', async () => {
    const pair = await matchPair(room);
    await pair.both('Confirm');
    const { turn } = (await pair.session()).state;
    const ask = await room.press(DANA, `mock-look:${pair.sessionId}:block.${turn}`);
    await room.press(DANA, button(ask, 'Never match us again'));
    await room.settled();
    expect((await pair.session()).state.phase).toBe('cancelled');
    expect(await words(SAM)).not.toContain('gain');
    await expect(matchPair(room)).rejects.toThrow('blocked');
  });
});

describe('what is held about a member in a mock', () => {
  it('has no score of the other one’s that was only begun, or not shown at the reveal', async () => {
    const pair = await matchPair(room);
    const scoresOf = async (who: string): Promise<number> =>
      (await collectMemberData(room.core.db, await idOf(room, who))).get('mock_scores')?.length ?? 0;
    await inAnswer(pair);
    await pair.both('Next');
    // Sam begins to score Dana's answer and never gives it.
    await room.press(SAM, button(await pair.press(SAM, 'Score'), 'Not found'));
    await wake(5);
    await pair.both('Next');
    await pair.press(SAM, 'Swap');
    await room.settled();
    for (const _ of ['brief', 'answer']) await pair.both('Next');
    await pair.score(DANA, 'Not found', 'Given, and not for now');
    const { turn } = (await pair.session()).state;
    await room.press(SAM, `mock:${pair.sessionId}:cancel.${turn}`);
    await room.settled();
    expect((await pair.session()).state.phase).toBe('reveal');
    expect(said(await pair.press(SAM, 'Read the notes'))).not.toContain('not for now');
    // Each has the one they wrote.
    expect([await scoresOf(DANA), await scoresOf(SAM)]).toEqual([1, 1]);
  });

  const MARKED = 'zanzibarquokka';
  it('is in their export, and gone after erase: no row has a word or the name of theirs', async () => {
    const seats = await Promise.all(
      [DANA, SAM].map(async (who) => ({
        memberId: await idOf(room, who),
        role: 'both' as const,
        notes: who === SAM ? `${MARKED} wish` : '',
        voiceLink: who === SAM ? `https://${MARKED}.example` : null,
      })),
    );
    await room.core.db
      .updateTable('members')
      .set({ display_name: `${MARKED} Sam` })
      .where('external_id', '=', SAM)
      .execute();
    const pair = await matchPair(room, { seats });
    await inAnswer(pair);
    await pair.say(SAM, `${MARKED} talk`);
    await pair.both('Next');
    await pair.score(DANA, 'Met', 'Mine');
    await pair.score(SAM, 'Partly', `${MARKED} note`);
    await pair.both('Next');
    const { db } = room.core;
    await db
      .updateTable('members')
      .set({ display_name: `${MARKED} Sam` })
      .where('external_id', '=', SAM)
      .execute();
    const data = await collectMemberData(db, await idOf(room, SAM));
    expect([...data.keys()]).toEqual(
      expect.arrayContaining(['mock_seats', 'mock_messages', 'mock_scores', 'web_room_people']),
    );
    expect(JSON.stringify([...data])).not.toContain('Mine');
    await room.press(SAM, button(await room.command(SAM, 'erase'), 'Erase everything'));
    room.clock.advance({ minutes: 1 });
    await room.settled();
    expect((await pair.session()).state).toMatchObject({ phase: 'reveal', leftBy: 1 });
    expect(await placesOf(room.core.db, MARKED)).toEqual([]);
    expect(said(await pair.press(DANA, 'Read the notes'))).toContain('Mine');
  });
});

describe('a report', () => {
  it('about an organizer is shown to every organizer but that one, who can not close it either', async () => {
    const pair = await matchPair(room);
    await inAnswer(pair);
    await room.core.db.updateTable('members').set({ is_organizer: true }).execute();
    const { turn } = (await pair.session()).state;
    const form = await room.press(DANA, `mock-look:${pair.sessionId}:report.${turn}`);
    if (form.kind !== 'form') throw new Error(form.kind);
    await room.press(DANA, form.form.submit, { reason: 'They were rude' });
    expect(said(await room.command(SAM, 'reports', 'greenroom'))).toContain('There is no open report.');
    const { id } = await room.core.db.selectFrom('mock_reports').select('id').executeTakeFirstOrThrow();
    const closed = said(await room.command(SAM, `reports close ${id}`, 'greenroom'));
    expect(closed).toContain('There is no open report');
    expect(said(await room.command('eve', 'reports', 'greenroom'))).toContain('They were rude');
  });

  it('is sealed at once, reaches organizers, and outlives what the other side deletes for 30 days', async () => {
    const pair = await matchPair(room);
    await inAnswer(pair);
    await pair.say(SAM, 'Something that should not be said.', 'm-bad');
    const { turn } = (await pair.session()).state;
    const form = await room.press(DANA, `mock-look:${pair.sessionId}:report.${turn}`);
    if (form.kind !== 'form') throw new Error(form.kind);
    expect((await room.press(DANA, form.form.submit, { reason: ' ' })).kind).toBe('form_errors');
    await room.press(DANA, form.form.submit, { reason: 'They were rude' });
    await room.remove('m-bad', SAM);
    await room.press(SAM, button(await room.command(SAM, 'erase'), 'Erase everything'));
    await room.settled();
    expect((await pair.session()).state.phase).toBe('cancelled');
    expect(said(await room.command('eve', 'reports', 'greenroom'))).toContain('Only an organizer');
    const read = said(await room.command(DANA, 'reports', 'greenroom'));
    expect(read).toContain('They were rude');
    expect(read).toContain('Something that should not be said.');
    const expire = () => room.core.db.transaction().execute((tx) => expireReports(tx, room.clock.now()));
    room.clock.advance({ days: 29 });
    expect(await expire()).toBe(0);
    room.clock.advance({ days: 1 });
    // The reporter's reason goes with the sealed copy.
    expect(await expire()).toBe(1);
    expect(await placesOf(room.core.db, 'They were rude')).toEqual([]);
    expect(said(await room.command(DANA, 'reports', 'greenroom'))).toContain('There is no open report.');
  });
});
