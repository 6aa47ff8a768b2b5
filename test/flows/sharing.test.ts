import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expireAnswers } from '../../src/core/answers/expire-answers.ts';
import type { PlatformPort, SendResult } from '../../src/core/platform/port.ts';
import { createRoom, LONG_ANSWER, wordsOf, type Room } from '../support/room.ts';
import { button, said } from '../support/said.ts';

const TITLE = 'shared an answer and its feedback';

let room: Room;
let refuse: SendResult | null = null;
/** Runs in the middle of a send to the thread, after it arrived. */
let meanwhile: (() => Promise<unknown>) | null = null;
beforeEach(async () => {
  refuse = null;
  meanwhile = null;
  room = await createRoom({ byHand: true, wrapPort });
  await room.open();
  await room.settled();
});
afterEach(() => room.close());

/** The real port; sending into a thread can be refused or interrupted. */
function wrapPort(port: PlatformPort): PlatformPort {
  return {
    ...port,
    replyInThread: async (to, card, key) => {
      if (refuse !== null && key.startsWith('share:')) return refuse;
      const sent = await port.replyInThread(to, card, key);
      await meanwhile?.();
      return sent;
    },
  };
}

async function answerByForm(text = LONG_ANSWER): Promise<void> {
  const roundId = await room.latestRoundId();
  await room.press('dana', { verb: 'submit', roundId, openedAt: '1' }, { answer: text });
  await room.settled();
}
const feedback = async () => room.press('dana', { verb: 'feedback', roundId: await room.latestRoundId() });
const share = async () => {
  const asked = await room.press('dana', button(await feedback(), 'Share in thread'));
  const reply = await room.press('dana', button(asked, 'Share it'));
  await room.settled();
  return reply;
};
const shares = async () => (await room.cards()).map(wordsOf).filter((words) => words.includes(TITLE));

