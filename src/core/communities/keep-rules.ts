import { sql } from 'kysely';
import type { Reader, Tx } from '../db/database.ts';
import { never } from '../errors.ts';
import type { Usage } from '../feedback/metered-model.ts';
import { homesChanged } from '../members/home-changed.ts';
import { localDateAt } from '../time.ts';
import type { Rule } from './parse-rule.ts';

/** What organizers decide for everybody in the community. */
export interface CommunityRules {
  /** How long words of answers and feedback are kept, in months. */
  readonly retentionMonths: number;
  readonly missesAllowed: number;
  /** Question days among which misses are counted. */
  readonly missesWindow: number;
  /** Seconds of silence after which an answer in a thread is read. */
  readonly quietSeconds: number;
  /** How far a model may be asked in one UTC day, for all together and for one member. */
  readonly model: Usage;
  readonly member: Usage;
}

/** The rules as they are. */
export async function loadRules(db: Reader, communityId: string): Promise<CommunityRules> {
  const row = await db
    .selectFrom('communities')
    .select([
      'retention_months',
      'misses_allowed',
      'misses_window',
      'quiet_seconds',
      'model_requests_per_day',
      'model_tokens_per_day',
      'member_model_requests_per_day',
      'member_model_tokens_per_day',
    ])
    .where('id', '=', communityId)
    .executeTakeFirstOrThrow();
  return {
    retentionMonths: row.retention_months,
    missesAllowed: row.misses_allowed,
    missesWindow: row.misses_window,
    quietSeconds: row.quiet_seconds,
    model: { requests: row.model_requests_per_day, tokens: row.model_tokens_per_day },
    member: { requests: row.member_model_requests_per_day, tokens: row.member_model_tokens_per_day },
  };
}

/** How often a model was asked today (UTC) for all members together. */
export async function requestsToday(db: Reader, communityId: string, now: Temporal.Instant): Promise<number> {
  const row = await db
    .selectFrom('model_usage')
    .select('requests')
    .where('community_id', '=', communityId)
    .where('member_id', 'is', null)
    .where('day', '=', localDateAt(now, 'UTC'))
    .executeTakeFirst();
  return row?.requests ?? 0;
}

/**
 * Puts a rule into effect. Cached streaks are dropped with the old number of misses; they are derived anew, and pages
 * that show them are renewed.
 */
export async function keepRule(
  tx: Tx,
  communityId: string,
  rule: Rule,
  now: Temporal.Instant,
): Promise<void> {
  const community = tx.updateTable('communities').where('id', '=', communityId);
  switch (rule.name) {
    case 'retention':
      await community.set({ retention_months: rule.months }).execute();
      return;
    case 'misses':
      await community.set({ misses_allowed: rule.allowed, misses_window: rule.window }).execute();
      await tx
        .deleteFrom('streaks')
        .where('member_id', 'in', (members) =>
          members.selectFrom('members').select('id').where('community_id', '=', communityId),
        )
        .execute();
      await homesChanged(tx, communityId, now);
      return;
    case 'quiet':
      await community.set({ quiet_seconds: rule.seconds }).execute();
      return;
    case 'model':
      await community
        .set({ model_requests_per_day: rule.requests, model_tokens_per_day: rule.tokens })
        .execute();
      return;
    case 'member':
      await community
        .set({ member_model_requests_per_day: rule.requests, member_model_tokens_per_day: rule.tokens })
        .execute();
      return;
    default:
      never(rule);
  }
}

/** How many answers would lose their words at once if they were kept for so many months only. */
export async function countExpiring(
  db: Reader,
  communityId: string,
  months: number,
  now: Temporal.Instant,
): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from answers a
    where a.community_id = ${communityId} and a.words_erased_at is null and a.state = 'submitted'
      and a.answered_at < ${now.toString()}::timestamptz - make_interval(months => ${months})
      and not exists (select from answer_revisions r where r.answer_id = a.id
        and r.created_at >= ${now.toString()}::timestamptz - make_interval(months => ${months}))`.execute(db);
  return Number(rows[0]?.count ?? 0);
}
