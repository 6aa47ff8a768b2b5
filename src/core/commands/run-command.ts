import { refusalCard } from '../answers/cards.ts';
import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { never } from '../errors.ts';
import type { Member } from '../members/member.ts';
import { organizerNames } from '../members/organizer-names.ts';
import type { ActionId } from '../platform/action.ts';
import type { EventOf } from '../platform/event.ts';
import { NOTHING_TO_SAY, type Reply } from '../platform/reply.ts';
import { helpCard, unknownCommandCard } from './cards.ts';
import { commandName, type CommandContext, type Root } from './command.ts';
import { parseCommand } from './parse-command.ts';
import { COMMANDS, commandsOf } from './registry.ts';

/** Help is made from the list of commands and is none of them; as a button it has these names. */
const HELP: ReadonlyMap<string, Root> = new Map([
  ['practice.help', 'practice'],
  ['greenroom.help', 'greenroom'],
]);

/** A typed command. Every text gets an answer: what was asked for, or what to type instead. */
export async function runCommand(
  core: Core,
  tx: Tx,
  event: EventOf<'command'>,
  member: Member,
  now: Temporal.Instant,
): Promise<Reply> {
  const refused = await refuseUnlessAllowed(tx, event.command, member);
  if (refused !== null) return refused;
  const ctx: CommandContext = {
    core,
    tx,
    member,
    channelExternalId: event.channelId,
    now,
    platform: event.platform,
    checks: event.checks ?? null,
  };
  const parsed = parseCommand(commandsOf(event.command), event.text);
  switch (parsed.kind) {
    case 'command':
      return parsed.command.run(ctx, parsed.rest);
    case 'help':
      return { kind: 'private', card: helpCard(event.command, commandsOf(event.command), parsed.topic) };
    case 'unknown':
      return { kind: 'private', card: unknownCommandCard(event.command, parsed) };
    default:
      return never(parsed);
  }
}

/** A button that runs a command, or the form that one opened. Permission is checked at every press. */
export async function actOnCommand(
  core: Core,
  tx: Tx,
  member: Member,
  action: Extract<ActionId, { verb: 'run' | 'send' }>,
  event: EventOf<'action'>,
  now: Temporal.Instant,
): Promise<Reply> {
  const help = action.verb === 'run' ? HELP.get(action.command) : undefined;
  if (help !== undefined) {
    const topic = action.arg === '-' ? '' : action.arg;
    const refused = await refuseUnlessAllowed(tx, help, member);
    return refused ?? { kind: 'private', card: helpCard(help, commandsOf(help), topic) };
  }
  const command = COMMANDS.find((one) => commandName(one) === action.command);
  if (command === undefined || (action.verb === 'send' && command.submit === undefined)) {
    return {
      kind: 'private',
      card: refusalCard('That button is from an older version. Type /practice help to see what you can do.'),
    };
  }
  const refused = await refuseUnlessAllowed(tx, command.root, member);
  if (refused !== null) return refused;
  const ctx: CommandContext = {
    core,
    tx,
    member,
    channelExternalId: null,
    now,
    platform: event.platform,
    checks: event.checks ?? null,
  };
  if (action.verb === 'run') return command.run(ctx, action.arg === '-' ? '' : action.arg);
  return command.submit?.(ctx, action.arg, event.fields) ?? NOTHING_TO_SAY;
}

async function refuseUnlessAllowed(tx: Tx, root: Root, member: Member): Promise<Reply | null> {
  if (root === 'practice' || member.isOrganizer) return null;
  const names = await organizerNames(tx, member.communityId);
  const who = names.length === 0 ? 'There is no organizer yet.' : `Organizers: ${names.join(', ')}.`;
  return { kind: 'private', card: refusalCard(`Only an organizer can do that here. ${who}`) };
}
