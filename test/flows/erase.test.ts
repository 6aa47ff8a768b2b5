import { Writable } from 'node:stream';
import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { createLog } from '../../src/core/log.ts';
import { JOBS } from '../../src/core/jobs/catalog.ts';
import { collectMemberData } from '../../src/core/members/collect-member-data.ts';
import { DESCRIBERS } from '../../src/core/members/describe-row.ts';
import { PAYLOAD_TABLES } from '../../src/core/members/member-jobs.ts';
import { readForeignKeys, tablesOfMembers } from '../../src/core/members/member-tables.ts';
import { placesOf } from '../support/erased.ts';
import { idOf, liveThrough, MARK, WHO } from '../support/marked-member.ts';
import { createRoom, LONG_ANSWER, type Room } from '../support/room.ts';
import { button, said } from '../support/said.ts';

/** Tables in which nothing is one member's: rooms, plans, questions, keys and counters. */
const NOT_PERSONAL = [
  'mock_weeks',
  // Names seats, not people.
  'mock_sessions',
  // A workspace's own token, sealed, and a number used once.
  'installations',
  'install_states',
  'communities',
  'channels',
  'community_roles',
  'questions',
  'schedules',
  'schedule_queue',
  'holidays',
  'question_retirements',
  'notices',
  'notice_mutes',
  'deleted_messages',
  'inbox',
  'outbox',
  'removals',
  'pacers',
];

let room: Room;
const logged: string[] = [];
const log = createLog(
  'debug',
  new Writable({
    write(chunk: Buffer, _encoding, next) {
      logged.push(chunk.toString());
      next();
    },
  }),
);
afterEach(async () => {
  await room.close();
  logged.length = 0;
});

describe('everything of a member is found by the foreign keys of the database', () => {
  it('each table that hangs on members can be told to the person, and each other one is known to hold nobody', async () => {
    room = await createRoom({ byHand: true });
    const foreignKeys = await readForeignKeys(room.core.db);
    const ofMembers = tablesOfMembers(foreignKeys);
    expect([...ofMembers].toSorted()).toEqual(Object.keys(DESCRIBERS).toSorted());
    const { rows } = await sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely_%'`.execute(
      room.core.db,
    );
    const others = rows.map((row) => row.name).filter((name) => !ofMembers.includes(name));
    expect(
      others.filter((name) => !NOT_PERSONAL.includes(name)),
      'add to NOT_PERSONAL only what holds nothing of one person',
    ).toEqual([]);
  });

  it('a foreign key that keeps its row when the member goes is one that only mentions', async () => {
    room = await createRoom({ byHand: true });
    const { rows } = await sql<{ name: string }>`
      select k.conname as name from pg_constraint k join pg_class t on t.oid = k.confrelid
      where k.contype = 'f' and k.confdeltype <> 'c' and t.relname = any(${Object.keys(DESCRIBERS)}::text[])`.execute(
      room.core.db,
    );
    // A queue of questions remembers which round took one; only a channel's round ever does. A seat in a mock
    // names its member's own answer, and goes with the member itself.
    expect(rows.map((row) => row.name).toSorted()).toEqual([
      'mock_seats_community_id_answer_id_fkey',
      'schedule_queue_community_id_round_id_fkey',
    ]);
  });

  it('each id in the payload of a job is known to erase', async () => {
    room = await createRoom({ byHand: true });
    const keys = Object.values(JOBS).flatMap((job) => Object.keys(job.payload.shape));
    expect(keys.filter((key) => !Object.hasOwn(PAYLOAD_TABLES, key))).toEqual([]);
  });
});

