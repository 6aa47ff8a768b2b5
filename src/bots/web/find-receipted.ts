import type { Reader } from '../../core/db/database.ts';
import { SOLO_COMMAND } from '../../core/mocks/solo/pieces.ts';
import { decodeAction } from '../../core/platform/action.ts';

/**
 * The answer (answers.id) that a press has just handed in, when it was such a press: what the member is told
 * then is a receipt, and gives way to the feedback. In a solo mock it is the mock ("solo-7"), whose next card
 * takes its place. Null for every other press.
 */
export async function findReceipted(db: Reader, pressed: string, memberId: string): Promise<string | null> {
  const action = decodeAction(pressed);
  if (action?.verb === 'done') return action.answerId;
  if (action?.verb === 'send' && action.command === SOLO_COMMAND) {
    const [, soloId] = /^text\.(\d{1,18})\./.exec(action.arg) ?? [];
    return soloId === undefined ? null : `solo-${soloId}`;
  }
  if (action?.verb !== 'submit' && action?.verb !== 'use') return null;
  if (!/^\d{1,18}$/.test(action.roundId)) return null;
  const row = await db
    .selectFrom('answers')
    .select('id')
    .where('round_id', '=', action.roundId)
    .where('member_id', '=', memberId)
    .where('state', '<>', 'withdrawn')
    .executeTakeFirst();
  return row?.id ?? null;
}
