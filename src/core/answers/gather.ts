import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../db/database.ts';
import { homeKey } from '../members/home-changed.ts';
import { followFirst, type FollowedRound } from '../streaks/follow.ts';
import {
  firstStatement,
  pieceStatement,
  type AnswerRow,
  type Beginning,
  type Piece,
} from './answer-store.ts';

/** What of a round decides about gathering. */
type GatheringRound = FollowedRound & { readonly quietSeconds: number };

/**
 * The answer got a new piece, or a piece changed or went: it waits for a quiet minute (the community's setting)
 * before it is closed and read. The day is kept from now on. Writes `piece` as well, if there is one.
 */
export async function gather(
  tx: Tx,
  round: GatheringRound,
  answer: AnswerRow,
  now: Temporal.Instant,
  piece: Piece | null = null,
): Promise<void> {
  const settleAt = now.add({ seconds: round.quietSeconds });
  const gathering = sql`
    update answers set state = 'gathering', settle_at = ${settleAt}::timestamptz
    where id = ${answer.id}::bigint returning id`;
  await write(tx, { answer: gathering, owner: answer, round, settleAt, piece }, now);
}

/** The first message of an answer where its writer has none, in whatever state; then as {@link gather}. */
export async function beginGathering(
  tx: Tx,
  round: GatheringRound,
  begun: Beginning,
  now: Temporal.Instant,
  piece: Piece,
): Promise<void> {
  const owner = { community_id: begun.communityId, member_id: begun.memberId, answered_at: begun.answeredAt };
  const first = sql`${firstStatement(begun, 0)} returning id`;
  await write(tx, { answer: first, owner, round, settleAt: begun.settleAt, piece }, now);
}

interface Writing {
  /** The statement that makes or changes the answer's row and gives its `id`. */
  readonly answer: RawBuilder<unknown>;
  readonly owner: Pick<AnswerRow, 'community_id' | 'member_id' | 'answered_at'>;
  readonly round: GatheringRound;
  readonly settleAt: Temporal.Instant;
  readonly piece: Piece | null;
}

/** All of it in one statement: this is where most of the time of messages goes. */
async function write(
  tx: Tx,
  { answer, owner, round, settleAt, piece }: Writing,
  now: Temporal.Instant,
): Promise<void> {
  const at = sql`${now}::timestamptz`;
  await sql`
    with answer as (${answer}),
    followed as (${followFirst(owner, round)}),
    ${piece === null ? sql`` : sql`piece as (${pieceStatement(owner.community_id, sql`(select id from answer)`, piece)}),`}
    home as (select from deliveries where key = ${homeKey(owner.member_id)})
    insert into outbox (name, payload, run_at, created_at)
    select 'answer.settle', jsonb_build_object('answerId', id::text), ${settleAt}::timestamptz, ${at} from answer
    union all
    select 'answer.receipt', jsonb_build_object('answerId', id::text, 'mark', 'seen'), ${at}, ${at} from answer
    union all
    select 'member.home', jsonb_build_object('memberId', ${owner.member_id}::text), ${at}, ${at} from home`.execute(
    tx,
  );
}
