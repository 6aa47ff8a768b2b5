import { sql, type Selectable } from 'kysely';
import type { Reader, Tx } from '../db/database.ts';
import type { AnswerVia, Tables } from '../db/tables.ts';

export type AnswerRow = Selectable<Tables['answers']>;
export type PieceRow = Selectable<Tables['answer_pieces']>;

/** The member's answer in a round, locked until the transaction ends; null when there is none. */
export async function lockAnswer(tx: Tx, roundId: string, memberId: string): Promise<AnswerRow | null> {
  const row = await tx
    .selectFrom('answers')
    .selectAll()
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
    .selectAll()
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

/** Begins the member's answer in a round; null when there is one, in whatever state, and nothing was done. */
export async function beginFirst(tx: Tx, values: Beginning): Promise<AnswerRow | null> {
  const row = await tx
    .insertInto('answers')
    .values({ ...placeOf(values), ...startOf(values) })
    .onConflict((conflict) => conflict.columns(['round_id', 'member_id']).doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Begins the member's answer in a round, or begins it anew after it was withdrawn. What a moderator removed
 * keeps its time, so that a second try never costs the day that the first one kept.
 */
export async function beginAnswer(tx: Tx, values: Beginning): Promise<AnswerRow> {
  return tx
    .insertInto('answers')
    .values({ ...placeOf(values), ...startOf(values) })
    .onConflict((conflict) =>
      conflict.columns(['round_id', 'member_id']).doUpdateSet({
        ...startOf(values),
        answered_at: sql`case when answers.withdrawn_by = 'moderator'
          then least(answers.answered_at, excluded.answered_at) else excluded.answered_at end`,
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

function placeOf({ communityId, roundId, memberId }: Beginning) {
  return { community_id: communityId, round_id: roundId, member_id: memberId };
}

function startOf({ via, state, answeredAt, settleAt }: Beginning) {
  return { via, state, answered_at: answeredAt, settle_at: settleAt, withdrawn_by: null };
}

/** The pieces of an answer in the order they were sent. */
export async function piecesOf(db: Reader, answerId: string): Promise<PieceRow[]> {
  return db
    .selectFrom('answer_pieces')
    .selectAll()
    .where('answer_id', '=', answerId)
    .orderBy('sent_at')
    .orderBy('message_id')
    .execute();
}

/** Adds a message to an answer, or puts its new text in the place of the old. */
export async function putPiece(
  tx: Tx,
  answer: AnswerRow,
  piece: {
    readonly messageId: string;
    readonly body: string;
    readonly sentAt: Temporal.Instant;
    readonly at: Temporal.Instant;
  },
): Promise<void> {
  await tx
    .insertInto('answer_pieces')
    .values({
      community_id: answer.community_id,
      answer_id: answer.id,
      message_id: piece.messageId,
      body: piece.body,
      sent_at: piece.sentAt,
      edited_at: piece.at,
    })
    .onConflict((conflict) =>
      conflict.columns(['answer_id', 'message_id']).doUpdateSet({ body: piece.body, edited_at: piece.at }),
    )
    .execute();
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