describe('Share in thread', () => {
  it('stands between Try again and Delete, shows what will be seen and by whom, and shares nothing before the yes', async () => {
    await answerByForm();
    const card = await feedback();
    expect(card.kind === 'private' ? card.card.buttons.map((one) => one.label) : []).toEqual([
      'All criteria',
      'Try again',
      'Share in thread',
      'Delete',
    ]);
    const asked = await room.press('dana', button(card, 'Share in thread'));
    expect(said(asked)).toContain(
      "Everybody who can open the question's thread will see exactly this, with your name.",
    );
    expect(said(asked)).toContain(LONG_ANSWER);
    await room.press('dana', button(asked, 'Keep it private'));
    await room.settled();
    expect(await shares()).toEqual([]);
  });

  it('posts the answer with its short feedback once, without counts, exactly as it was shown', async () => {
    await answerByForm();
    const asked = said(await room.press('dana', button(await feedback(), 'Share in thread')));
    await share();
    const [shared, ...more] = await room
      .cards()
      .then((all) => all.filter((one) => wordsOf(one).includes(TITLE)));
    expect(more).toEqual([]);
    expect(shared?.blocks.length).toBeGreaterThan(2);
    for (const block of shared?.blocks ?? []) {
      if (block.kind === 'text' || block.kind === 'quote')
        expect(asked).toContain(block.text.map((part) => ('text' in part ? part.text : '')).join(''));
    }
    expect(wordsOf(shared ?? { tone: 'plain', blocks: [], buttons: [] })).not.toMatch(/\d met/);
    expect(
      await room.core.db
        .selectFrom('web_messages')
        .select('thread_id')
        .where('card', 'is not', null)
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst(),
    ).toEqual({ thread_id: await room.latestThread() });
  });

  it('does not repeat an answer that stands in the thread already', async () => {
    await room.command('dana', 'settings thread always');
    await room.write('dana', LONG_ANSWER);
    room.clock.advance({ minutes: 2 });
    await room.settled();
    await share();
    expect(await shares()).toHaveLength(1);
    expect((await shares()).join()).not.toContain('second code path. Vans sent out');
  });

  it('is taken back by its owner, offered again, and then shared anew', async () => {
    await answerByForm();
    await share();
    expect(said(await feedback())).not.toContain('Share in thread');
    const back = await room.press('dana', button(await feedback(), 'Take back from thread'));
    expect(said(back)).toContain('Taken back');
    await room.settled();
    expect(await shares()).toEqual([]);
    await share();
    expect(await shares()).toHaveLength(1);
    expect(await room.core.db.selectFrom('removals').selectAll().execute()).toEqual([]);
  });

  it('takes the earlier version away when a newer one is shared', async () => {
    await answerByForm();
    await share();
    await answerByForm(`${LONG_ANSWER} After two weeks we looked at the number of late vans again.`);
    expect(await shares()).toHaveLength(1);
    const asked = await room.press('dana', button(await feedback(), 'Share in thread'));
    expect(said(asked)).toContain('The version you shared before goes away now.');
    await share();
    expect(await shares()).toHaveLength(1);
    expect((await shares()).join()).toContain('late vans again');
  });

  it('does not share a version that was not shown', async () => {
    await answerByForm();
    const asked = await room.press('dana', button(await feedback(), 'Share in thread'));
    await answerByForm(`${LONG_ANSWER} One more sentence about the check that we made afterwards.`);
    expect(said(await room.press('dana', button(asked, 'Share it')))).toContain('has changed since');
    await room.settled();
    expect(await shares()).toEqual([]);
  });

  it.each(['Delete', 'erase', 'age'] as const)('goes away with the answer: %s', async (how) => {
    await answerByForm();
    await share();
    if (how === 'Delete') {
      await room.press(
        'dana',
        button(await room.press('dana', button(await feedback(), 'Delete')), 'Delete'),
      );
    } else if (how === 'erase') {
      await room.press('dana', button(await room.command('dana', 'erase'), 'Erase everything'));
    } else {
      room.clock.advance({ hours: 24 * 400 });
      await expireAnswers(room.core.db, room.clock.now());
    }
    await room.settled();
    expect(await shares()).toEqual([]);
    expect(await room.core.db.selectFrom('removals').selectAll().execute()).toEqual([]);
  });

  it.each(['take back', 'erase'] as const)(
    'leaves nothing when the member changes their mind while it is on its way: %s',
    async (how) => {
      await answerByForm();
      const asked = await room.press('dana', button(await feedback(), 'Share in thread'));
      await room.press('dana', button(asked, 'Share it'));
      const answer = await room.core.db.selectFrom('answers').select('id').executeTakeFirstOrThrow();
      meanwhile = async () => {
        meanwhile = null;
        if (how === 'erase')
          await room.press('dana', button(await room.command('dana', 'erase'), 'Erase everything'));
        else await room.press('dana', { verb: 'unshare', answerId: answer.id });
      };
      await room.settled();
      room.clock.advance({ minutes: 1 });
      await room.settled();
      expect(await shares()).toEqual([]);
    },
  );

  it('is offered again when the platform refused it, and organizers hear why', async () => {
    await answerByForm();
    refuse = { kind: 'refused', reason: 'The thread is locked.', fix: 'Unlock it.' };
    await share();
    expect(await shares()).toEqual([]);
    expect(said(await feedback())).toContain('Share in thread');
    const notices = await room.core.db.selectFrom('notices').select(['kind', 'subject']).execute();
    expect(notices).toEqual([{ kind: 'failed_delivery', subject: expect.stringMatching(/^card:/) }]);
  });

  it('is for the owner alone', async () => {
    await answerByForm();
    const { id: answerId } = await room.core.db.selectFrom('answers').select('id').executeTakeFirstOrThrow();
    expect(said(await room.press('sam', { verb: 'share', answerId }))).toContain('Only the person who wrote');
    await room.press('sam', { verb: 'share-yes', answerId, revision: '1' });
    await room.settled();
    expect(await shares()).toEqual([]);
    await share();
    await room.press('sam', { verb: 'unshare', answerId });
    await room.in('elsewhere').press('dana', { verb: 'unshare', answerId });
    await room.settled();
    expect(await shares()).toHaveLength(1);
  });

  it('is not offered for a question of one’s own, and a hand-made press says what to do instead', async () => {
    await room.command('dana', 'now metrics');
    const { id: roundId } = await room.core.db
      .selectFrom('rounds')
      .select('id')
      .where('member_id', 'is not', null)
      .executeTakeFirstOrThrow();
    await room.press('dana', { verb: 'submit', roundId, openedAt: '1' }, { answer: LONG_ANSWER });
    await room.settled();
    const card = await room.press('dana', { verb: 'feedback', roundId });
    expect(said(card)).not.toContain('Share in thread');
    const { id: answerId } = await room.core.db.selectFrom('answers').select('id').executeTakeFirstOrThrow();
    for (const action of [
      { verb: 'share', answerId },
      { verb: 'share-yes', answerId, revision: '1' },
    ] as const) {
      expect(said(await room.press('dana', action))).toContain('open it with /practice history and copy it');
    }
  });
});
