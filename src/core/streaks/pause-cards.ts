import { encodeAction } from '../platform/action.ts';
import type { Button, Card, Form } from '../platform/card.ts';
import { rich, strong, type Rich } from '../platform/rich.ts';
import type { LocalDate } from '../time.ts';
import { dateWords, rangeWords } from '../times/date-words.ts';
import type { DateRange } from '../times/parse-date-range.ts';
import { BACK_DATED_DAYS, type OwnPause } from './pauses.ts';

const COMMAND = 'practice.pause';

/** Asked before natural words take effect: the dates as they were understood, in full. */
export function proposePauseCard(range: DateRange, today: LocalDate): Card {
  const oneDay = range.first === range.last;
  return {
    tone: 'private',
    title: oneDay
      ? rich`Pause on ${dateWords(range.first, today)}?`
      : rich`Pause from ${dateWords(range.first, today)} to ${dateWords(range.last, today)}?`,
    blocks: [
      {
        kind: 'text',
        text: rich`${oneDay ? 'That one day.' : 'Both days included.'} Question days in a pause are no miss, and an answer on one of them still counts. Nobody else sees it.`,
      },
    ],
    buttons: [
      run(`yes.${range.first}.${range.last}`, 'Pause', 'primary'),
      run('cancel', 'Cancel', 'secondary'),
    ],
  };
}

export function pausedCard(range: DateRange, today: LocalDate, others: readonly OwnPause[]): Card {
  return {
    tone: 'private',
    blocks: [
      {
        kind: 'text',
        text: rich`Paused: ${strong(rangeWords(range, today))}. Your streak waits; none of these days is a miss.`,
      },
    ],
    buttons: endButtons(others, today),
  };
}

export function pauseEndedCard(ended: OwnPause, today: LocalDate, left: readonly OwnPause[]): Card {
  const text =
    ended.first < today
      ? rich`The pause ended. It was ${rangeWords(ended, today)}; its days up to yesterday stay paused, and today counts again.`
      : rich`The pause ${rangeWords(ended, today)} is called off. Its days count again.`;
  return { tone: 'private', blocks: [{ kind: 'text', text }], buttons: endButtons(left, today) };
}

export function noPauseCard(): Card {
  return {
    tone: 'private',
    blocks: [
      {
        kind: 'text',
        text: rich`You have no pause now or to come. Start one with ${strong('/practice pause until Monday')}.`,
      },
    ],
    buttons: [],
  };
}

export function pauseCancelledCard(): Card {
  return { tone: 'private', blocks: [{ kind: 'text', text: rich`Nothing was changed.` }], buttons: [] };
}

/** Asks for the days; shows what is paused already. */
export function pauseForm(open: readonly OwnPause[], today: LocalDate): Form {
  const paused = open.map((pause) => rich`Paused: ${rangeWords(pause, today)}. To end it, write "end".`);
  return {
    submit: encodeAction({ verb: 'send', command: COMMAND, arg: '-' }),
    title: 'Pause',
    intro: [
      ...(paused.length === 0 ? [] : [{ kind: 'list' as const, items: paused }]),
      {
        kind: 'text',
        text: rich`Question days in a pause are no miss. It can also begin up to ${BACK_DATED_DAYS} days back, for example when you were ill. You see the dates before anything happens.`,
      },
    ],
    fields: [
      {
        name: 'when',
        label: 'Which days?',
        help: 'For example: until Monday, 2 weeks, 24 Dec to 2 Jan, or yesterday.',
        value: '',
        multiline: false,
        required: true,
        maxLength: 100,
      },
    ],
    submitLabel: 'Show the dates',
  };
}

/** "Paused: Thu 24 Dec to Sat 2 Jan 2027"; null without a pause. */
export function pausesLine(open: readonly OwnPause[], today: LocalDate): Rich | null {
  if (open.length === 0) return null;
  return rich`Paused: ${open.map((pause) => rangeWords(pause, today)).join('; ')}`;
}

/** Up to five: more pauses than that are seldom, and "end" ends the next one in any case. */
function endButtons(open: readonly OwnPause[], today: LocalDate): Button[] {
  return open
    .slice(0, 5)
    .map((pause) => run(`end.${pause.id}`, `End pause of ${dateWords(pause.first, today)}`, 'secondary'));
}

function run(arg: string, label: string, style: Button['style']): Button {
  return { action: encodeAction({ verb: 'run', command: COMMAND, arg }), label, style };
}
