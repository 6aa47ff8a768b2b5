import type { Command, Root } from './command.ts';
import { ORGANIZER_COMMANDS } from './greenroom/commands.ts';
import { PRACTICE_COMMANDS } from './practice/commands.ts';

/** Every command, in the order in which help lists them. Help itself is made from this list. */
export const COMMANDS: readonly Command[] = [...PRACTICE_COMMANDS, ...ORGANIZER_COMMANDS];

/** The commands under one root, in help's order. */
export function commandsOf(root: Root): readonly Command[] {
  return COMMANDS.filter((command) => command.root === root);
}
