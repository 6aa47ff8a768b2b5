import { z } from 'zod';
import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { never } from '../errors.ts';
import type { Member } from '../members/member.ts';
import type { Reply } from '../platform/reply.ts';
import { findRound, type Round } from '../rounds/load-round.ts';
import type { AnswerRow } from './answer-store.ts';
import {
  consentLaterCard,
  consentRefusedCard,
  consentTakenCard,
  consentTooLateCard,
  nothingHeldCard,
  refusalCard,
} from './cards.ts';
import { gather } from './gather.ts';
import { letGo, wasAsked } from './let-go.ts';
import { ownAnswer } from './own-answer.ts';

const choiceSchema = z.enum(['yes', 'always', 'no']);
type Choice = z.infer<typeof choiceSchema>;

/**
 * The member chose what happens to text held for them. Yes: this text only, and the question is put again
 * next time. Always and No are remembered. No erases the text at once, also after a Yes as long as nobody has
 * read it. Only who was asked can choose; pressing again does no harm.
 */
export async function chooseConsent(
  core: Core,
  tx: Tx,
  member: Member,
  answerId: string,
  pressed: string,
  now: Temporal.Instant,
): Promise<Reply> {
  const parsed = choiceSchema.safeParse(pressed);
  if (!parsed.success) {
    core.log.warn({ memberId: member.id }, 'a consent press with an unknown choice');
    return { kind: 'replace', card: nothingHeldCard() };
  }
  const choice = parsed.data;
  const answer = await ownAnswer(tx, member, answerId);
  // In a thread everybody sees the question; only its addressee may answer it.
  if (answer === null && (await isAnothers(tx, member, answerId))) {
    return {
      kind: 'private',
      card: refusalCard(
        'Only the person who wrote it can choose. For feedback of your own, press Answer under the question.',
      ),
    };
  }
  if (answer === null && !(await wasAsked(tx, member.id, answerId))) {
    return { kind: 'replace', card: nothingHeldCard() };
  }
  await remember(tx, member, choice);
  const round = answer === null ? null : await findRound(tx, answer.round_id);
  if (answer === null || round === null) return { kind: 'replace', card: consentTooLateCard(choice) };
  return { kind: 'replace', card: await apply(tx, { round, answer, choice }, now) };
}

async function remember(tx: Tx, member: Member, choice: Choice): Promise<void> {
  await tx
    .updateTable('members')
    .set(choice === 'yes' ? { consent_asked_at: null } : { thread_consent: choice })
    .where('id', '=', member.id)
    .execute();
}

async function apply(
  tx: Tx,
  { round, answer, choice }: { readonly round: Round; readonly answer: AnswerRow; readonly choice: Choice },
  now: Temporal.Instant,
) {
  const unread = answer.state === 'held' || (answer.state === 'gathering' && answer.revision === 0);
  if (!unread) return consentLaterCard(choice, round);
  switch (choice) {
    case 'no':
      await letGo(tx, answer, now);
      return consentRefusedCard();
    case 'yes':
    case 'always':
      if (answer.state === 'held') await gather(tx, round, answer, now);
      return consentTakenCard(choice, round.quietSeconds, answer.id);
    default:
      return never(choice);
  }
}

async function isAnothers(tx: Tx, member: Member, answerId: string): Promise<boolean> {
  if (!/^\d{1,18}$/.test(answerId)) return false;
  const row = await tx
    .selectFrom('answers')
    .select('member_id')
    .where('id', '=', answerId)
    .where('community_id', '=', member.communityId)
    .executeTakeFirst();
  return row !== undefined && row.member_id !== member.id;
}
