import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';

/** What was written in a room is kept so long after its session, in hours, for a report; then it goes. */
const TALK_KEPT_HOURS = 24;

/**
 * Erases what mocks leave behind: what was written in a room a day after its session, lowered places whose two weeks are
 * over, and the notes, levels and wishes of sessions older than their community keeps answers. Seats stay, so that days stay counted and partners do
 * not repeat too soon. Called by the tick. Returns how many messages went.
 */
export async function expireMocks(tx: Tx, now: Temporal.Instant): Promise<number> {
  const at = now.toString();
  const talk = await sql`
    delete from mock_messages m using mock_sessions s
    where s.id = m.session_id and s.ended_at < ${at}::timestamptz - make_interval(hours => ${TALK_KEPT_HOURS})`.execute(
    tx,
  );
  await tx.deleteFrom('mock_priorities').where('lowered_until', '<=', now).execute();
  await sql`
    delete from mock_scores x using mock_sessions s join communities c on c.id = s.community_id
    where s.id = x.session_id
      and s.ended_at < ${at}::timestamptz - make_interval(months => c.retention_months)`.execute(tx);
  await sql`
    update mock_seats x set notes = '', voice_link = null from mock_sessions s
    join communities c on c.id = s.community_id
    where s.id = x.session_id and (x.notes <> '' or x.voice_link is not null)
      and s.ended_at < ${at}::timestamptz - make_interval(months => c.retention_months)`.execute(tx);
  return Number(talk.numAffectedRows ?? 0n);
}
