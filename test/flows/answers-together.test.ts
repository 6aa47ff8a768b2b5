import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { handle } from '../../src/core/handle.ts';
import { homeKey } from '../../src/core/members/home-changed.ts';
import { startSession } from '../../src/core/mocks/start-session.ts';
import { answerOf } from '../support/look.ts';
import { idOf } from '../support/marked-member.ts';
import { createRoom, LONG_ANSWER, type Room } from '../support/room.ts';

const BAD = 'This one breaks the database.';

test('one message that cannot be written leaves those that came with it as they are', async () => {
  const room = await createRoom({ byHand: true });
  try {
    await room.open();
    await room.settled();
    const threadId = await room.latestThread();
    const { db } = room.core;
    await sql`
      create function refuse() returns trigger language plpgsql as
        $$ begin raise exception 'refused by the test'; end $$`.execute(db);
    await sql`
      create trigger refuse before insert on answer_pieces
        for each row when (new.body like ${sql.lit(`${BAD}%`)}) execute function refuse()`.execute(db);
    const people = Array.from({ length: 12 }, (_, index) => `p-${index}`);
    const ends = await Promise.allSettled(
      people.map((person, index) =>
        handle(
          room.core,
          room.messageEvent(person, index === 5 ? `${BAD} ${LONG_ANSWER}` : LONG_ANSWER, {
            messageId: `m-${person}`,
            threadId,
          }),
        ),
      ),
    );
    expect(ends.map((end) => end.status)).toEqual(
      people.map((_, index) => (index === 5 ? 'rejected' : 'fulfilled')),
    );
    for (const [index, person] of people.entries()) {
      const answer = await answerOf(room, person);
      expect(answer?.pieces ?? null).toEqual(index === 5 ? null : [LONG_ANSWER]);
    }
    // Nothing of the bad one is remembered, so that it can be sent again.
    await sql`drop trigger refuse on answer_pieces`.execute(db);
    await room.send(room.messageEvent('p-5', `${BAD} ${LONG_ANSWER}`, { messageId: 'm-p-5', threadId }));
    expect((await answerOf(room, 'p-5'))?.pieces).toEqual([`${BAD} ${LONG_ANSWER}`]);
    const asked = await db
      .selectFrom('outbox')
      .select(db.fn.countAll<string>().as('count'))
      .where('name', '=', 'answer.ask')
      .executeTakeFirstOrThrow();
    expect(asked.count).toBe(String(people.length));
  } finally {
    await room.close();
  }
});

test('of those who answer together, the pages are renewed of whoever opened theirs, and of nobody else', async () => {
  const room = await createRoom({ byHand: true });
  try {
    await room.open();
    await room.settled();
    const threadId = await room.latestThread();
    const { db, clock } = room.core;
    const people = ['a', 'b', 'c', 'd'];
    for (const person of people) await room.press(person, { verb: 'now' });
    await db.updateTable('members').set({ thread_consent: 'always' }).execute();
    const community = await db.selectFrom('communities').select('id').executeTakeFirstOrThrow();
    // "d" opened theirs as well, but does not write.
    for (const person of ['b', 'c', 'd']) {
      const memberId = await idOf(room, person);
      await db
        .insertInto('deliveries')
        .values({
          key: homeKey(memberId),
          community_id: community.id,
          member_id: memberId,
          state: 'pending',
          created_at: clock.now(),
        })
        .execute();
    }
    await Promise.all(
      ['a', 'b', 'c'].map((person) =>
        handle(room.core, room.messageEvent(person, LONG_ANSWER, { messageId: `m-${person}`, threadId })),
      ),
    );
    const renewed = await db
      .selectFrom('outbox')
      .select('payload')
      .where('name', '=', 'member.home')
      .execute();
    const opened = await Promise.all(['b', 'c'].map((person) => idOf(room, person)));
    expect(renewed.map((row) => JSON.stringify(row.payload)).toSorted()).toEqual(
      opened.map((memberId) => JSON.stringify({ memberId })).toSorted(),
    );
  } finally {
    await room.close();
  }
});

test('messages in the rooms of several mocks lock those in one order, whoever wrote them', async () => {
  const room = await createRoom({ byHand: true });
  try {
    await room.open();
    await room.settled();
    const { db } = room.core;
    for (const person of ['a', 'b', 'c', 'd', 'first']) await room.say(person, 'Hello.');
    const older = await mockOf(room, ['c', 'd']);
    const newer = await mockOf(room, ['a', 'b']);
    const write = (person: string, threadId: string | null) =>
      handle(room.core, room.messageEvent(person, LONG_ANSWER, { messageId: `in-room-${person}`, threadId }));
    await db
      .transaction()
      .execute(async (other) => {
        await sql`select from mock_sessions where id = ${older.id} for update`.execute(other);
        // The first one goes alone, the other two together; "a" comes before "c".
        const written = ['first', 'a', 'c'].map((person) =>
          write(person, person === 'first' ? null : person === 'a' ? newer.roomId : older.roomId),
        );
        await vi.waitUntil(async () => {
          const waits = await sql`
          select from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
          return waits.rows.length > 0;
        });
        await sql`select from mock_sessions where id = ${newer.id} for update nowait`.execute(other);
        return written;
      })
      .then((written) => Promise.all(written));
    const kept = await db.selectFrom('mock_messages').select('message_id').orderBy('message_id').execute();
    expect(kept.map((row) => row.message_id)).toEqual(['in-room-a', 'in-room-c']);
  } finally {
    await room.close();
  }
});

/** A mock of two who are in the room. */
async function mockOf(room: Room, pair: readonly string[]): Promise<{ id: string; roomId: string | null }> {
  const memberIds = await Promise.all(pair.map((person) => idOf(room, person)));
  const now = room.clock.now();
  const started = await room.core.db.transaction().execute(async (tx) => {
    const community = await tx.selectFrom('communities').select('id').executeTakeFirstOrThrow();
    return startSession(
      room.core,
      tx,
      {
        communityId: community.id,
        channelId: null,
        seats: memberIds.map((memberId) => ({ memberId, role: 'both' as const, notes: '', voiceLink: null })),
        category: 'architecture',
        untimed: false,
        startsAt: now,
      },
      now,
    );
  });
  if ('refusal' in started) throw new Error(`no session: ${started.refusal}`);
  return room.core.db
    .updateTable('mock_sessions')
    .set({ room_id: `room-${started.sessionId}` })
    .where('id', '=', started.sessionId)
    .returning(['id', 'room_id as roomId'])
    .executeTakeFirstOrThrow();
}
