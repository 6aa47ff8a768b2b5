import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { handle } from '../../src/core/handle.ts';
import { answerOf } from '../support/look.ts';
import { createRoom, LONG_ANSWER } from '../support/room.ts';

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
