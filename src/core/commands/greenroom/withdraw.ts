import type { Reader } from '../../db/database.ts';
import { rich } from '../../platform/rich.ts';
import { findRound, type Round } from '../../rounds/load-round.ts';
import { withdrawRound } from '../../rounds/withdraw-round.ts';
import { dateWords } from '../../times/date-words.ts';
import { parseDate } from '../../times/parse-date.ts';
import { addDays, type LocalDate } from '../../time.ts';
import type { Command, CommandContext } from '../command.ts';
import { linesCard, refuse, runButton, say, todayHere } from './pieces.ts';

/** Fewer than so many people are never counted for organizers, so that no one can be picked out. */
const COUNTED_FROM = 5;

/** A date named for a question may lie so many days back before its year must be said. */
const LOOK_BACK_DAYS = 60;

export const withdraw: Command = {
  root: 'greenroom',
  words: ['withdraw'],
  takes: '[date]',
  example: '/greenroom withdraw',
  says: "Takes a bad question back: it is nobody's miss, and answers keep their feedback.",
  label: 'Withdraw',
  async run(ctx, text) {
    const today = await todayHere(ctx);
    const sure = /^yes\.(\d{1,18})$/.exec(text)?.[1];
    if (sure !== undefined) {
      const round = await findRound(ctx.tx, sure);
      const theirs =
        round !== null && round.communityId === ctx.member.communityId && round.scheduleId !== null;
      if (!theirs || !(await withdrawRound(ctx.tx, round, ctx.now))) {
        return refuse('That question is not standing any more. The newest one: /greenroom withdraw');
      }
      const back = runButton('question.restore', round.question.id, 'Ask it again some day');
      return {
        kind: 'replace',
        card: linesCard(
          [
            rich`Withdrawn: ${dateWords(round.localDate, today)} is nobody's miss. Its card says so in a moment, answers keep their feedback, and it is not asked here again.`,
          ],
          [back],
        ),
      };
    }
    let date: LocalDate | null = null;
    if (text.trim() !== '') {
      const parsed = parseDate(text, { today, earliest: addDays(today, -LOOK_BACK_DAYS) });
      if (!parsed.ok)
        return refuse(`${parsed.message} Without a date it is the newest question: /greenroom withdraw`);
      date = parsed.value;
    }
    const round = await newestStanding(ctx, date);
    if (round === null) {
      return refuse(
        date === null
          ? 'No question is standing that could be withdrawn. See what comes with /greenroom schedule preview.'
          : `No question of ${dateWords(date, today)} is standing. The newest one: /greenroom withdraw`,
      );
    }
    const people = await countAnswers(ctx.tx, round.id);
    const told =
      people >= COUNTED_FROM ? `${people} people answered it.` : 'Fewer than five people answered it.';
    return say(
      linesCard(
        [
          rich`${dateWords(round.localDate, today)}: ${round.question.text}`,
          rich`${told} Answers keep their day and their feedback; for everybody else the date is no miss.`,
        ],
        [runButton('withdraw', `yes.${round.id}`, 'Withdraw', 'danger')],
        'Withdraw this question?',
      ),
    );
  },
};

/** The newest posted question of this channel; of the community, where the channel has none. */
async function newestStanding(ctx: CommandContext, date: LocalDate | null): Promise<Round | null> {
  let query = ctx.tx
    .selectFrom('rounds')
    .innerJoin('channels', 'channels.id', 'rounds.channel_id')
    .select(['rounds.id', 'channels.external_id'])
    .where('rounds.community_id', '=', ctx.member.communityId)
    .where('rounds.state', '=', 'posted')
    .orderBy('rounds.local_date', 'desc')
    .orderBy('rounds.id', 'desc')
    .limit(20);
  if (date !== null) query = query.where('rounds.local_date', '=', date);
  const rows = await query.execute();
  const row = rows.find((one) => one.external_id === ctx.channelExternalId) ?? rows[0];
  return row === undefined ? null : findRound(ctx.tx, row.id);
}

async function countAnswers(db: Reader, roundId: string): Promise<number> {
  const rows = await db
    .selectFrom('answers')
    .select('id')
    .where('round_id', '=', roundId)
    .where('state', 'in', ['gathering', 'submitted'])
    .execute();
  return rows.length;
}
