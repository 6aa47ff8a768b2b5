import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../db/database.ts';
import type { AnswerRow } from '../answers/answer-store.ts';
import { addDays, localDateAt, type LocalDate } from '../time.ts';
import { answerDate } from './answer-date.ts';

/** Of a round what decides where a first answer follows it. */
export interface FollowedRound {
  /** Null for a personal round. */
  readonly channelId: string | null;
  readonly localDate: LocalDate;
  readonly zone: string;
  readonly closesAt: Temporal.Instant | null;
}

/**
 * The statement by which a member's very first answer follows its channel, from the date it belongs to
 * (answer-date.ts). Does nothing for anyone who follows, or followed, a channel already, and for personal rounds.
 */
export function followFirst(
  answer: Pick<AnswerRow, 'community_id' | 'member_id' | 'answered_at'>,
  round: FollowedRound,
): RawBuilder<unknown> {
  const from = answerDate({
    answered_at: answer.answered_at,
    local_date: round.localDate,
    zone: round.zone,
    closes_at: round.closesAt,
  });
  return sql`
    insert into follows (community_id, member_id, channel_id, from_date)
    select ${answer.community_id}::bigint, ${answer.member_id}::bigint, ${round.channelId}::bigint, ${from}::date
    where ${round.channelId}::bigint is not null
      and not exists (select from follows where member_id = ${answer.member_id}::bigint)`;
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
