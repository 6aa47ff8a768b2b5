import { clearHome } from './clear-home.ts';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { enqueue } from '../jobs/outbox.ts';
import { leaveMocks, takeAwayMockCards } from '../mocks/leave-mocks.ts';
import { renewNotice, resolveNotice } from '../notices/open-notice.ts';
import { takeAwayShown } from '../removals/take-away-shown.ts';
import { collectMemberData, type MemberData } from './collect-member-data.ts';
import { text } from './describe-row.ts';
import type { Member } from './member.ts';
import { PAYLOAD_TABLES } from './member-jobs.ts';

/**
 * Removes everything held about a member: every row that hangs on them, the jobs queued for those rows, and
 * the event keys that carry their platform id. What runs meanwhile finds nothing and ends. Nothing is kept
 * but how many rows there were. Our own messages that showed something of theirs are taken away by jobs; the
 * member's own messages on Discord or Slack are not ours to remove. Returns what was removed.
 */
export async function eraseMember(
  core: Core,
  tx: Tx,
  member: Member,
  now: Temporal.Instant,
): Promise<MemberData> {
  await leaveMocks(core, tx, member.id, now);
  await takeAwayMockCards(tx, member.id, now);
  const data = await collectMemberData(tx, member.id);
  const threads = await threadRounds(tx, member.id);
  const answers = (data.get('answers') ?? []).map((row) => text(row, 'id'));
  await takeAwayShown(tx, answers, now);
  await clearHome(tx, member, now);
  await removeJobs(tx, data);
  await removeEventKeys(tx, member);
  // Everything else of theirs is removed with this row: every foreign key to it cascades.
  await tx.deleteFrom('members').where('id', '=', member.id).execute();
  if (data.has('question_suggestions')) {
    await noteFewerSuggestions(tx, member.communityId, now);
  }
  // The public lines count people, so they are made true again.
  for (const roundId of threads) await enqueue(tx, 'round.line', { roundId }, { now });
  core.log.info({ rows: countRows(data) }, 'a member had everything about them erased');
  return data;
}

/** All rows of all tables. */
export function countRows(data: MemberData): number {
  return [...data.values()].reduce((sum, rows) => sum + rows.length, 0);
}

async function removeJobs(tx: Tx, data: MemberData): Promise<void> {
  for (const [key, table] of Object.entries(PAYLOAD_TABLES)) {
    const ids = (table === null ? [] : (data.get(table) ?? [])).map((row) => text(row, 'id'));
    if (ids.length === 0) continue;
    await sql`delete from outbox where payload->>${key} = any(${ids}::text[])`.execute(tx);
  }
}

/** Some keys are made of ids, parted by "/" or ":"; without its key a copy of such an event could come again. */
async function removeEventKeys(tx: Tx, member: Member): Promise<void> {
  await sql`
    delete from inbox using communities c
    where c.id = ${member.communityId} and inbox.platform = c.platform
      and ${member.externalId} = any(regexp_split_to_array(event_key, '[/:]'))`.execute(tx);
}

/** Organizers' message about open suggestions counts them; without any it is over. */
async function noteFewerSuggestions(tx: Tx, communityId: string, now: Temporal.Instant): Promise<void> {
  const left = await tx
    .selectFrom('question_suggestions')
    .select('id')
    .where('community_id', '=', communityId)
    .where('state', '=', 'open')
    .limit(1)
    .executeTakeFirst();
  const notice = { communityId, kind: 'suggestions', subject: 'all' } as const;
  if (left === undefined) await resolveNotice(tx, notice, now);
  else await renewNotice(tx, notice, now);
}

async function threadRounds(tx: Tx, memberId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('answers')
    .select('round_id')
    .where('member_id', '=', memberId)
    .where('via', '=', 'thread')
    .execute();
  return rows.map((row) => row.round_id);
}
