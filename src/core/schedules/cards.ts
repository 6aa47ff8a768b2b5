import type { PausedBecause } from '../db/tables/questions.ts';
import { never } from '../errors.ts';
import type { Button, Card } from '../platform/card.ts';
import { instant, joinRich, rich, strong, type Rich } from '../platform/rich.ts';
import { dateWords } from '../times/date-words.ts';
import type { LocalDate } from '../time.ts';
import { describeRecurrence } from './describe-recurrence.ts';
import type { ScheduleWish } from './keep-schedule.ts';
import type { NumberedSchedule } from './load-schedules.ts';
import type { Occurrence } from './next-occurrence.ts';
import { recurrenceOf } from './schedule.ts';
import type { Upcoming } from './upcoming.ts';

/** The dates to come, each with its wall time in the schedule's zone and the reader's own. */
export function dateLines(dates: readonly Occurrence[], zone: string, today: LocalDate): Rich[] {
  return dates.map((date) => rich`${whenWords(date, zone, today)} (your time: ${instant(date.instant)})`);
}

/** A wish in full, before it takes effect. */
export function echoCard(echo: {
  readonly title: string;
  readonly wish: ScheduleWish;
  readonly channelName: string;
  readonly dates: readonly Occurrence[];
  readonly today: LocalDate;
  readonly warning: string | null;
  readonly buttons: readonly Button[];
}): Card {
  const { wish } = echo;
  const threads = wish.threadAnswers
    ? 'Replies in the thread can be answers.'
    : 'Answers by the Answer button only.';
  return {
    tone: 'private',
    title: rich`${echo.title}`,
    blocks: [
      {
        kind: 'text',
        text: rich`${strong(describeRecurrence(wish.recurrence))}, in ${echo.channelName}. ${threads}`,
      },
      { kind: 'text', text: rich`The next dates:` },
      { kind: 'list', items: dateLines(echo.dates, wish.recurrence.zone, echo.today) },
      ...(echo.warning === null ? [] : [{ kind: 'text' as const, text: rich`${echo.warning}` }]),
      { kind: 'text', text: rich`Nothing is changed until you press a button.` },
    ],
    buttons: echo.buttons,
  };
}

/** One schedule in a line: its number, its times, where, and what comes next. */
export function scheduleLine(schedule: NumberedSchedule, today: LocalDate): Rich {
  const { row } = schedule;
  const words = rich`${strong(`Schedule ${schedule.number}`)}: ${describeRecurrence(recurrenceOf(row))}, in ${schedule.channelName}.`;
  const threads = row.thread_answers ? rich`` : rich` Answers by the Answer button only.`;
  if (row.paused_at !== null) return joinRich([words, threads, pausedWords(row.paused_because)], '');
  if (row.next_run_at === null || row.next_local_date === null) {
    return joinRich([words, threads, rich` No date is left in its season.`], '');
  }
  const next = { localDate: row.next_local_date, instant: row.next_run_at };
  return joinRich([words, threads, rich` Next: ${whenWords(next, row.zone, today)}.`], '');
}

/** Why it asks nothing, where that was no organizer's decision. */
function pausedWords(because: PausedBecause | null): Rich {
  switch (because) {
    case null:
      return rich` Paused.`;
    case 'channel_gone':
      return rich` Paused, because its channel was deleted.`;
    case 'community_left':
      return rich` Paused, because the bot was removed.`;
    default:
      return never(because);
  }
}

/** The next dates with their questions and the ways to change them. */
export function previewCard(preview: {
  readonly schedule: NumberedSchedule;
  readonly upcoming: readonly Upcoming[];
  readonly categoryNames: ReadonlyMap<string, string>;
  readonly today: LocalDate;
  readonly note: string | null;
  readonly buttons: readonly Button[];
}): Card {
  const { schedule, upcoming, today } = preview;
  const { zone } = schedule.row;
  const items = upcoming.map((one, index) => {
    const when = rich`${strong(`${index + 1}. ${whenWords(one, zone, today)}`)}`;
    if (one.questionId === null)
      return rich`${when}: no question is left. Add one with /greenroom question add.`;
    const category = preview.categoryNames.get(one.category ?? '') ?? one.category ?? '';
    return rich`${when}. ${category}: ${one.text}${one.queued ? ' (chosen by an organizer)' : ''}`;
  });
  const paused =
    schedule.row.paused_at === null ? [] : [rich`It is paused. This is what would come if it went on now.`];
  const none =
    upcoming.length === 0
      ? [
          rich`No date is left in its season. Change it with /greenroom schedule change ${schedule.number} until 18 Dec.`,
        ]
      : [];
  return {
    tone: 'private',
    title: rich`The next questions in ${schedule.channelName}`,
    blocks: [
      ...(preview.note === null ? [] : [{ kind: 'text' as const, text: rich`${preview.note}` }]),
      { kind: 'text', text: scheduleLine(schedule, today) },
      ...[...paused, ...none].map((text) => ({ kind: 'text' as const, text })),
      ...(items.length === 0 ? [] : [{ kind: 'list' as const, items }]),
    ],
    buttons: preview.buttons,
  };
}

/** "Tue 3 Mar at 09:00 Europe/London"; the time is the wall's, after a shift for summer time. */
export function whenWords(date: Occurrence, zone: string, today: LocalDate): string {
  const time = date.instant.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' });
  return `${dateWords(date.localDate, today)} at ${time} ${zone}`;
}
