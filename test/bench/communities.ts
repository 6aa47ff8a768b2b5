import { sql } from 'kysely';
import type { Database } from '../../src/core/db/database.ts';
import { readBuiltInPacks, storePack } from '../../src/core/questions/load-pack.ts';
import { systemClock } from '../../src/core/time.ts';

/** A server or workspace and its channels, by the platform's ids. */
export interface Place {
  readonly id: string;
  readonly channelIds: readonly string[];
}

/**
 * Communities with one daily schedule a channel, as if organizers had made them, and the built-in questions. The
 * schedules are due at `dueAt`, for its date in UTC.
 */
export async function insertSchedules(
  db: Database,
  platform: 'discord' | 'slack',
  places: readonly Place[],
  dueAt: Temporal.Instant,
): Promise<void> {
  for (const pack of (await readBuiltInPacks()).values()) await storePack(db, pack, systemClock.now());
  const at = dueAt.toZonedDateTimeISO('UTC');
  const time = at.toPlainTime().toString({ smallestUnit: 'minute' });
  await sql`
    with place as (
      select id, channel_ids from jsonb_to_recordset(${JSON.stringify(
        places.map(({ id, channelIds }) => ({ id, channel_ids: channelIds })),
      )}::jsonb) as place (id text, channel_ids jsonb)),
    community as (
      insert into communities (platform, external_id, name, quiet_seconds, created_at)
      select ${platform}, id, '', 0, now() from place returning id, external_id),
    channel as (
      insert into channels (community_id, external_id, name, created_at)
      select community.id, one, 'daily', now()
      from community join place on place.id = external_id, jsonb_array_elements_text(channel_ids) as one
      returning id, community_id)
    insert into schedules
      (community_id, channel_id, pack, local_time, zone, weekdays, next_run_at, next_local_date, created_at)
    select community_id, id, 'tpm', ${time}, 'UTC', '{1,2,3,4,5,6,7}',
      ${dueAt.toString()}::timestamptz, ${at.toPlainDate().toString()}::date, now()
    from channel`.execute(db);
}

/** Rounds of all schedules, as if their questions had been posted just now. Returns their ids. */
export async function insertPostedRounds(db: Database): Promise<readonly string[]> {
  const made = await sql<{ id: string }>`
    insert into rounds
      (community_id, schedule_id, channel_id, question_id, local_date, zone, due_at, state, posted_at, closes_at,
       message_id, thread_id)
    select community_id, id, channel_id, (select min(id) from questions where category = 'metrics'), current_date, 'UTC',
      now(), 'posted', now(), now() + interval '1 day', 'posted-' || id, 'posted-' || id
    from schedules returning id`.execute(db);
  await sql`update schedules set next_run_at = now() + interval '1 day', next_local_date = current_date + 1`.execute(
    db,
  );
  return made.rows.map((row) => row.id);
}
