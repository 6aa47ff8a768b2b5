import type { Tx } from '../db/database.ts';
import { enqueue } from '../jobs/outbox.ts';
import type { EventOf } from '../platform/event.ts';
import { NOTHING_TO_SAY, type Reply } from '../platform/reply.ts';
import { upsertMember } from './upsert-member.ts';

/** Somebody opened their own page in the app: it is filled, or renewed. */
export async function openHome(tx: Tx, event: EventOf<'home_opened'>, now: Temporal.Instant): Promise<Reply> {
  const member = await upsertMember(tx, event, event.by, now);
  await enqueue(tx, 'member.home', { memberId: member.id }, { now });
  return NOTHING_TO_SAY;
}
