import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../db/database.ts';
import { homeKeyOf } from '../members/home-changed.ts';
import { followFirst, type FollowedRound } from '../streaks/follow.ts';
import { pieceStatement, type AnswerRow, type Piece } from './answer-store.ts';

/** What of a round decides about gathering. */
export type GatheringRound = FollowedRound & { readonly quietSeconds: number };

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
  const at = sql`${now}::timestamptz`;
  await sql`
    with answer as (
      update answers set state = 'gathering', settle_at = ${settleAt}::timestamptz
      where id = ${answer.id}::bigint returning id, member_id, state, settle_at),
    followed as (${followFirst(answer, round)})
    ${piece === null ? sql`` : sql`, piece as (${pieceStatement(answer.community_id, sql`(select id from answer)`, piece)})`}
    ${askForJobs(at)}`.execute(tx);
}

/**
 * The end of a statement that asks for what is due with each row of its `answer`: to close it in time, and to show that it was seen and renew an opened
 * page; or, while it is held, to ask.
 */
export function askForJobs(now: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    insert into outbox (name, payload, run_at, created_at)
    select 'answer.settle', jsonb_build_object('answerId', id::text), settle_at, ${now} from answer
    union all
    select 'answer.receipt', jsonb_build_object('answerId', id::text, 'mark', 'seen'), ${now}, ${now} from answer
    where state = 'gathering'
    union all
    select 'answer.ask', jsonb_build_object('answerId', id::text), ${now}, ${now} from answer
    where state = 'held'
    union all
    select 'member.home', jsonb_build_object('memberId', answer.member_id::text), ${now}, ${now} from answer
    where state = 'gathering'
      and (select true from deliveries where key = ${homeKeyOf(sql`answer.member_id`)})`;
}
