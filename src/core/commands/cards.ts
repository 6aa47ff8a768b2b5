import { echoInput } from '../echo-input.ts';
import { encodeAction } from '../platform/action.ts';
import type { Button, Card } from '../platform/card.ts';
import { rich, strong, type Rich } from '../platform/rich.ts';
import { commandName, typed, type Command, type Root } from './command.ts';

/** So many commands with the same first word share a line. */
const GROUP_FROM = 3;

/**
 * The commands of a root, made from the registry. Those of three and more that begin with the same word share a line
 * and are told one by one under `topic`, that word; whatever else it is, all are shown.
 */
export function helpCard(root: Root, commands: readonly Command[], topic = ''): Card {
  const listed = commands.filter((command) => command.bare !== true);
  const groups = [...Map.groupBy(listed, (command) => command.words[0] ?? '')];
  const asked = listed.filter((command) => command.words[0] === topic);
  if (asked.length > 0) {
    return {
      tone: 'private',
      title: rich`/${root} ${topic}`,
      blocks: [{ kind: 'list', items: asked.map(commandLine) }],
      buttons: asked.flatMap(commandButton),
    };
  }
  return {
    tone: 'private',
    title: root === 'practice' ? rich`What you can do` : rich`What organizers can do`,
    blocks: [
      ...(root === 'practice' ? [{ kind: 'list' as const, items: WITHOUT_COMMANDS }] : []),
      {
        kind: 'list',
        items: groups.flatMap(([word, own]) => {
          if (own.length < GROUP_FROM) return own.map(commandLine);
          const more = own.map((command) => command.words.slice(1).join(' ')).filter((rest) => rest !== '');
          return [
            rich`${strong(`/${root} ${word}`)} ${more.join(', ')}. To read about them: ${strong(`/${root} help ${word}`)}`,
          ];
        }),
      },
    ],
    buttons: groups.flatMap(([word, own]) =>
      own.length < GROUP_FROM
        ? own.flatMap(commandButton)
        : [
            {
              action: encodeAction({ verb: 'run', command: `${root}.help`, arg: word }),
              label: `About ${word}`,
              style: 'secondary' as const,
            },
          ],
    ),
  };
}

function commandLine(command: Command): Rich {
  const line = command.takes === '' ? typed(command) : `${typed(command)} ${command.takes}`;
  return rich`${strong(line)}: ${command.says}`;
}

function commandButton(command: Command): readonly Button[] {
  if (command.label === undefined) return [];
  const action = encodeAction({ verb: 'run', command: commandName(command), arg: '-' });
  return [{ action, label: command.label, style: 'secondary' }];
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
