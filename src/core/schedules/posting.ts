import type { Reader, Tx } from '../db/database.ts';
import type { ScheduleRow } from './schedule.ts';

/** How a schedule's questions stand in their channel. */
export interface Posting {
  /** Messages in the question's thread can be answers. */
  readonly threadAnswers: boolean;
  readonly pin: boolean;
  /** Our id of the one role that is told of each question; null for none. */
  readonly roleId: string | null;
}

/** A schedule's posting as it stands. Pure. */
export function postingOf(row: ScheduleRow): Posting {
  return { threadAnswers: row.thread_answers, pin: row.pin_posts, roleId: row.mention_role_id };
}

/** Changes how the next questions are posted; those that are out stay as they are. */
export async function changePosting(tx: Tx, scheduleId: string, posting: Posting): Promise<void> {
  await tx
    .updateTable('schedules')
    .set({ thread_answers: posting.threadAnswers, pin_posts: posting.pin, mention_role_id: posting.roleId })
    .where('id', '=', scheduleId)
    .execute();
}

/** The community's role with this id of the platform, or this name; null when it is not known. */
export async function findRole(
  db: Reader,
  communityId: string,
  said: string,
): Promise<{ readonly id: string; readonly name: string } | null> {
  const name = said.trim().replace(/^@/, '');
  const roles = await db
    .selectFrom('community_roles')
    .select(['id', 'external_id', 'name'])
    .where('community_id', '=', communityId)
    .orderBy('id')
    .execute();
  return (
    roles.find((role) => role.external_id === name) ??
    roles.find((role) => role.name.toLowerCase() === name.toLowerCase()) ??
    null
  );
}
