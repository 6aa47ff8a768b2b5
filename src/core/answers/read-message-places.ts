import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import type { RoundState } from '../db/tables/questions.ts';
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
 * All that decides where each message belongs, in one statement, since every message in a thread asks for it; in the
 * order of `arrivals`. The caller holds the locks of the messages and their writers.
 */
export async function readMessagePlaces<
  A extends { readonly event: EventOf<'message'>; readonly member: Member },
>(tx: Tx, arrivals: readonly A[]): Promise<readonly (A & MessagePlace)[]> {
  const rows = arrivals.map(({ event, member }, ord) => ({
    ord,
    community_id: member.communityId,
    member_id: member.id,
    message_id: event.messageId,
    thread_id: event.threadId,
    direct: event.direct,
    sent_at: event.sentAt,
  }));
  const found = await sql<PlaceRow>`
    select arriving.ord,
      (select by_author from deleted_messages
        where community_id = arriving.community_id and message_id = arriving.message_id) as gone_by_author,
      (select id from mock_sessions
        where community_id = arriving.community_id and room_id = arriving.thread_id
        order by ended_at is not null, id desc limit 1) as session_id,
      round.id, round.state, round.channel_id, round.local_date, round.zone, round.closes_at,
      communities.quiet_seconds,
      -- Not "exists", which may be worked out for all rounds at once, by reading all answers.
      (select true from answers where round_id = round.id and member_id = arriving.member_id) is not null as answered
    from json_to_recordset(${JSON.stringify(rows)}::json) as arriving (
      ord int, community_id bigint, member_id bigint, message_id text, thread_id text, direct boolean, sent_at timestamptz)
    join communities on communities.id = arriving.community_id
    -- The limits let it be looked up by its id for each message, however many rows are expected.
    left join lateral (
      select id, state, channel_id, local_date, zone, closes_at from rounds where id = coalesce(
        (select answers.round_id
          from answer_pieces join answers on answers.id = answer_pieces.answer_id
          where answer_pieces.community_id = arriving.community_id and answer_pieces.message_id = arriving.message_id
            and answers.member_id = arriving.member_id
          order by answers.id desc limit 1),
        case when arriving.direct then (${NEWEST_OPEN}) else (${ROUND_OF_THREAD}) end)
      limit 1) as round on true`.execute(tx);
  const places = new Map(found.rows.map((row) => [row.ord, toPlace(row)]));
  return arrivals.map((arrival, ord) => {
    const place = places.get(ord);
    if (place === undefined) throw new Error(`community ${arrival.member.communityId} is not there`);
    return { ...arrival, ...place };
  });
}

function toPlace(row: PlaceRow): MessagePlace {
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
  readonly ord: number;
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
const ROUND_OF_THREAD = sql`
  select rounds.id from rounds join schedules on schedules.id = rounds.schedule_id
  where rounds.community_id = arriving.community_id and schedules.thread_answers
    and rounds.thread_id = arriving.thread_id
  union all
  select rounds.id from rounds join schedules on schedules.id = rounds.schedule_id
  where rounds.community_id = arriving.community_id and schedules.thread_answers
    and rounds.thread_id is null and rounds.message_id is not null
    and (rounds.message_id = arriving.thread_id or split_part(rounds.message_id, '/', -1) = arriving.thread_id)
  limit 1`;

/**
 * The newest question that this member could answer when they wrote; one that came later is never meant. Found by an
 * index (`rounds_newest`), also because what it could cost is planned for each message, direct or not.
 */
const NEWEST_OPEN = sql`
  select id from rounds
  where community_id = arriving.community_id and state = 'posted' and posted_at <= arriving.sent_at
    and (member_id = arriving.member_id or member_id is null and closes_at > arriving.sent_at)
  order by posted_at desc limit 1`;
