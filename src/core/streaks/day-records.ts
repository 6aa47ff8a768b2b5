import type { LocalDate } from '../time.ts';

/** A member's time off, both dates inclusive. */
export type Pause = { readonly first: LocalDate; readonly last: LocalDate };

/**
 * Dates on which the member followed a channel: from `from`, up to but not including `until`; null while it is followed.
 * A member's very first answer follows its channel from that round's own date; every later change applies from the next
 * day.
 */
export type FollowInterval = {
  readonly channelId: string;
  readonly from: LocalDate;
  readonly until: LocalDate | null;
};

/**
 * A schedule's round. `postedAt` and `closesAt` are null until it was posted. A withdrawn round that was posted before
 * still counts for those who answered it and is nobody's miss.
 */
export type ScheduleRound = {
  readonly roundId: string;
  readonly channelId: string;
  readonly localDate: LocalDate;
  readonly state: 'due' | 'posted' | 'skipped' | 'withdrawn';
  readonly postedAt: Temporal.Instant | null;
  readonly closesAt: Temporal.Instant | null;
  /** Its channel, its thread or the bot itself went while it was open: answers count, and it is nobody's miss. */
  readonly gone?: boolean;
};

/**
 * An answer that still stands. `roundId` is null for a personal round (`/practice now`). `at` is the instant that
 * counts: when the message was written, or when the form was opened, so a form opened before closing is in time. An
 * answer that a moderator removed stays in this list; one that its author deleted does not.
 */
export type StreakAnswer = { readonly roundId: string | null; readonly at: Temporal.Instant };

/** Why a day counts or not, for the person who opens it. */
export type DayReason =
  | 'kept'
  | 'missed'
  | 'open'
  | 'paused'
  | 'holiday'
  | 'withdrawn'
  | 'gone'
  | 'not_posted'
  | 'not_yet_posted'
  | 'before_first_answer';

/** One date on which a channel the member follows had a round. */
export type DayRecord = {
  readonly date: LocalDate;
  /** A followed channel was asked, on or after the member's first answer. */
  readonly scheduled: boolean;
  /** An answer in time for this date. */
  readonly kept: boolean;
  readonly paused: boolean;
  readonly holiday: boolean;
  /** A followed round of this date can still be answered. */
  readonly open: boolean;
  /** Every followed round of this date was withdrawn after it had been posted, or its place was deleted. */
  readonly withdrawn: boolean;
  readonly reason: DayReason;
};

/** Everything a member's days are derived from; every list may be in any order and hold duplicates. */
export type DayRecordsInput = {
  readonly follows: readonly FollowInterval[];
  /** All rounds of followed channels, and every other round the member answered. */
  readonly rounds: readonly ScheduleRound[];
  readonly answers: readonly StreakAnswer[];
  readonly pauses: readonly Pause[];
  /** The community's holidays. */
  readonly holidays: readonly LocalDate[];
  /** The local date of the member's first answer ever, kept even when that answer is erased; null when none is known. */
  readonly firstAnswerDate: LocalDate | null;
  readonly now: Temporal.Instant;
};

type AskedRound = ScheduleRound & {
  readonly postedAt: Temporal.Instant;
  readonly closesAt: Temporal.Instant;
};

/**
 * The member's days in order of date, each with its reason (DESIGN section 11). A date is scheduled when a followed
 * channel was asked. It is kept by any answer in time to any round of that date in any channel, or by a personal answer
 * while a followed round of that date was open. What excuses a day (pause, holiday, withdrawal) takes away a miss and
 * never a kept day. The first answer is the earliest known one, whether given as a date or found among the answers.
 */
export function deriveDayRecords(input: DayRecordsInput): readonly DayRecord[] {
  const followed = input.rounds.filter((round) => isFollowed(round, input.follows));
  const kept = keptDates(input, followed.filter(isAsked));
  const first = earliest([...kept, ...(input.firstAnswerDate === null ? [] : [input.firstAnswerDate])]);
  const holidays = new Set(input.holidays);
  const dates = [...new Set(followed.map((round) => round.localDate))].sort();
  return dates.map((date) => {
    const rounds = followed.filter((round) => round.localDate === date);
    const asked = rounds.filter(isAsked);
    const facts = {
      date,
      scheduled: asked.length > 0 && first !== null && date >= first,
      kept: kept.has(date),
      paused: input.pauses.some((pause) => pause.first <= date && date <= pause.last),
      holiday: holidays.has(date),
      open: asked.some((round) => !isTakenBack(round) && isBefore(input.now, round.closesAt)),
      withdrawn: asked.length > 0 && asked.every(isTakenBack),
    };
    return { ...facts, reason: reasonOf(facts, first, rounds) };
  });
}

function reasonOf(
  facts: Omit<DayRecord, 'reason'>,
  first: LocalDate | null,
  rounds: readonly ScheduleRound[],
): DayReason {
  if (first === null || facts.date < first) return 'before_first_answer';
  if (!facts.scheduled) {
    if (facts.holiday) return 'holiday';
    if (rounds.some((round) => round.state === 'due')) return 'not_yet_posted';
    return rounds.some((round) => round.state === 'withdrawn') ? 'withdrawn' : 'not_posted';
  }
  if (facts.kept) return 'kept';
  if (facts.paused) return 'paused';
  if (facts.holiday) return 'holiday';
  if (facts.withdrawn) return rounds.some((round) => round.gone === true) ? 'gone' : 'withdrawn';
  return facts.open ? 'open' : 'missed';
}

/** Withdrawn by organizers, or standing in a place that is no more. */
function isTakenBack(round: ScheduleRound): boolean {
  return round.state === 'withdrawn' || round.gone === true;
}

function keptDates(input: DayRecordsInput, followedAsked: readonly AskedRound[]): ReadonlySet<LocalDate> {
  const roundsById = new Map(input.rounds.filter(isAsked).map((round) => [round.roundId, round]));
  const kept = new Set<LocalDate>();
  for (const answer of input.answers) {
    const round = answer.roundId === null ? undefined : roundsById.get(answer.roundId);
    if (round !== undefined && isBefore(answer.at, round.closesAt)) kept.add(round.localDate);
    if (answer.roundId !== null) continue;
    for (const open of followedAsked) {
      if (!isBefore(answer.at, open.postedAt) && isBefore(answer.at, open.closesAt)) kept.add(open.localDate);
    }
  }
  return kept;
}

/** Posted, whether or not it was withdrawn later. */
function isAsked(round: ScheduleRound): round is AskedRound {
  return (
    (round.state === 'posted' || round.state === 'withdrawn') &&
    round.postedAt !== null &&
    round.closesAt !== null
  );
}

function isFollowed({ channelId, localDate }: ScheduleRound, follows: readonly FollowInterval[]): boolean {
  return follows.some(
    ({ channelId: followed, from, until }) =>
      followed === channelId && from <= localDate && (until === null || localDate < until),
  );
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0;
}

function earliest(dates: readonly LocalDate[]): LocalDate | null {
  return dates.toSorted()[0] ?? null;
}
