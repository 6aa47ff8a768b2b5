import { z } from 'zod';
import type { Core } from '../core.ts';
import type { Reader } from '../db/database.ts';
import { LevelSchema, type Level } from '../feedback/contract.ts';
import { compareScores, type ScoredHalf } from './compare-scores.ts';
import { loadHalfQuestion } from './session-question.ts';
import { otherSeat, type MockSession } from './session-store.ts';

/** Level by criterion key, as stored; a criterion that was left out is absent. */
export const levelsSchema = z.record(z.string(), LevelSchema);

/** One half's two scores, side by side. */
export interface RevealedHalf {
  readonly half: 1 | 2;
  readonly candidate: 0 | 1;
  readonly scored: ScoredHalf;
  readonly notes: readonly { readonly seat: number; readonly note: string }[];
}

/** Reads what the two scored, half by half; halves that were never scored are left out. */
export async function loadReveal(
  core: Pick<Core, 'packs' | 'rubric'>,
  db: Reader,
  session: MockSession,
): Promise<RevealedHalf[]> {
  const rows = await db
    .selectFrom('mock_scores')
    .select(['half', 'by_seat', 'levels', 'note'])
    .where('session_id', '=', session.id)
    .where('given_at', 'is not', null)
    .execute();
  const revealed: RevealedHalf[] = [];
  for (const half of [1, 2] as const) {
    const parts = session.state.halves[half - 1];
    if (parts === undefined || half > session.state.scoredHalves) continue;
    const asked = await loadHalfQuestion(core, db, parts.questionId);
    const levelsBy = (seat: number): Readonly<Record<string, Level>> | null => {
      const row = rows.find((one) => one.half === half && one.by_seat === seat);
      return row === undefined ? null : levelsSchema.parse(row.levels);
    };
    revealed.push({
      half,
      candidate: parts.candidate,
      scored: compareScores(
        (asked?.rubric?.criteria ?? []).map(({ key, title }) => ({ key, title })),
        levelsBy(parts.candidate),
        levelsBy(otherSeat(parts.candidate)),
      ),
      notes: rows
        .filter((one) => one.half === half)
        .flatMap((one) => (one.note === null ? [] : [{ seat: one.by_seat, note: one.note }])),
    });
  }
  return revealed;
}
