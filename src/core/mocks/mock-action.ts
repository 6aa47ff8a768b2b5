import { encodeAction } from '../platform/action.ts';
import type { Button } from '../platform/card.ts';
import type { MockSession } from './session-store.ts';

/** What a press changes, by its name in the button. */
export const MOCK_ACTS = [
  'confirm',
  'start',
  'pause',
  'resume',
  'next',
  'swap',
  'cancel',
  'level',
  'score',
  'helped',
  'report',
  'block',
  'remove',
] as const;
export type MockAct = (typeof MOCK_ACTS)[number];

/** What a press only shows. */
export const MOCK_LOOKS = [
  'part',
  'shared',
  'question',
  'literal',
  'lost',
  'scoring',
  'note',
  'notes',
  'helped',
  'report',
  'block',
  'remove',
  'cancel',
] as const;
export type MockLook = (typeof MOCK_LOOKS)[number];

/** A decoded press: its name, the turn whose card it stood on, and what else it carries. */
export interface MockPress<N extends string> {
  readonly name: N;
  readonly turn: number;
  readonly args: readonly string[];
}

/** The part of an action id after the session: "level.4.2.met". */
export function encodeWhat(name: string, turn: number, args: readonly string[]): string {
  return [name, turn, ...args].join('.');
}

/** Reads what {@link encodeWhat} wrote, if its name is one of `names`; null for anything else. */
export function decodeWhat<N extends string>(names: readonly N[], what: string): MockPress<N> | null {
  const [first, turn, ...args] = what.split('.');
  const name = names.find((one) => one === first);
  if (name === undefined || turn === undefined || !/^\d{1,6}$/.test(turn)) return null;
  return { name, turn: Number(turn), args };
}

/** A button that changes the session. */
export function actButton(
  session: MockSession,
  name: MockAct,
  label: string,
  style: Button['style'] = 'secondary',
  args: readonly string[] = [],
): Button {
  const what = encodeWhat(name, session.state.turn, args);
  return { action: encodeAction({ verb: 'mock', sessionId: session.id, what }), label, style };
}

/** A button that shows something to whoever presses it. */
export function lookButton(
  session: MockSession,
  name: MockLook,
  label: string,
  style: Button['style'] = 'secondary',
  args: readonly string[] = [],
): Button {
  const what = encodeWhat(name, session.state.turn, args);
  return { action: encodeAction({ verb: 'mock-look', sessionId: session.id, what }), label, style };
}
