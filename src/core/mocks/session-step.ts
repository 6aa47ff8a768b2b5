import type { MockPhase, MockState, Seat } from './session-state.ts';

/** What can happen to a session. `wake`: time went by. `left`: that member is no longer in the community. */
export type MockEvent =
  | {
      readonly kind: 'confirm' | 'start' | 'pause' | 'resume' | 'next' | 'swap' | 'score' | 'cancel' | 'left';
      readonly seat: Seat;
    }
  | { readonly kind: 'wake' }
  | { readonly kind: 'room_gone' }
  /** The platform refuses to open a room. */
  | { readonly kind: 'no_room' };

/** What is said in the room: one card at each phase's start, one at half-way, one at pause and going on. */
export const MOCK_POSTS = [
  'welcome',
  'brief',
  'answer',
  'halfway',
  'scoring',
  'debrief',
  'swap',
  'reveal',
  'done',
  'ended',
  'paused',
  'resumed',
] as const;
export type MockPost = (typeof MOCK_POSTS)[number];

/** What follows from a step; apply-effects.ts turns it into rows and jobs. */
export type MockEffect =
  /** A private room; once it is open, open-room.ts has the card of that moment said in it. */
  | { readonly kind: 'open_room' }
  | { readonly kind: 'post'; readonly what: MockPost }
  /** Each of the two gets their part of this half privately. */
  | { readonly kind: 'give_parts' }
  /** What the two scored becomes visible to both, and what was typed is read. */
  | { readonly kind: 'reveal' }
  /** It came to nothing: the seats are free, and matching hears of it. */
  | { readonly kind: 'fell_through' }
  /** It was held: the day counts for both. */
  | { readonly kind: 'finished' };

/** Why an event changed nothing; cards.ts has a sentence for each. */
export type MockRefusal =
  | 'over'
  | 'early'
  | 'already'
  | 'not_confirmed'
  | 'not_started'
  | 'started'
  | 'paused'
  | 'not_paused'
  | 'not_scoring'
  | 'not_swapping';

export type Step =
  | { readonly kind: 'moved'; readonly state: MockState; readonly effects: readonly MockEffect[] }
  | { readonly kind: 'refused'; readonly because: MockRefusal };

/** The card that says where a session is. */
export function postOf(phase: MockPhase): MockPost {
  switch (phase) {
    case 'matched':
    case 'confirmed':
      return 'welcome';
    case 'cancelled':
    case 'expired':
    case 'no_show':
      return 'ended';
    default:
      return phase;
  }
}

/** The event was taken: the new state, and what follows from it. */
export function moved(state: MockState, effects: readonly MockEffect[]): Step {
  return { kind: 'moved', state, effects };
}

/** The event changes nothing. */
export function refuse(because: MockRefusal): Step {
  return { kind: 'refused', because };
}
