import type { Card } from '../../platform/card.ts';
import { previewCard } from '../../schedules/cards.ts';
import { postNext, swapQuestion, type Chosen } from '../../schedules/choose-upcoming.ts';
import type { NumberedSchedule } from '../../schedules/load-schedules.ts';
import { loadUpcoming } from '../../schedules/upcoming.ts';
import { never } from '../../errors.ts';
import type { Command, CommandContext } from '../command.ts';
import { findSchedule } from './find-schedule.ts';
import { runButton, say, todayHere } from './pieces.ts';

const EXAMPLE = '/greenroom schedule preview 1';

export const schedulePreview: Command = {
  root: 'greenroom',
  words: ['schedule', 'preview'],
  takes: '[number]',
  example: EXAMPLE,
  says: 'The next three dates and their questions, each with Swap and Post next.',
  async run(ctx, text) {
    const [, verb, number = '', place, questionId] =
      /^(swap|next)\.(\d{1,6})\.([1-3])\.(\d{1,18})$/.exec(text) ?? [];
    const found = await findSchedule(ctx, verb === undefined ? text : number, EXAMPLE);
    if (!found.ok) return found.reply;
    const { schedule } = found;
    if (verb === undefined || place === undefined || questionId === undefined)
      return say(await card(ctx, schedule, null));
    const choose = verb === 'swap' ? swapQuestion : postNext;
    const chosen = await choose(
      ctx.core,
      ctx.tx,
      schedule.row,
      { place: Number(place), questionId },
      ctx.now,
    );
    return { kind: 'replace', card: await card(ctx, schedule, noteOf(chosen, verb)) };
  },
};

async function card(ctx: CommandContext, schedule: NumberedSchedule, note: string | null): Promise<Card> {
  const upcoming = await loadUpcoming(ctx.core, ctx.tx, schedule.row, ctx.now);
  const buttons = upcoming.flatMap((one, index) => {
    if (one.questionId === null) return [];
    const arg = `${schedule.number}.${index + 1}.${one.questionId}`;
    return [
      runButton('schedule.preview', `swap.${arg}`, `Swap ${index + 1}`),
      ...(index === 0 ? [] : [runButton('schedule.preview', `next.${arg}`, `Post next: ${index + 1}`)]),
    ];
  });
  const categories = ctx.core.packs.get(schedule.row.pack)?.categories ?? [];
  return previewCard({
    schedule,
    upcoming,
    categoryNames: new Map(categories.map((category) => [category.key, category.name])),
    today: await todayHere(ctx),
    note,
    buttons,
  });
}

function noteOf(chosen: Chosen, verb: string): string {
  switch (chosen) {
    case 'done':
      return verb === 'swap' ? 'Swapped.' : 'That question comes next now.';
    case 'stale':
      return 'The list had changed since you opened it, so nothing was chosen. This is how it is now.';
    case 'none':
      return 'There is no other question to swap it for. Add one with /greenroom question add.';
    default:
      return never(chosen);
  }
}
