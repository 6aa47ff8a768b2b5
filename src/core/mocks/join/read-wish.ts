import { echoInput } from '../../echo-input.ts';
import type { Parsed } from '../../time.ts';
import type { MockWish } from '../match/pair-weight.ts';
import { parseSlots, SLOTS_HELP, type Slot } from './slots.ts';

export const NOTES_MAX = 300;
export const VOICE_MAX = 500;
const CAP_MAX = 7;
const WHEN_HELP = `Write now, this evening, or your days. ${SLOTS_HELP}`;

/** When somebody wants to meet. */
export type When =
  | { readonly kind: 'now' }
  | { readonly kind: 'evening' }
  | { readonly kind: 'weekly'; readonly slots: readonly Slot[]; readonly cap: number };

/** What the form of *join* asks for. */
export interface JoinWish {
  readonly when: When;
  /** Null: what they practise least. */
  readonly category: string | null;
  readonly wish: MockWish;
  readonly voiceLink: string | null;
  readonly notes: string;
}

/** Names of the form's fields. */
export type JoinField = 'when' | 'category' | 'roles' | 'voice' | 'notes';

/** Reads the whole form; every problem at once, beside its field. `findCategory` names a category's key. Pure. */
export function readWish(
  fields: Readonly<Record<string, string>>,
  findCategory: (words: string) => string | null,
  categoryNames: string,
):
  | { readonly ok: true; readonly value: JoinWish }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> } {
  const errors: Record<string, string> = {};
  const take = <T>(name: JoinField, read: (text: string) => Parsed<T>): T | null => {
    const parsed = read(clean(fields[name] ?? ''));
    if (parsed.ok) return parsed.value;
    errors[name] = parsed.message;
    return null;
  };
  const when = take('when', readWhen);
  const category = take('category', (text): Parsed<string | null> => {
    if (text === '' || /least/i.test(text)) return { ok: true, value: null };
    const found = findCategory(text);
    return found === null
      ? {
          ok: false,
          message: `"${echoInput(text)}" is not a category. Use one of: ${categoryNames}. Or leave it empty.`,
        }
      : { ok: true, value: found };
  });
  const wish = take('roles', readRoles);
  const voiceLink = take('voice', readVoice);
  const notes = take('notes', (text): Parsed<string> =>
    text.length <= NOTES_MAX
      ? { ok: true, value: text }
      : { ok: false, message: `That is ${text.length} characters; ${NOTES_MAX} fit. Shorten it.` },
  );
  if (when === null || wish === null || notes === null || Object.keys(errors).length > 0)
    return { ok: false, errors };
  return { ok: true, value: { when, category, wish, voiceLink, notes } };
}

/** "now", "this evening", or weekly days and times with, if wanted, "at most 2 a week". */
export function readWhen(text: string): Parsed<When> {
  const said = text.trim();
  if (/^(?:right )?now\b/i.test(said)) return { ok: true, value: { kind: 'now' } };
  if (/^(?:this |in the )?(?:evening|tonight)\b/i.test(said)) return { ok: true, value: { kind: 'evening' } };
  if (said === '') return { ok: false, message: WHEN_HELP };
  const capped =
    /[,;\s]*\b(?:at most|max\.?|up to)\s+(\d{1,3}|once|twice)(?:\s*(?:x|times))?(?:\s*(?:a|per)\s*week)?/i;
  const [, number] = capped.exec(said) ?? [];
  const cap = number === undefined ? 1 : capOf(number);
  if (cap < 1 || cap > CAP_MAX)
    return {
      ok: false,
      message: `At most 1 to ${CAP_MAX} a week, such as: Tue 18:00-21:00, at most 2 a week.`,
    };
  const slots = parseSlots(said.replace(capped, ''));
  if (slots.ok) return { ok: true, value: { kind: 'weekly', slots: slots.value, cap } };
  // Without a digit it was no try at times of a week.
  return /\d/.test(said)
    ? slots
    : { ok: false, message: `"${echoInput(said)}" is not a time I know. ${WHEN_HELP}` };
}

function capOf(word: string): number {
  if (/once/i.test(word)) return 1;
  return /twice/i.test(word) ? 2 : Number(word);
}

function readRoles(text: string): Parsed<MockWish> {
  const said = text.toLowerCase();
  const asks = /interviewer|\bask/.test(said);
  const answers = /candidate|\banswer/.test(said);
  if (said === '' || /both|either|any/.test(said) || (asks && answers)) return { ok: true, value: 'both' };
  if (asks) return { ok: true, value: 'interviewer' };
  if (answers) return { ok: true, value: 'candidate' };
  return { ok: false, message: `"${echoInput(text)}" is no part. Write both, candidate or interviewer.` };
}

function readVoice(text: string): Parsed<string | null> {
  if (text === '' || /^(?:text|none|no|-)$/i.test(text)) return { ok: true, value: null };
  const refused = {
    ok: false,
    message: 'Paste a link that begins with https://, or leave it empty for text.',
  } as const;
  if (text.length > VOICE_MAX || !URL.canParse(text)) return refused;
  return new URL(text).protocol === 'https:' ? { ok: true, value: text } : refused;
}

/** One line, no invisible characters. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}
