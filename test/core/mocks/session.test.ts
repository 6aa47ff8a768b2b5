import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  confirmUntil,
  currentHalf,
  isOver,
  mayScore,
  mockStateSchema,
  newSession,
  PAIR,
  planHalves,
  type MockRole,
  type MockState,
} from '../../../src/core/mocks/session-state.ts';
import type { MockEvent } from '../../../src/core/mocks/session-step.ts';
import { step, wakeAt } from '../../../src/core/mocks/session.ts';

const START = Temporal.Instant.from('2026-03-02T10:00:00Z');
const TIMES = { brief: 5, answer: 15, scoring: 5, debrief: 5, show: 10, idle: 120 };

function match(roles: readonly [MockRole, MockRole], untimed = false): MockState | null {
  const plan = planHalves(roles);
  if (plan === null) return null;
  return newSession({
    halves: plan.map((half, index) => ({ ...half, questionId: String(index + 1) })),
    untimed,
    startsAt: START,
    confirmBy: confirmUntil(START, START, 10),
    times: TIMES,
  });
}

/** The state after these events, a minute apart; one that is refused fails the test. */
function after(state: MockState | null, events: readonly MockEvent[], from = START): MockState {
  if (state === null) throw new Error('no session');
  let now = from;
  let current = state;
  for (const event of events) {
    now = now.add({ minutes: 1 });
    const stepped = step(current, event, now);
    if (stepped.kind === 'refused') throw new Error(`${event.kind} was refused: ${stepped.because}`);
    current = stepped.state;
  }
  return current;
}

const both = (kind: 'confirm' | 'start' | 'next' | 'score'): MockEvent[] =>
  PAIR.map((seat) => ({ kind, seat }));
const half = [...both('next'), ...both('next'), ...both('score'), ...both('next')];

