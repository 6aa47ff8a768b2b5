import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { upsertMember } from '../members/upsert-member.ts';
import type { EventOf } from '../platform/event.ts';
import { NOTHING_TO_SAY, type Reply } from '../platform/reply.ts';
import { createRound } from '../rounds/create-round.ts';
import { nextAsked } from '../schedules/next-asked.ts';
import { recurrenceOf, type ScheduleRow } from '../schedules/schedule.ts';
import { localDateAt, parseZone } from '../time.ts';
import { upsertChannel, upsertCommunity } from './upsert-community.ts';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/**
 * Somebody opened the web room, or it just started. A room without a schedule gets a daily one, at 09:00 in
 * the reader's zone, and that date's question at once, at any hour. A room whose schedule was made that way
 * moves to the zone of the first browser that says another one, as long as nobody has answered.
 */
export async function openRoom(
  core: Core,
  tx: Tx,
  event: EventOf<'opened'>,
  now: Temporal.Instant,
): Promise<Reply> {
  const communityId = await upsertCommunity(tx, event.platform, event.community, now);
  const channelId = await upsertChannel(tx, communityId, event.channel, now);
  if (event.by !== null) await upsertMember(tx, event, event.by, now);
  const parsed = parseZone(event.zone);
  const zone = parsed.ok ? parsed.value : 'UTC';

  // Two openings at once must not make two schedules.
  await tx.selectFrom('channels').select('id').where('id', '=', channelId).forUpdate().execute();
  const schedule = await tx
    .selectFrom('schedules')
    .selectAll()
    .where('channel_id', '=', channelId)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (schedule === undefined) await makeFirstSchedule(core, tx, { communityId, channelId, zone, now });
  else if (event.by !== null && schedule.made_by_default && schedule.zone !== zone && parsed.ok) {
    await moveUntouchedSchedule(tx, schedule, zone, now);
  }
  return NOTHING_TO_SAY;
}

async function makeFirstSchedule(
  core: Core,
  tx: Tx,
  at: { communityId: string; channelId: string; zone: string; now: Temporal.Instant },
): Promise<void> {
  const [pack] = core.packs.values();
  if (pack === undefined) return;
  const schedule = await tx
    .insertInto('schedules')
    .values({
      community_id: at.communityId,
      channel_id: at.channelId,
      pack: pack.slug,
      local_time: '09:00',
      zone: at.zone,
      weekdays: EVERY_DAY,
      first_date: null,
      last_date: null,
      made_by_default: true,
      paused_at: null,
      next_run_at: null,
      next_local_date: null,
      created_at: at.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await createRound(core, tx, schedule, { localDate: localDateAt(at.now, at.zone), dueAt: at.now }, at.now);
  await setNextRun(tx, schedule, at.now);
}

/** The first date is kept, in the new zone; with an answer there, or a second date asked, it stays as it is. */
async function moveUntouchedSchedule(
  tx: Tx,
  schedule: ScheduleRow,
  zone: string,
  now: Temporal.Instant,
): Promise<void> {
  const rounds = await tx
    .selectFrom('rounds')
    .leftJoin('answers', 'answers.round_id', 'rounds.id')
    .select(['rounds.id', 'answers.id as answer_id'])
    .where('schedule_id', '=', schedule.id)
    .execute();
  const [only] = rounds;
  if (only === undefined || rounds.length > 1 || only.answer_id !== null) return;
  await tx.updateTable('schedules').set({ zone }).where('id', '=', schedule.id).execute();
  await tx
    .updateTable('rounds')
    .set({ zone, local_date: localDateAt(now, zone) })
    .where('id', '=', only.id)
    .execute();
  await setNextRun(tx, { ...schedule, zone }, now);
}

async function setNextRun(tx: Tx, schedule: ScheduleRow, now: Temporal.Instant): Promise<void> {
  const asked = localDateAt(now, schedule.zone);
  const next = await nextAsked(tx, schedule.community_id, recurrenceOf(schedule), {
    instant: now,
    exclusiveLocalDate: asked,
  });
  await tx
    .updateTable('schedules')
    .set({ next_run_at: next?.instant ?? null, next_local_date: next?.localDate ?? null })
    .where('id', '=', schedule.id)
    .execute();
}
