import type { Tx } from '../db/database.ts';
import { openNotice, resolveNotice } from './open-notice.ts';

/** A community has one access. */
const SUBJECT = 'access';

/**
 * Notes that the platform will not renew the bot's access to a community. `reason` says why and who can do what, in
 * whole sentences. Told once for each reason, however often it is found.
 */
export async function noteAccessEnding(
  tx: Tx,
  communityId: string,
  reason: string,
  now: Temporal.Instant,
): Promise<void> {
  const problem = { communityId, kind: 'lost_access', subject: SUBJECT } as const;
  const known = await tx
    .selectFrom('notices')
    .select('id')
    .where('community_id', '=', communityId)
    .where('kind', '=', problem.kind)
    .where('subject', '=', SUBJECT)
    .where('latest', '=', reason)
    .where('resolved_at', 'is', null)
    .executeTakeFirst();
  if (known === undefined) await openNotice(tx, { ...problem, latest: reason }, now);
}

/** Notes that the access was renewed, or given again. */
export async function noteAccessKept(tx: Tx, communityId: string, now: Temporal.Instant): Promise<void> {
  await resolveNotice(tx, { communityId, kind: 'lost_access', subject: SUBJECT }, now);
}
