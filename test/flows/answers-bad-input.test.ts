import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../src/core/log.ts';
import { answerOf, quietMinute } from '../support/look.ts';
import { createRoom, LONG_ANSWER, shown, type Room } from '../support/room.ts';

const DAY = '2026-03-02T10:00:00Z';

describe('bad input', () => {
  let room: Room;
  let roundId: string;
  const logged: string[] = [];
  beforeAll(async () => {
    room = await createRoom({
      byHand: true,
      now: DAY,
      log: createLog('debug', { write: (line: string) => void logged.push(line) }),
    });
    await room.open();
    await room.settled();
    roundId = await room.latestRoundId();
  });
  afterAll(() => room.close());

  const submit = (person: string, fields: Record<string, string>, round = roundId) =>
    room.press(person, { verb: 'submit', roundId: round, openedAt: '1' }, fields);
  const always = async (person: string): Promise<void> => {
    await room.press(person, { verb: 'me' });
    await room.press(person, { verb: 'now' });
    await room.core.db
      .updateTable('members')
      .set({ thread_consent: 'always' })
      .where('external_id', '=', person)
      .execute();
  };

  it.each([
    ['empty', ''],
    ['only spaces', '  \n '],
    ['only NUL', '\0\0'],
    ['only emoji', '🚚🎉'],
    ['only punctuation', '?!…'],
  ])('refuses a form that is %s beside its field, and makes no answer', async (_name, answer) => {
    const reply = await submit('ann', { answer });
    expect(reply.kind).toBe('form_errors');
    expect(shown(reply)).toContain('Write one sentence or more');
    expect(await answerOf(room, 'ann')).toBeNull();
  });

  it('refuses more than 8,000 characters, also as the sum of two fields, and says how many are too many', async () => {
    const reply = await submit('ann', {
      answer: 'word '.repeat(799).trim(),
      more: 'word '.repeat(803).trim(),
    });
    expect(reply.kind).toBe('form_errors');
    expect(shown(reply)).toMatch(/That is 80\d\d characters; an answer can have 8000\. Shorten it by \d/);
    expect(await answerOf(room, 'ann')).toBeNull();
  });

  it('takes broken characters, NUL and markup, and shows them as they are', async () => {
    const text = `<b>Push</b> @everyone <!channel> \0\uD83D ${LONG_ANSWER}`;
    expect(shown(await submit('bob', { answer: text }))).toContain('Your answer is in.');
    await room.settled();
    const answer = await answerOf(room, 'bob');
    expect(answer?.texts).toEqual([`<b>Push</b> @everyone <!channel> \uFFFD ${LONG_ANSWER}`]);
    expect(answer?.feedback).toEqual(['ready']);
  });

  it('takes a person and a community whose names hold what no database text can', async () => {
    const event = room.messageEvent('eve', LONG_ANSWER, {
      messageId: 'm-eve',
      threadId: await room.latestThread(),
    });
    if (event.kind !== 'message') throw new Error('no message');
    const reply = await room.send({
      ...event,
      by: { externalId: 'eve', displayName: 'E\0ve \uD83D' },
      community: { externalId: 'local', name: 'Practice\0 room' },
    });
    expect(reply.kind).toBe('none');
    expect((await answerOf(room, 'eve'))?.state).toBe('held');
  });

  it('refuses a piece that makes the whole too long, keeps what was there, and says so', async () => {
    await always('cat');
    await room.write('cat', 'word '.repeat(1_590).trim());
    const reply = await room.say('cat', 'word '.repeat(30).trim());
    expect(shown(reply)).toContain('Shorten it by');
    await quietMinute(room);
    expect((await answerOf(room, 'cat'))?.texts).toEqual(['word '.repeat(1_590).trim()]);
  });

  it('takes a piece out when it is edited to no words at all, and keeps the last text when it gets too long', async () => {
    await always('dan');
    await room.write('dan', LONG_ANSWER);
    const second = await room.write('dan', 'And then we dropped it.');
    await quietMinute(room);
    await room.write('dan', 'word '.repeat(2_000), { messageId: second, change: 'edited' });
    await quietMinute(room);
    expect((await answerOf(room, 'dan'))?.texts).toEqual([`${LONG_ANSWER}\n\nAnd then we dropped it.`]);
    room.clock.advance({ seconds: 1 });
    expect(shown(await room.say('dan', '🎉', { messageId: second, change: 'edited' }))).toContain('no words');
    await quietMinute(room);
    expect((await answerOf(room, 'dan'))?.texts).toEqual([LONG_ANSWER]);
  });

  it('answers everything about a question that is not there, not posted, or somebody else’s own', async () => {
    await room.press('fay', { verb: 'now' });
    const { id: personal } = await room.core.db
      .selectFrom('rounds')
      .innerJoin('members', 'members.id', 'rounds.member_id')
      .select('rounds.id')
      .where('members.external_id', '=', 'fay')
      .executeTakeFirstOrThrow();
    for (const round of ['999999', '0', '123456789012345678', 'abc', personal]) {
      expect(shown(await submit('gus', { answer: LONG_ANSWER }, round))).toContain('not here any more');
      for (const verb of ['answer', 'feedback', 'other'] as const) {
        expect(shown(await room.press('gus', { verb, roundId: round }))).toContain('not here any more');
      }
      expect(shown(await room.press('gus', { verb: 'hint', roundId: round, rung: '1' }))).toContain(
        'not here any more',
      );
    }
    expect(await answerOf(room, 'gus')).toBeNull();
    expect(shown(await submit('fay', { answer: LONG_ANSWER }, personal))).toContain('Your answer is in.');
  });

  it('says that a withdrawn question takes no more answers, and still shows the feedback on it', async () => {
    await submit('hal', { answer: LONG_ANSWER });
    await room.settled();
    await setState('withdrawn');
    expect(shown(await submit('ida', { answer: LONG_ANSWER }))).toContain('withdrew this question');
    await room.write('ida', LONG_ANSWER);
    expect(await answerOf(room, 'ida')).toBeNull();
    expect(shown(await room.press('hal', { verb: 'feedback', roundId }))).toContain('One next step:');
    await setState('posted');
  });

  it('takes an answer while its question is being posted, and to one that may have been posted', async () => {
    await setState('due');
    expect(shown(await submit('joy', { answer: LONG_ANSWER }))).toContain('Your answer is in.');
    await setState('skipped');
    expect(shown(await submit('ken', { answer: LONG_ANSWER }))).toContain('Your answer is in.');
    await setState('posted');
  });

  const setState = async (state: 'posted' | 'due' | 'withdrawn' | 'skipped'): Promise<void> => {
    await room.core.db
      .updateTable('rounds')
      .set({ state, skipped_because: state === 'skipped' ? 'unknown' : null })
      .where('id', '=', roundId)
      .execute();
  };

  it('keeps every word that people wrote out of the log', () => {
    const log = logged.join('');
    for (const words of ['dispatcher', 'webhooks', '@everyone', 'dropped it'])
      expect(log).not.toContain(words);
  });
});
