import type { Reader } from '../../db/database.ts';

/** One member may be asked again by the same one after so many days, unless the two held the mock. */
const SAME_MEMBER_DAYS = 7;
/** So many asks that came to nothing may be made within a day. */
const ASKS_A_DAY = 3;

/** One time that a member asked another one by name. */
export interface EarlierAsk {
  readonly at: Temporal.Instant;
  /** Null when that one is gone. */
  readonly memberId: string | null;
  /** The two held the mock. */
  readonly held: boolean;
}

/** Whether somebody may be asked now; if not, since when and until when not. */
export type MayAsk =
  | { readonly kind: 'yes' }
  | { readonly kind: 'asked'; readonly at: Temporal.Instant; readonly from: Temporal.Instant }
  | { readonly kind: 'many'; readonly count: number; readonly from: Temporal.Instant };

/**
 * Whether this member may be asked for a mock at `now`, from whom the asker asked before. It looks at the asks
 * alone, never at why one came to nothing, so that it tells nothing about the other one. Pure.
 */
export function decideAsk(earlier: readonly EarlierAsk[], memberId: string, now: Temporal.Instant): MayAsk {
  const recent = earlier
    .filter((one) => !one.held)
    .map((one) => ({
      ...one,
      sameFrom: one.at.add({ hours: 24 * SAME_MEMBER_DAYS }),
      dayOver: one.at.add({ hours: 24 }),
    }))
    .toSorted((a, b) => Temporal.Instant.compare(b.at, a.at));
  const later = (at: Temporal.Instant): boolean => Temporal.Instant.compare(at, now) > 0;
  const same = recent.find((one) => one.memberId === memberId && later(one.sameFrom));
  if (same !== undefined) return { kind: 'asked', at: same.at, from: same.sameFrom };
  const today = recent.filter((one) => later(one.dayOver));
  const nth = today[ASKS_A_DAY - 1];
  return nth === undefined ? { kind: 'yes' } : { kind: 'many', count: ASKS_A_DAY, from: nth.dayOver };
}

/** Whom a member asked by name as far back as it matters. Reads only. */
export async function earlierAsks(
  db: Reader,
  memberId: string,
  now: Temporal.Instant,
): Promise<EarlierAsk[]> {
  const rows = await db
    .selectFrom('mock_seats as own')
    .innerJoin('mock_sessions', 'mock_sessions.id', 'own.session_id')
    .leftJoin('mock_seats as other', (join) =>
      join.onRef('other.session_id', '=', 'own.session_id').on('other.seat', '=', 1),
    )
    .select(['mock_sessions.created_at', 'mock_sessions.phase', 'other.member_id'])
    .where('own.member_id', '=', memberId)
    .where('own.seat', '=', 0)
    .where('asked', 'is', true)
    .where('mock_sessions.created_at', '>', now.subtract({ hours: 24 * SAME_MEMBER_DAYS }))
    .execute();
  return rows.map((row) => ({ at: row.created_at, memberId: row.member_id, held: row.phase === 'done' }));
}
