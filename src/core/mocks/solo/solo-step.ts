import { z } from 'zod';
import { never } from '../../errors.ts';

/**
 * Where a solo mock stands. Ordinary: the question, two follow-ups. With an interruption: the first part, the
 * cut-in, the rest. Then it is over, and what is left is the debrief.
 */
export const SOLO_STEPS = ['question', 'follow_1', 'follow_2', 'cut_in', 'go_on', 'over'] as const;
export type SoloStep = (typeof SOLO_STEPS)[number];

export const soloStateSchema = z.object({
  mode: z.enum(['ordinary', 'interrupted']),
  step: z.enum(SOLO_STEPS),
  /** The one clarifying question was asked. */
  clarified: z.boolean(),
  /** The answer's revision after each text the member gave, in order. */
  revisions: z.array(z.int().positive()).max(3),
  /** The criteria that the follow-ups were about, in order; none where no reading could choose one. */
  asked: z.array(z.string()).max(2),
  /** The member ended it before its end. */
  stopped: z.boolean(),
});
/** The whole state of a solo mock, stored with a version. No word of the member is in it. */
export type SoloState = z.infer<typeof soloStateSchema>;

/** What a member does. `step` is the one their card or form belonged to: an old one changes nothing. */
export type SoloEvent =
  | { readonly kind: 'clarify' }
  /** They wrote something; `about` is the criterion they were asked about, in a follow-up. */
  | {
      readonly kind: 'text';
      readonly step: SoloStep;
      readonly revision: number;
      readonly about: string | null;
    }
  | { readonly kind: 'skip'; readonly step: SoloStep; readonly about: string | null }
  | { readonly kind: 'stop' };

/** Why nothing changed. `no_skip`: the first text cannot be skipped, only stopped. */
export type SoloRefusal = 'over' | 'other_step' | 'clarified' | 'too_late_to_clarify' | 'no_skip';

export type SoloStepped =
  | { readonly ok: true; readonly state: SoloState }
  | { readonly ok: false; readonly because: SoloRefusal };

/** A new solo mock, at its question. */
export function newSolo(mode: SoloState['mode']): SoloState {
  return { mode, step: 'question', clarified: false, revisions: [], asked: [], stopped: false };
}

/** What the event makes of the state. Pure; every mock ends after at most three events that are not refused. */
export function stepSolo(state: SoloState, event: SoloEvent): SoloStepped {
  if (state.step === 'over') return refuse('over');
  switch (event.kind) {
    case 'clarify':
      if (state.step !== 'question') return refuse('too_late_to_clarify');
      if (state.clarified) return refuse('clarified');
      return { ok: true, state: { ...state, clarified: true } };
    case 'text':
      if (event.step !== state.step) return refuse('other_step');
      return moveOn({ ...state, revisions: [...state.revisions, event.revision] }, event.about);
    case 'skip':
      if (event.step !== state.step) return refuse('other_step');
      if (state.step === 'question') return refuse('no_skip');
      return moveOn(state, event.about);
    case 'stop':
      return { ok: true, state: { ...state, step: 'over', stopped: true } };
    default:
      return never(event);
  }
}

function moveOn(state: SoloState, about: string | null): SoloStepped {
  const wasAsked = state.step === 'follow_1' || state.step === 'follow_2';
  const asked = about !== null && wasAsked ? [...state.asked, about] : state.asked;
  return { ok: true, state: { ...state, asked, step: nextStep(state) } };
}

function nextStep({ mode, step }: SoloState): SoloStep {
  switch (step) {
    case 'question':
      return mode === 'ordinary' ? 'follow_1' : 'cut_in';
    case 'follow_1':
      return 'follow_2';
    case 'cut_in':
      return 'go_on';
    case 'follow_2':
    case 'go_on':
    case 'over':
      return 'over';
    default:
      return never(step);
  }
}

function refuse(because: SoloRefusal): SoloStepped {
  return { ok: false, because };
}
