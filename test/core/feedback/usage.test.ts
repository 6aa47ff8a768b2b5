import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { feedbackCard } from '../../../src/core/feedback/cards.ts';
import type { MeteredModel, Usage } from '../../../src/core/feedback/metered-model.ts';
import { ModelFailed } from '../../../src/core/feedback/model-trouble.ts';
import { decideReservation, reserveUsage, settleUsage } from '../../../src/core/feedback/reserve-usage.ts';
import { silentLog } from '../../../src/core/log.ts';
import { findRound } from '../../../src/core/rounds/load-round.ts';
import { ANSWER, sampleAssessment } from '../../jobs/models/sample-assessment.ts';
import {
  createThinkContext,
  makeMember,
  makeWaitingAnswer,
  runToItsEnd,
} from '../../jobs/models/waiting-answer.ts';
import { createTestClock, type TestClock } from '../../support/clock.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let clock: TestClock;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => {
  clock = createTestClock('2026-03-02T23:50:00Z');
});

const ONE: Usage = { requests: 1, tokens: 1_000 };
type Payer = Awaited<ReturnType<typeof makeMember>>;

const reserve = (payer: Payer, wanted: Usage = ONE) =>
  database.db.transaction().execute((tx) => reserveUsage(tx, payer, wanted, clock.now()));
const limit = (payer: Payer, column: Column, value: number) =>
  sql`update communities set ${sql.ref(column)} = ${value} where id = ${payer.communityId}`.execute(
    database.db,
  );
type Column =
  | 'model_requests_per_day'
  | 'model_tokens_per_day'
  | 'member_model_requests_per_day'
  | 'member_model_tokens_per_day';
/** What is counted for the member, then for the community, over all days. */
const counted = async (payer: Payer): Promise<readonly Usage[]> => {
  const rows = await database.db
    .selectFrom('model_usage')
    .select(['member_id', 'requests', 'tokens'])
    .where('community_id', '=', payer.communityId)
    .orderBy('member_id', (order) => order.asc().nullsLast())
    .execute();
  return rows.map(({ requests, tokens }) => ({ requests, tokens }));
};

describe('an allowance', () => {
  it.each<[Column, number, string]>([
    ['member_model_requests_per_day', 2, 'member_allowance'],
    ['member_model_tokens_per_day', 2_999, 'member_allowance'],
    ['model_requests_per_day', 2, 'community_allowance'],
    ['model_tokens_per_day', 2_000, 'community_allowance'],
  ])('is kept: %s', async (column, value, refused) => {
    const payer = await makeMember({ db: database.db, clock });
    await limit(payer, column, value);
    const kinds: string[] = [];
    for (let i = 0; i < 3; i += 1) kinds.push((await reserve(payer)).kind);
    expect(kinds).toEqual(['reserved', 'reserved', refused]);
    // What was refused is counted nowhere.
    expect(await counted(payer)).toEqual([
      { requests: 2, tokens: 2_000 },
      { requests: 2, tokens: 2_000 },
    ]);
  });

  it("of one member is not another's, and a community's is shared", async () => {
    const dana = await makeMember({ db: database.db, clock });
    const sam = await makeMember({ db: database.db, clock }, dana.communityId);
    await limit(dana, 'member_model_requests_per_day', 1);
    await limit(dana, 'model_requests_per_day', 2);
    expect((await reserve(dana)).kind).toBe('reserved');
    expect((await reserve(dana)).kind).toBe('member_allowance');
    expect((await reserve(sam)).kind).toBe('reserved');
    expect((await reserve(sam)).kind).toBe('community_allowance');
    const elsewhere = await makeMember({ db: database.db, clock });
    expect((await reserve(elsewhere)).kind).toBe('reserved');
  });

  it('is never exceeded by readings that begin at the same moment', async () => {
    const dana = await makeMember({ db: database.db, clock });
    const sam = await makeMember({ db: database.db, clock }, dana.communityId);
    await limit(dana, 'model_requests_per_day', 7);
    await limit(dana, 'member_model_requests_per_day', 5);
    const all = await Promise.all(
      Array.from({ length: 24 }, (_, index) => reserve(index % 2 === 0 ? dana : sam)),
    );
    expect(all.filter(({ kind }) => kind === 'reserved')).toHaveLength(7);
    expect((await counted(dana)).at(-1)?.requests).toBe(7);
  });

  it('of 0 means that the community wants no model', () => {
    const full = { used: { requests: 0, tokens: 0 }, limit: { requests: 9, tokens: 9_000 } };
    const none = { ...full, limit: { requests: 0, tokens: 9_000 } };
    expect(decideReservation(none, full, ONE)).toEqual({ kind: 'off' });
    expect(decideReservation(full, full, ONE)).toEqual({ kind: 'fits' });
  });
});

