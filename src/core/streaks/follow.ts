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
  return followFirsts(sql`(values (${answer.community_id}::bigint, ${answer.member_id}::bigint,
    ${round.channelId}::bigint, ${followedFrom(answer, round)}::date))
    as first (community_id, member_id, channel_id, from_date)`);
}

/** {@link followFirst} for members each of whom has one row in `from`, there called `first`, with the columns of a follow. */
export function followFirsts(from: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    insert into follows (community_id, member_id, channel_id, from_date)
    select first.community_id, first.member_id, first.channel_id, first.from_date from ${from}
    where first.channel_id is not null
      -- Not "not exists", which would be worked out for all members at once, by reading all follows.
      and (select true from follows where member_id = first.member_id limit 1) is null`;
}

/** The date from which a first answer follows its round's channel. */
export function followedFrom(answer: Pick<AnswerRow, 'answered_at'>, round: FollowedRound): LocalDate {
  return answerDate({
    answered_at: answer.answered_at,
    local_date: round.localDate,
    zone: round.zone,
    closes_at: round.closesAt,
  });
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
