import { never } from '../../core/errors.ts';
import { commandName, type Root } from '../../core/commands/command.ts';
import { parseCommand } from '../../core/commands/parse-command.ts';
import { commandsOf } from '../../core/commands/registry.ts';
import { encodeAction } from '../../core/platform/action.ts';
import type { Card } from '../../core/platform/card.ts';
import type { Reply } from '../../core/platform/reply.ts';
import { rich, strong } from '../../core/platform/rich.ts';

/** What "@Greenroom …" asks for: a member's command, or an organizer's after the word "greenroom". Pure. */
export function mentionedCommand(words: string): { readonly command: Root; readonly text: string } {
  const [, root = '', rest = ''] = /^\/?(practice|greenroom)\b\s*([\s\S]*)$/i.exec(words.trim()) ?? [];
  if (root === '') return { command: 'practice', text: words.trim() };
  return { command: root.toLowerCase() === 'greenroom' ? 'greenroom' : 'practice', text: rest };
}

/** Whether words to the bot alone are a command, typed whole or by its word: "/practice me", "help". Pure. */
export function isCommandLine(words: string): boolean {
  const line = words.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  if (/^\/?(practice|greenroom)\b/.test(line)) return true;
  return line === 'help' || commandsOf('practice').some((command) => command.words.join(' ') === line);
}

/** What a mention can be answered with. A form needs a press to open, so it becomes a button. Null for nothing. */
export function mentionCard(reply: Reply, root: Root, text: string): Card | null {
  switch (reply.kind) {
    case 'private':
    case 'replace':
      return reply.card;
    case 'form': {
      const parsed = parseCommand(commandsOf(root), text);
      if (parsed.kind !== 'command') return null;
      const label = parsed.command.label ?? 'Open';
      return {
        tone: 'private',
        blocks: [{ kind: 'text', text: rich`Press ${strong(label)} to fill it in.` }],
        buttons: [
          {
            action: encodeAction({ verb: 'run', command: commandName(parsed.command), arg: '-' }),
            label,
            style: 'primary',
          },
        ],
      };
    }
    case 'none':
    case 'form_errors':
      return null;
    default:
      return never(reply);
  }
}
