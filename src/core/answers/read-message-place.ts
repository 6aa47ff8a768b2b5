import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../db/database.ts';
import type { RoundState } from '../db/tables.ts';
import type { Member } from '../members/member.ts';
import type { EventOf } from '../platform/event.ts';
import type { LocalDate } from '../time.ts';

/** What of a question's round decides about messages. */
export interface MessageRound {
  readonly id: string;
  readonly state: RoundState;
  /** So long an answer waits for its next message, in seconds. */
  readonly quietSeconds: number;
  /** Null for a personal round. */
  readonly channelId: string | null;
  readonly localDate: LocalDate;
  readonly zone: string;
  /** Null for a personal round, and for one that is not posted yet. */
  readonly closesAt: Temporal.Instant | null;
}

/** Where a message belongs. */
export interface MessagePlace {
  /** It was deleted before this copy of it came; whether its author did that. */
  readonly gone: { readonly byAuthor: boolean } | null;
  /** The mock session whose room it is in: the one going on, else the newest. */
  readonly sessionId: string | null;
  /**
   * The question it is for. One that is part of an answer stays with it, whatever newer questions there are; else
   * its place decides: the thread, if answers are taken there, or for a direct message the newest open question.
   */
  readonly round: MessageRound | null;
  /** Whether its writer has an answer there, in whatever state. */
  readonly answered: boolean;
}

/**
 * All that decides where a message belongs, in one statement, since every message in a thread asks for it. The
 * caller holds the locks of the message and its writer.
 */
export async function readMessagePlace(
  tx: Tx,
  event: EventOf<'message'>,
  member: Member,
): Promise<MessagePlace> {
  const { communityId } = member;
  const found = await sql<PlaceRow>`
    select
      (select by_author from deleted_messages
        where community_id = ${communityId}::bigint and message_id = ${event.messageId}) as gone_by_author,
      (select id from mock_sessions
        where community_id = ${communityId}::bigint and room_id = ${event.threadId}::text
        order by ended_at is not null, id desc limit 1) as session_id,
      rounds.id, rounds.state, rounds.channel_id, rounds.local_date, rounds.zone, rounds.closes_at,
      communities.quiet_seconds,
      answers.id is not null as answered
    from communities
    left join rounds on rounds.id = coalesce(
      (select answers.round_id
        from answer_pieces join answers on answers.id = answer_pieces.answer_id
        where answer_pieces.community_id = ${communityId}::bigint and answer_pieces.message_id = ${event.messageId}
          and answers.member_id = ${member.id}::bigint
        order by answers.id desc limit 1),
      (${event.direct ? newestOpen(event, member) : roundOfThread(event, member)}))
    left join answers on answers.round_id = rounds.id and answers.member_id = ${member.id}::bigint
    where communities.id = ${communityId}::bigint`.execute(tx);
  const [row] = found.rows;
  if (row === undefined) throw new Error(`community ${communityId} is not there`);
  return {
    gone: row.gone_by_author === null ? null : { byAuthor: row.gone_by_author },
    sessionId: row.session_id,
    round:
      row.id === null
        ? null
        : {
            id: row.id,
            state: row.state,
            quietSeconds: row.quiet_seconds,
            channelId: row.channel_id,
            localDate: row.local_date,
            zone: row.zone,
            closesAt: row.closes_at,
          },
    answered: row.answered,
  };
}

type PlaceRow = {
  readonly gone_by_author: boolean | null;
  readonly session_id: string | null;
  readonly quiet_seconds: number;
  readonly answered: boolean;
} & (
  | { readonly id: null }
  | {
      readonly id: string;
      readonly state: RoundState;
      readonly channel_id: string | null;
      readonly local_date: LocalDate;
      readonly zone: string;
      readonly closes_at: Temporal.Instant | null;
    }
);

/** The question in whose thread it stands, by id; one opened a moment ago carries the id of its message only. */
function roundOfThread({ threadId }: EventOf<'message'>, { communityId }: Member): RawBuilder<unknown> {
  return sql`
    select rounds.id from rounds join schedules on schedules.id = rounds.schedule_id
    where rounds.community_id = ${communityId}::bigint and schedules.thread_answers
      and rounds.thread_id = ${threadId}::text
    union all
    select rounds.id from rounds join schedules on schedules.id = rounds.schedule_id
    where rounds.community_id = ${communityId}::bigint and schedules.thread_answers
      and rounds.thread_id is null and rounds.message_id is not null
      and (rounds.message_id = ${threadId}::text
        or split_part(rounds.message_id, '/', -1) = ${threadId}::text)
    limit 1`;
}

/** The newest question that this member could answer when they wrote; one that came later is never meant. */
function newestOpen({ sentAt }: EventOf<'message'>, member: Member): RawBuilder<unknown> {
  return sql`
    select id from rounds
    where community_id = ${member.communityId}::bigint and state = 'posted'
      and posted_at <= ${sentAt}::timestamptz
      and (member_id = ${member.id}::bigint or member_id is null and closes_at > ${sentAt}::timestamptz)
    order by posted_at desc limit 1`;
}
