import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
  PermissionFlagsBits,
  type Locale,
} from 'discord.js';
import type { Command, Root } from '../../core/commands/command.ts';
import type { OptionPayload } from './payload.ts';

/**
 * The commands of core as Discord application commands: one subcommand each, grouped by their first word,
 * with one text option that carries what comes after, in core's own words. Made from core's registry, so
 * that there is nothing to keep in step. Pure.
 */
export interface AppCommand {
  readonly name: string;
  readonly type: ApplicationCommandType;
  readonly description?: string;
  readonly description_localizations?: Localized;
  readonly options?: readonly AppOption[];
  /** Discord can restrict whole commands only; core checks again at every press. */
  readonly default_member_permissions?: number;
  readonly contexts: readonly InteractionContextType[];
}
/** A text in other languages, by Discord's names of them ("de", "pt-BR"). */
export type Localized = Readonly<Partial<Record<Locale, string>>>;

/** Descriptions in other languages, by the English one of core. There is none yet: what the bot answers is English. */
export type Translations = ReadonlyMap<string, Localized>;

export interface AppOption {
  readonly type: ApplicationCommandOptionType;
  readonly name: string;
  readonly description: string;
  readonly description_localizations?: Localized;
  readonly options?: readonly AppOption[];
  readonly required?: boolean;
  readonly autocomplete?: boolean;
}

/** The text option's name. */
const WHAT = 'what';
/** How the command that is a group's first word alone is called within the group ("schedule" → "schedule show"). */
const ALONE = 'show';
const DESCRIPTION_MAX = 100;

/** The message menu: both take one's own message as the answer and bring feedback for it. */
export const MESSAGE_COMMANDS = ['Use as my answer', 'Give me feedback'] as const;

const ROOT_SAYS: Readonly<Record<Root, string>> = {
  practice: 'Practise: your question, your days, your settings.',
  greenroom: 'For organizers: schedule, questions, notices.',
};

/** All application commands. */
export function appCommands(
  commands: readonly Command[],
  translations: Translations = new Map(),
): readonly AppCommand[] {
  const describe: Describe = (text) => describeIn(translations, text);
  const inServer = [InteractionContextType.Guild];
  return [
    rootCommand('practice', commands, describe, {
      contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    }),
    rootCommand('greenroom', commands, describe, {
      contexts: inServer,
      default_member_permissions: Number(PermissionFlagsBits.ManageGuild),
    }),
    ...MESSAGE_COMMANDS.map((name) => ({ name, type: ApplicationCommandType.Message, contexts: inServer })),
  ];
}

function rootCommand(
  root: Root,
  commands: readonly Command[],
  describe: Describe,
  more: Pick<AppCommand, 'contexts' | 'default_member_permissions'>,
): AppCommand {
  const groups = Map.groupBy(
    commands.filter((command) => command.root === root),
    (command) => command.words[0] ?? '',
  );
  const help: AppOption = {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'help',
    ...describe('What there is, in one list.'),
  };
  const options = [...groups].map(([first, own]): AppOption => {
    const [only] = own;
    if (own.length === 1 && only?.words.length === 1) return subcommand(first, only, describe);
    return {
      type: ApplicationCommandOptionType.SubcommandGroup,
      name: first,
      ...describe(own.find((command) => command.words.length === 1)?.says ?? first),
      options: own.map((command) => subcommand(command.words.slice(1).join('-') || ALONE, command, describe)),
    };
  });
  return {
    name: root,
    type: ApplicationCommandType.ChatInput,
    ...describe(ROOT_SAYS[root]),
    options: [...options, help],
    ...more,
  };
}

function subcommand(name: string, command: Command, describe: Describe): AppOption {
  const what: AppOption = {
    type: ApplicationCommandOptionType.String,
    name: WHAT,
    ...describe(command.takes),
    required: false,
    autocomplete: true,
  };
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name,
    ...describe(command.says),
    ...(command.takes === '' ? {} : { options: [what] }),
  };
}

type Describe = (text: string) => Pick<AppOption, 'description' | 'description_localizations'>;

function describeIn(translations: Translations, text: string): ReturnType<Describe> {
  const localized = translations.get(text);
  return {
    description: fit(text),
    ...(localized === undefined
      ? {}
      : {
          description_localizations: Object.fromEntries(
            Object.entries(localized).map(([locale, words]) => [locale, fit(words)]),
          ),
        }),
  };
}

/** As many whole sentences as Discord shows; help tells the rest. A first sentence that is too long ends in "…". */
function fit(text: string): string {
  if (text.length <= DESCRIPTION_MAX) return text;
  let kept = '';
  for (const sentence of text.split(/(?<=\.) /)) {
    const longer = kept === '' ? sentence : `${kept} ${sentence}`;
    if (longer.length > DESCRIPTION_MAX) break;
    kept = longer;
  }
  return kept === '' ? `${text.slice(0, DESCRIPTION_MAX - 1).trimEnd()}…` : kept;
}

/** What was chosen and typed, in core's words: "schedule add 09:00 Europe/London weekdays". */
export function commandText(options: readonly OptionPayload[]): string {
  const [first] = options;
  if (first === undefined) return '';
  const isWord =
    first.type === ApplicationCommandOptionType.Subcommand ||
    first.type === ApplicationCommandOptionType.SubcommandGroup;
  if (!isWord)
    return options
      .map((option) => String(option.value ?? ''))
      .join(' ')
      .trim();
  const rest = commandText(first.options ?? []);
  // A subcommand of several words has them joined by "-"; "show" stands for the group's word alone.
  const word = first.name === ALONE ? '' : first.name.replaceAll('-', ' ');
  return [word, rest].filter((part) => part !== '').join(' ');
}

/** The typed text that suggestions are asked for, and the words before it. Null when there is none. */
export function focusedText(
  options: readonly OptionPayload[],
): { readonly words: string; readonly typed: string } | null {
  const words: string[] = [];
  let here = options;
  for (;;) {
    const focused = here.find((option) => option.focused === true);
    if (focused !== undefined) return { words: words.join(' '), typed: String(focused.value ?? '') };
    const [next] = here;
    if (next?.options === undefined) return null;
    if (next.name !== ALONE) words.push(next.name.replaceAll('-', ' '));
    here = next.options;
  }
}
