import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOfflineCoach } from '../../../src/core/feedback/coach.ts';
import { giveVerifiedFeedback } from '../../../src/core/feedback/assess-and-verify.ts';
import type { FeedbackResult } from '../../../src/core/feedback/contract.ts';
import { categoryRubric, loadTpmRubric } from '../../../src/core/feedback/rubric/load-rubric.ts';
import { chooseFollowUp, goOnFrom } from '../../../src/core/mocks/solo/choose-follow-up.ts';
import { debriefOf } from '../../../src/core/mocks/solo/debrief.ts';
import { newSolo, SOLO_STEPS, stepSolo, type SoloEvent } from '../../../src/core/mocks/solo/solo-step.ts';
import { LONG_ANSWER } from '../../support/room.ts';

const rubric = categoryRubric(loadTpmRubric(), 'architecture');
if (rubric === null) throw new Error('the rubric has no architecture');
const probes = [
  'Who acts on an update, and how late can it be before their action is wrong?',
  'What does the partner see when one pushed update gets lost?',
  'What would make you change from one approach to the other after launch?',
];
const read = (answer: string): Promise<FeedbackResult> =>
  giveVerifiedFeedback(
    createOfflineCoach(),
    {
      question: { text: 'How do you decide between pushing and syncing?', category: 'architecture' },
      answer,
      rubric,
    },
    AbortSignal.timeout(10_000),
  );

const events: fc.Arbitrary<SoloEvent> = fc.oneof(
  fc.constant<SoloEvent>({ kind: 'clarify' }),
  fc.constant<SoloEvent>({ kind: 'stop' }),
  fc.record({
    kind: fc.constant('text' as const),
    step: fc.constantFrom(...SOLO_STEPS),
    revision: fc.integer({ min: 1, max: 9 }),
    about: fc.constantFrom(null, 'tradeoff_consequence', 'honest_role'),
  }),
  fc.record({
    kind: fc.constant('skip' as const),
    step: fc.constantFrom(...SOLO_STEPS),
    about: fc.constantFrom(null, 'tradeoff_consequence', 'honest_role'),
  }),
);

describe('the steps of a solo mock', () => {
  it('in any order of presses: three texts at most, one question at most, and nothing after the end', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('ordinary' as const, 'interrupted' as const),
        fc.array(events, { maxLength: 40 }),
        (mode, sent) => {
          let state = newSolo(mode);
          let clarified = 0;
          for (const event of sent) {
            const stepped = stepSolo(state, event);
            if (state.step === 'over') expect(stepped.ok).toBe(false);
            if (!stepped.ok) continue;
            if (event.kind === 'clarify') clarified += 1;
            // An old card never moves it on.
            if (event.kind === 'text' || event.kind === 'skip') expect(event.step).toBe(state.step);
            state = stepped.state;
          }
          expect(clarified).toBeLessThanOrEqual(1);
          expect(state.revisions.length).toBeLessThanOrEqual(3);
          expect(state.asked.length).toBeLessThanOrEqual(2);
          const never = mode === 'ordinary' ? ['cut_in', 'go_on'] : ['follow_1', 'follow_2'];
          expect(never).not.toContain(state.step);
        },
      ),
      { numRuns: 1_000, seed: 20261128 },
    );
  });

  it('from everywhere the end is three presses away, and stopping is one', () => {
    for (const mode of ['ordinary', 'interrupted'] as const) {
      let state = newSolo(mode);
      for (let revision = 1; revision <= 3; revision += 1) {
        expect(stepSolo(state, { kind: 'stop' })).toMatchObject({ ok: true, state: { step: 'over' } });
        const stepped = stepSolo(state, { kind: 'text', step: state.step, revision, about: null });
        if (stepped.ok) state = stepped.state;
      }
      expect(state).toMatchObject({ step: 'over', revisions: [1, 2, 3], stopped: false });
    }
  });
});

describe('follow-ups', () => {
  it('aim at the two weakest criteria, one after the other, with the member’s own words and another probe each', async () => {
    const result = await read(LONG_ANSWER);
    const first = chooseFollowUp({ result, rubric, probes, asked: [], text: LONG_ANSWER });
    const second = chooseFollowUp({
      result,
      rubric,
      probes,
      asked: [first?.criterion ?? ''],
      text: LONG_ANSWER,
    });
    expect(first?.criterion).toBe(result.nextStep.criterion);
    expect(second?.criterion).not.toBe(first?.criterion);
    expect(probes).toContain(first?.question);
    expect(probes).toContain(second?.question);
    expect(second?.question).not.toBe(first?.question);
    for (const one of [first, second]) expect(LONG_ANSWER).toContain(one?.quote ?? 'no quote');
  });

  it('take a model’s own question when it is about that criterion, and the rubric’s line when probes run out', async () => {
    const result = await read(LONG_ANSWER);
    const byModel = { ...result, source: 'model' as const, followUp: 'Who pays for that in a year?' };
    expect(chooseFollowUp({ result: byModel, rubric, probes, asked: [], text: LONG_ANSWER })?.question).toBe(
      'Who pays for that in a year?',
    );
    const bare = chooseFollowUp({ result, rubric, probes: [], asked: [], text: LONG_ANSWER });
    expect(bare?.question).toBe(rubric.criteria.find((one) => one.key === bare?.criterion)?.follow);
  });

  it('quote the beginning of a text that could not be read, and nothing where there is none', () => {
    const from = { result: null, rubric, probes, asked: [] };
    const quote = chooseFollowUp({ ...from, text: '  One two three.\nfour five' })?.quote;
    expect(quote).toBe('One two three.');
    expect(chooseFollowUp({ ...from, text: '' })?.quote).toBeNull();
  });

  it('after the cut-in lead on to the first part that is missing', async () => {
    const whole = await read(LONG_ANSWER);
    expect(goOnFrom(null, rubric)).toBe('tradeoff');
    const anchors = { ...whole.anchors, decision: 'webhooks', tradeoff: 'a second code path', outcome: null };
    expect(goOnFrom({ ...whole, anchors }, rubric)).toBe('outcome');
  });
});

describe('the debrief', () => {
  it('says what was found before and held, what was added later, and what is missing; nothing twice', async () => {
    const [opening = ''] = LONG_ANSWER.split('. ');
    const part = await read(`${opening}. The vans drive on all the same.`);
    const whole = await read(LONG_ANSWER);
    const { held, added, missing } = debriefOf(part, whole);
    expect([...held, ...added, ...missing].map((one) => one.title).toSorted()).toEqual(
      whole.criteria.map((one) => one.title).toSorted(),
    );
    expect(added.length).toBeGreaterThan(0);
    expect(added.every((one) => one.before === 'missing' && one.level !== 'missing')).toBe(true);
    expect(debriefOf({ ...part, source: 'model' }, whole).added).toEqual([]);
    expect(debriefOf(null, whole).added).toEqual([]);
  });

  it('shows words as the other cards do: in one line, without marks', async () => {
    const [first = '', ...rest] = LONG_ANSWER.split('. ');
    const bullets = [`- **${first}`, ...rest].join('.\n- ').replaceAll('webhooks', '`webhooks`');
    const whole = await read(bullets);
    const quotes = debriefOf(null, whole).held.flatMap(({ quote }) => (quote === null ? [] : [quote]));
    expect(quotes.length).toBeGreaterThan(1);
    for (const quote of quotes) expect(quote).not.toMatch(/\n|^- |\*|`/u);
  });
});
