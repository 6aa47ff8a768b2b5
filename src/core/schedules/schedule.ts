import type { Selectable } from 'kysely';
import type { Tables } from '../db/tables.ts';
import type { Recurrence } from './next-occurrence.ts';

export type ScheduleRow = Selectable<Tables['schedules']>;

/** When a schedule asks, as the pure rules of this folder read it. */
export function recurrenceOf(schedule: ScheduleRow): Recurrence {
  return {
    time: schedule.local_time,
    zone: schedule.zone,
    weekdays: schedule.weekdays,
    firstDate: schedule.first_date,
    lastDate: schedule.last_date,
  };
}
