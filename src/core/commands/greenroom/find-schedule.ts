import { loadSchedules, type NumberedSchedule } from '../../schedules/load-schedules.ts';
import type { Reply } from '../../platform/reply.ts';
import type { CommandContext } from '../command.ts';
import { refuse } from './pieces.ts';

/** The schedule that the words mean, and the words after its number; or what to say instead. */
export type FoundSchedule =
  | { readonly ok: true; readonly schedule: NumberedSchedule; readonly rest: string }
  | { readonly ok: false; readonly reply: Reply };

/**
 * Finds a schedule by a number in front ("2", "schedule 2", "#2"). Without one it is the community's only
 * schedule, or the only one of the channel the command was given in.
 */
export async function findSchedule(
  ctx: CommandContext,
  text: string,
  example: string,
): Promise<FoundSchedule> {
  const schedules = await loadSchedules(ctx.tx, ctx.member.communityId);
  if (schedules.length === 0) {
    return {
      ok: false,
      reply: refuse(
        'There is no schedule yet. Start one: /greenroom schedule add 09:00 Europe/London weekdays',
      ),
    };
  }
  // A time such as 9:30 or 9am is no number of a schedule.
  const [, number, rest] = /^(?:schedule\s+)?#?(\d{1,6})(?![\w:.])\s*([\s\S]*)$/iu.exec(text.trim()) ?? [];
  if (number !== undefined && !/^[ap]\.?m/iu.test(rest ?? '')) {
    const schedule = schedules.find((one) => one.number === Number(number));
    if (schedule !== undefined) return { ok: true, schedule, rest: rest ?? '' };
    const known = schedules.map((one) => one.number).join(', ');
    return {
      ok: false,
      reply: refuse(
        `There is no schedule ${number}. Schedules here: ${known}. See them with /greenroom schedule list.`,
      ),
    };
  }
  const here = schedules.filter((one) => one.channelExternalId === ctx.channelExternalId);
  const [only, ...others] = schedules.length === 1 ? schedules : here;
  if (only !== undefined && others.length === 0) return { ok: true, schedule: only, rest: text.trim() };
  return {
    ok: false,
    reply: refuse(
      `Which one? Schedules here: ${schedules.map((one) => one.number).join(', ')}. Say its number, such as ${example}.`,
    ),
  };
}
