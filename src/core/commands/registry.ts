import type { Command, Root } from './command.ts';
import { me } from './practice/me.ts';
import { now } from './practice/now.ts';

/** Every command, in the order in which help lists them. Help itself is made from this list. */
export const COMMANDS: readonly Command[] = [now, me];

/** The commands under one root, in help's order. */
export function commandsOf(root: Root): readonly Command[] {
  return COMMANDS.filter((command) => command.root === root);
}