describe('/practice erase', () => {
  it('shows what will go, and keeps all of it with Keep it', async () => {
    room = await createRoom({ byHand: true });
    await liveThrough(room);
    const asked = await room.command(WHO, 'erase');
    for (const words of ['answers', 'versions of answers', 'feedback', 'pause', 'suggestion', 'web room'])
      expect(said(asked)).toContain(words);
    const before = await countAll(room);
    expect(said(await room.press(WHO, button(asked, 'Keep it')))).toContain('Nothing was erased.');
    expect(said(await room.command(WHO, 'erase yes'))).toContain('Erase everything about you?');
    expect(await countAll(room)).toBe(before);
  });

  it('leaves no row, no job and no log line with a word or the id of the member, and the others whole', async () => {
    room = await createRoom({ now: '2026-03-02T10:00:00Z', log });
    await liveThrough(room);
    await room.press(
      'sam',
      { verb: 'submit', roundId: await room.latestRoundId(), openedAt: '1' },
      { answer: LONG_ANSWER },
    );
    await room.settled();
    expect(await placesOf(room.core.db, MARK)).toEqual(
      expect.arrayContaining([
        'public.answer_revisions',
        'public.web_messages',
        'public.web_files',
        'public.question_suggestions',
        'public.answer_pieces',
        'public.members',
      ]),
    );
    expect(await placesOf(room.core.db, WHO)).toEqual(
      expect.arrayContaining(['public.members', 'public.inbox']),
    );
    const others = await lastingData(room, 'sam');

    // Jobs that are queued at that moment: one that waits for its time, and an export.
    await room.write(WHO, `${LONG_ANSWER} ${MARK} late`, { messageId: 'late-message' });
    await room.command(WHO, 'export');
    const asked = await room.command(WHO, 'erase');
    expect(said(await room.press(WHO, button(asked, 'Erase everything')))).toContain(
      'Everything about you was erased',
    );
    room.clock.advance({ hours: 2 });
    await room.settled();

    expect(await placesOf(room.core.db, MARK)).toEqual([]);
    expect(await placesOf(room.core.db, WHO)).toEqual([]);
    expect(logged.join('')).not.toContain(MARK);
    expect(logged.join('')).not.toContain(WHO);
    expect(logged.filter((line) => line.includes('"level":50'))).toEqual([]);
    expect(logged.join('')).toContain('erased');
    expect(await lastingData(room, 'sam')).toEqual(others);
    expect((await room.cards()).map((card) => JSON.stringify(card)).join()).not.toContain('2 people');
  });

  it('lets a job that was taken before the erasing find nothing and end quietly', async () => {
    room = await createRoom({ byHand: true, now: '2026-03-02T10:00:00Z', log });
    await liveThrough(room);
    await room.press(
      WHO,
      { verb: 'submit', roundId: await room.latestRoundId(), openedAt: '1' },
      { answer: `${MARK} ${LONG_ANSWER} once more` },
    );
    await room.command(WHO, 'export');
    const waiting = await room.core.db
      .selectFrom('outbox')
      .select(['name', 'payload'])
      .where('done_at', 'is', null)
      .execute();
    expect(waiting.map((row) => row.name)).toEqual(
      expect.arrayContaining(['feedback.give', 'member.export']),
    );
    await room.press(WHO, button(await room.command(WHO, 'erase'), 'Erase everything'));
    expect(
      await room.core.db
        .selectFrom('outbox')
        .select('name')
        .where('done_at', 'is', null)
        .where('name', 'not in', ['round.line', 'notice.tell', 'message.remove'])
        .execute(),
    ).toEqual([]);
    // A worker that had read the row before it went runs it all the same.
    for (const row of waiting) {
      await room.core.db
        .insertInto('outbox')
        .values({
          name: row.name,
          payload: JSON.stringify(row.payload),
          run_at: room.clock.now(),
          created_at: room.clock.now(),
        })
        .execute();
    }
    await room.settled();
    expect(await placesOf(room.core.db, MARK)).toEqual([]);
    expect(await placesOf(room.core.db, WHO)).toEqual([]);
  });

  it('an organizer alone in the room is told, and the next new person becomes organizer', async () => {
    room = await createRoom({ byHand: true });
    await room.open('Europe/London', WHO);
    await room.command('sam', 'me');
    expect(said(await room.command('sam', 'erase'))).not.toContain('only organizer');
    const asked = await room.command(WHO, 'erase');
    expect(said(asked)).toContain('You are the only organizer here.');
    await room.press(WHO, button(asked, 'Erase everything'));
    await room.command('kim', 'me');
    const organizers = await room.core.db
      .selectFrom('members')
      .select('external_id')
      .where('is_organizer', 'is', true)
      .execute();
    expect(organizers).toEqual([{ external_id: 'kim' }]);
  });
});

/** What is held about a member, but for messages: an organizer's notice of suggestions is edited in place. */
async function lastingData(room: Room, person: string) {
  const data = await collectMemberData(room.core.db, await idOf(room, person));
  return [...data].filter(([table]) => table !== 'web_messages' && table !== 'deliveries');
}

async function countAll(room: Room): Promise<number> {
  const data = await collectMemberData(room.core.db, await idOf(room, WHO));
  return [...data.values()].reduce((sum, rows) => sum + rows.length, 0);
}
