import { encodeAction } from '../platform/action.ts';
import type { Block, Button, Card } from '../platform/card.ts';
import { mockLine } from '../mocks/list-mocks.ts';
import { joinRich, rich, strong, type Rich } from '../platform/rich.ts';
import { never } from '../errors.ts';
import type { LocalDate } from '../time.ts';
import { dateWords } from '../times/date-words.ts';
import type { DayRecord } from './day-records.ts';
import type { OwnPractice } from './load-practice.ts';
import type { MemberStreak } from './load-streak.ts';
import { pausesLine } from './pause-cards.ts';

/** How many of the newest days are explained one by one. */
const DAYS_SHOWN = 14;

const practiseNow = {
  action: encodeAction({ verb: 'now' }),
  label: 'Practise one now',
  style: 'primary' as const,
};

/** For a person who has not answered yet, or whom Greenroom has not met. */
export function nothingYetCard(): Card {
  return {
    tone: 'private',
    title: rich`Your practice`,
    blocks: [
      {
        kind: 'text',
        text: rich`No day has been counted yet. Your first answer starts it; nothing before it counts.`,
      },
    ],
    buttons: [practiseNow],
  };
}

/** The member's own card (FLOWS §2). Says nothing of streak and days when they chose to hide it. */
export function meCard(own: OwnPractice): Card {
  const started = hasStarted(own);
  if (!started && own.last.length === 0 && own.mock === null) return nothingYetCard();
  const shown = started && !own.hidden;
  const paused = pausesLine(own.pauses, own.today);
  return {
    tone: 'private',
    title: shown ? streakTitle(own.streak) : rich`Your practice`,
    blocks: [
      ...(shown ? [text(missesText(own.streak, own.today)), text(weekText(own))] : []),
      ...(paused === null ? [] : [text(paused)]),
      text(rich`Practised least: ${joinRich(own.least.map(leastText), ', ')}.`),
      ...(own.mock === null ? [] : [text(mockLine(own.mock, own.mock.name))]),
      ...lastBlocks(own),
    ],
    buttons: [
      practiseLeast(own),
      ...(shown ? [run('practice.me', 'days', 'Why each day counted')] : []),
      run('practice.history', '-', 'History'),
    ],
  };
}

/** Opened from the card: each of the last days with its reason, what one more miss would do, and the longest. */
export function daysCard(own: OwnPractice): Card {
  if (!hasStarted(own)) return nothingYetCard();
  const { streak, rules, days } = own.streak;
  const recent = days.filter((day) => day.reason !== 'before_first_answer').slice(-DAYS_SHOWN);
  return {
    tone: 'private',
    title: rich`Why each day counted`,
    blocks: [
      text(
        rich`You may miss ${rules.misses} of any ${rules.window} question days. Extra practice never lowers anything.`,
      ),
      text(nextMissText(own.streak)),
      {
        kind: 'list',
        items: recent.toReversed().map((day) => rich`${dateWords(day.date, own.today)}: ${reasonText(day)}`),
      },
      { kind: 'facts', facts: [{ label: 'Longest', value: rich`${count(streak.longest, 'day')}` }] },
    ],
    buttons: [],
  };
}

/** Whether any day has been counted for them. */
export function hasStarted(own: OwnPractice): boolean {
  return own.streak.days.some((day) => day.reason !== 'before_first_answer');
}

/** "12 days answered." */
export function streakTitle(own: MemberStreak): Rich {
  return rich`${strong(`${count(own.streak.current, 'day')} answered.`)}`;
}

function missesText(own: MemberStreak, today: LocalDate): Rich {
  const { missesUsed } = own.streak;
  const used =
    missesUsed.length === 0
      ? rich`None of ${own.rules.misses} misses used.`
      : rich`${missesUsed.length} of ${own.rules.misses} misses used (${missesUsed.map((date) => dateWords(date, today)).join(', ')}).`;
  return rich`${used} You may miss ${own.rules.misses} of any ${own.rules.window} question days.`;
}

/** What a further miss would do, said before it happens. */
function nextMissText(own: MemberStreak): Rich {
  const { current, currentAfterNextMiss } = own.streak;
  return currentAfterNextMiss < current
    ? rich`One more miss now would leave ${count(currentAfterNextMiss, 'day')}; your longest stays.`
    : rich`One more miss now would cost no day.`;
}

function weekText(own: OwnPractice): Rich {
  const { kept, days } = own.week;
  return days === 0
    ? rich`This week: no question day so far.`
    : rich`This week: ${kept} of ${count(days, 'question day')} so far.`;
}

function leastText(least: OwnPractice['least'][number], index: number): Rich {
  return index === 0
    ? rich`${least.name} (${least.recent} in 30 days)`
    : rich`${least.name} (${least.recent})`;
}

function lastBlocks(own: OwnPractice): Block[] {
  if (own.last.length === 0) return [];
  return [
    text(rich`Last answers:`),
    {
      kind: 'list',
      items: own.last.map((entry) => {
        const head = rich`${strong(entry.name)}, ${dateWords(entry.localDate, own.today)}`;
        return entry.nextStep === null ? rich`${head}: ${entry.outcome}` : rich`${head}: ${entry.nextStep}`;
      }),
    },
  ];
}

/** Gives the category that the card names first. */
function practiseLeast(own: OwnPractice): Button {
  const [least] = own.least;
  return least === undefined
    ? practiseNow
    : { ...practiseNow, action: encodeAction({ verb: 'run', command: 'practice.now', arg: least.category }) };
}

function run(command: string, arg: string, label: string): Button {
  return { action: encodeAction({ verb: 'run', command, arg }), label, style: 'secondary' };
}

function text(words: Rich): Block {
  return { kind: 'text', text: words };
}

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
    case 'gone':
      return 'the place of the question was deleted, so it is no miss';
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
