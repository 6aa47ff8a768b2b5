import { sql } from 'kysely';
import { handle } from '../../src/core/handle.ts';
import { encodeAction } from '../../src/core/platform/action.ts';
import { eightAtOnce, perSecond, type Comparison } from './report.ts';
import { COMMUNITY, type BenchRoom } from './room.ts';

const ANSWERS = 600;
const TEXT =
  'The dispatcher reassigns a van within two minutes of a cancel, so polling every ten minutes was too late. I chose webhooks with polling as the fallback, which costs the team a second code path.';

/** Answers by form, each of another member, against transactions that insert one row. */
export async function benchAnswers({ ctx, roundId }: BenchRoom): Promise<Comparison> {
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
  await sql`create table bench_rows (id bigint generated always as identity primary key, body text not null)`.execute(
    ctx.db,
  );
  const insert = () =>
    ctx.db.transaction().execute((tx) => sql`insert into bench_rows (body) values (${TEXT})`.execute(tx));
  // Both once before it counts, so that connections and plans are there.
  await eightAtOnce(50, insert);
  await eightAtOnce(50, (index) => answer(ANSWERS + index));
  const bare = await perSecond(ANSWERS, () => eightAtOnce(ANSWERS, insert));
  const ours = await perSecond(ANSWERS, () => eightAtOnce(ANSWERS, answer));
  const stored = await ctx.db.selectFrom('answers').select('id').execute();
  if (stored.length !== ANSWERS + 50) throw new Error(`only ${stored.length} answers were taken`);
  await ctx.db.deleteFrom('outbox').execute();
  return { what: 'answers through handle()', ours, bare, baseline: 'a transaction that inserts one row' };
}
