import type { Tx } from '../db/database.ts';
import type { AnswerRow } from '../answers/answer-store.ts';
import { addDays, localDateAt } from '../time.ts';
import { answerDate } from './answer-date.ts';

/**
 * A member's very first answer follows its channel, from the date it belongs to (answer-date.ts). Does nothing for anyone who
 * follows, or followed, a channel already, and for personal rounds.
 */
export async function followFirstChannel(tx: Tx, answer: AnswerRow): Promise<void> {
  const round = await tx
    .selectFrom('rounds')
    .select(['channel_id', 'local_date', 'zone', 'closes_at'])
    .where('id', '=', answer.round_id)
    .where((eb) =>
      eb.not(
        eb.exists(eb.selectFrom('follows').select('channel_id').where('member_id', '=', answer.member_id)),
      ),
    )
    .executeTakeFirst();
  if (round === undefined || round.channel_id === null) return;
  await tx
    .insertInto('follows')
    .values({
      community_id: answer.community_id,
      member_id: answer.member_id,
      channel_id: round.channel_id,
      from_date: answerDate({ ...round, answered_at: answer.answered_at }),
      until_date: null,
    })
    .execute();
}

/** Follows a channel from the next day on, as the member asked. Following it already changes nothing. */
export async function followChannel(
  tx: Tx,
  member: { readonly id: string; readonly communityId: string },
  channel: { readonly id: string; readonly zone: string },
  now: Temporal.Instant,
): Promise<void> {
  const open = await tx
    .selectFrom('follows')
    .select('from_date')
    .where('member_id', '=', member.id)
    .where('channel_id', '=', channel.id)
    .where('until_date', 'is', null)
    .executeTakeFirst();
  if (open !== undefined) return;
  await tx
    .insertInto('follows')
    .values({
      community_id: member.communityId,
      member_id: member.id,
      channel_id: channel.id,
      from_date: addDays(localDateAt(now, channel.zone), 1),
      until_date: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['member_id', 'channel_id', 'from_date']).doUpdateSet({ until_date: null }),
    )
    .execute();
}
