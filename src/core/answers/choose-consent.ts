import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import type { Member } from '../members/member.ts';
import type { Reply } from '../platform/reply.ts';
import { findRound } from '../rounds/load-round.ts';
import { consentRefusedCard, consentTakenCard, nothingHeldCard } from './cards.ts';
import { gather } from './gather.ts';
import { ownAnswer } from './own-answer.ts';

/**
 * The member chose what happens to text held for them. Yes: this text only, and the question is put again
 * next time. Always and No are remembered. No erases the text at once.
 */
export async function chooseConsent(
  core: Core,
  tx: Tx,
  member: Member,
  answerId: string,
  choice: string,
  now: Temporal.Instant,
): Promise<Reply> {
  const answer = await ownAnswer(tx, member, answerId);
  if (choice !== 'yes' && choice !== 'always' && choice !== 'no') {
    core.log.warn({ memberId: member.id }, 'a consent press with an unknown choice');
    return { kind: 'replace', card: nothingHeldCard() };
  }
  await tx
    .updateTable('members')
    .set(choice === 'yes' ? { consent_asked_at: null } : { thread_consent: choice })
    .where('id', '=', member.id)
    .execute();
  if (choice === 'no') {
    if (answer?.state === 'held') await tx.deleteFrom('answers').where('id', '=', answer.id).execute();
    return { kind: 'replace', card: consentRefusedCard() };
  }
  const round = answer === null ? null : await findRound(tx, answer.round_id);
  if (answer === null || round === null || answer.state !== 'held') {
    return { kind: 'replace', card: nothingHeldCard() };
  }
  await gather(tx, round, answer, now);
  return { kind: 'replace', card: consentTakenCard(choice, round.quietSeconds, answer.id) };
}
