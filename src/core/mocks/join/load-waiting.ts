import { sql } from 'kysely';
import type { Tx } from '../../db/database.ts';
import { pairKey, type WaitingMember } from '../match/choose-pairs.ts';
import { LEVEL_MAX } from '../match/pair-weight.ts';
import { zoneOf } from '../../rounds/practise-now.ts';
import { freeOf, type RequestRow } from './request-store.ts';
import { weekDue, weekStart } from './weeks.ts';

/** Everything that matching decides by, for one community. */
export interface WaitingCrowd {
  readonly requests: ReadonlyMap<string, RequestRow>;
  readonly waiting: readonly WaitingMember[];
  readonly excluded: ReadonlySet<string>;
  readonly weeksSince: ReadonlyMap<string, number>;
  /** How long a whole mock is here, in minutes. */
  readonly minutes: number;
}

/**
 * Reads who waits in a community, with their requests locked until the transaction ends: whoever sits in an
 * open session, has left, or has no time left is not among them.
 */
export async function loadWaiting(tx: Tx, communityId: string, now: Temporal.Instant): Promise<WaitingCrowd> {
  const requests = await tx
    .selectFrom('mock_requests')
    .innerJoin('members', 'members.id', 'mock_requests.member_id')
    .selectAll('mock_requests')
    .where('mock_requests.community_id', '=', communityId)
    .where('state', '=', 'waiting')
    .where('members.left_at', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('mock_seats')
            .select('seat')
            .whereRef('mock_seats.member_id', '=', 'mock_requests.member_id')
            .where('open', 'is', true),
        ),
      ),
    )
    .orderBy('mock_requests.member_id')
    .forUpdate('mock_requests')
    .execute();
  const ids = requests.map((request) => request.member_id);
  const given = await answersGiven(tx, ids, now);
  const lowered = await loweredNow(tx, ids, now);
  const fewest = Math.min(...requests.map((request) => request.times_left_out));
  const waiting = requests.map((request): WaitingMember => ({
    memberId: request.member_id,
    wish: request.wish,
    category: request.category,
    level: levelOf(given.get(request.member_id) ?? 0),
    daysWaiting: request.waiting_since.until(now).total({ unit: 'hours' }) / 24,
    leftOutLast: request.left_out_last,
    timesLeftOut: request.times_left_out - fewest,
    lowered: lowered.has(request.member_id),
    free: freeOf(request, now),
  }));
  return {
    requests: new Map(requests.map((request) => [request.member_id, request])),
    waiting: waiting.filter((member) => member.free.length > 0),
    excluded: new Set([
      ...(await exclusions(tx, communityId)),
      ...(await pairedThisWeek(tx, communityId, ids, now)),
    ]),
    weeksSince: await lastMeetings(tx, ids, now),
    minutes: await minutesOf(tx, communityId),
  };
}

/** Answers of the last 90 days, in steps that grow: 0, some, a week's, a month's, more. */
function levelOf(answers: number): number {
  return Math.min(LEVEL_MAX, [1, 5, 15, 40].filter((step) => answers >= step).length);
}

async function answersGiven(
  tx: Tx,
  ids: readonly string[],
  now: Temporal.Instant,
): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('answers')
    .select((eb) => ['member_id', eb.fn.countAll<string>().as('count')])
    .where('member_id', 'in', ids)
    .where('state', '=', 'submitted')
    .where('answered_at', '>', now.subtract({ hours: 24 * 90 }))
    .groupBy('member_id')
    .execute();
  return new Map(rows.map((row) => [row.member_id, Number(row.count)]));
}

async function loweredNow(tx: Tx, ids: readonly string[], now: Temporal.Instant): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .selectFrom('mock_priorities')
    .select('member_id')
    .where('member_id', 'in', ids)
    .where('lowered_until', '>', now)
    .execute();
  return new Set(rows.map((row) => row.member_id));
}

/** Whoever said so: the two never meet, and neither is told why. */
async function exclusions(tx: Tx, communityId: string): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('mock_blocks')
    .select(['member_id', 'blocked_member_id'])
    .where('community_id', '=', communityId)
    .execute();
  return new Set(rows.map((row) => pairKey(row.member_id, row.blocked_member_id)));
}

/**
 * Two in the weekly rounds who have a mock in the week under way: once a week with the same one is enough, also for
 * those who want two a week. Whoever asks for one now may have anybody.
 */
async function pairedThisWeek(
  tx: Tx,
  communityId: string,
  ids: readonly string[],
  now: Temporal.Instant,
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const zone = await zoneOf(tx, communityId);
  const rows = await tx
    .selectFrom('mock_seats as a')
    .innerJoin('mock_seats as b', (join) =>
      join.onRef('b.session_id', '=', 'a.session_id').onRef('a.member_id', '<', 'b.member_id'),
    )
    .innerJoin('mock_sessions', 'mock_sessions.id', 'a.session_id')
    .innerJoin('mock_requests as one', 'one.member_id', 'a.member_id')
    .innerJoin('mock_requests as other', 'other.member_id', 'b.member_id')
    .select(['a.member_id as one', 'b.member_id as other'])
    .where('mock_sessions.phase', '=', 'done')
    .where('mock_sessions.starts_at', '>=', weekStart(weekDue(now, zone), zone))
    .where('one.kind', '=', 'weekly')
    .where('other.kind', '=', 'weekly')
    .where('a.member_id', 'in', ids)
    .where('b.member_id', 'in', ids)
    .where('a.role', '<>', 'observer')
    .where('b.role', '<>', 'observer')
    .execute();
  return new Set(rows.map((row) => pairKey(row.one, row.other)));
}

async function lastMeetings(
  tx: Tx,
  ids: readonly string[],
  now: Temporal.Instant,
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('mock_seats as a')
    .innerJoin('mock_seats as b', (join) =>
      join.onRef('b.session_id', '=', 'a.session_id').onRef('a.member_id', '<', 'b.member_id'),
    )
    .innerJoin('mock_sessions', 'mock_sessions.id', 'a.session_id')
    .select((eb) => [
      'a.member_id as one',
      'b.member_id as other',
      sql<Temporal.Instant>`${eb.fn.max('mock_sessions.starts_at')}`.as('at'),
      // Of no help to one of the two: as if they had met just now.
      sql<boolean>`bool_or(a.helped = 'no' or b.helped = 'no') is true`.as('unhelpful'),
    ])
    .where('mock_sessions.phase', '=', 'done')
    .where('a.member_id', 'in', ids)
    .where('b.member_id', 'in', ids)
    .where('a.role', '<>', 'observer')
    .where('b.role', '<>', 'observer')
    .groupBy(['a.member_id', 'b.member_id'])
    .execute();
  return new Map(
    rows.map((row) => [
      pairKey(row.one, row.other),
      row.unhelpful ? 0 : Math.floor(row.at.until(now).total({ unit: 'hours' }) / (24 * 7)),
    ]),
  );
}

async function minutesOf(tx: Tx, communityId: string): Promise<number> {
  const row = await tx
    .selectFrom('communities')
    .select(['mock_brief_minutes', 'mock_answer_minutes', 'mock_scoring_minutes', 'mock_debrief_minutes'])
    .where('id', '=', communityId)
    .executeTakeFirstOrThrow();
  return 2 * Object.values(row).reduce((sum, minutes) => sum + minutes, 0);
}
