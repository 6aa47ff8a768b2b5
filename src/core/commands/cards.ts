import { echoInput } from '../echo-input.ts';
import { encodeAction } from '../platform/action.ts';
import type { Button, Card } from '../platform/card.ts';
import { rich, strong } from '../platform/rich.ts';
import { commandName, typed, type Command, type Root } from './command.ts';

/** All commands of a root, one line each, made from the registry. */
export function helpCard(root: Root, commands: readonly Command[]): Card {
  const listed = commands.filter((command) => command.bare !== true);
  return {
    tone: 'private',
    title: root === 'practice' ? rich`What you can do` : rich`What organizers can do`,
    blocks: [
      ...(root === 'practice' ? [{ kind: 'list' as const, items: WITHOUT_COMMANDS }] : []),
      {
        kind: 'list',
        items: listed.map((command) => {
          const line = command.takes === '' ? typed(command) : `${typed(command)} ${command.takes}`;
          return rich`${strong(line)}: ${command.says}`;
        }),
      },
    ],
    buttons: listed.flatMap((command): Button[] =>
      command.label === undefined
        ? []
        : [
            {
              action: encodeAction({ verb: 'run', command: commandName(command), arg: '-' }),
              label: command.label,
              style: 'secondary',
            },
          ],
    ),
  };
}

const WITHOUT_COMMANDS = [
  rich`Press ${strong('Answer')} under a question to write privately, as long as you like.`,
  rich`Or write in the question's thread: 25 words or more can be an answer. You are asked first.`,
];

export function unknownCommandCard(
  root: Root,
  unknown: { readonly said: string; readonly nearest: Command | null },
): Card {
  const said = echoInput(unknown.said);
  const instead =
    unknown.nearest === null
      ? rich`Type ${strong(`/${root} help`)} to see what there is.`
      : rich`Did you mean ${strong(unknown.nearest.example)}?`;
  return {
    tone: 'private',
    blocks: [
      // What holds no visible character cannot be repeated.
      {
        kind: 'text',
        text:
          said === '' ? rich`I cannot read that. ${instead}` : rich`I don't know ${strong(said)}. ${instead}`,
      },
    ],
    buttons: [],
  };
}
