import type { Tx } from '../../db/database.ts';
import { enqueue } from '../../jobs/outbox.ts';
import { zoneOf } from '../../rounds/practise-now.ts';
import { underCap, weekDue, weekStart } from './weeks.ts';

/**
 * After a mock that was held: whoever is in the weekly rounds and wants more than one a week is in line again at
 * once, until their week is full; the others wait for the next round. Locks requests only.
 */
export async function backInLine(
  tx: Tx,
  communityId: string,
  memberIds: readonly string[],
  now: Temporal.Instant,
): Promise<void> {
  if (memberIds.length === 0) return;
  const zone = await zoneOf(tx, communityId);
  const week = weekDue(now, zone);
  const back = await tx
    .updateTable('mock_requests')
    .set({ state: 'waiting', waiting_since: now })
    .where('member_id', 'in', memberIds)
    .where('kind', '=', 'weekly')
    .where('state', '=', 'matched')
    .where((eb) => eb.or([eb('skip_week', 'is', null), eb('skip_week', '<>', week)]))
    .where(underCap(weekStart(week, zone)))
    .returning('member_id')
    .execute();
  if (back.length > 0) await enqueue(tx, 'mock.match', { communityId }, { now });
}
