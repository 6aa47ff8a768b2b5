import type { Command, Root } from '../../core/commands/command.ts';
import { typed } from '../../core/commands/command.ts';

/** Discord shows so many suggestions at most, each of so many characters. */
const SUGGESTIONS_MAX = 25;
const SUGGESTION_MAX = 100;

/** Letters of a zone's name that must be typed before zones are suggested. */
const ZONE_LETTERS = 2;

/** Names that the list of the platform still has in an older spelling. */
const TODAY: ReadonlyMap<string, string> = new Map([
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Asia/Katmandu', 'Asia/Kathmandu'],
  ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
  ['Asia/Rangoon', 'Asia/Yangon'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['America/Godthab', 'America/Nuuk'],
]);
const ZONES = Intl.supportedValuesOf('timeZone').map((zone) => TODAY.get(zone) ?? zone);

/**
 * Suggestions for the text of a command: its example while nothing is typed, names of categories, and time
 * zones for the last word. Each is a whole text that can be sent. Pure.
 */
export function suggestText(
  commands: readonly Command[],
  root: Root,
  words: string,
  text: string,
  categories: readonly string[],
): readonly string[] {
  const command = commands.find((one) => one.root === root && one.words.join(' ') === words);
  if (command === undefined) return [];
  const found: string[] = [];
  const start = text.trimStart();
  if (start === '') {
    const example = command.example.slice(typed(command).length).trim();
    if (command.example.startsWith(typed(command)) && example !== '') found.push(example);
  } else found.push(text.trim());
  if (/categor/i.test(command.takes)) {
    found.push(...categories.filter((name) => name.toLowerCase().startsWith(start.toLowerCase())));
  }
  if (/\bZONE\b/i.test(command.takes)) found.push(...zonesFor(text));
  return [...new Set(found)]
    .filter((one) => one !== '' && one.length <= SUGGESTION_MAX)
    .slice(0, SUGGESTIONS_MAX);
}

/** The text with its last word completed to a zone: "09:00 lond" → "09:00 Europe/London". */
function zonesFor(text: string): string[] {
  const [, before = '', last = ''] = /^(.*?)(\S*)$/s.exec(text) ?? [];
  const wanted = last.toLowerCase();
  if (wanted.length < ZONE_LETTERS || !/^[a-z/_+-]+$/.test(wanted)) return [];
  const starts = ZONES.filter((zone) =>
    zone
      .toLowerCase()
      .split('/')
      .some((part) => part.startsWith(wanted)),
  );
  const within = ZONES.filter((zone) => zone.toLowerCase().includes(wanted));
  return [...new Set([...starts, ...within])].map((zone) => `${before}${zone}`);
}
