import type { Tx } from '../db/database.ts';
import { refreshStreak } from '../streaks/refresh-streak.ts';
import type { AnswerRow } from './answer-store.ts';

/**
 * Forgets, without a trace, text that nobody has read: held text, and what was gathered and then taken back
 * before its first quiet minute was over. A consent question that was not put yet counts as never asked.
 */
export async function letGo(tx: Tx, answer: AnswerRow, now: Temporal.Instant): Promise<void> {
  await tx.deleteFrom('answers').where('id', '=', answer.id).execute();
  if (answer.state !== 'held') return refreshStreak(tx, answer.member_id, now);
  const asked = await tx
    .selectFrom('deliveries')
    .select('key')
    .where('key', '=', askKey(answer.id))
    .executeTakeFirst();
  if (asked !== undefined) return;
  await tx
    .updateTable('members')
    .set({ consent_asked_at: null })
    .where('id', '=', answer.member_id)
    .execute();
}

/** The key under which the consent question for this text is sent. */
export function askKey(answerId: string): string {
  return `answer:${answerId}:ask`;
}

/** Whether this member was asked about that text, which may be gone by now. */
export async function wasAsked(tx: Tx, memberId: string, answerId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('deliveries')
    .select('key')
    .where('key', '=', askKey(answerId))
    .where('member_id', '=', memberId)
    .executeTakeFirst();
  return row !== undefined;
}
