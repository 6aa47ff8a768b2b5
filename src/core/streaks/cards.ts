import { encodeAction } from '../platform/action.ts';
import type { Card } from '../platform/card.ts';
import { joinRich, rich, strong, type Rich } from '../platform/rich.ts';
import { never } from '../errors.ts';
import type { LocalDate } from '../time.ts';
import type { DayRecord } from './day-records.ts';
import type { MemberStreak } from './load-streak.ts';

/** How many of the newest days are explained one by one. */
const DAYS_SHOWN = 14;

/** The member's own card: days answered, misses used, and why each of the last days counts or not. */
export function meCard(own: MemberStreak | null): Card {
  const buttons = [
    { action: encodeAction({ verb: 'now' }), label: 'Practise one now', style: 'primary' as const },
  ];
  if (own === null || own.days.every((day) => day.reason === 'before_first_answer')) {
    return {
      tone: 'private',
      title: rich`Your practice`,
      blocks: [
        { kind: 'text', text: rich`No day has been counted yet. Your first answer starts it; nothing before it counts.` },
      ],
      buttons,
    };
  }
  const { streak, rules, days } = own;
  const recent = days.filter((day) => day.reason !== 'before_first_answer').slice(-DAYS_SHOWN);
  return {
    tone: 'private',
    title: streakTitle(own),
    blocks: [
      { kind: 'text', text: missesText(own) },
      {
        kind: 'text',
        text: rich`You may miss ${rules.misses} of any ${rules.window} question days. Extra practice never lowers anything.`,
      },
      { kind: 'list', items: recent.toReversed().map((day) => rich`${day.date}: ${reasonText(day)}`) },
      { kind: 'facts', facts: [{ label: 'Longest', value: rich`${count(streak.longest, 'day')}` }] },
    ],
    buttons,
  };
}

/** "12 days answered." */
export function streakTitle(own: MemberStreak): Rich {
  return rich`${strong(`${count(own.streak.current, 'day')} answered.`)}`;
}

function missesText(own: MemberStreak): Rich {
  const { missesUsed, current, currentAfterNextMiss } = own.streak;
  const used =
    missesUsed.length === 0
      ? rich`None of ${own.rules.misses} misses used.`
      : rich`${missesUsed.length} of ${own.rules.misses} misses used (${joinRich(missesUsed.map(dateText), ', ')}).`;
  if (currentAfterNextMiss >= current) return used;
  return rich`${used} One more miss would leave ${count(currentAfterNextMiss, 'day')}; your longest stays.`;
}

const dateText = (date: LocalDate): Rich => rich`${date}`;

function reasonText(day: DayRecord): string {
  switch (day.reason) {
    case 'kept':
      return 'answered';
    case 'missed':
      return 'not answered';
    case 'open':
      return 'still open';
    case 'paused':
      return 'you were on a pause, so it is no miss';
    case 'holiday':
      return 'holiday of the community, so it is no miss';
    case 'withdrawn':
      return 'the question was withdrawn, so it is no miss';
    case 'not_posted':
      return 'the question was not posted, so it is no miss';
    case 'not_yet_posted':
      return 'not posted yet';
    case 'before_first_answer':
      return 'before your first answer';
    default:
      return never(day.reason);
  }
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
