import { localDateAt, type LocalDate } from '../time.ts';

/**
 * The date an answer belongs to, for where a member's days begin: its round's own when it was in time; the
 * date on which it was given when it came late, or to a personal round, so that nobody begins with misses.
 */
export function answerDate(answer: {
  readonly answered_at: Temporal.Instant;
  readonly local_date: LocalDate;
  readonly zone: string;
  /** Null for a personal round. */
  readonly closes_at: Temporal.Instant | null;
}): LocalDate {
  const { answered_at: at, closes_at: closes } = answer;
  const inTime = closes !== null && Temporal.Instant.compare(at, closes) < 0;
  return inTime ? answer.local_date : localDateAt(at, answer.zone);
}
