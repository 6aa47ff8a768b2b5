import type { Core } from '../core.ts';
import type { Reader, Tx } from '../db/database.ts';
import { refusalCard } from '../answers/cards.ts';
import type { Member } from '../members/member.ts';
import type { Reply } from '../platform/reply.ts';
import { categoryName } from '../questions/category-name.ts';
import { chooseForMember, type AskedQuestion } from '../questions/choose-question.ts';
import { questionsOf } from '../questions/plan-questions.ts';
import { localDateAt } from '../time.ts';
import { personalQuestionCard } from './cards.ts';
import { literalQuestionCard } from './literal-cards.ts';
import { findRound } from './load-round.ts';

/**
 * Gives the member a question of their own, seen by nobody else: of the category they name, else of the one
 * they practised least. It stays open; answering it keeps the day like any other.
 */
export async function practiseNow(
  core: Core,
  tx: Tx,
  member: Member,
  wish: { readonly category: string | null; readonly notQuestionId: string | null },
  now: Temporal.Instant,
): Promise<Reply> {
  const [pack] = core.packs.values();
  const zone = await zoneOf(tx, member.communityId);
  const choice =
    pack === undefined
      ? null
      : chooseForMember({
          categories: pack.categories.map((category) => category.key),
          questions: await questionsOf(tx, member.communityId, pack.slug),
          practised: await practisedBy(tx, member.id),
          exclude: wish.notQuestionId === null ? [] : [wish.notQuestionId],
          today: localDateAt(now, zone),
          category: wish.category,
          seed: member.id,
        });
  if (choice === null) {
    return { kind: 'private', card: refusalCard('There is no question of that kind left to give. Try another category, such as /practice now metrics.') };
  }
  const { id } = await tx
    .insertInto('rounds')
    .values({
      community_id: member.communityId,
      schedule_id: null,
      channel_id: null,
      member_id: member.id,
      question_id: choice.questionId,
      local_date: localDateAt(now, zone),
      zone,
      due_at: now,
      state: 'posted',
      posted_at: now,
      closes_at: null,
      skipped_because: null,
      message_id: null,
      thread_id: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const round = await findRound(tx, id);
  if (round === null) throw new Error(`personal round ${id} is not there`);
  const card = member.settings.literalWording ? literalQuestionCard : personalQuestionCard;
  return { kind: 'private', card: card(round, categoryName(core, round.question)) };
}

/** What the member answered so far, newest or not, with the date it was asked. */
export async function practisedBy(tx: Reader, memberId: string): Promise<AskedQuestion[]> {
  const rows = await tx
    .selectFrom('answers')
    .innerJoin('rounds', 'rounds.id', 'answers.round_id')
    .innerJoin('questions', 'questions.id', 'rounds.question_id')
    .select(['questions.id', 'questions.category', 'rounds.local_date'])
    .where('answers.member_id', '=', memberId)
    .where('answers.state', 'in', ['gathering', 'submitted'])
    .execute();
  return rows.map((row) => ({ questionId: row.id, category: row.category, date: row.local_date }));
}

/** The zone of the community's first schedule, for dates that are not a round's; UTC without one. */
export async function zoneOf(tx: Reader, communityId: string): Promise<string> {
  const row = await tx
    .selectFrom('schedules')
    .select('zone')
    .where('community_id', '=', communityId)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.zone ?? 'UTC';
}
