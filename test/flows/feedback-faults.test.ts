import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { createOfflineCoach } from '../../src/core/feedback/coach.ts';
import { deliverFeedback } from '../../src/core/feedback/deliver-feedback.ts';
import { giveFeedback, giveUpFeedback } from '../../src/core/feedback/give-feedback.ts';
import type { FeedbackModel } from '../../src/core/feedback/contract.ts';
import { plainText } from '../../src/core/platform/plain-text.ts';
import type { PlatformPort } from '../../src/core/platform/port.ts';
import { answerOf, placesOf, quietMinute } from '../support/look.ts';
import { createRoom, LONG_ANSWER, shown, type Room, type RoomOptions } from '../support/room.ts';

const coach = createOfflineCoach();

/** A coach that breaks as long as `broken` says so. */
function brokenModel(broken: () => boolean, source: FeedbackModel['source'] = 'coach'): FeedbackModel {
  return {
    source,
    label: 'test reader',
    assess: (request, signal) =>
      broken() ? Promise.reject(new Error('the coach broke')) : coach.assess(request, signal),
  };
}

describe('feedback when something breaks', () => {
  let room: Room;
  afterEach(() => room.close());
  const open = async (options: RoomOptions): Promise<void> => {
    room = await createRoom({ byHand: true, ...options });
    await room.open();
    await room.settled();
  };
  const answer = async (person: string, text = LONG_ANSWER): Promise<void> => {
    const roundId = await room.latestRoundId();
    await room.press(person, { verb: 'submit', roundId, openedAt: '1' }, { answer: text });
  };
  const feedbackOf = async (person: string): Promise<string> =>
    shown(await room.press(person, { verb: 'feedback', roundId: await room.latestRoundId() }));
  const cardsOf = async (person: string): Promise<string[]> =>
    (await room.cards(person)).map((card) => plainText(card));
  const states = async () =>
    (await room.core.db.selectFrom('feedback').select('state').execute()).map((row) => row.state);

  it('is tried again when the coach breaks once, and comes once', async () => {
    let calls = 0;
    await open({ model: brokenModel(() => (calls += 1) === 1) });
    await answer('dana');
    await room.settled();
    expect(await states()).toEqual(['ready']);
    expect((await cardsOf('dana')).filter((card) => card.includes('One next step')).length).toBe(1);
  });

  it('comes from the offline coach, said as such, when the model always breaks', async () => {
    await open({ model: brokenModel(() => true, 'model') });
    await answer('dana');
    await room.settled();
    expect(await states()).toEqual(['ready']);
    expect(await feedbackOf('dana')).toContain('Offline coach');
    expect(shown(await room.press('dana', { verb: 'me' }))).toContain('1 day answered.');
  });

  it('ends as not graded when the offline coach breaks too, and the day is kept', async () => {
    await open({ model: brokenModel(() => true), fallbackModel: brokenModel(() => true) });
    await answer('dana');
    await room.settled();
    expect(await states()).toEqual(['not_graded']);
    expect(await feedbackOf('dana')).toContain('Not graded');
    expect((await cardsOf('dana')).some((card) => card.includes('Not graded'))).toBe(true);
    expect(shown(await room.press('dana', { verb: 'me' }))).toContain('1 day answered.');
    const answerId = (await answerOf(room, 'dana'))?.id ?? '0';
    expect((await room.press('dana', { verb: 'retry', answerId })).kind).toBe('form');
  });

  it('ends as not graded, and not in waiting for ever, when the question cannot be read any more', async () => {
    await open({});
    await answer('dana');
    await room.core.db.updateTable('questions').set({ category: 'gone' }).execute();
    await room.settled();
    expect(await states()).toEqual(['not_graded']);
  });

  it('is given for an answer that waited while a newer rubric was installed', async () => {
    await open({});
    await answer('dana');
    await room.core.db.updateTable('feedback').set({ rubric_version: 'tpm-0' }).execute();
    await room.settled();
    expect(await states()).toEqual(['ready']);
  });

  it('is not kept for a version that was overtaken while it was read', async () => {
    let duringRead: () => Promise<void> = () => Promise.resolve();
    await open({
      model: {
        ...coach,
        assess: async (request, signal) => {
          const then = duringRead;
          duringRead = () => Promise.resolve();
          await then();
          return coach.assess(request, signal);
        },
      },
    });
    duringRead = () => answer('dana', LONG_ANSWER.replace('nine', 'ten'));
    await answer('dana');
    await room.settled();
    expect((await answerOf(room, 'dana'))?.feedback).toEqual(['superseded', 'ready']);
    const given = (await cardsOf('dana')).filter((card) => card.includes('One next step'));
    expect(given.length).toBe(1);
    expect(given[0]).toContain('version 2');
    expect(given[0]).not.toContain('last version');
  });

  it('leaves nothing behind when the answer is deleted while it is read or brought', async () => {
    let during: (() => Promise<void>) | null = null;
    const interrupt = async (): Promise<void> => {
      const then = during;
      during = null;
      await then?.();
    };
    const wrapPort = (port: PlatformPort): PlatformPort => ({
      ...port,
      tellPrivately: async (to, near, card, key) => {
        if (key.startsWith('feedback:')) await interrupt();
        return port.tellPrivately(to, near, card, key);
      },
    });
    await open({ wrapPort });
    const erase = async (): Promise<void> => {
      const answerId = (await answerOf(room, 'dana'))?.id ?? '0';
      await room.press('dana', { verb: 'delete-yes', answerId });
    };
    during = erase;
    await answer('dana');
    await room.settled();
    expect(during).toBeNull();
    expect((await answerOf(room, 'dana'))?.state).toBe('withdrawn');
    expect(await placesOf(room, 'second code path')).toEqual([]);
  });

  it('leaves no word of a deleted answer in the room, its cards included', async () => {
    await open({});
    await answer('dana');
    await room.settled();
    // Whichever sentence the card quotes.
    const phrases = ['second code path', 'two minutes of a cancel, so', 'cancelled order fell'];
    const places = await Promise.all(phrases.map((phrase) => placesOf(room, phrase)));
    expect(places.flat()).toContain('web_messages');
    const answerId = (await answerOf(room, 'dana'))?.id ?? '0';
    expect(shown(await room.press('sam', { verb: 'delete-yes', answerId }))).toContain('Deleted here');
    expect((await answerOf(room, 'dana'))?.state).toBe('submitted');
    expect(shown(await room.press('dana', { verb: 'delete', answerId }))).toContain('Delete this answer?');
    for (let press = 0; press < 2; press += 1) {
      expect(shown(await room.press('dana', { verb: 'delete-yes', answerId }))).toContain('Deleted here');
    }
    await room.settled();
    for (const phrase of phrases) expect(await placesOf(room, phrase)).toEqual([]);
    expect(await feedbackOf('dana')).toContain('You have not answered this question');
    expect(shown(await room.press('dana', { verb: 'me' }))).toContain('0 days answered.');
  });

  it('survives jobs that run late, twice, or for what is not there', async () => {
    await open({});
    await answer('dana');
    await room.settled();
    const answerId = (await answerOf(room, 'dana'))?.id ?? '0';
    for (const job of [
      { answerId, revision: 1 },
      { answerId, revision: 9 },
      { answerId: '999', revision: 1 },
    ]) {
      for (const run of [giveFeedback, giveUpFeedback, deliverFeedback]) {
        expect((await run(room.ctx, job)).kind).toBe('done');
      }
    }
    expect(await states()).toEqual(['ready']);
    expect((await cardsOf('dana')).filter((card) => card.includes('One next step')).length).toBe(1);
  });

  it('shows the criteria only to whoever wrote the answer', async () => {
    await open({});
    await answer('dana');
    await room.settled();
    const answerId = (await answerOf(room, 'dana'))?.id ?? '0';
    expect(shown(await room.press('dana', { verb: 'criteria', answerId }))).toContain('all criteria');
    for (const verb of ['criteria', 'retry', 'delete'] as const) {
      expect(shown(await room.press('sam', { verb, answerId }))).toContain(
        'Only the person who wrote the answer',
      );
    }
    expect(await feedbackOf('sam')).toContain('You have not answered this question');
  });

  it('keeps the streak cache equal to what is derived when two things happen to one member at once', async () => {
    await open({});
    for (let day = 0; day < 3; day += 1) {
      await answer('dana');
      await quietMinute(room);
      const answerId = (await answerOf(room, 'dana', await room.latestRoundId()))?.id ?? '0';
      room.clock.set(`2026-03-0${day + 3}T09:00:00Z`);
      await room.tick();
      await room.settled();
      await Promise.all([answer('dana'), room.press('dana', { verb: 'delete-yes', answerId })]);
      await room.settled();
      const cache = await room.core.db
        .selectFrom('streaks')
        .select(['current', 'kept'])
        .executeTakeFirstOrThrow();
      const kept = await sql<{ count: number }>`
        select count(*)::int as count from answers where state in ('gathering', 'submitted')`.execute(
        room.core.db,
      );
      expect(cache.kept).toBe(kept.rows[0]?.count);
    }
  });
});