describe('the rules of a pair session', () => {
  it('goes through two halves with the parts swapped, then the reveal, then done', () => {
    const begun = after(match(['both', 'both']), [...both('confirm'), ...both('start')]);
    expect([begun.phase, begun.half, currentHalf(begun)]).toEqual([
      'brief',
      1,
      { candidate: 0, interviewer: 1, questionId: '1' },
    ]);
    const swap = after(begun, half);
    expect(swap.phase).toBe('swap');
    const second = after(swap, [{ kind: 'swap', seat: 1 }]);
    expect([second.phase, currentHalf(second)]).toEqual([
      'brief',
      { candidate: 1, interviewer: 0, questionId: '2' },
    ]);
    const reveal = after(second, half);
    expect(reveal.phase).toBe('reveal');
    expect(after(reveal, both('next')).phase).toBe('done');
  });

  it('goes on after a pause on a clock that tells less than milliseconds', () => {
    const fine = START.add({ nanoseconds: 579_131_104 });
    const begun = after(
      match(['both', 'both']),
      [...both('confirm'), ...both('start'), ...both('next')],
      fine,
    );
    const paused = after(
      begun,
      [{ kind: 'pause', seat: 0 }],
      fine.add({ minutes: 8, nanoseconds: 1_234_567 }),
    );
    const again = after(paused, [{ kind: 'resume', seat: 1 }], fine.add({ minutes: 30, nanoseconds: 77 }));
    expect(again.endsAt?.since(fine.add({ minutes: 31 })).total('minutes')).toBeCloseTo(12, 3);
  });

  it('is one half when somebody wants one part only, and none when both want the same', () => {
    expect(planHalves(['candidate', 'both'])).toEqual([{ candidate: 0, interviewer: 1 }]);
    expect(planHalves(['interviewer', 'both'])).toEqual([{ candidate: 1, interviewer: 0 }]);
    expect(planHalves(['candidate', 'candidate'])).toBeNull();
    expect(planHalves(['observer', 'both'])).toBeNull();
    const once = after(match(['both', 'interviewer']), [...both('confirm'), ...both('start'), ...half]);
    expect(once.phase).toBe('reveal');
  });

  it('runs by its clock alone, with one word in the middle of the answer', () => {
    let state = after(match(['both', 'interviewer']), [...both('confirm'), ...both('start')]);
    const seen: [string, number][] = [];
    const posts: string[] = [];
    const begun = START.add({ minutes: 4 });
    for (let at = wakeAt(state); at !== null; at = wakeAt(state)) {
      const stepped = step(state, { kind: 'wake' }, at);
      if (stepped.kind === 'refused') throw new Error(stepped.because);
      state = stepped.state;
      seen.push([state.phase, at.since(begun).total('minutes')]);
      for (const effect of stepped.effects) if (effect.kind === 'post') posts.push(effect.what);
    }
    expect(seen).toEqual([
      ['answer', 5],
      ['answer', 12.5],
      ['scoring', 20],
      ['debrief', 25],
      ['reveal', 30],
      ['done', 40],
    ]);
    expect(posts).toEqual(['answer', 'halfway', 'scoring', 'debrief', 'reveal', 'done']);
  });

  it('stands still while it is paused, and goes on with what was left', () => {
    const answer = after(match(['both', 'both']), [...both('confirm'), ...both('start'), ...both('next')]);
    const left = answer.endsAt?.since(START.add({ minutes: 10 })).total('minutes');
    const paused = step(answer, { kind: 'pause', seat: 1 }, START.add({ minutes: 10 }));
    if (paused.kind === 'refused') throw new Error(paused.because);
    expect(step(paused.state, { kind: 'wake' }, START.add({ minutes: 60 }))).toMatchObject({
      because: 'early',
    });
    const on = step(paused.state, { kind: 'resume', seat: 0 }, START.add({ minutes: 60 }));
    if (on.kind === 'refused') throw new Error(on.because);
    expect(on.state.endsAt?.since(START.add({ minutes: 60 })).total('minutes')).toBe(left);
  });

  it('says who did not confirm, and who did not come; calling off names nobody absent', () => {
    const one = after(match(['both', 'both']), [{ kind: 'confirm', seat: 1 }]);
    expect(after(one, [{ kind: 'wake' }], START.add({ minutes: 20 }))).toMatchObject({
      phase: 'expired',
      absent: [0],
    });
    const here = after(match(['both', 'both']), [...both('confirm'), { kind: 'start', seat: 0 }]);
    expect(after(here, [{ kind: 'wake' }], START.add({ minutes: 30 }))).toMatchObject({
      phase: 'no_show',
      absent: [1],
    });
    expect(after(here, [{ kind: 'cancel', seat: 1 }])).toMatchObject({
      phase: 'cancelled',
      absent: [],
      leftBy: 1,
    });
  });

  it('shows what was scored when somebody leaves after the first half', () => {
    const swap = after(match(['both', 'both']), [...both('confirm'), ...both('start'), ...half]);
    expect(after(swap, [{ kind: 'left', seat: 0 }])).toMatchObject({ phase: 'reveal', leftBy: 0 });
  });

  it('waits for a new room when the room is deleted, and ends when that goes on', () => {
    const answer = after(match(['both', 'both']), [...both('confirm'), ...both('start'), ...both('next')]);
    const moved = after(answer, [{ kind: 'room_gone' }]);
    expect(moved).toMatchObject({ phase: 'answer', paused: { by: null }, roomsLost: 1 });
    expect(after(moved, [{ kind: 'room_gone' }, { kind: 'room_gone' }])).toMatchObject({
      phase: 'cancelled',
      leftBy: null,
    });
  });

  it('asks for confirmation at once for now, and never later than the meeting for another day', () => {
    expect(confirmUntil(START, START, 10)).toEqual(START.add({ minutes: 10 }));
    expect(confirmUntil(START, START.add({ hours: 8 }), 10)).toEqual(START.add({ hours: 8 }));
    expect(confirmUntil(START, START.add({ hours: 100 }), 10)).toEqual(START.add({ hours: 24 }));
  });
});

const KINDS = ['confirm', 'start', 'pause', 'resume', 'next', 'swap', 'score'] as const;
const eventArb: fc.Arbitrary<MockEvent> = fc.oneof(
  { weight: 20, arbitrary: fc.record({ kind: fc.constantFrom(...KINDS), seat: fc.constantFrom(...PAIR) }) },
  { weight: 6, arbitrary: fc.constant({ kind: 'wake' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('cancel' as const, 'left' as const),
      seat: fc.constantFrom(...PAIR),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('room_gone' as const, 'room_gone' as const, 'no_room' as const),
    }),
  },
);
const roleArb = fc.constantFrom<MockRole>('both', 'candidate', 'interviewer');

