import type { Form } from '../../platform/card.ts';
import type { ScheduleWish } from '../../schedules/keep-schedule.ts';
import type { TypedSchedule } from '../../schedules/split-recurrence.ts';
import { describeWeekdays } from '../../schedules/describe-recurrence.ts';

/** The form's fields; a season is one of them, since Discord shows five at most. */
export function scheduleForm(submit: string, title: string, start: Partial<FormStart>): Form {
  const field = { multiline: false, required: true, maxLength: 60 } as const;
  return {
    submit,
    title,
    intro: [],
    fields: [
      { ...field, name: 'time', label: 'Time', help: 'Such as 09:00 or 9am.', value: start.time ?? '09:00' },
      {
        ...field,
        name: 'zone',
        label: 'Time zone',
        help: 'A name such as Europe/London or America/New_York.',
        value: start.zone ?? '',
      },
      {
        ...field,
        name: 'days',
        label: 'Days',
        help: 'weekdays, daily, or days such as mon,wed,fri.',
        value: start.days ?? 'weekdays',
      },
      {
        ...field,
        required: false,
        name: 'season',
        label: 'Season',
        help: 'Leave empty for always. Such as: from 1 Sep until 18 Dec.',
        value: start.season ?? '',
      },
      {
        ...field,
        required: false,
        name: 'threads',
        label: 'Answers in threads',
        help: 'on: replies in the thread can be answers. off: only the Answer button.',
        value: start.threads ?? 'on',
      },
    ],
    submitLabel: 'Show the dates',
  };
}

interface FormStart {
  readonly time: string;
  readonly zone: string;
  readonly days: string;
  readonly season: string;
  readonly threads: string;
}

/** What the form shows for a schedule as it is. */
export function formStart({ recurrence, threadAnswers }: ScheduleWish): FormStart {
  const { firstDate, lastDate } = recurrence;
  const season = [
    firstDate === null ? '' : `from ${firstDate}`,
    lastDate === null ? '' : `until ${lastDate}`,
  ];
  return {
    time: recurrence.time,
    zone: recurrence.zone,
    days: describeWeekdays(recurrence.weekdays),
    season: season.join(' ').trim(),
    threads: threadAnswers ? 'on' : 'off',
  };
}

/** The sent fields as typed parts. An emptied season is none. */
export function typedOfForm(fields: Readonly<Record<string, string>>): TypedSchedule {
  const season = fields['season']?.trim() ?? '';
  const [, first] = /(?:^|\s)from\s+(.+?)(?=\s+until\s|$)/iu.exec(season) ?? [];
  const [, last] = /(?:^|\s)until\s+(.+?)(?=\s+from\s|$)/iu.exec(season) ?? [];
  return {
    time: fields['time'] ?? '',
    zone: fields['zone'] ?? '',
    weekdays: fields['days'] ?? '',
    // Words that are neither are handed on as a first date, so that they are refused and not ignored.
    firstDate: first ?? (last === undefined ? season : ''),
    lastDate: last ?? '',
    threads: fields['threads'] ?? '',
  };
}

/** Which field of the form a problem belongs to. */
export function formErrors(problems: readonly { readonly field: string; readonly message: string }[]) {
  const names: Readonly<Record<string, string>> = {
    weekdays: 'days',
    firstDate: 'season',
    lastDate: 'season',
  };
  return Object.fromEntries(
    problems.map((problem) => [names[problem.field] ?? problem.field, problem.message]),
  );
}
