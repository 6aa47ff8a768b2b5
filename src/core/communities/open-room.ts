import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { upsertMember } from '../members/upsert-member.ts';
import type { EventOf } from '../platform/event.ts';
import { NOTHING_TO_SAY, type Reply } from '../platform/reply.ts';
import { createRound } from '../rounds/create-round.ts';
import { closesAt } from '../schedules/catch-up.ts';
import { nextAsked } from '../schedules/next-asked.ts';
import type { Occurrence } from '../schedules/next-occurrence.ts';
import { recurrenceOf, type ScheduleRow } from '../schedules/schedule.ts';
import { localDateAt, parseZone } from '../time.ts';
import { upsertChannel, upsertCommunity } from './upsert-community.ts';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/**
 * Somebody opened the web room, or it just started. A room without a schedule gets a daily one, at 09:00 in
 * the reader's zone, and that date's question at once, at any hour. A schedule that was made when the server
 * started, before any reader was known, moves to the zone of the first browser, as long as nobody answered.
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
  const fromBrowser = event.by !== null && parsed.ok;
  if (schedule === undefined)
    await makeFirstSchedule(core, tx, { communityId, channelId, zone, fromBrowser, now });
  else if (fromBrowser && schedule.made_by_default) await adoptZone(tx, schedule, zone);
  return NOTHING_TO_SAY;
}

async function makeFirstSchedule(
  core: Core,
  tx: Tx,
  at: { communityId: string; channelId: string; zone: string; fromBrowser: boolean; now: Temporal.Instant },
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
      made_by_default: !at.fromBrowser,
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

/**
 * The schedule takes the zone of the first browser, once. Its only round keeps its question and gets the date
 * it has there; with an answer there, or a second date asked, everything stays as it is.
 */
async function adoptZone(tx: Tx, schedule: ScheduleRow, zone: string): Promise<void> {
  await tx.updateTable('schedules').set({ made_by_default: false }).where('id', '=', schedule.id).execute();
  if (schedule.zone === zone) return;
  const rounds = await tx
    .selectFrom('rounds')
    .leftJoin('answers', 'answers.round_id', 'rounds.id')
    .select(['rounds.id', 'rounds.due_at', 'rounds.posted_at', 'rounds.closes_at', 'answers.id as answer_id'])
    .where('schedule_id', '=', schedule.id)
    .execute();
  const [only] = rounds;
  if (only === undefined || rounds.length > 1 || only.answer_id !== null) return;
  await tx.updateTable('schedules').set({ zone }).where('id', '=', schedule.id).execute();
  const next = await setNextRun(tx, { ...schedule, zone }, only.due_at);
  const closes = closesAt({ postedAt: only.posted_at ?? only.due_at, next: next?.instant ?? null });
  await tx
    .updateTable('rounds')
    .set({
      zone,
      local_date: localDateAt(only.due_at, zone),
      // Never earlier than its card says.
      closes_at: only.closes_at === null ? null : later(only.closes_at, closes),
    })
    .where('id', '=', only.id)
    .execute();
}

/** The first date after the one on which the room was made, which got its question at once. */
async function setNextRun(tx: Tx, schedule: ScheduleRow, made: Temporal.Instant): Promise<Occurrence | null> {
  const next = await nextAsked(tx, schedule.community_id, recurrenceOf(schedule), {
    instant: made,
    exclusiveLocalDate: localDateAt(made, schedule.zone),
  });
  await tx
    .updateTable('schedules')
    .set({ next_run_at: next?.instant ?? null, next_local_date: next?.localDate ?? null })
    .where('id', '=', schedule.id)
    .execute();
  return next;
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) > 0 ? a : b;
}
