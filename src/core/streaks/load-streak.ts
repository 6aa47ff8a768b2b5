import type { Reader } from '../db/database.ts';
import { answerDate } from './answer-date.ts';
import { computeStreak, countsForStreak, type Streak } from './compute-streak.ts';
import { deriveDayRecords, type DayRecord } from './day-records.ts';

/** A member's streak with the days it comes from. */
export interface MemberStreak {
  readonly streak: Streak;
  readonly days: readonly DayRecord[];
  readonly rules: { readonly window: number; readonly misses: number };
  /** Days with an answer, over all time. */
  readonly kept: number;
}

/**
 * Derives a member's streak from what happened (DESIGN §11), never from a counter, so that it comes out the
 * same in any order and after any repair. Reads only.
 */
export async function loadStreak(db: Reader, memberId: string, now: Temporal.Instant): Promise<MemberStreak> {
  const member = await db
    .selectFrom('members')
    .innerJoin('communities', 'communities.id', 'members.community_id')
    .select(['members.community_id', 'misses_allowed', 'misses_window'])
    .where('members.id', '=', memberId)
    .executeTakeFirstOrThrow();
  const answers = await db
    .selectFrom('answers')
    .innerJoin('rounds', 'rounds.id', 'answers.round_id')
    .select([
      'answers.round_id',
      'answers.answered_at',
      'answers.state',
      'answers.withdrawn_by',
      'rounds.local_date',
      'rounds.zone',
      'rounds.closes_at',
    ])
    .select('rounds.member_id as personal_of')
    .where('answers.member_id', '=', memberId)
    .where('answers.state', '<>', 'held')
    .execute();
  const mocks = await db
    .selectFrom('mock_seats')
    .select('finished_at')
    .where('member_id', '=', memberId)
    .where('finished_at', 'is not', null)
    .execute();
  const follows = await db
    .selectFrom('follows')
    .select(['channel_id', 'from_date', 'until_date'])
    .where('member_id', '=', memberId)
    .execute();
  const rounds = await db
    .selectFrom('rounds')
    .select(['id', 'channel_id', 'local_date', 'state', 'posted_at', 'closes_at', 'gone_at'])
    .where('schedule_id', 'is not', null)
    .where('community_id', '=', member.community_id)
    .where((eb) =>
      eb.or([
        eb('channel_id', 'in', (sub) =>
          sub.selectFrom('follows').select('channel_id').where('member_id', '=', memberId),
        ),
        eb('id', 'in', (sub) =>
          sub.selectFrom('answers').select('round_id').where('member_id', '=', memberId),
        ),
      ]),
    )
    .execute();
  const pauses = await db
    .selectFrom('pauses')
    .select(['from_date', 'last_date'])
    .where('member_id', '=', memberId)
    .execute();
  const holidays = await db
    .selectFrom('holidays')
    .select('local_date')
    .where('community_id', '=', member.community_id)
    .execute();
  const rules = { window: member.misses_window, misses: member.misses_allowed };
  const days = deriveDayRecords({
    follows: follows.map((row) => ({
      channelId: row.channel_id,
      from: row.from_date,
      until: row.until_date,
    })),
    rounds: rounds.flatMap((row) =>
      row.channel_id === null
        ? []
        : [
            {
              roundId: row.id,
              channelId: row.channel_id,
              localDate: row.local_date,
              state: row.state,
              postedAt: row.posted_at,
              closesAt: row.closes_at,
              gone: row.gone_at !== null,
            },
          ],
    ),
    answers: answers
      .filter((row) => row.state !== 'withdrawn' || row.withdrawn_by === 'moderator')
      .map((row) => ({ roundId: row.personal_of === null ? row.round_id : null, at: row.answered_at }))
      // A mock that was held keeps the day as an answer to a question of one's own does, spoken or written.
      .concat(mocks.flatMap(({ finished_at: at }) => (at === null ? [] : [{ roundId: null, at }]))),
    pauses: pauses.map((row) => ({ first: row.from_date, last: row.last_date })),
    holidays: holidays.map((row) => row.local_date),
    firstAnswerDate: answers.map(answerDate).toSorted()[0] ?? null,
    now,
  });
  return {
    streak: computeStreak(days, rules),
    days,
    rules,
    kept: days.filter((day) => day.kept && countsForStreak(day)).length,
  };
}
