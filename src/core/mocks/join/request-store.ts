import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Reader, Tx } from '../../db/database.ts';
import type { Tables } from '../../db/tables.ts';
import type { Member } from '../../members/member.ts';
import { localDateAt, toPlainDate, addDays, type LocalTime } from '../../time.ts';
import type { Stretch } from '../match/stretch.ts';
import type { JoinWish } from './read-wish.ts';
import { slotSchema, stretchesOf, type Slot } from './slots.ts';

export type RequestRow = Selectable<Tables['mock_requests']>;

/** Somebody who asks for *now* waits so long, in hours. */
const NOW_HOURS = 2;
/** This evening, on the member's clock. */
const EVENING: { readonly from: LocalTime; readonly until: LocalTime } = { from: '18:00', until: '22:00' };
/** Too late for this evening: a mock would not end in it. */
const EVENING_LAST: LocalTime = '21:00';
/** Weekly slots are looked at so far ahead, in days. */
const DAYS_AHEAD = 7;

/** The member's request, or null. */
export async function findRequest(db: Reader, memberId: string): Promise<RequestRow | null> {
  const row = await db
    .selectFrom('mock_requests')
    .selectAll()
    .where('member_id', '=', memberId)
    .executeTakeFirst();
  return row ?? null;
}

/** Puts the member in line, or changes how they wait; how often they were left out stays. Twice changes nothing more. */
export async function putRequest(
  tx: Tx,
  member: Pick<Member, 'id' | 'communityId'>,
  wish: JoinWish,
  zone: string,
  now: Temporal.Instant,
): Promise<void> {
  const { when } = wish;
  const free = when.kind === 'weekly' ? null : stretchFor(when.kind, zone, now);
  const values = {
    kind: when.kind,
    state: 'waiting' as const,
    wish: wish.wish,
    category: wish.category,
    notes: wish.notes,
    voice_link: wish.voiceLink,
    slots: JSON.stringify(when.kind === 'weekly' ? when.slots : []),
    zone,
    weekly_cap: when.kind === 'weekly' ? when.cap : 1,
    free_from: free?.from ?? null,
    free_until: free?.until ?? null,
    skip_week: null,
    waiting_since: now,
  };
  await tx
    .insertInto('mock_requests')
    .values({ member_id: member.id, community_id: member.communityId, created_at: now, ...values })
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet(values))
    .execute();
}

function stretchFor(
  kind: 'now' | 'evening',
  zone: string,
  now: Temporal.Instant,
): { readonly from: Temporal.Instant; readonly until: Temporal.Instant } {
  if (kind === 'now') return { from: now, until: now.add({ hours: NOW_HOURS }) };
  const today = localDateAt(now, zone);
  const at = (ahead: number, time: LocalTime): Temporal.Instant =>
    toPlainDate(addDays(today, ahead)).toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant();
  const ahead = Temporal.Instant.compare(now, at(0, EVENING_LAST)) > 0 ? 1 : 0;
  return { from: at(ahead, EVENING.from), until: at(ahead, EVENING.until) };
}

/** The weekly slots of a request. */
export function slotsOf(request: Pick<RequestRow, 'slots'>): readonly Slot[] {
  return z.array(slotSchema).parse(request.slots);
}

/** When the member can meet, from now on. */
export function freeOf(request: RequestRow, now: Temporal.Instant): Stretch[] {
  if (request.free_from !== null && request.free_until !== null) {
    const from = Math.max(request.free_from.epochMilliseconds, now.epochMilliseconds);
    const until = request.free_until.epochMilliseconds;
    // Somebody who waits for now has the time of a whole mock, whenever their partner comes.
    return until <= now.epochMilliseconds
      ? []
      : [{ from, until: request.kind === 'now' ? until + NOW_HOURS * 3_600_000 : until }];
  }
  return stretchesOf(slotsOf(request), request.zone, now, DAYS_AHEAD);
}
