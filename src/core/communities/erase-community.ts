import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { JOB_ROWS } from './community-jobs.ts';
import { eraseDue } from './leave-community.ts';

/**
 * Job `community.erase`: removes everything of a community from which the bot was removed 30 days ago: every row
 * (all hang on it by keys that cascade), the jobs queued for those rows, this one among them, and the event keys
 * that carry its ids. Whether it came back is looked at now, with its row locked. Safe to run twice.
 */
export async function eraseCommunity(
  ctx: JobContext,
  payload: { readonly communityId: string },
): Promise<JobOutcome> {
  const { communityId } = payload;
  return ctx.db.transaction().execute(async (tx) => {
    const community = await tx
      .selectFrom('communities')
      .select(['left_at', 'external_id', 'platform'])
      .where('id', '=', communityId)
      .forUpdate()
      .executeTakeFirst();
    if (community === undefined) return done('gone already');
    if (community.left_at === null) return done('it came back');
    // It came back and left again: the later leaving asked for a job of its own.
    if (Temporal.Instant.compare(eraseDue(community.left_at), ctx.clock.now()) > 0)
      return done('it left again later');
    await removeEventKeys(tx, communityId, community);
    await removeJobs(tx, communityId);
    await tx.deleteFrom('communities').where('id', '=', communityId).execute();
    ctx.log.info({}, 'a community that did not come back was erased');
    return done('erased');
  });
}

async function removeJobs(tx: Tx, communityId: string): Promise<void> {
  for (const [key, table] of Object.entries(JOB_ROWS)) {
    const own = table === 'communities' ? sql.ref('id') : sql.ref('community_id');
    await sql`
      delete from outbox where payload->>${key} in
        (select id::text from ${sql.table(table)} where ${own} = ${communityId})`.execute(tx);
  }
}

/** Keys are made of ids, parted by "/" or ":": the community's, or those of its members. */
async function removeEventKeys(
  tx: Tx,
  communityId: string,
  community: { readonly platform: string; readonly external_id: string },
): Promise<void> {
  await sql`
    delete from inbox where platform = ${community.platform}
      and (regexp_split_to_array(event_key, '[/:]') && (
          select array_agg(external_id) || ${community.external_id}::text from members
          where community_id = ${communityId})
        or event_key like ${`newest copy of ${communityId}/%`})`.execute(tx);
}
