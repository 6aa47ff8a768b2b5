import { sql } from 'kysely';
import type { Core } from '../../core.ts';
import type { Tx } from '../../db/database.ts';
import { done, type JobOutcome } from '../../jobs/job.ts';
import { practisedBy, zoneOf } from '../../rounds/practise-now.ts';
import { rankByPractice } from '../../questions/choose-question.ts';
import { localDateAt } from '../../time.ts';
import { choosePairs, type Pair } from '../match/choose-pairs.ts';
import { startSession, type NewSeat } from '../start-session.ts';
import { loadWaiting, type WaitingCrowd } from './load-waiting.ts';

/** Job `mock.match`: pairs whoever waits in a community. Any number at once: one goes on, the others find nobody left. */
export async function matchJob(core: Core, payload: { readonly communityId: string }): Promise<JobOutcome> {
  const { pairs } = await core.db
    .transaction()
    .execute((tx) => matchCommunity(core, tx, payload.communityId, core.clock.now()));
  return done(`${pairs} pairs`);
}

/**
 * Pairs those who wait in a community and begins their sessions, in the caller's transaction. One at a time
 * for each community; that nobody sits in two sessions is a constraint besides. Returns how many pairs there
 * are, and who is left over.
 */
export async function matchCommunity(
  core: Core,
  tx: Tx,
  communityId: string,
  now: Temporal.Instant,
): Promise<{
  readonly pairs: number;
  readonly matched: readonly string[];
  readonly leftOut: readonly string[];
}> {
  await sql`select pg_advisory_xact_lock(hashtextextended('mock-match', ${communityId}::bigint))`.execute(tx);
  const there = await tx
    .selectFrom('communities')
    .select('id')
    .where('id', '=', communityId)
    .where('left_at', 'is', null)
    .executeTakeFirst();
  if (there === undefined) return { pairs: 0, matched: [], leftOut: [] };
  const crowd = await loadWaiting(tx, communityId, now);
  const chosen = choosePairs(crowd);
  const matched: string[] = [];
  for (const pair of chosen.pairs) {
    if (await begin(core, tx, communityId, crowd, pair, now)) matched.push(pair.first, pair.second);
  }
  if (matched.length > 0) {
    await tx
      .updateTable('mock_requests')
      .set({ state: 'matched', left_out_last: false })
      .where('member_id', 'in', matched)
      .execute();
  }
  const waiting = crowd.waiting.map((member) => member.memberId);
  return {
    pairs: matched.length / 2,
    matched,
    leftOut: waiting.filter((memberId) => !matched.includes(memberId)),
  };
}

async function begin(
  core: Core,
  tx: Tx,
  communityId: string,
  crowd: WaitingCrowd,
  pair: Pair,
  now: Temporal.Instant,
): Promise<boolean> {
  const requests = [pair.first, pair.second].flatMap((id) => crowd.requests.get(id) ?? []);
  const seats = requests.map((request): NewSeat => ({
    memberId: request.member_id,
    role: request.wish,
    notes: request.notes,
    voiceLink: request.voice_link,
  }));
  const candidate = requests.find((one) => one.wish !== 'interviewer');
  const wanted = requests.find((one) => one.wish !== 'interviewer' && one.category !== null)?.category;
  const category = wanted ?? (await leastPractised(core, tx, communityId, candidate?.member_id ?? '0', now));
  if (category === null) return false;
  const started = await startSession(
    core,
    tx,
    {
      communityId,
      channelId: null,
      seats,
      category,
      untimed: requests.some((request) => request.untimed),
      startsAt: Temporal.Instant.fromEpochMilliseconds(Math.max(pair.startsAt, now.epochMilliseconds)),
    },
    now,
  );
  if ('sessionId' in started) return true;
  core.log.warn({ communityId, because: started.refusal }, 'a match could not begin');
  return false;
}

/** The category that a member practised least; null when the pack has none. */
export async function leastPractised(
  core: Pick<Core, 'packs'>,
  tx: Tx,
  communityId: string,
  memberId: string,
  now: Temporal.Instant,
): Promise<string | null> {
  const [pack] = core.packs.values();
  const ranked = rankByPractice({
    categories: pack?.categories.map((category) => category.key) ?? [],
    practised: await practisedBy(tx, memberId),
    today: localDateAt(now, await zoneOf(tx, communityId)),
  });
  return ranked[0]?.category ?? null;
}
