import { z } from 'zod';

/** What each phase of a mock is, in the order of a session that goes well; the last four are ends. */
export const PHASES = [
  'matched',
  'confirmed',
  'brief',
  'answer',
  'scoring',
  'debrief',
  'swap',
  'reveal',
  'done',
  'cancelled',
  'expired',
  'no_show',
] as const;
export const phaseSchema = z.enum(PHASES);
export type MockPhase = z.infer<typeof phaseSchema>;

/** The two who interview each other sit in seats 0 and 1; observers, from 2 on, have no part in the rules. */
export const PAIR = [0, 1] as const;
export type Seat = (typeof PAIR)[number];

/** What a member wants to be; `both` takes turns. */
export const mockRoleSchema = z.enum(['both', 'candidate', 'interviewer', 'observer']);
export type MockRole = z.infer<typeof mockRoleSchema>;

const seat = z.union([z.literal(0), z.literal(1)]);
const seats = z.array(seat).readonly();
const at = z.iso.datetime().transform((text) => Temporal.Instant.from(text));
const minutes = z.int().positive();

/** How long everything takes, in minutes; taken from the community's settings when the session begins. */
export const mockTimesSchema = z.object({
  brief: minutes,
  answer: minutes,
  scoring: minutes,
  debrief: minutes,
  /** How long after its time a session waits for both to press Start, and for Swap between the halves. */
  show: minutes,
  /** A session in which nobody does anything ends after so long. */
  idle: minutes,
});
export type MockTimes = z.infer<typeof mockTimesSchema>;

/** One half: who answers, who asks, and what. */
const halfSchema = z.object({ candidate: seat, interviewer: seat, questionId: z.string() });
export type Half = z.infer<typeof halfSchema>;

/**
 * Everything the rules know of a session (session.ts). Seats are places, not people: nothing in it says who
 * they are. Stored as JSON beside the session's version and `wake_at`.
 */
export const mockStateSchema = z.object({
  phase: phaseSchema,
  /** 0 before the first half; then the half that is under way, or was the last one. */
  half: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  halves: z.array(halfSchema).min(1).max(2).readonly(),
  /** Grows with every new phase: a button of an earlier phase is told by it. */
  turn: z.int().nonnegative(),
  /** When this phase began; null before anything happened. */
  enteredAt: at.nullable().default(null),
  untimed: z.boolean(),
  startsAt: at,
  /** Both have to confirm until then. */
  confirmBy: at,
  confirmed: seats,
  /** Who pressed Start. */
  present: seats,
  /** Who pressed Next in this phase. */
  ready: seats,
  /** Who scored this half. */
  scored: seats,
  /** Halves that got as far as their scoring. */
  scoredHalves: z.int().min(0).max(2),
  /** When this phase ends by itself; null in untimed phases and while paused. */
  endsAt: at.nullable(),
  /** When the middle is told; null when it was, or never is. */
  halfwayAt: at.nullable(),
  /** When the session ends because nobody did anything. */
  idleAt: at,
  /** Who paused it (null: nobody did, the room was gone), and what was left of the phase, in milliseconds. */
  paused: z
    .object({ by: seat.nullable(), endsIn: z.number().nullable(), halfwayIn: z.number().nullable() })
    .nullable(),
  /** Rooms that were deleted on the platform. */
  roomsLost: z.int().nonnegative(),
  /** How it ended: who called it off, who was not there. */
  leftBy: seat.nullable(),
  absent: seats,
  times: mockTimesSchema,
});
export type MockState = Readonly<z.infer<typeof mockStateSchema>>;

/** Whether the session is over. */
export function isOver(phase: MockPhase): boolean {
  return phase === 'done' || phase === 'cancelled' || phase === 'expired' || phase === 'no_show';
}

/** The half under way or just finished; null before the first. */
export function currentHalf(state: MockState): Half | null {
  return state.half === 0 ? null : (state.halves[state.half - 1] ?? null);
}

/**
 * Whether one may still score this half: from its scoring on until the scores are shown. So words that come after the
 * time are not lost, and still nobody has seen the other's.
 */
export function mayScore({ phase, half, scoredHalves }: MockState, scored: 1 | 2): boolean {
  if (phase === 'reveal' || isOver(phase)) return false;
  return scored <= scoredHalves || (phase === 'scoring' && scored === half);
}

/**
 * Who answers in which half, from what the two want to be: both take turns, seat 0 answering first; someone
 * who wants only one part makes it one half. Null when they want the same part. Observers are not given here.
 */
export function planHalves(
  roles: readonly [MockRole, MockRole],
): readonly { readonly candidate: Seat; readonly interviewer: Seat }[] | null {
  const first = { candidate: 0, interviewer: 1 } as const;
  const second = { candidate: 1, interviewer: 0 } as const;
  const may = (role: MockRole, part: MockRole): boolean => role === 'both' || role === part;
  const halves = [first, second].filter(
    (half) => may(roles[half.candidate], 'candidate') && may(roles[half.interviewer], 'interviewer'),
  );
  return halves.length === 0 ? null : halves;
}

/** A match that just happened, in its first state. `confirmBy` comes from {@link confirmUntil}. */
export function newSession(input: {
  readonly halves: readonly Half[];
  readonly untimed: boolean;
  readonly startsAt: Temporal.Instant;
  readonly confirmBy: Temporal.Instant;
  readonly times: MockTimes;
}): MockState {
  return {
    ...input,
    phase: 'matched',
    half: 0,
    turn: 0,
    enteredAt: null,
    confirmed: [],
    present: [],
    ready: [],
    scored: [],
    scoredHalves: 0,
    endsAt: input.confirmBy,
    halfwayAt: null,
    idleAt: input.confirmBy,
    paused: null,
    roomsLost: 0,
    leftBy: null,
    absent: [],
  };
}

/** A meeting within so many minutes of its match is one for now: both are asked at once. */
const NOW_MINUTES = 60;
/** For a later meeting there are so many hours to confirm, and never longer than until it begins. */
const CONFIRM_HOURS = 24;

/** Until when both have to confirm a match made `now` for `startsAt`; `minutes` is the community's setting. */
export function confirmUntil(
  now: Temporal.Instant,
  startsAt: Temporal.Instant,
  minutesForNow: number,
): Temporal.Instant {
  if (!isLater(startsAt, now)) return now.add({ minutes: minutesForNow });
  const latest = now.add({ hours: CONFIRM_HOURS });
  return Temporal.Instant.compare(startsAt, latest) < 0 ? startsAt : latest;
}

/** How long the whole session takes with its clock, in minutes. */
export function minutesOf({ times, halves }: MockState): number {
  return (times.brief + times.answer + times.scoring + times.debrief) * halves.length;
}

/** Whether the meeting is an agreed time, and not one for now: then both get a calendar file. */
export function isLater(startsAt: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(startsAt, now.add({ minutes: NOW_MINUTES })) > 0;
}
