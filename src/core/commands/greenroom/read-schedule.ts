import type { Reply } from '../../platform/reply.ts';
import { parseRecurrence, type RecurrenceProblem } from '../../schedules/parse-recurrence.ts';
import type { ScheduleWish } from '../../schedules/keep-schedule.ts';
import type { TypedSchedule } from '../../schedules/split-recurrence.ts';
import { parseDate } from '../../times/parse-date.ts';
import { echoInput } from '../../echo-input.ts';
import { zoneOfCity, type LocalDate } from '../../time.ts';
import { refuse } from './pieces.ts';

/** What stands for the parts that were not typed. */
export interface ScheduleDefaults {
  readonly time: string;
  readonly zone: string;
  readonly weekdays: string;
  readonly firstDate: LocalDate | null;
  readonly lastDate: LocalDate | null;
  readonly threadAnswers: boolean;
}

export type ReadSchedule =
  | { readonly ok: true; readonly wish: ScheduleWish }
  | { readonly ok: false; readonly problems: readonly (RecurrenceProblem | ThreadsProblem)[] };

interface ThreadsProblem {
  readonly field: 'threads';
  readonly message: string;
}

/** Words that take a season's date away. */
const NO_DATE = /^(?:none|no|never|always|off|any|-)$/i;

/** Reads typed parts; dates may be natural words, seen from `today`. Every problem at once. */
export function readSchedule(
  typed: TypedSchedule,
  defaults: ScheduleDefaults,
  today: LocalDate,
): ReadSchedule {
  const problems: (RecurrenceProblem | ThreadsProblem)[] = [];
  const date = (field: 'firstDate' | 'lastDate', earliest: LocalDate): LocalDate | null => {
    const text = typed[field];
    if (text === null) return defaults[field];
    if (text.trim() === '' || NO_DATE.test(text.trim())) return null;
    const parsed = parseDate(text, { today, earliest });
    if (parsed.ok) return parsed.value;
    problems.push({ field, message: parsed.message });
    return null;
  };
  const firstDate = date('firstDate', today);
  // The last date of a season is looked for from its first one on.
  const lastDate = date('lastDate', firstDate !== null && firstDate > today ? firstDate : today);
  const threadAnswers = readThreads(typed.threads, defaults.threadAnswers);
  if (threadAnswers === null) {
    problems.push({
      field: 'threads',
      message: `${echoInput(typed.threads ?? '')} is neither on nor off. Write threads on or threads off.`,
    });
  }
  const parsed = parseRecurrence({
    time: typed.time ?? defaults.time,
    // A city alone is echoed as its zone before anything starts.
    zone: typed.zone === null ? defaults.zone : (zoneOfCity(typed.zone) ?? typed.zone),
    weekdays: typed.weekdays ?? defaults.weekdays,
    firstDate,
    lastDate,
  });
  if (!parsed.ok) problems.push(...parsed.problems);
  if (!parsed.ok || threadAnswers === null || problems.length > 0) return { ok: false, problems };
  return { ok: true, wish: { recurrence: parsed.value, threadAnswers } };
}

/** All problems in one private line, with an example that works. */
export function refuseSchedule(problems: readonly { readonly message: string }[], example: string): Reply {
  return refuse(`${problems.map((problem) => problem.message).join(' ')} For example: ${example}`);
}

function readThreads(text: string | null, otherwise: boolean): boolean | null {
  const said = (text ?? '').trim().toLowerCase();
  if (said === '') return otherwise;
  if (/^(?:on|yes|y|true)$/.test(said)) return true;
  return /^(?:off|no|n|false)$/.test(said) ? false : null;
}
