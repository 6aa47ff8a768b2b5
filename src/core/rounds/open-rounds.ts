import type { Reader } from '../db/database.ts';
import type { Member } from '../members/member.ts';
import { findRound, type Round } from './load-round.ts';

/** A question of one's own that was not answered is still shown so many days later. */
const PERSONAL_DAYS = 7;
const SHOWN = 5;

/** A question the member can answer now, and whether they did. */
export interface OpenRound {
  readonly round: Round;
  readonly answered: boolean;
}

/**
 * The questions that are open for a member: those of a channel (of all channels with null), newest first,
 * then their own ones that wait for an answer; five at most. Reads only.
 */
export async function openRounds(
  db: Reader,
  member: Member,
  channelExternalId: string | null,
  now: Temporal.Instant,
): Promise<OpenRound[]> {
  const rows = await db
    .selectFrom('rounds')
    .leftJoin('channels', 'channels.id', 'rounds.channel_id')
    .leftJoin('answers', (join) =>
      join
        .onRef('answers.round_id', '=', 'rounds.id')
        .on('answers.member_id', '=', member.id)
        .on('answers.state', 'in', ['gathering', 'submitted']),
    )
    .select(['rounds.id', 'rounds.member_id', 'answers.id as answer_id'])
    .where('rounds.community_id', '=', member.communityId)
    .where('rounds.state', '=', 'posted')
    .where((eb) =>
      eb.or([
        eb.and([
          eb('rounds.member_id', 'is', null),
          eb('rounds.closes_at', '>', now),
          ...(channelExternalId === null ? [] : [eb('channels.external_id', '=', channelExternalId)]),
        ]),
        eb.and([
          eb('rounds.member_id', '=', member.id),
          eb('answers.id', 'is', null),
          eb('rounds.posted_at', '>', now.subtract({ hours: 24 * PERSONAL_DAYS })),
        ]),
      ]),
    )
    .orderBy('rounds.member_id', (order) => order.asc().nullsFirst())
    .orderBy('rounds.posted_at', 'desc')
    .limit(SHOWN)
    .execute();
  const found: OpenRound[] = [];
  for (const row of rows) {
    const round = await findRound(db, row.id);
    if (round !== null) found.push({ round, answered: row.answer_id !== null });
  }
  return found;
}

/** When the next question comes to a channel, or to any of the community's with null; null when none is planned. */
export async function nextQuestionAt(
  db: Reader,
  communityId: string,
  channelExternalId: string | null,
): Promise<Temporal.Instant | null> {
  const row = await db
    .selectFrom('schedules')
    .innerJoin('channels', 'channels.id', 'schedules.channel_id')
    .select('schedules.next_run_at')
    .where('schedules.community_id', '=', communityId)
    .where('schedules.paused_at', 'is', null)
    .where('schedules.next_run_at', 'is not', null)
    .$if(channelExternalId !== null, (query) =>
      query.where('channels.external_id', '=', channelExternalId ?? ''),
    )
    .orderBy('schedules.next_run_at')
    .limit(1)
    .executeTakeFirst();
  return row?.next_run_at ?? null;
}
