import { sql } from 'kysely';
import type { Database } from '../db/database.ts';
import { takeAwayShown } from '../removals/take-away-shown.ts';

/** Files made for a member (an export) are kept so long on the web channel, in days; they can be made again. */
export const FILES_KEPT_DAYS = 7;

const BATCH = 500;

/**
 * Erases the words of answers older than their community keeps them: pieces, every revision and the feedback
 * that quotes them, with what was shared of them, counted in whole months from the newest revision. The row stays, without words, so that
 * the day stays counted. On the web channel private messages of that age go too, for they quote the answers,
 * and files after {@link FILES_KEPT_DAYS}. Called by the tick; safe beside itself. Returns how many answers.
 */
export async function expireAnswers(db: Database, now: Temporal.Instant): Promise<number> {
  await db.transaction().execute(async (tx) => {
    await tx
      .deleteFrom('web_messages')
      .where('id', 'in', (files) =>
        files
          .selectFrom('web_files')
          .select('message_id')
          .where('created_at', '<', now.subtract({ hours: 24 * FILES_KEPT_DAYS })),
      )
      .execute();
    await sql`
      delete from web_messages m using communities c
      where c.id = m.community_id and m.audience_id is not null
        and m.created_at < ${now.toString()}::timestamptz - make_interval(months => c.retention_months)`.execute(
      tx,
    );
  });
  let erased = 0;
  for (;;) {
    const batch = await expireBatch(db, now);
    erased += batch;
    if (batch < BATCH) return erased;
  }
}

async function expireBatch(db: Database, now: Temporal.Instant): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select a.id from answers a join communities c on c.id = a.community_id
      where a.words_erased_at is null and a.state = 'submitted'
        -- No community keeps them shorter: lets the index leave out nearly all.
        and a.answered_at < ${now.toString()}::timestamptz - interval '1 month'
        and a.answered_at < ${now.toString()}::timestamptz - make_interval(months => c.retention_months)
        and not exists (select from answer_revisions r where r.answer_id = a.id
          and r.created_at >= ${now.toString()}::timestamptz - make_interval(months => c.retention_months))
      order by a.id limit ${BATCH} for update of a skip locked`.execute(tx);
    const ids = rows.map((row) => row.id);
    if (ids.length === 0) return 0;
    await takeAwayShown(tx, ids, now);
    await tx.deleteFrom('answer_pieces').where('answer_id', 'in', ids).execute();
    // Feedback goes with the revision it is about.
    await tx.deleteFrom('answer_revisions').where('answer_id', 'in', ids).execute();
    await tx.updateTable('answers').set({ words_erased_at: now }).where('id', 'in', ids).execute();
    return ids.length;
  });
}
