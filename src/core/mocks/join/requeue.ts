import type { Tx } from '../../db/database.ts';
import { enqueue } from '../../jobs/outbox.ts';
import type { FreedSeats } from '../on-seat-freed.ts';

/** A missed session lowers a member's place for so many days. */
const LOWERED_DAYS = 14;

/**
 * After a match fell through: those who were there are first in line again, at once; those who were waited
 * for in vain, or called it off, are out of it (a weekly one until the next round). Only not coming to a
 * session that was confirmed lowers a place, for two weeks. Where there was no room to meet in, both are out of
 * the line as well: the next room would be refused like this one. After one that somebody asked for by name
 * all requests stay as they are. Locks requests only.
 */
export async function requeue(tx: Tx, freed: FreedSeats, now: Temporal.Instant): Promise<void> {
  if (freed.because === 'no_show') await lower(tx, freed, now);
  // Saying no to somebody who asks costs no place in line, and gives none.
  if (freed.asked) return enqueue(tx, 'mock.match', { communityId: freed.communityId }, { now });
  const noRoom = freed.because === 'no_room';
  await takeOut(tx, noRoom ? [...freed.missing, ...freed.waiting] : freed.missing);
  if (noRoom || freed.waiting.length === 0) return;
  const back = await tx
    .updateTable('mock_requests')
    .set({ state: 'waiting', left_out_last: true })
    .where('member_id', 'in', freed.waiting)
    .returning('member_id')
    .execute();
  if (back.length > 0) await enqueue(tx, 'mock.match', { communityId: freed.communityId }, { now });
}

async function takeOut(tx: Tx, memberIds: readonly string[]): Promise<void> {
  if (memberIds.length === 0) return;
  await tx
    .deleteFrom('mock_requests')
    .where('member_id', 'in', memberIds)
    .where('kind', '<>', 'weekly')
    .execute();
  await tx.updateTable('mock_requests').set({ state: 'idle' }).where('member_id', 'in', memberIds).execute();
}

async function lower(tx: Tx, freed: FreedSeats, now: Temporal.Instant): Promise<void> {
  const lowered_until = now.add({ hours: 24 * LOWERED_DAYS });
  for (const member_id of freed.missing.toSorted()) {
    await tx
      .insertInto('mock_priorities')
      .values({ member_id, community_id: freed.communityId, lowered_until })
      .onConflict((conflict) => conflict.column('member_id').doUpdateSet({ lowered_until }))
      .execute();
  }
}
