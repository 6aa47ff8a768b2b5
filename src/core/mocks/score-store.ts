import type { Reader, Tx } from '../db/database.ts';
import type { Level } from '../feedback/contract.ts';
import { levelsSchema } from './load-reveal.ts';
import type { Seat } from './session-state.ts';

/** What one of the two has filled in for a half so far. */
export interface ScoreDraft {
  readonly levels: Readonly<Record<string, Level>>;
  readonly given: boolean;
}

/** Reads it; an empty one when nothing was filled in yet. */
export async function readScore(db: Reader, sessionId: string, half: 1 | 2, seat: Seat): Promise<ScoreDraft> {
  const row = await db
    .selectFrom('mock_scores')
    .select(['levels', 'given_at'])
    .where('session_id', '=', sessionId)
    .where('half', '=', half)
    .where('by_seat', '=', seat)
    .executeTakeFirst();
  if (row === undefined) return { levels: {}, given: false };
  return { levels: levelsSchema.parse(row.levels), given: row.given_at !== null };
}

/** Keeps the levels, and with a note the whole score as given. The caller holds the session's lock. */
export async function keepScore(
  tx: Tx,
  score: {
    readonly sessionId: string;
    readonly half: 1 | 2;
    readonly seat: Seat;
    readonly levels: Readonly<Record<string, Level>>;
    readonly given: { readonly note: string; readonly at: Temporal.Instant } | null;
  },
): Promise<void> {
  const values = {
    levels: JSON.stringify(score.levels),
    ...(score.given === null ? {} : { note: score.given.note, given_at: score.given.at }),
  };
  await tx
    .insertInto('mock_scores')
    .values({
      session_id: score.sessionId,
      half: score.half,
      by_seat: score.seat,
      about_seat: null,
      note: null,
      given_at: null,
      ...values,
    })
    .onConflict((conflict) => conflict.columns(['session_id', 'half', 'by_seat']).doUpdateSet(values))
    .execute();
}
