import { sql } from 'kysely';
import type { AnswerState, FeedbackState } from '../../src/core/db/tables/answers.ts';
import { LONG_ANSWER, type Room } from './room.ts';

/** A person's answer in the newest round, as its rows are. */
export interface SeenAnswer {
  readonly id: string;
  readonly state: AnswerState;
  readonly revision: number;
  readonly withdrawnBy: string | null;
  readonly pieces: readonly string[];
  /** The text of every revision that is kept, oldest first. */
  readonly texts: readonly string[];
  readonly feedback: readonly FeedbackState[];
}

/** The person's answer in a round (the only one they answered, when none is named); null without one. */
export async function answerOf(room: Room, person: string, roundId?: string): Promise<SeenAnswer | null> {
  const { db } = room.core;
  const row = await db
    .selectFrom('answers')
    .innerJoin('members', 'members.id', 'answers.member_id')
    .select(['answers.id', 'answers.state', 'answers.revision', 'answers.withdrawn_by'])
    .where('members.external_id', '=', person)
    .$if(roundId !== undefined, (query) => query.where('answers.round_id', '=', roundId ?? ''))
    .orderBy('answers.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  const pieces = await db
    .selectFrom('answer_pieces')
    .select('body')
    .where('answer_id', '=', row.id)
    .orderBy('sent_at')
    .orderBy('message_id')
    .execute();
  const revisions = await db
    .selectFrom('answer_revisions')
    .select('body')
    .where('answer_id', '=', row.id)
    .orderBy('revision')
    .execute();
  const feedback = await db
    .selectFrom('feedback')
    .select('state')
    .where('answer_id', '=', row.id)
    .orderBy('revision')
    .execute();
  return {
    id: row.id,
    state: row.state,
    revision: row.revision,
    withdrawnBy: row.withdrawn_by,
    pieces: pieces.map((piece) => piece.body),
    texts: revisions.map((revision) => revision.body),
    feedback: feedback.map((one) => one.state),
  };
}

/** The tables in which a text stands. */
export async function placesOf(room: Room, text: string): Promise<string[]> {
  const { db } = room.core;
  const tables = await db.introspection.getTables();
  const found: string[] = [];
  for (const table of tables) {
    if (table.isView || table.schema !== 'public') continue;
    const { rows } = await sql`
      select from ${sql.table(table.name)} as t where position(${text} in t::text) > 0 limit 1`.execute(db);
    if (rows.length > 0) found.push(table.name);
  }
  return found.toSorted();
}

/** Moves past the quiet minute and lets every job end, twice, so that what those jobs ask for ends as well. */
export async function quietMinute(room: Room): Promise<void> {
  await room.settled();
  room.clock.advance({ seconds: 60 });
  await room.settled();
}

/** Lets a person say Always once, so that what they write from then on is taken or left by the rules alone. */
export async function sayAlways(room: Room, person: string): Promise<void> {
  const message = await room.write(person, LONG_ANSWER);
  await room.settled();
  const answerId = (await answerOf(room, person))?.id ?? '0';
  await room.press(person, { verb: 'consent', answerId, choice: 'always' });
  await room.remove(message, person);
  await room.settled();
}
