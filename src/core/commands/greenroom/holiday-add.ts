import { rich } from '../../platform/rich.ts';
import type { Form } from '../../platform/card.ts';
import type { Reply } from '../../platform/reply.ts';
import { addHolidays, datesOf, HOLIDAY_DAYS_MAX, type Holiday } from '../../communities/keep-holidays.ts';
import { rangeWords } from '../../times/date-words.ts';
import { parseDate } from '../../times/parse-date.ts';
import { parseDateRange, type DateRange } from '../../times/parse-date-range.ts';
import { addDays, isLocalDate, type LocalDate } from '../../time.ts';
import type { Command, CommandContext } from '../command.ts';
import { linesCard, refuse, runButton, say, sendAction, todayHere } from './pieces.ts';

const EXAMPLE = '/greenroom holiday add 24 Dec to 2 Jan Winter break';
/** The longest name, in characters. */
const NAME_MAX = 60;
/** Words looked at for a date; the rest can only be a name. */
const DATE_WORDS = 12;

export const holidayAdd: Command = {
  root: 'greenroom',
  words: ['holiday', 'add'],
  takes: 'DATE [to DATE] [name]',
  example: EXAMPLE,
  says: 'Days without a question, for everybody.',
  label: 'Add a holiday',
  async run(ctx, text) {
    const today = await todayHere(ctx);
    if (text.trim() === '' || text.trim() === '-') return { kind: 'form', form: form(null, today) };
    const found = readHoliday(text, today);
    if (!found.ok) return refuse(`${found.message} For example: ${EXAMPLE}`);
    const { holiday, exact } = found;
    const tooLong = refuseLong(holiday);
    if (tooLong !== null) return refuse(tooLong);
    // Natural words are shown in full before they take effect.
    return exact ? add(ctx, holiday, today) : { kind: 'form', form: form(holiday, today) };
  },
  async submit(ctx, _arg, fields) {
    const today = await todayHere(ctx);
    const first = parseDate(fields['first'] ?? '', { today, earliest: addDays(today, -7) });
    if (!first.ok) return { kind: 'form_errors', errors: { first: first.message } };
    const lastText = fields['last']?.trim() ?? '';
    const last = lastText === '' ? first : parseDate(lastText, { today, earliest: first.value });
    if (!last.ok) return { kind: 'form_errors', errors: { last: last.message } };
    if (last.value < first.value) {
      return {
        kind: 'form_errors',
        errors: { last: `The last day is before the first one. Write ${first.value} or later.` },
      };
    }
    const holiday = { first: first.value, last: last.value, name: nameOf(fields['name'] ?? '') };
    const tooLong = refuseLong(holiday);
    return tooLong === null ? add(ctx, holiday, today) : { kind: 'form_errors', errors: { last: tooLong } };
  },
};

async function add(ctx: CommandContext, holiday: Holiday, today: LocalDate): Promise<Reply> {
  await addHolidays(ctx.tx, ctx.member.communityId, holiday, ctx.now);
  return say(
    linesCard(
      [
        rich`Holiday: ${rangeWords(holiday, today)}, ${holiday.name}. No question comes then, and nobody misses a day.`,
      ],
      [
        runButton('holiday.remove', `${holiday.first}..${holiday.last}`, 'Remove'),
        runButton('holiday.list', '-', 'All holidays'),
      ],
    ),
  );
}

function countDays(holiday: Holiday): string {
  const { length } = datesOf(holiday);
  return length === 1 ? '1 day' : `${length} days`;
}

function form(holiday: Holiday | null, today: LocalDate): Form {
  const field = { multiline: false, maxLength: 40 } as const;
  return {
    submit: sendAction('holiday.add', '-'),
    title: 'Holiday',
    intro:
      holiday === null
        ? []
        : [
            {
              kind: 'text',
              text: rich`${rangeWords(holiday, today)}: ${countDays(holiday)} without a question.`,
            },
          ],
    fields: [
      {
        ...field,
        name: 'first',
        label: 'First day',
        help: 'Such as 2026-12-24, 24 Dec or next Monday.',
        value: holiday?.first ?? '',
        required: true,
      },
      {
        ...field,
        name: 'last',
        label: 'Last day',
        help: 'Leave empty for a single day.',
        value: holiday?.last ?? '',
        required: false,
      },
      {
        ...field,
        maxLength: NAME_MAX,
        name: 'name',
        label: 'Name',
        help: null,
        value: holiday?.name ?? '',
        required: false,
      },
    ],
    submitLabel: 'Add',
  };
}

type Found =
  | { readonly ok: true; readonly holiday: Holiday; readonly exact: boolean }
  | { readonly ok: false; readonly message: string };

/** Dates in front, as many words as can be read as dates, then a name; or the other way round. */
function readHoliday(text: string, today: LocalDate): Found {
  const words = text.trim().split(/\s+/).slice(0, 40);
  const most = Math.min(words.length, DATE_WORDS);
  for (let count = most; count > 0; count -= 1) {
    const head = readRange(words.slice(0, count), words.slice(count), today);
    if (head !== null) return head;
    const tail = readRange(words.slice(words.length - count), words.slice(0, words.length - count), today);
    if (tail !== null) return tail;
  }
  const parsed = parseDateRange(words.slice(0, 4).join(' '), today);
  return { ok: false, message: parsed.ok ? 'Say which day.' : parsed.message };
}

function readRange(dates: readonly string[], name: readonly string[], today: LocalDate): Found | null {
  const said = dates.join(' ');
  const parsed = parseDateRange(said, today);
  if (!parsed.ok) return null;
  const exact = said.split(/\.\.| to | until /).every((part) => isLocalDate(part));
  return { ok: true, holiday: { ...parsed.value, name: nameOf(name.join(' ')) }, exact };
}

function nameOf(text: string): string {
  const name = text.replaceAll(/\s+/g, ' ').trim().slice(0, NAME_MAX);
  return name === '' ? 'Holiday' : name;
}

function refuseLong(range: DateRange): string | null {
  const days = datesOf(range).length;
  if (days <= HOLIDAY_DAYS_MAX) return null;
  return `${days >= 1_000 ? 'That many' : days} days are more than ${HOLIDAY_DAYS_MAX}. For a longer break pause the schedule: /greenroom schedule pause`;
}
