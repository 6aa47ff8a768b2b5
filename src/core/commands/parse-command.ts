import { distance } from 'fastest-levenshtein';
import type { Command } from './command.ts';

export type ParsedCommand =
  | { readonly kind: 'command'; readonly command: Command; readonly rest: string }
  /** `topic` is the word that help was asked about; empty for all. */
  | { readonly kind: 'help'; readonly topic: string }
  /** Nothing fits; `nearest` is what was probably meant. */
  | { readonly kind: 'unknown'; readonly said: string; readonly nearest: Command | null };

/** So many letters may be wrong, per letter of the word, for a command still to be suggested. */
const TYPO_SHARE = 0.5;

/**
 * Finds the command that a typed text names: the one with the most words that stand at its beginning, in
 * any case. Empty text is help. Pure; never throws, whatever is typed.
 */
export function parseCommand(commands: readonly Command[], text: string): ParsedCommand {
  const words = text
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  const said = words.map((word) => word.toLowerCase());
  const [first] = said;
  if (first === undefined || first === 'help') return { kind: 'help', topic: said[1] ?? '' };
  const fits = commands
    .filter((command) => command.words.every((word, index) => said[index] === word))
    .toSorted((a, b) => b.words.length - a.words.length);
  const [command] = fits;
  if (command === undefined)
    return { kind: 'unknown', said: words.slice(0, 2).join(' '), nearest: nearest(commands, said) };
  return { kind: 'command', command, rest: restOf(text, command.words.length) };
}

/** The text after so many words, with its line breaks and spaces as typed. */
function restOf(text: string, count: number): string {
  return text
    .trim()
    .replace(new RegExp(`^(?:\\S+\\s*){${count}}`), '')
    .trim();
}

function nearest(commands: readonly Command[], said: readonly string[]): Command | null {
  const meant = commands.find((command) => command.also?.includes(said[0] ?? '') === true);
  if (meant !== undefined) return meant;
  const scored = commands
    .filter((command) => command.bare !== true)
    .map((command) => {
      const name = command.words.join(' ');
      const typed = said.slice(0, command.words.length).join(' ');
      // A right first word ("schedule") says more than the letters of the rest.
      const sameStart = command.words.length > 1 && said[0] === command.words[0] ? 0.5 : 1;
      return { command, far: (distance(name, typed) / Math.max(name.length, 1)) * sameStart };
    })
    .toSorted((a, b) => a.far - b.far);
  const [best] = scored;
  return best !== undefined && best.far <= TYPO_SHARE ? best.command : null;
}
