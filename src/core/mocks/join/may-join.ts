import type { Reader } from '../../db/database.ts';

/** From when on a member may be matched. */
export interface MayJoin {
  readonly ok: boolean;
  /** When they were here long enough. */
  readonly from: Temporal.Instant;
  readonly answersMissing: number;
}

/** Whether the member is here, was here long enough and answered enough, by their community's setting. */
export async function mayJoin(db: Reader, memberId: string, now: Temporal.Instant): Promise<MayJoin> {
  const row = await db
    .selectFrom('members')
    .innerJoin('communities', 'communities.id', 'members.community_id')
    .select((eb) => [
      'members.created_at',
      'members.left_at',
      'mock_after_days as days',
      'mock_after_answers as answers',
      eb
        .selectFrom('answers')
        .select((one) => one.fn.countAll<string>().as('count'))
        .whereRef('answers.member_id', '=', 'members.id')
        .where('answers.state', 'in', ['gathering', 'submitted'])
        .as('given'),
    ])
    .where('members.id', '=', memberId)
    .executeTakeFirstOrThrow();
  const from = row.created_at.add({ hours: 24 * row.days });
  const answersMissing = Math.max(0, row.answers - Number(row.given ?? 0));
  const ok = row.left_at === null && answersMissing === 0 && Temporal.Instant.compare(now, from) >= 0;
  return { ok, from, answersMissing };
}
