import type { Core } from '../core.ts';
import type { Member } from '../members/member.ts';
import type { Reply } from '../platform/reply.ts';
import { categoryName } from '../questions/category-name.ts';
import type { Round } from '../rounds/load-round.ts';
import { feedbackCard, noAnswerCard } from './cards.ts';
import { criteriaCard } from './criteria-cards.ts';
import { loadFeedback } from './load-feedback.ts';

/** *My feedback*: shows each presser their own, at any time. Reads only. */
export async function showFeedback(core: Core, round: Round, member: Member | null): Promise<Reply> {
  const own = member === null ? null : await loadFeedback(core.db, round.id, member.id);
  const card =
    own === null ? noAnswerCard(round) : feedbackCard(round, categoryName(core, round.question), own);
  return { kind: 'private', card };
}

/** *All criteria*, for the answer's owner. Reads only. */
export async function showCriteria(core: Core, round: Round, member: Member | null): Promise<Reply> {
  const own = member === null ? null : await loadFeedback(core.db, round.id, member.id);
  if (own === null) return { kind: 'private', card: noAnswerCard(round) };
  const name = categoryName(core, round.question);
  const graded = own.result !== null && own.result.verdict === 'assessable';
  const card =
    graded && own.result !== null ? criteriaCard(name, own, own.result) : feedbackCard(round, name, own);
  return { kind: 'replace', card };
}
