import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import { outboxRow } from '../jobs/outbox.ts';
import { homeKey } from '../members/home-changed.ts';
import { followFirst, type FollowedRound } from '../streaks/follow.ts';
import { pieceStatement, type AnswerRow, type Piece } from './answer-store.ts';

/**
 * The answer got a new piece, or a piece changed or went: it waits for a quiet minute (the community's setting)
 * before it is closed and read. The day is kept from now on. Writes `piece` as well, if there is one, and all of
 * it in one statement: this is where most of the time of messages goes.
 */
export async function gather(
  tx: Tx,
  round: FollowedRound & { readonly quietSeconds: number },
  answer: AnswerRow,
  now: Temporal.Instant,
  piece: Piece | null = null,
): Promise<void> {
  const settleAt = now.add({ seconds: round.quietSeconds });
  const settle = outboxRow('answer.settle', { answerId: answer.id }, { now, runAt: settleAt });
  const receipt = outboxRow('answer.receipt', { answerId: answer.id, mark: 'seen' }, { now });
  const home = outboxRow('member.home', { memberId: answer.member_id }, { now });
  await sql`
    with gathering as (
      update answers set state = 'gathering', settle_at = ${settleAt}::timestamptz
      where id = ${answer.id}::bigint and (state, settle_at) is distinct from ('gathering', ${settleAt}::timestamptz)),
    followed as (${followFirst(answer, round)}),
    ${piece === null ? sql`` : sql`piece as (${pieceStatement(answer, piece)}),`}
    home as (select from deliveries where key = ${homeKey(answer.member_id)})
    insert into outbox (name, payload, run_at, created_at)
    select ${settle.name}, ${settle.payload}::jsonb, ${settleAt}::timestamptz, ${now}::timestamptz
    union all
    select ${receipt.name}, ${receipt.payload}::jsonb, ${now}::timestamptz, ${now}::timestamptz
    union all
    select ${home.name}, ${home.payload}::jsonb, ${now}::timestamptz, ${now}::timestamptz from home`.execute(
    tx,
  );
}
