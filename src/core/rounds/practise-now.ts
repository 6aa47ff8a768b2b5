import type { Core } from '../core.ts';
import type { Reader, Tx } from '../db/database.ts';
import { refusalCard } from '../answers/cards.ts';
import { homeChanged } from '../members/home-changed.ts';
import type { Member } from '../members/member.ts';
import type { Reply } from '../platform/reply.ts';
import { categoryName } from '../questions/category-name.ts';
import { chooseForMember, type AskedQuestion } from '../questions/choose-question.ts';
import { questionsOf } from '../questions/plan-questions.ts';
import type { Pack } from '../questions/load-pack.ts';
import { localDateAt, type LocalDate } from '../time.ts';
import { personalQuestionCard } from './cards.ts';
import { literalQuestionCard } from './literal-cards.ts';
import { findRound, type Round } from './load-round.ts';
import { insertOwnRound } from './own-round.ts';

interface Wish {
  readonly category: string | null;
  /** The question that the member wants another one for. */
  readonly notQuestionId: string | null;
}

/**
 * Gives the member a question of their own, seen by nobody else: of the category they name, else of the one
 * they practised least. It stays open; answering it keeps the day like any other. Asked again on the same
 * day without an answer, it is the same question; *Other question* gives one that was not given that day, as
 * long as there is one.
 */
export async function practiseNow(
  core: Core,
  tx: Tx,
  member: Member,
  wish: Wish,
  now: Temporal.Instant,
): Promise<Reply> {
  const round = await giveOwnRound(core, tx, member, wish, now);
  if (round === null) {
    return {
      kind: 'private',
      card: refusalCard(
        'There is no question of that kind left to give. Try another category, such as /practice now metrics.',
      ),
    };
  }
  const card = member.settings.literalWording ? literalQuestionCard : personalQuestionCard;
  return { kind: 'private', card: card(round, categoryName(core, round.question)) };
}

/** The member's own round of {@link practiseNow}: made, or the one of today that they have not answered. Null when there is no question. */
export async function giveOwnRound(
  core: Pick<Core, 'packs'>,
  tx: Tx,
  member: Member,
  wish: Wish,
  now: Temporal.Instant,
): Promise<Round | null> {
  const [pack] = core.packs.values();
  const zone = await zoneOf(tx, member.communityId);
  const today = localDateAt(now, zone);
  const given = await givenToday(tx, member.id, today);
  const questionId =
    pack === undefined ? null : await chooseOwn(tx, member, pack, { ...wish, given, today, now });
  if (questionId === null) return null;
  const roundId = given.find((one) => one.questionId === questionId)?.roundId;
  const round = await findRound(
    tx,
    roundId ?? (await insertOwnRound(tx, member, { questionId, zone, today, now })),
  );
  if (round === null) throw new Error('a personal round that was just made is not there');
  await homeChanged(tx, member.id, now);
  return round;
}

interface Given {
  readonly roundId: string;
  readonly questionId: string;
}

/** Today's personal questions that the member has not answered. */
async function givenToday(tx: Tx, memberId: string, today: LocalDate): Promise<Given[]> {
  return tx
    .selectFrom('rounds')
    .leftJoin('answers', 'answers.round_id', 'rounds.id')
    .select(['rounds.id as roundId', 'rounds.question_id as questionId'])
    .where('rounds.member_id', '=', memberId)
    .where('rounds.local_date', '=', today)
    .where('answers.id', 'is', null)
    .orderBy('rounds.id')
    .execute();
}

async function chooseOwn(
  tx: Tx,
  member: Member,
  pack: Pack,
  wish: Wish & {
    readonly given: readonly Given[];
    readonly today: LocalDate;
    readonly now: Temporal.Instant;
  },
): Promise<string | null> {
  const input = {
    categories: pack.categories.map((category) => category.key),
    questions: await questionsOf(tx, member.communityId, pack.slug),
    practised: await practisedBy(tx, member.id),
    today: wish.today,
    category: wish.category,
    seed: member.id,
  };
  const swapped = wish.notQuestionId === null ? [] : [wish.notQuestionId];
  const open = await openInChannels(tx, member.communityId, wish.now);
  const givenBefore = wish.notQuestionId === null ? [] : wish.given.map((one) => one.questionId);
  // The stricter wish first; a small category may have nothing left for it.
  for (const exclude of [[...swapped, ...open, ...givenBefore], [...swapped, ...open], swapped]) {
    const choice = chooseForMember({ ...input, exclude });
    if (choice !== null) return choice.questionId;
  }
  return null;
}

/** The questions that stand open in the community's channels, where they can be answered. */
export async function openInChannels(
  tx: Reader,
  communityId: string,
  now: Temporal.Instant,
): Promise<string[]> {
  const rows = await tx
    .selectFrom('rounds')
    .select('question_id')
    .where('community_id', '=', communityId)
    .where('schedule_id', 'is not', null)
    .where('state', '=', 'posted')
    .where('closes_at', '>', now)
    .execute();
  return rows.map((row) => row.question_id);
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
    .orderBy((eb) => eb('removed_at', 'is not', null))
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.zone ?? 'UTC';
}
