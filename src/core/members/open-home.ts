import type { Tx } from '../db/database.ts';
import { enqueue } from '../jobs/outbox.ts';
import { NOTHING_TO_SAY, type Reply } from '../platform/reply.ts';
import type { Member } from './member.ts';

/** Somebody opened their own page in the app: it is filled, or renewed. */
export async function openHome(tx: Tx, member: Member, now: Temporal.Instant): Promise<Reply> {
  await enqueue(tx, 'member.home', { memberId: member.id }, { now });
  return NOTHING_TO_SAY;
}
