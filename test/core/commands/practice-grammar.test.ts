import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { helpCard, unknownCommandCard } from '../../../src/core/commands/cards.ts';
import { commandName, type Root } from '../../../src/core/commands/command.ts';
import { parseCommand } from '../../../src/core/commands/parse-command.ts';
import { COMMANDS, commandsOf } from '../../../src/core/commands/registry.ts';
import { encodeAction } from '../../../src/core/platform/action.ts';
import { cardSchema } from '../../../src/core/platform/card.ts';
import { plainText } from '../../../src/core/platform/plain-text.ts';

const ROOTS: readonly Root[] = ['practice', 'greenroom'];

/** Words of the grammar, near misses of them, and anything at all. */
const words = fc.oneof(
  fc.constantFrom(...COMMANDS.flatMap((command) => command.words)),
  fc.constantFrom(...COMMANDS.flatMap((command) => command.words)).map((word) => word.slice(1)),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom('', ' ', '\n', '\0', '​', '-', '.', ':', '%', '\\', '🙂', '/practice', 'HELP'),
);
const line = fc.array(words, { maxLength: 5 }).map((parts) => parts.join(' '));

describe('the command grammar', () => {
  it.each(ROOTS)('answers every line under /%s: a command, help, or what to type instead', (root) => {
    fc.assert(
      fc.property(line, (text) => {
        const parsed = parseCommand(commandsOf(root), text);
        if (parsed.kind === 'command') {
          expect(parsed.command.root).toBe(root);
          expect(text).toContain(parsed.rest);
          return;
        }
        const card =
          parsed.kind === 'help'
            ? helpCard(root, commandsOf(root), parsed.topic)
            : unknownCommandCard(root, parsed);
        expect(plainText(cardSchema.parse(card)).length).toBeGreaterThan(20);
      }),
      { numRuns: 2_000 },
    );
  });

  it('every example is a line that its own command takes', () => {
    for (const command of COMMANDS) {
      const [, root, text = ''] = /^\/(practice|greenroom) (.+)$/.exec(command.example) ?? [];
      expect(root).toBe(command.root);
      const parsed = parseCommand(commandsOf(command.root), text);
      expect(parsed.kind === 'command' ? commandName(parsed.command) : parsed.kind).toBe(
        commandName(command),
      );
    }
  });

  it('every member command is also a button, and its name fits one', () => {
    for (const command of commandsOf('practice')) {
      expect(command.label, `the label of ${commandName(command)}`).toBeDefined();
      encodeAction({ verb: 'run', command: commandName(command), arg: '-' });
    }
    const commands = commandsOf('practice');
    const pressed = ['', ...commands.map((one) => one.words[0] ?? '')].flatMap((topic) =>
      helpCard('practice', commands, topic).buttons.map((button) => button.action),
    );
    for (const command of commands) {
      expect(pressed).toContain(encodeAction({ verb: 'run', command: commandName(command), arg: '-' }));
    }
    expect(helpCard('practice', commands).blocks.length).toBe(2);
  });

  it('suggests the nearest command with one example', () => {
    const parsed = parseCommand(commandsOf('practice'), 'histroy');
    expect(parsed).toMatchObject({ kind: 'unknown', nearest: { words: ['history'] } });
    for (const [said, meant] of [
      ['streak', 'me'],
      ['delete everything', 'erase'],
      ['resume', 'pause'],
      ['download', 'export'],
    ] as const) {
      expect(parseCommand(commandsOf('practice'), said)).toMatchObject({ nearest: { words: [meant] } });
    }
    for (const root of ROOTS) {
      const names = commandsOf(root).flatMap((command) => command.words.slice(0, 1));
      for (const word of commandsOf(root).flatMap((command) => command.also ?? []))
        expect(names).not.toContain(word);
    }
  });
});
