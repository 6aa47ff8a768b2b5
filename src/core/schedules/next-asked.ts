import type { Reader } from '../db/database.ts';
import type { LocalDate } from '../time.ts';
import { nextOccurrence, type Occurrence, type Recurrence } from './next-occurrence.ts';

/**
 * The next occurrence that will really be asked: holidays of the community are passed over. Null when the
 * season has none left.
 */
export async function nextAsked(
  db: Reader,
  communityId: string,
  recurrence: Recurrence,
  after: { readonly instant: Temporal.Instant; readonly exclusiveLocalDate?: LocalDate | null },
): Promise<Occurrence | null> {
  return nextOutside(new Set(await holidaysOf(db, communityId)), recurrence, after);
}

/** {@link nextAsked} where the holidays are known. Pure. */
export function nextOutside(
  holidays: ReadonlySet<LocalDate>,
  recurrence: Recurrence,
  after: { readonly instant: Temporal.Instant; readonly exclusiveLocalDate?: LocalDate | null },
): Occurrence | null {
  let next = nextOccurrence(recurrence, after);
  while (next !== null && holidays.has(next.localDate)) {
    next = nextOccurrence(recurrence, { instant: next.instant, exclusiveLocalDate: next.localDate });
  }
  return next;
}

/** The community's holidays, as local dates. */
export async function holidaysOf(db: Reader, communityId: string): Promise<LocalDate[]> {
  const rows = await db
    .selectFrom('holidays')
    .select('local_date')
    .where('community_id', '=', communityId)
    .execute();
  return rows.map((row) => row.local_date);
}
