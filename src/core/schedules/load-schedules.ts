import type { Reader } from '../db/database.ts';
import type { ScheduleRow } from './schedule.ts';

/** A schedule as organizers speak of it. */
export interface NumberedSchedule {
  readonly row: ScheduleRow;
  /** Its place among all the community ever had, so that it never becomes another one's. */
  readonly number: number;
  readonly channelName: string;
  readonly channelExternalId: string;
}

/** The community's schedules that were not removed, oldest first. */
export async function loadSchedules(db: Reader, communityId: string): Promise<NumberedSchedule[]> {
  const rows = await db
    .selectFrom('schedules')
    .selectAll()
    .where('community_id', '=', communityId)
    .orderBy('id')
    .execute();
  const channels = await db
    .selectFrom('channels')
    .select(['id', 'name', 'external_id'])
    .where('community_id', '=', communityId)
    .execute();
  return rows
    .map((row, index) => {
      const channel = channels.find((one) => one.id === row.channel_id);
      return {
        row,
        number: index + 1,
        channelName: channel?.name ?? '',
        channelExternalId: channel?.external_id ?? '',
      };
    })
    .filter((schedule) => schedule.row.removed_at === null);
}
