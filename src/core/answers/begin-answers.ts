import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import { followedFrom, followFirsts } from '../streaks/follow.ts';
import type { Beginning, Piece } from './answer-store.ts';
import { askForJobs, type GatheringRound } from './gather.ts';

/** The first message of an answer, and where. */
export interface FirstPiece {
  readonly round: GatheringRound;
  readonly begun: Beginning;
  readonly piece: Piece;
}

/**
 * The first messages of answers whose writers have none in their rounds, in whatever state; then as `gather` (gather.ts).
 * For one that is held its writer is asked whether it is an answer. One statement for all of them: this is where most
 * of the time of messages goes.
 */
export async function beginAnswers(
  tx: Tx,
  firsts: readonly FirstPiece[],
  now: Temporal.Instant,
): Promise<void> {
  if (firsts.length === 0) return;
  const rows = firsts.map(({ round, begun, piece }) => ({
    community_id: begun.communityId,
    round_id: begun.roundId,
    member_id: begun.memberId,
    via: begun.via,
    state: begun.state,
    answered_at: begun.answeredAt,
    settle_at: begun.settleAt,
    channel_id: begun.state === 'held' ? null : round.channelId,
    from_date: followedFrom({ answered_at: begun.answeredAt }, round),
    message_id: piece.messageId,
    body: piece.body,
    sent_at: piece.sentAt,
    edited_at: piece.at,
  }));
  const at = sql`${now}::timestamptz`;
  await sql`
    with first as materialized (
      select community_id, round_id, member_id, via, state, answered_at, settle_at, channel_id, from_date, message_id,
        body, sent_at, edited_at
      from json_to_recordset(${JSON.stringify(rows)}::json) as first (
        community_id bigint, round_id bigint, member_id bigint, via text, state text, answered_at timestamptz,
        settle_at timestamptz, channel_id bigint, from_date date, message_id text, body text, sent_at timestamptz,
        edited_at timestamptz)),
    answer as (
      insert into answers (community_id, round_id, member_id, via, state, answered_at, settle_at, revision)
      select community_id, round_id, member_id, via, state, answered_at, settle_at, 0 from first
      on conflict (round_id, member_id) do nothing
      returning id, round_id, member_id, state, settle_at),
    followed as (${followFirsts(sql`first`)}),
    piece as (
      insert into answer_pieces (community_id, answer_id, message_id, body, sent_at, edited_at)
      select community_id, id, message_id, body, sent_at, edited_at
      from answer join first using (round_id, member_id)),
    asked as (
      update members set consent_asked_at = ${at} from answer where members.id = answer.member_id and answer.state = 'held')
    ${askForJobs(at)}`.execute(tx);
}
