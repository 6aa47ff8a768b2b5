import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import type { Member } from '../members/member.ts';
import type { Platform, PlatformChecks } from '../platform/event.ts';
import type { Reply } from '../platform/reply.ts';

/** What a command works with. */
export interface CommandContext {
  readonly core: Core;
  readonly tx: Tx;
  readonly member: Member;
  /** The platform's id of the channel it was given in; null where there is none (a button in a form). */
  readonly channelExternalId: string | null;
  readonly now: Temporal.Instant;
  readonly platform: Platform;
  /** What the platform says about the channel the command came from; null where it says nothing. */
  readonly checks: PlatformChecks | null;
}

/** Who may use it: everybody under /practice, organizers under /greenroom. */
export type Root = 'practice' | 'greenroom';

/**
 * One command of the surface that all platforms share: one file each, listed in registry.ts. Adapters only
 * carry text, presses and forms; what a command means is decided here.
 */
export interface Command {
  readonly root: Root;
  /** The words that name it: ['schedule', 'add']. */
  readonly words: readonly string[];
  /** What comes after the words, for people: "[category]"; empty when nothing does. */
  readonly takes: string;
  /** A whole line that works as written. */
  readonly example: string;
  /** What people type when they look for it, for the suggestion after an unknown word. */
  readonly also?: readonly string[];
  /** What it does, in one short sentence for the help card. */
  readonly says: string;
  /** The label of its button on the help card; without one it is typed only. */
  readonly label?: string;
  /** The first word of longer commands, given alone; help and suggestions name the longer ones. */
  readonly bare?: true;
  /** Runs it with the text after its words, as typed (or, by a button, with the button's argument). */
  readonly run: (ctx: CommandContext, text: string) => Promise<Reply>;
  /** Takes the form it opened. `arg` is what the form carries. */
  readonly submit?: (
    ctx: CommandContext,
    arg: string,
    fields: Readonly<Record<string, string>>,
  ) => Promise<Reply>;
}

/** The name of a command in a button or form: "greenroom.schedule.add". */
export function commandName(command: Pick<Command, 'root' | 'words'>): string {
  return [command.root, ...command.words].join('.');
}

/** How a person types a command: "/greenroom schedule add". */
export function typed(command: Pick<Command, 'root' | 'words'>): string {
  return `/${command.root} ${command.words.join(' ')}`;
}
