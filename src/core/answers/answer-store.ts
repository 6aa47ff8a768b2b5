import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { Reader, Tx } from '../db/database.ts';
import type { AnswerVia } from '../db/tables/answers.ts';
import type { Tables } from '../db/tables.ts';

export type AnswerRow = Selectable<Tables['answers']>;
export type PieceRow = Selectable<Tables['answer_pieces']>;

// By name: a statement whose columns are `*` is not prepared.
const ANSWER_COLUMNS = [
  'id',
  'community_id',
  'round_id',
  'member_id',
  'via',
  'state',
  'answered_at',
  'settle_at',
  'revision',
  'withdrawn_by',
  'words_erased_at',
] as const;
const PIECE_COLUMNS = ['community_id', 'answer_id', 'message_id', 'body', 'sent_at', 'edited_at'] as const;

/** The member's answer in a round, locked until the transaction ends; null when there is none. */
export async function lockAnswer(tx: Tx, roundId: string, memberId: string): Promise<AnswerRow | null> {
  const row = await tx
    .selectFrom('answers')
    .select(ANSWER_COLUMNS)
    .where('round_id', '=', roundId)
    .where('member_id', '=', memberId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** An answer by its id, locked; null when there is none. Whoever acts for a member checks whose it is. */
export async function lockAnswerById(tx: Tx, answerId: string): Promise<AnswerRow | null> {
  const row = await tx
    .selectFrom('answers')
    .select(ANSWER_COLUMNS)
    .where('id', '=', answerId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** What an answer begins with. */
export interface Beginning {
  readonly communityId: string;
  readonly roundId: string;
  readonly memberId: string;
  readonly via: AnswerVia;
  readonly state: 'held' | 'gathering';
  readonly answeredAt: Temporal.Instant;
  readonly settleAt: Temporal.Instant;
}

/**
 * The statement that begins the member's answer in a round, its text being revision `revision` (0: none yet). Gives
 * nothing when there is an answer, in whatever state; `returning` is the caller's.
 */
export function firstStatement(values: Beginning, revision: 0 | 1): RawBuilder<unknown> {
  return sql`${insertStatement(values, revision)} on conflict (round_id, member_id) do nothing`;
}

/**
 * Begins the member's answer in a round, or begins it anew after it was withdrawn. What a moderator removed
 * keeps its time, so that a second try never costs the day that the first one kept.
 */
export async function beginAnswer(tx: Tx, values: Beginning): Promise<AnswerRow> {
  const begun = await sql<AnswerRow>`
    ${insertStatement(values, 0)}
    on conflict (round_id, member_id) do update set
      via = excluded.via, state = excluded.state, settle_at = excluded.settle_at, withdrawn_by = null,
      answered_at = case when answers.withdrawn_by = 'moderator'
        then least(answers.answered_at, excluded.answered_at) else excluded.answered_at end
    returning ${sql.join(ANSWER_COLUMNS.map((column) => sql.ref(`answers.${column}`)))}`.execute(tx);
  const [row] = begun.rows;
  if (row === undefined) throw new Error('an answer that was just begun is not there');
  return row;
}

function insertStatement(values: Beginning, revision: 0 | 1): RawBuilder<unknown> {
  const { communityId, roundId, memberId, via, answeredAt } = values;
  const state = revision === 0 ? values.state : 'submitted';
  const settleAt = revision === 0 ? values.settleAt : null;
  return sql`
    insert into answers (community_id, round_id, member_id, via, state, answered_at, settle_at, revision)
    values (${communityId}::bigint, ${roundId}::bigint, ${memberId}::bigint, ${via}::text, ${state}::text,
      ${answeredAt}::timestamptz, ${settleAt}::timestamptz, ${revision}::integer)`;
}

/** The pieces of an answer in the order they were sent. */
export async function piecesOf(db: Reader, answerId: string): Promise<PieceRow[]> {
  return db
    .selectFrom('answer_pieces')
    .select(PIECE_COLUMNS)
    .where('answer_id', '=', answerId)
    .orderBy('sent_at')
    .orderBy('message_id')
    .execute();
}

/** One message of an answer. */
export interface Piece {
  readonly messageId: string;
  readonly body: string;
  readonly sentAt: Temporal.Instant;
  /** The platform's stamp of this copy. */
  readonly at: Temporal.Instant;
}

/** The statement that adds a message to an answer, whose id `id` gives, or puts its new text in the place of the old. */
export function pieceStatement(
  communityId: string,
  id: RawBuilder<unknown>,
  piece: Piece,
): RawBuilder<unknown> {
  return sql`
    insert into answer_pieces (community_id, answer_id, message_id, body, sent_at, edited_at)
    values (${communityId}::bigint, ${id}, ${piece.messageId}::text, ${piece.body}::text,
      ${piece.sentAt}::timestamptz, ${piece.at}::timestamptz)
    on conflict (answer_id, message_id) do update set body = excluded.body, edited_at = excluded.edited_at`;
}

/** Keeps a message of an answer, and does nothing else; see {@link pieceStatement}. */
export async function putPiece(tx: Tx, answer: AnswerRow, piece: Piece): Promise<void> {
  await pieceStatement(answer.community_id, sql`${answer.id}::bigint`, piece).execute(tx);
}

/** The whole text that several messages make. */
export function joinPieces(pieces: readonly { readonly body: string }[]): string {
  return pieces.map((piece) => piece.body).join('\n\n');
}

/** The text of an answer's newest revision; null when there is none. */
export async function currentText(
  db: Reader,
  answer: Pick<AnswerRow, 'id' | 'revision'>,
): Promise<string | null> {
  const row = await db
    .selectFrom('answer_revisions')
    .select('body')
    .where('answer_id', '=', answer.id)
    .where('revision', '=', answer.revision)
    .executeTakeFirst();
  return row?.body ?? null;
}

/** Whether the feedback for the newest revision is on its way to the member or already there. */
export async function isDelivered(db: Reader, answer: AnswerRow): Promise<boolean> {
  // Erased by age: it was long ago, and nothing is added to it any more.
  if (answer.words_erased_at !== null) return true;
  const row = await db
    .selectFrom('feedback')
    .select('delivered_at')
    .where('answer_id', '=', answer.id)
    .where('revision', '=', answer.revision)
    .where('delivered_at', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}