describe('what was put aside', () => {
  it('is replaced by what was used, more or less', async () => {
    const payer = await makeMember({ db: database.db, clock });
    const first = await reserve(payer, { requests: 2, tokens: 15_000 });
    if (first.kind !== 'reserved') throw new Error('refused');
    await settleUsage(database.db, first.reservation, { requests: 1, tokens: 4_321 });
    expect(await counted(payer)).toEqual([
      { requests: 1, tokens: 4_321 },
      { requests: 1, tokens: 4_321 },
    ]);
    const second = await reserve(payer, { requests: 2, tokens: 15_000 });
    if (second.kind !== 'reserved') throw new Error('refused');
    await settleUsage(database.db, second.reservation, { requests: 3, tokens: 20_000 });
    expect((await counted(payer))[0]).toEqual({ requests: 4, tokens: 24_321 });
  });

  it('stays counted after a crash, and the next day begins at nothing', async () => {
    const payer = await makeMember({ db: database.db, clock });
    await limit(payer, 'member_model_requests_per_day', 1);
    const lost = await reserve(payer);
    expect((await reserve(payer)).kind).toBe('member_allowance');
    clock.set('2026-03-03T00:00:00Z');
    expect((await reserve(payer)).kind).toBe('reserved');
    // Settled after midnight, it is counted on the day it was put aside.
    if (lost.kind !== 'reserved') throw new Error('refused');
    await settleUsage(database.db, lost.reservation, { requests: 0, tokens: 0 });
    expect((await counted(payer)).filter(({ requests }) => requests === 1)).toHaveLength(2);
  });

  it('goes with a member who is erased, and stays in the community’s sum; old days are removed', async () => {
    const payer = await makeMember({ db: database.db, clock });
    const reserved = await reserve(payer);
    await database.db.deleteFrom('members').where('id', '=', payer.memberId).execute();
    expect(await counted(payer)).toEqual([ONE]);
    if (reserved.kind !== 'reserved') throw new Error('refused');
    await settleUsage(database.db, reserved.reservation, { requests: 1, tokens: 10 });
    expect(await counted(payer)).toEqual([{ requests: 1, tokens: 10 }]);
    clock.advance({ days: 36 });
    await reserve(await makeMember({ db: database.db, clock }, payer.communityId));
    expect(await counted(payer)).toEqual([ONE, ONE]);
  });
});

describe('an answer', () => {
  let calls = 0;
  const scripted = (assess: MeteredModel['assess']): MeteredModel => ({
    source: 'model',
    label: 'api.example.com',
    checkReady: () => {},
    estimate: () => ({ requests: 2, tokens: 10_000 }),
    assess: (...args) => {
      calls += 1;
      return assess(...args);
    },
  });
  const works = scripted((_request, _signal, used) => {
    used?.({ requests: 1, tokens: 3_000 });
    return Promise.resolve(sampleAssessment());
  });
  const footerOf = async (model: MeteredModel, change?: (payer: Payer) => Promise<unknown>) => {
    calls = 0;
    const ctx = await createThinkContext(database, clock, silentLog, model);
    const payer = await makeMember(ctx);
    await change?.(payer);
    const waiting = await makeWaitingAnswer(ctx, ANSWER, payer);
    const { own } = await runToItsEnd(ctx, clock, waiting);
    const round = await findRound(ctx.db, waiting.roundId);
    if (round === null) throw new Error('the round is gone');
    const footer = JSON.stringify(feedbackCard(round, 'Architecture', own).footer);
    return { own, footer, usage: await counted(payer) };
  };

  it('that is read by the model is counted by what it took', async () => {
    const { own, usage } = await footerOf(works);
    expect(own).toMatchObject({ label: 'api.example.com', sourceNote: null, sentTo: 'api.example.com' });
    expect(usage).toEqual([
      { requests: 1, tokens: 3_000 },
      { requests: 1, tokens: 3_000 },
    ]);
  });

  it('over the allowance is read by the coach, says so, and was sent nowhere', async () => {
    const { own, footer } = await footerOf(works, (payer) =>
      limit(payer, 'member_model_tokens_per_day', 9_999),
    );
    expect(calls).toBe(0);
    expect(own).toMatchObject({ state: 'ready', sourceNote: 'member_allowance', sentTo: null });
    expect(own.result?.source).toBe('coach');
    expect(footer).toContain("Today's model allowance for you is used up, so the offline coach read this.");
    expect(footer).toContain('Read by no outside service.');
    const shared = await footerOf(works, (payer) => limit(payer, 'model_tokens_per_day', 9_999));
    expect(shared.footer).toContain("Today's model allowance for this community is used up");
  });

  it('in a community that wants no model is read by the coach without a word about it', async () => {
    const { own, footer } = await footerOf(works, (payer) => limit(payer, 'model_requests_per_day', 0));
    expect(calls).toBe(0);
    expect(own).toMatchObject({ sourceNote: null, sentTo: null });
    expect(footer).toContain('Read by no outside service.');
    expect(footer).not.toContain('allowance');
  });

  it('whose reading fails is counted by what the failed tries took', async () => {
    const fails = scripted((_request, _signal, used) => {
      used?.({ requests: 1, tokens: 700 });
      return Promise.reject(new ModelFailed('server_error', 500));
    });
    const { own, usage } = await footerOf(fails);
    expect(calls).toBe(4);
    expect(own).toMatchObject({ sourceNote: 'unavailable', sentTo: 'api.example.com' });
    expect(usage[0]).toEqual({ requests: 4, tokens: 2_800 });
  });

  it('that is withdrawn just before it would be sent goes nowhere, and uses nothing', async () => {
    calls = 0;
    const loaded = Promise.withResolvers<void>();
    const model: MeteredModel = { ...works, checkReady: loaded.resolve };
    const ctx = await createThinkContext(database, clock, silentLog, model);
    const waiting = await makeWaitingAnswer(ctx, ANSWER);
    let ended: Promise<unknown> = Promise.resolve();
    await ctx.db.transaction().execute(async (tx) => {
      await tx.deleteFrom('answer_revisions').where('answer_id', '=', waiting.answerId).execute();
      // The job reads the answer as it was; what it writes next waits for this transaction's end.
      ended = runToItsEnd(ctx, clock, waiting);
      await loaded.promise;
    });
    await ended;
    expect(calls).toBe(0);
    expect(await counted(waiting)).toEqual([]);
  });
});
