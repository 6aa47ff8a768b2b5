import type { Tx } from '../db/database.ts';

/**
 * The place of channel questions is gone: those that were still open at that moment are nobody's miss (answers
 * that were given keep their day), and those that were not yet posted never will be. Ended ones stay as they are.
 */
export async function excuseOpenRounds(
  tx: Tx,
  where: { readonly communityId: string; readonly channelId?: string; readonly roundId?: string },
  at: Temporal.Instant,
): Promise<void> {
  const { communityId, channelId, roundId } = where;
  const rounds = tx
    .updateTable('rounds')
    .where('community_id', '=', communityId)
    .where('schedule_id', 'is not', null)
    .$if(channelId !== undefined, (query) => query.where('channel_id', '=', channelId ?? null))
    .$if(roundId !== undefined, (query) => query.where('id', '=', roundId ?? ''));
  await rounds
    .set({ gone_at: at })
    .where('gone_at', 'is', null)
    .where('state', 'in', ['due', 'posted'])
    .where('closes_at', '>', at)
    .execute();
  // A post that is under way ends by itself, with what the platform says.
  await rounds
    .set({ state: 'skipped', skipped_because: 'refused' })
    .where('state', '=', 'due')
    .where('closes_at', 'is', null)
    .execute();
}
