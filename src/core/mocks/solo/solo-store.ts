import type { Reader, Tx } from '../../db/database.ts';
import { soloStateSchema, type SoloState } from './solo-step.ts';

/** A solo mock of one member; only they may be shown it. */
export interface Solo {
  readonly id: string;
  readonly communityId: string;
  readonly memberId: string;
  readonly roundId: string;
  readonly state: SoloState;
  readonly version: number;
}

const COLUMNS = ['id', 'community_id', 'member_id', 'round_id', 'state', 'version'] as const;

interface SoloRow {
  readonly id: string;
  readonly community_id: string;
  readonly member_id: string;
  readonly round_id: string;
  readonly state: unknown;
  readonly version: number;
}

const toSolo = (row: SoloRow): Solo => ({
  id: row.id,
  communityId: row.community_id,
  memberId: row.member_id,
  roundId: row.round_id,
  state: soloStateSchema.parse(row.state),
  version: row.version,
});

/** The member's solo mock that is not over, or null. */
export async function openSolo(db: Reader, memberId: string): Promise<Solo | null> {
  const row = await db
    .selectFrom('mock_solos')
    .select(COLUMNS)
    .where('member_id', '=', memberId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : toSolo(row);
}

/** The member's solo mock with this id, over or not, or null: nobody else's. */
export async function ownSolo(db: Reader, memberId: string, soloId: string): Promise<Solo | null> {
  if (!/^\d{1,18}$/.test(soloId)) return null;
  const row = await db
    .selectFrom('mock_solos')
    .select(COLUMNS)
    .where('member_id', '=', memberId)
    .where('id', '=', soloId)
    .executeTakeFirst();
  return row === undefined ? null : toSolo(row);
}

/** The newest solo mock on the question of this round, or null. */
export async function soloOfRound(db: Reader, roundId: string): Promise<Solo | null> {
  const row = await db
    .selectFrom('mock_solos')
    .select(COLUMNS)
    .where('round_id', '=', roundId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : toSolo(row);
}

/** Whether the member brought an ordinary solo mock to its end. */
export async function hasFinishedOrdinary(db: Reader, memberId: string): Promise<boolean> {
  const rows = await db
    .selectFrom('mock_solos')
    .select('state')
    .where('member_id', '=', memberId)
    .where('ended_at', 'is not', null)
    .execute();
  return rows.some((row) => {
    const state = soloStateSchema.parse(row.state);
    return state.mode === 'ordinary' && !state.stopped;
  });
}

/** Begins one; the constraint allows one open at a time, so the caller has looked with the member locked. */
export async function insertSolo(
  tx: Tx,
  solo: { readonly communityId: string; readonly memberId: string; readonly roundId: string },
  state: SoloState,
  now: Temporal.Instant,
): Promise<Solo> {
  const row = await tx
    .insertInto('mock_solos')
    .values({
      community_id: solo.communityId,
      member_id: solo.memberId,
      round_id: solo.roundId,
      state: JSON.stringify(state),
      created_at: now,
      ended_at: null,
    })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return toSolo(row);
}

/** Keeps its next state. Throws when somebody else moved it on, which the lock on the member rules out. */
export async function saveSolo(tx: Tx, solo: Solo, state: SoloState, now: Temporal.Instant): Promise<Solo> {
  const row = await tx
    .updateTable('mock_solos')
    .set({
      state: JSON.stringify(state),
      version: solo.version + 1,
      ended_at: state.step === 'over' ? now : null,
    })
    .where('id', '=', solo.id)
    .where('version', '=', solo.version)
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return toSolo(row);
}
