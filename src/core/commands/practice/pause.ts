import { refusalCard } from '../../answers/cards.ts';
import { memberToday } from '../../members/member-zone.ts';
import type { Reply } from '../../platform/reply.ts';
import {
  noPauseCard,
  pauseCancelledCard,
  pausedCard,
  pauseEndedCard,
  pauseForm,
  proposePauseCard,
} from '../../streaks/pause-cards.ts';
import { addPause, checkPause, endPause, openPauses } from '../../streaks/pauses.ts';
import { isLocalDate, type LocalDate, type Parsed } from '../../time.ts';
import { parseDateRange, type DateRange } from '../../times/parse-date-range.ts';
import type { Command, CommandContext } from '../command.ts';

export const pause: Command = {
  root: 'practice',
  words: ['pause'],
  takes: '[until Monday | 2 weeks | 24 Dec to 2 Jan | end]',
  example: '/practice pause until Monday',
  also: ['resume', 'unpause', 'vacation', 'holiday', 'ill', 'sick', 'away', 'break'],
  says: 'Days off that are no miss, also up to 7 days afterwards.',
  label: 'Pause',
  async run(ctx, text) {
    const today = await memberToday(ctx.tx, ctx.member, ctx.now);
    const said = text.trim();
    const [first = ''] = said.toLowerCase().split(/[.\s]/);
    if (said === '') {
      return { kind: 'form', form: pauseForm(await openPauses(ctx.tx, ctx.member.id, today), today) };
    }
    if (said === 'cancel') return { kind: 'replace', card: pauseCancelledCard() };
    const agreed = agreedDates(said);
    if (agreed !== null) return start(ctx, agreed, today);
    if (first === 'end' || first === 'stop' || first === 'off') return end(ctx, said, today);
    const range = proposed(said, today);
    return range.ok
      ? { kind: 'private', card: proposePauseCard(range.value, today) }
      : { kind: 'private', card: refusalCard(range.message) };
  },
  async submit(ctx, _arg, fields) {
    const today = await memberToday(ctx.tx, ctx.member, ctx.now);
    const said = (fields['when'] ?? '').trim();
    if (/^(?:end|stop|off)\b/i.test(said)) return end(ctx, 'end', today);
    const range = proposed(said, today);
    return range.ok
      ? { kind: 'private', card: proposePauseCard(range.value, today) }
      : { kind: 'form_errors', errors: { when: range.message } };
  },
};

function proposed(said: string, today: LocalDate): Parsed<DateRange> {
  const range = parseDateRange(said, today);
  return range.ok ? checkPause(range.value, today) : range;
}

/** The dates in the *Pause* button. */
function agreedDates(arg: string): DateRange | null {
  const [yes, first = '', last = '', ...more] = arg.split('.');
  if (yes !== 'yes' || more.length > 0 || !isLocalDate(first) || !isLocalDate(last) || last < first)
    return null;
  return { first, last };
}

async function start(ctx: CommandContext, agreed: DateRange, today: LocalDate): Promise<Reply> {
  const checked = checkPause(agreed, today);
  if (!checked.ok) return { kind: 'replace', card: refusalCard(checked.message) };
  const range = await addPause(ctx.tx, ctx.member.id, checked.value, ctx.now);
  return { kind: 'replace', card: pausedCard(range, today, await openPauses(ctx.tx, ctx.member.id, today)) };
}

/** "end" ends the pause under way, or calls off the next one; "end.7" is a button for one of them. */
async function end(ctx: CommandContext, said: string, today: LocalDate): Promise<Reply> {
  const [, id] = /^end\.(\d{1,18})$/.exec(said) ?? [];
  const ended = await endPause(ctx.tx, ctx.member.id, { id: id ?? null, today }, ctx.now);
  const kind = id === undefined ? 'private' : 'replace';
  if (ended === null) return { kind, card: noPauseCard() };
  return { kind, card: pauseEndedCard(ended, today, await openPauses(ctx.tx, ctx.member.id, today)) };
}
