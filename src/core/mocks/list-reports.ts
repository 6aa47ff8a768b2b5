import { sql } from 'kysely';
import { z } from 'zod';
import type { Reader, Tx } from '../db/database.ts';
import type { Member } from '../members/member.ts';
import { resolveNotice } from '../notices/open-notice.ts';

const partSchema = z.array(z.object({ seat: z.number(), text: z.string() }));
const sealedSchema = z.object({
  about: z.object({ seat: z.number(), name: z.string(), externalId: z.string() }),
  messages: partSchema,
  notes: partSchema,
});

/** The organizer who reads or closes reports. */
export type ReportReader = Pick<Member, 'communityId' | 'externalId'>;

/** A report as organizers read it. Who reported is not in it. */
export interface SealedReport {
  readonly id: string;
  readonly createdAt: Temporal.Instant;
  readonly sealEndsAt: Temporal.Instant;
  readonly reason: string;
  readonly about: string;
  /** What was written in the room, in order; `byReported` tells the one whom the report is about from the other. */
  readonly written: readonly { readonly byReported: boolean; readonly text: string }[];
}

/**
 * A community's reports whose sealed copy is still there, newest first, without those about the reader: it may
 * be one of the organizers whom somebody reports. Only organizers may be shown them.
 */
export async function listReports(db: Reader, reader: ReportReader): Promise<SealedReport[]> {
  const rows = await db
    .selectFrom('mock_reports')
    .select(['id', 'created_at', 'seal_ends_at', 'reason', 'sealed'])
    .where('community_id', '=', reader.communityId)
    .where('sealed', 'is not', null)
    .where(notAbout(reader))
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map((row) => {
    const { about, messages, notes } = sealedSchema.parse(row.sealed);
    return {
      id: row.id,
      createdAt: row.created_at,
      sealEndsAt: row.seal_ends_at,
      reason: row.reason,
      about: about.name,
      written: [...messages, ...notes].map((one) => ({
        byReported: one.seat === about.seat,
        text: one.text,
      })),
    };
  });
}

/** Closes a report: its sealed copy goes, the reporter's own words stay theirs until its 30 days are over. False when there is none, or it is about the reader. */
export async function closeReport(
  tx: Tx,
  reader: ReportReader,
  reportId: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const row = await tx
    .updateTable('mock_reports')
    .set({ sealed: null })
    .where('id', '=', reportId)
    .where('community_id', '=', reader.communityId)
    .where('sealed', 'is not', null)
    .where(notAbout(reader))
    .returning('id')
    .executeTakeFirst();
  await resolveWhenNone(tx, reader.communityId, now);
  return row !== undefined;
}

/** Deletes reports whose 30 days are over, closed or not: the sealed copy and the reporter's reason. Called by the tick. Returns how many. */
export async function expireReports(tx: Tx, now: Temporal.Instant): Promise<number> {
  const rows = await tx
    .deleteFrom('mock_reports')
    .where('seal_ends_at', '<=', now)
    .returning('community_id')
    .execute();
  for (const communityId of new Set(rows.map((row) => row.community_id)))
    await resolveWhenNone(tx, communityId, now);
  return rows.length;
}

function notAbout(reader: ReportReader) {
  return sql<boolean>`sealed->'about'->>'externalId' <> ${reader.externalId}`;
}

async function resolveWhenNone(tx: Tx, communityId: string, now: Temporal.Instant): Promise<void> {
  const left = await tx
    .selectFrom('mock_reports')
    .select('id')
    .where('community_id', '=', communityId)
    .where('sealed', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  if (left === undefined) await resolveNotice(tx, { communityId, kind: 'reports', subject: 'all' }, now);
}