/** What was true of every state so far in one run. */
interface Model {
  answered: number;
  halvesBegun: number;
  shown: boolean;
  now: Temporal.Instant;
}
interface Real {
  state: MockState;
}

class Happens implements fc.Command<Model, Real> {
  readonly event: MockEvent;
  readonly minutes: number;
  constructor(event: MockEvent, minutes: number) {
    this.event = event;
    this.minutes = minutes;
  }
  check(): boolean {
    return true;
  }
  run(model: Model, real: Real): void {
    model.now = model.now.add({ seconds: Math.round(this.minutes * 60) });
    const before = real.state;
    const stepped = step(before, this.event, model.now);
    if (stepped.kind === 'refused') return;
    const { state, effects } = stepped;
    real.state = state;
    // Never two interviewers, and never one who interviews themselves.
    const parts = currentHalf(state);
    if (parts !== null) expect(parts.candidate).not.toBe(parts.interviewer);
    if (state.half > before.half) model.halvesBegun += 1;
    expect(model.halvesBegun).toBeLessThanOrEqual(state.halves.length);
    expect(state.half - before.half).toBeLessThanOrEqual(1);
    if (state.phase === 'answer' && before.phase !== 'answer') model.answered += 1;
    // Nothing is scored, and no scoring begins, without an answer phase of that half.
    if (this.event.kind === 'score') expect(before.phase).toBe('scoring');
    if (state.phase === 'scoring') expect(model.answered).toBe(state.half);
    expect(state.scoredHalves).toBeLessThanOrEqual(model.answered);
    // A score that comes late is of a half that had its answer, and none is taken once the scores are shown.
    model.shown ||= effects.some((one) => one.kind === 'reveal');
    for (const half of [1, 2] as const)
      if (mayScore(state, half)) expect([half <= model.answered, model.shown]).toEqual([true, false]);
    // Both are confirmed and present before anything begins.
    if (state.half > 0) expect([state.confirmed.length, state.present.length]).toEqual([2, 2]);
    // It can always end, and an end is an end.
    const wake = wakeAt(state);
    expect(wake === null).toBe(isOver(state.phase));
    if (wake !== null) expect(step(state, { kind: 'wake' }, wake).kind).toBe('moved');
    if (isOver(state.phase)) {
      expect(effects.filter((one) => one.kind === 'finished' || one.kind === 'fell_through')).toHaveLength(1);
      for (const kind of KINDS)
        expect(step(state, { kind, seat: 0 }, model.now)).toEqual({ kind: 'refused', because: 'over' });
    }
    // What is stored is what was.
    expect(mockStateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
  }
  toString(): string {
    const who = 'seat' in this.event ? this.event.seat : '';
    return `${this.event.kind}${who} after ${this.minutes} min`;
  }
}

describe('any order of events', () => {
  const commands = fc.commands(
    [
      fc
        .tuple(eventArb, fc.double({ min: 0, max: 30, noNaN: true }))
        .map(([event, minutes]) => new Happens(event, minutes)),
    ],
    { maxCommands: 120, size: 'max' },
  );

  it('never gives two interviewers, a third half, a score before an answer, or a session without an end', () => {
    fc.assert(
      fc.property(roleArb, roleArb, fc.boolean(), commands, (first, second, untimed, run) => {
        const state = match([first, second], untimed);
        fc.pre(state !== null);
        const model: Model = { answered: 0, halvesBegun: 0, shown: false, now: START };
        const real: Real = { state: after(state, both('confirm')) };
        fc.modelRun(() => ({ model, real }), run);
        // Left alone from here, it ends by itself within a day and a few steps.
        let current = real.state;
        for (let steps = 0; !isOver(current.phase); steps += 1) {
          expect(steps).toBeLessThan(30);
          const wake = wakeAt(current);
          if (wake === null) throw new Error('it never wakes');
          const stepped = step(current, { kind: 'wake' }, wake);
          if (stepped.kind === 'refused') throw new Error(stepped.because);
          current = stepped.state;
        }
      }),
      { numRuns: 400 },
    );
  });
});
