import { startSession, type NewSession } from '../../src/core/mocks/start-session.ts';
import { findSession, type MockSession } from '../../src/core/mocks/session-store.ts';
import type { Card } from '../../src/core/platform/card.ts';
import type { Reply } from '../../src/core/platform/reply.ts';
import { idOf } from './marked-member.ts';
import type { Room } from './room.ts';
import { button } from './said.ts';

/** Two people in a mock, moved by the buttons they see. */
export interface MockPair {
  readonly sessionId: string;
  session(): Promise<MockSession>;
  /** Presses the newest button with this label that the person can see in the room or privately. */
  press(who: string, label: string): Promise<Reply>;
  /** Both press it, one after the other; then everything that follows is done. */
  both(label: string): Promise<void>;
  /** Writes in the session's room. */
  say(who: string, text: string, messageId?: string): Promise<Reply>;
  /** Scores the half under way: every criterion at this level, with a note. */
  score(who: string, level: 'Met' | 'Partly' | 'Not found', note: string): Promise<Reply>;
  /** What stands in the room for both, newest last. */
  shown(): Promise<Card[]>;
}

export const DANA = 'dana';
export const SAM = 'sam';

/** Matches two members who are in the room already; each half has a question of architecture. */
export async function matchPair(room: Room, wanted: Partial<NewSession> = {}): Promise<MockPair> {
  const communityId = await communityOf(room);
  const seats = await Promise.all(
    [DANA, SAM].map(async (who) => ({
      memberId: await idOf(room, who),
      role: 'both' as const,
      notes: '',
      voiceLink: null,
    })),
  );
  const started = await room.core.db.transaction().execute((tx) =>
    startSession(
      room.core,
      tx,
      {
        communityId,
        channelId: null,
        seats,
        category: 'architecture',
        untimed: false,
        startsAt: room.clock.now(),
        ...wanted,
      },
      room.clock.now(),
    ),
  );
  if ('refusal' in started) throw new Error(`no session: ${started.refusal}`);
  await room.settled();
  return pairOf(room, started.sessionId);
}

/** The hands of two people on a session that is there already. */
export function pairOf(room: Room, sessionId: string): MockPair {
  const session = async (): Promise<MockSession> => {
    const found = await findSession(room.core.db, sessionId);
    if (found === null) throw new Error('the session is gone');
    return found;
  };
  const shown = async (): Promise<Card[]> => (await room.cards()).filter((card) => isOf(card, sessionId));
  const press = async (who: string, label: string): Promise<Reply> => {
    const seen = [...(await room.cards()), ...(await room.cards(who))].toReversed();
    const found = seen
      .flatMap((card) => card.buttons)
      .filter((one) => one.label === label && one.action.split(':')[1] === sessionId)
      // The newest turn's card is the one that a person looks at.
      .toSorted((a, b) => turnOf(b.action) - turnOf(a.action))[0];
    if (found === undefined) throw new Error(`${who} sees no "${label}"`);
    return room.press(who, found.action);
  };
  return {
    sessionId,
    session,
    shown,
    press,
    async both(label) {
      for (const who of [DANA, SAM]) await press(who, label);
      await room.settled();
    },
    async say(who, text, messageId) {
      const { roomId } = await session();
      return room.say(who, text, { threadId: roomId, ...(messageId === undefined ? {} : { messageId }) });
    },
    async score(who, level, note) {
      let reply = await press(who, 'Score');
      while (!labelsOf(reply).includes('Write the note')) reply = await room.press(who, button(reply, level));
      const form = await room.press(who, button(reply, 'Write the note'));
      if (form.kind !== 'form') throw new Error(`no form for a note, but ${form.kind}`);
      const given = await room.press(who, form.form.submit, { note });
      await room.settled();
      return given;
    },
  };
}

function labelsOf(reply: Reply): string[] {
  return reply.kind === 'private' || reply.kind === 'replace'
    ? reply.card.buttons.map((one) => one.label)
    : [];
}

function turnOf(action: string): number {
  return Number(action.split(':')[2]?.split('.')[1] ?? -1);
}

function isOf(card: Card, sessionId: string): boolean {
  return (
    card.buttons.length === 0 ||
    card.buttons.some((one) => one.action.startsWith('mock') && one.action.split(':')[1] === sessionId)
  );
}

async function communityOf(room: Room): Promise<string> {
  const row = await room.core.db.selectFrom('communities').select('id').limit(1).executeTakeFirstOrThrow();
  return row.id;
}
