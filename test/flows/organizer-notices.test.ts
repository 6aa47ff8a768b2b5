import { afterEach, describe, expect, it } from 'vitest';
import type { SendResult } from '../../src/core/platform/port.ts';
import { commandIn, labelsOf, pressOn, readable, readableCard } from '../support/organizer.ts';
import { createRoom, LONG_ANSWER, type Room } from '../support/room.ts';

const REFUSED: SendResult = {
  kind: 'refused',
  reason: 'The bot may not write here.',
  fix: 'Allow it to send messages.',
};

let room: Room;
afterEach(async () => {
  await room.close();
});

/** What the platform refuses at the moment. */
interface Broken {
  post: boolean;
  thread: boolean;
  notices: boolean;
  private: boolean;
}

async function start(): Promise<Broken> {
  const broken: Broken = { post: false, thread: false, notices: false, private: false };
  room = await createRoom({
    byHand: true,
    wrapPort: (port) => ({
      ...port,
      postInChannel: async (to, card, key) => {
        const refused = to.channelId === 'practice' ? broken.post : broken.notices;
        return refused ? REFUSED : port.postInChannel(to, card, key);
      },
      openThread: async (on, title, key) => (broken.thread ? REFUSED : port.openThread(on, title, key)),
      tellPrivately: async (to, near, card, key) =>
        broken.private && key.startsWith('feedback:') ? REFUSED : port.tellPrivately(to, near, card, key),
    }),
  });
  await room.open('Europe/London', 'ada');
  await room.settled();
  return broken;
}

const organize = (text: string, person = 'ada') => room.command(person, text, 'greenroom');
const told = async (audience?: string) =>
  (await room.cards(audience)).filter((card) => card.tone === 'notice').map(readableCard);
const nextDay = async () => {
  room.clock.advance({ hours: 24 });
  await room.tick();
  await room.settled();
};

describe('notices', () => {
  it('are one message for each problem, edited with a count, and marked when it is over', async () => {
    const broken = await start();
    await commandIn(room, 'ada', 'organizers', 'notices here');
    broken.post = true;
    await nextDay();
    expect(await told()).toHaveLength(1);
    expect((await told())[0]).toContain(
      'A question was not posted in practice\nTue 3 Mar. Due 2026-03-03T09:00:00Z.',
    );
    expect((await told())[0]).toContain('The bot may not write here. Allow it to send messages.');
    await nextDay();
    await nextDay();
    expect(await told()).toHaveLength(1);
    expect((await told())[0]).toContain(
      '3 questions were not posted in practice\nThu 5 Mar, Wed 4 Mar, Tue 3 Mar.',
    );
    expect(await told('ada')).toEqual([]);
    broken.post = false;
    await nextDay();
    expect((await told())[0]).toContain('Resolved: 3 questions were not posted in practice');
    broken.post = true;
    await nextDay();
    expect(await told()).toHaveLength(2);
    expect((await told())[1]).toContain('A question was not posted in practice');
  });

  it('come again in a new message when the problem lasts unseen for days', async () => {
    const broken = await start();
    await commandIn(room, 'ada', 'organizers', 'notices here');
    await organize('schedule change 1 mon').then((echo) => pressOn(room, 'ada', echo, 'Change it'));
    broken.post = true;
    room.clock.set('2026-03-09T09:00:00Z');
    await room.tick();
    await room.settled();
    room.clock.set('2026-03-16T09:00:00Z');
    await room.tick();
    await room.settled();
    expect(await told()).toHaveLength(2);
    expect((await told())[1]).toContain('2 questions were not posted');
  });

  it('go to each organizer privately where there is no channel, or where it refuses them', async () => {
    const broken = await start();
    await room.command('bo', 'me');
    await organize('organizer add bo');
    broken.post = true;
    await nextDay();
    expect(await told('ada')).toHaveLength(1);
    expect(await told('bo')).toHaveLength(1);
    expect(await told()).toEqual([]);
    await commandIn(room, 'ada', 'organizers', 'notices here');
    broken.notices = true;
    broken.post = false;
    await nextDay();
    broken.post = true;
    await nextDay();
    expect(await told()).toEqual([]);
    expect(await told('bo')).toHaveLength(2);
  });

  it('never say whose private message could not be delivered', async () => {
    const broken = await start();
    broken.private = true;
    broken.thread = true;
    for (const person of ['dana', 'sam']) {
      const roundId = await room.latestRoundId();
      await room.press(person, { verb: 'submit', roundId, openedAt: '1' }, { answer: LONG_ANSWER });
    }
    await room.settled();
    room.clock.advance({ seconds: 60 });
    await room.settled();
    const words = (await told('ada')).join('\n');
    expect(words).toContain('2 private messages could not be delivered');
    expect(words).not.toMatch(/dana|sam/);
    await nextDay();
    expect((await told('ada')).join('\n')).toContain('A thread could not be opened in practice');
    broken.thread = false;
    await nextDay();
    expect((await told('ada')).join('\n')).toContain('Resolved: A thread could not be opened in practice');
  });

  it('can be muted for some days, and are told when that ends', async () => {
    const broken = await start();
    const muted = await organize('mute missed posts 2 weeks');
    expect(readable(muted)).toContain('Notices of missed posts are not told until 2026-03-16T10:00:00Z');
    broken.post = true;
    await nextDay();
    expect(await told('ada')).toEqual([]);
    const list = await organize('notices');
    expect(readable(list)).toContain('1 problem is open:\nA question was not posted in practice.');
    expect(labelsOf(list)).toContain('Unmute missed posts');
    await pressOn(room, 'ada', list, 'Unmute missed posts');
    room.clock.advance({ minutes: 2 });
    await room.settled();
    expect(await told('ada')).toHaveLength(1);
    expect(readable(await organize('mute everything'))).toContain(
      'is no kind of notice. There are: missed posts',
    );
    expect(readable(await organize('mute suggestions 400 days'))).toContain('90 days at most.');
  });

  it('tell when no question is left, and what to do', async () => {
    await start();
    const { db } = room.core;
    await db.updateTable('questions').set({ retired_at: room.clock.now() }).execute();
    await nextDay();
    expect((await told('ada'))[0]).toContain(
      'There was no question left to ask. Add one with /greenroom question add',
    );
    await db.updateTable('questions').set({ retired_at: null }).execute();
    await nextDay();
    expect((await told('ada'))[0]).toContain('Resolved: A question was not posted in practice');
  });

  it('say where they are told, in any channel', async () => {
    await start();
    expect(readable(await organize('notices'))).toContain('told privately to each organizer: ada.');
    await pressOn(room, 'ada', await organize('notices'), 'Tell problems here');
    expect(readable(await organize('notices'))).toContain('Problems and suggestions are told in practice.');
    expect(readable(await organize('notices off'))).toContain('privately');
    expect(readable(await organize('notices hre'))).toContain('Did you mean /greenroom notices here?');
  });
});
