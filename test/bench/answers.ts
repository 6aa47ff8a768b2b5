import { sql } from 'kysely';
import type { Database } from '../../src/core/db/database.ts';
import { handle } from '../../src/core/handle.ts';
import { encodeAction } from '../../src/core/platform/action.ts';
import { atOnce, perSecond, type Comparison } from './report.ts';
import { COMMUNITY, openRoom } from './room.ts';
import type { Stores } from './stores.ts';

const ANSWERS = 600;
const TEXT =
  'The dispatcher reassigns a van within two minutes of a cancel, so polling every ten minutes was too late. I chose webhooks with polling as the fallback, which costs the team a second code path.';

/**
 * One answer by form through `handle()` (inbox, command, revision, streak, outbox: one transaction), each of
 * another member, against a transaction that inserts one row; the same pool, eight at a time.
 */
export async function benchAnswers(stores: Stores): Promise<Comparison> {
  const { ctx, roundId } = await openRoom((await stores.freshDatabase()).db);
  const action = encodeAction({ verb: 'submit', roundId, openedAt: '1' });
  const answer = (index: number) =>
    handle(ctx, {
      platform: 'web',
      key: `answer/${index}`,
      at: ctx.clock.now().toString(),
      community: COMMUNITY,
      kind: 'action',
      by: { externalId: `member-${index}`, displayName: `Member ${index}` },
      action,
      fields: { answer: TEXT },
    });
  await makeBareTable(ctx.db);
  const insert = () =>
    ctx.db.transaction().execute((tx) => sql`insert into bench_rows (body) values (${TEXT})`.execute(tx));
  // Both once before it counts, so that connections and plans are there.
  await atOnce(8, 50, insert);
  await atOnce(8, 50, (index) => answer(ANSWERS + index));
  const bare = await perSecond(ANSWERS, () => atOnce(8, ANSWERS, insert));
  const ours = await perSecond(ANSWERS, () => atOnce(8, ANSWERS, answer));
  const stored = await ctx.db.selectFrom('answers').select('id').execute();
  if (stored.length !== ANSWERS + 50) throw new Error(`only ${stored.length} answers were taken`);
  return {
    what: 'answers through handle()',
    unit: 'per second',
    ours,
    bare,
    baseline: 'a transaction that inserts one row',
  };
}

/** The table that bare inserts go into. */
export async function makeBareTable(db: Database): Promise<void> {
  await sql`create table bench_rows (id bigint generated always as identity primary key, body text not null)`.execute(
    db,
  );
}
