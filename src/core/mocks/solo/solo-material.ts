import { currentText } from '../../answers/answer-store.ts';
import type { Core } from '../../core.ts';
import type { Reader } from '../../db/database.ts';
import type { FeedbackBy } from '../../db/tables/members.ts';
import { FeedbackResultSchema, type AnchorKey, type FeedbackResult } from '../../feedback/contract.ts';
import { loadFeedback, type OwnFeedback } from '../../feedback/load-feedback.ts';
import { categoryRubric } from '../../feedback/rubric/load-rubric.ts';
import { comesByMessage } from '../../members/settings.ts';
import { findRound, type Round } from '../../rounds/load-round.ts';
import { chooseFollowUp, goOnFrom, type FollowUp } from './choose-follow-up.ts';
import type { Solo } from './solo-store.ts';

/** Everything that a solo mock's cards are made of. */
export interface SoloMaterial {
  readonly solo: Solo;
  readonly round: Round;
  /** The feedback on the newest text; null before the first one, and after the answer was deleted. */
  readonly own: OwnFeedback | null;
  /** The reading of the first text. */
  readonly first: FeedbackResult | null;
  /** The newest text is still being read. */
  readonly reading: boolean;
  /** What comes after the reading is brought unasked: the platform can, and the member did not choose to press for it. */
  readonly comesByItself: boolean;
  /** What would be asked next, as far as the reading goes. */
  readonly followUp: FollowUp | null;
  /** The part of the story to go on from, after the cut-in. */
  readonly goOnFrom: AnchorKey;
  /** The member deleted the answer that the mock was about. */
  readonly deleted: boolean;
}

/** Reads it; null when the question is gone. */
export async function loadMaterial(core: Core, db: Reader, solo: Solo): Promise<SoloMaterial | null> {
  const round = await findRound(db, solo.roundId);
  if (round === null) return null;
  const own = await loadFeedback(db, round.id, solo.memberId);
  const rubric = categoryRubric(core.rubric, round.question.category);
  const text = own === null ? null : await currentText(db, { id: own.answerId, revision: own.revision });
  const first = own === null ? null : await resultOf(db, own.answerId, solo.state.revisions[0]);
  return {
    solo,
    round,
    own,
    first,
    goOnFrom: rubric === null ? 'tradeoff' : goOnFrom(first, rubric),
    deleted: own === null && solo.state.revisions.length > 0,
    reading: own?.state === 'waiting',
    comesByItself: comesByMessage(await chosenWay(db, solo.memberId), core.can.get(round.platform)),
    followUp:
      rubric === null
        ? null
        : chooseFollowUp({
            result: own?.result ?? null,
            rubric,
            probes: round.question.details.probes,
            asked: solo.state.asked,
            text: text ?? '',
          }),
  };
}

async function chosenWay(db: Reader, memberId: string): Promise<FeedbackBy | null> {
  const row = await db
    .selectFrom('members')
    .select('feedback_by')
    .where('id', '=', memberId)
    .executeTakeFirst();
  return row?.feedback_by ?? null;
}

async function resultOf(
  db: Reader,
  answerId: string,
  revision: number | undefined,
): Promise<FeedbackResult | null> {
  if (revision === undefined) return null;
  const row = await db
    .selectFrom('feedback')
    .select('result')
    .where('answer_id', '=', answerId)
    .where('revision', '=', revision)
    .where('result', 'is not', null)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : FeedbackResultSchema.parse(row.result);
}
