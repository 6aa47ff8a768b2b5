import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { Reader } from '../db/database.ts';
import type { RoundState } from '../db/tables/questions.ts';
import type { Tables } from '../db/tables.ts';
import { never } from '../errors.ts';
import type { Platform } from '../platform/event.ts';
import type { ChannelAddress } from '../platform/port.ts';
import { questionDetailsSchema, type QuestionDetails } from '../questions/load-pack.ts';
import type { LocalDate } from '../time.ts';

/** A round with its question and where it lives; what cards and jobs read. */
export interface Round {
  readonly id: string;
  readonly communityId: string;
  readonly communityExternalId: string;
  readonly platform: Platform;
  readonly quietSeconds: number;
  readonly scheduleId: string | null;
  /** Null for a personal round. */
  readonly channelId: string | null;
  readonly channelExternalId: string | null;
  /** The one member a personal round belongs to; null for a channel's round. */
  readonly memberId: string | null;
  readonly threadAnswers: boolean;
  readonly localDate: LocalDate;
  readonly zone: string;
  readonly dueAt: Temporal.Instant;
  readonly state: RoundState;
  readonly postedAt: Temporal.Instant | null;
  readonly closesAt: Temporal.Instant | null;
  readonly skippedBecause: 'too_late' | 'refused' | 'unknown' | null;
  readonly messageId: string | null;
  readonly threadId: string | null;
  readonly question: RoundQuestion;
}

export interface RoundQuestion {
  readonly id: string;
  readonly pack: string;
  readonly category: string;
  readonly text: string;
  readonly details: QuestionDetails;
}

/** The round with this id, or null. Whoever acts for a member checks that it is of their community. */
export async function findRound(db: Reader, roundId: string): Promise<Round | null> {
  if (!/^\d{1,18}$/.test(roundId)) return null;
  return selectRound(db, sql`rounds.id = ${roundId}::bigint`);
}

/** The round whose thread this is, inside one community, or null. */
export async function findRoundByThread(
  db: Reader,
  communityId: string,
  threadId: string,
): Promise<Round | null> {
  return selectRound(
    db,
    // Opened a moment ago and not written down yet: a thread carries the id of the message it hangs on.
    sql`rounds.community_id = ${communityId}::bigint and (rounds.thread_id = ${threadId}::text
      or rounds.thread_id is null and rounds.message_id is not null
        and (rounds.message_id = ${threadId}::text or split_part(rounds.message_id, '/', -1) = ${threadId}::text))`,
  );
}

/**
 * Whether the question may stand where members see it: posted, being posted this moment (its closing time is
 * fixed before it goes out), or sent without anybody knowing whether it arrived. Then it can be answered.
 */
export function mayBeSeen(round: Round): boolean {
  switch (round.state) {
    case 'posted':
      return true;
    case 'due':
      return round.closesAt !== null;
    case 'skipped':
      return round.skippedBecause === 'unknown';
    case 'withdrawn':
      return false;
    default:
      return never(round.state);
  }
}

/** Where a channel's round was asked. Throws for a personal round, which has no channel. */
export function channelOf(round: Round): ChannelAddress {
  if (round.channelExternalId === null) throw new Error(`round ${round.id} has no channel`);
  return { communityId: round.communityExternalId, channelId: round.channelExternalId };
}

function selectRound(db: Reader, where: RawBuilder<unknown>): Promise<Round | null> {
  // Every answer reads its round, so this is SQL as it is sent.
  const found = sql<RoundRow>`
    select rounds.id, rounds.community_id, rounds.schedule_id, rounds.channel_id, rounds.member_id, rounds.local_date,
      rounds.zone, rounds.due_at, rounds.state, rounds.posted_at, rounds.closes_at, rounds.skipped_because,
      rounds.message_id, rounds.thread_id,
      questions.id as question_id, questions.pack, questions.category, questions.body, questions.details,
      communities.external_id as community_external_id, communities.platform, communities.quiet_seconds,
      channels.external_id as channel_external_id, schedules.thread_answers
    from rounds
    join questions on questions.id = rounds.question_id
    join communities on communities.id = rounds.community_id
    left join channels on channels.id = rounds.channel_id
    left join schedules on schedules.id = rounds.schedule_id
    where ${where}`;
  return found.execute(db).then(({ rows: [row] }) => (row === undefined ? null : toRound(row)));
}

type RoundRow = Pick<
  Selectable<Tables['rounds']>,
  | 'id'
  | 'community_id'
  | 'schedule_id'
  | 'channel_id'
  | 'member_id'
  | 'local_date'
  | 'zone'
  | 'due_at'
  | 'state'
  | 'posted_at'
  | 'closes_at'
  | 'skipped_because'
  | 'message_id'
  | 'thread_id'
> &
  Pick<Selectable<Tables['questions']>, 'pack' | 'category' | 'body' | 'details'> &
  Pick<Selectable<Tables['communities']>, 'platform' | 'quiet_seconds'> & {
    readonly question_id: string;
    readonly community_external_id: string;
    readonly channel_external_id: string | null;
    readonly thread_answers: boolean | null;
  };

function toRound(row: RoundRow): Round {
  return {
    id: row.id,
    communityId: row.community_id,
    communityExternalId: row.community_external_id,
    platform: row.platform,
    quietSeconds: row.quiet_seconds,
    scheduleId: row.schedule_id,
    channelId: row.channel_id,
    channelExternalId: row.channel_external_id,
    memberId: row.member_id,
    threadAnswers: row.thread_answers ?? false,
    localDate: row.local_date,
    zone: row.zone,
    dueAt: row.due_at,
    state: row.state,
    postedAt: row.posted_at,
    closesAt: row.closes_at,
    skippedBecause: row.skipped_because,
    messageId: row.message_id,
    threadId: row.thread_id,
    question: {
      id: row.question_id,
      pack: row.pack,
      category: row.category,
      text: row.body,
      details: questionDetailsSchema.parse(row.details),
    },
  };
}
