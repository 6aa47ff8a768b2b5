import { answerForm, type FormWishes } from '../answers/forms.ts';
import { currentText, joinPieces, piecesOf } from '../answers/answer-store.ts';
import { deleteCard, refusalCard, unknownRoundCard, withdrawnRoundCard } from '../answers/cards.ts';
import type { Core } from '../core.ts';
import { never } from '../errors.ts';
import { showCriteria, showFeedback } from '../feedback/show-feedback.ts';
import { findMember, type Member } from '../members/member.ts';
import { DEFAULT_SETTINGS } from '../members/settings.ts';
import { lookAtMock } from '../mocks/look-mock.ts';
import type { ActionId } from '../platform/action.ts';
import type { EventOf } from '../platform/event.ts';
import type { Reply } from '../platform/reply.ts';
import { categoryParts } from '../questions/category-name.ts';
import { hintCard } from '../rounds/cards.ts';
import { literalHintCard } from '../rounds/literal-cards.ts';
import { findRound, mayBeSeen, type Round } from '../rounds/load-round.ts';
import { askShare } from '../sharing/ask-share.ts';
import { showMe } from '../streaks/show-me.ts';

type LookVerb =
  | 'answer'
  | 'retry'
  | 'hint'
  | 'feedback'
  | 'criteria'
  | 'delete'
  | 'share'
  | 'me'
  | 'mock-look';
export type LookAction = Extract<ActionId, { verb: LookVerb }>;

/** Whether the action only shows something. Such presses are not remembered: seeing twice does no harm. */
export function isReadOnly(action: ActionId): action is LookAction {
  switch (action.verb) {
    case 'answer':
    case 'retry':
    case 'hint':
    case 'feedback':
    case 'criteria':
    case 'delete':
    case 'share':
    case 'me':
    case 'mock-look':
      return true;
    default:
      return false;
  }
}

/** A press that opens a form or shows something private. Writes nothing, so it answers at once. */
export async function look(
  core: Core,
  event: EventOf<'action'>,
  action: LookAction,
  now: Temporal.Instant,
): Promise<Reply> {
  const member = await findMember(core.db, event.platform, event.community.externalId, event.by.externalId);
  switch (action.verb) {
    case 'answer':
      return withRound(core, event, member, action, async (round) => ({
        kind: 'form',
        form: answerForm(round, await ownText(core, round, member), now, wishesOf(core, round, member)),
      }));
    case 'hint':
      return withRound(core, event, member, action, (round) => ({
        kind: action.rung === '1' ? 'private' : 'replace',
        card: (member?.settings.literalWording === true ? literalHintCard : hintCard)(
          round,
          rungOf(action.rung),
        ),
      }));
    case 'feedback':
      return withRound(core, event, member, action, (round) => showFeedback(core, round, member));
    case 'criteria':
      return withAnswer(core, event, member, action.answerId, (round) => showCriteria(core, round, member));
    case 'retry':
      return withAnswer(core, event, member, action.answerId, async (round) => ({
        kind: 'form',
        form: answerForm(round, await ownText(core, round, member), now, wishesOf(core, round, member)),
      }));
    case 'delete':
      return withAnswer(core, event, member, action.answerId, () => ({
        kind: 'private',
        card: deleteCard(action.answerId),
      }));
    case 'share':
      return withAnswer(core, event, member, action.answerId, (round) =>
        askShare(core.db, round, action.answerId),
      );
    case 'me':
      return showMe(core, core.db, member, now);
    case 'mock-look':
      return lookAtMock(core, member, action);
    default:
      return never(action);
  }
}

/** The rung of the hint ladder, from 1; a hand-made one begins at the first. */
function rungOf(text: string): number {
  return /^[1-9]$/.test(text) ? Number(text) : 1;
}

/** How this member wants to be asked. */
function wishesOf(core: Core, round: Round, member: Member | null): FormWishes {
  const settings = member?.settings ?? DEFAULT_SETTINGS;
  return {
    parts: settings.onePartAtATime ? categoryParts(core, round.question) : null,
    literal: settings.literalWording,
    softTimer: settings.softTimer,
  };
}

type Shows = (round: Round) => Reply | Promise<Reply>;

/** The round, if it is one this community (and, when personal, this member) may see. */
async function withRound(
  core: Core,
  event: EventOf<'action'>,
  member: Member | null,
  { verb: action, roundId }: Extract<LookAction, { roundId: string }>,
  show: Shows,
): Promise<Reply> {
  const round = await findRound(core.db, roundId);
  const visible =
    round !== null &&
    round.platform === event.platform &&
    round.communityExternalId === event.community.externalId &&
    (round.memberId === null || round.memberId === member?.id);
  if (visible && round.state === 'withdrawn') {
    // What was answered before the question was withdrawn keeps its feedback.
    return action === 'feedback' ? show(round) : { kind: 'private', card: withdrawnRoundCard() };
  }
  return visible && mayBeSeen(round) ? show(round) : { kind: 'private', card: unknownRoundCard() };
}

/** The round of an answer, for its owner only. */
async function withAnswer(
  core: Core,
  event: EventOf<'action'>,
  member: Member | null,
  answerId: string,
  show: Shows,
): Promise<Reply> {
  if (!/^\d{1,18}$/.test(answerId)) return { kind: 'private', card: unknownRoundCard() };
  const answer = await core.db
    .selectFrom('answers')
    .innerJoin('communities', 'communities.id', 'answers.community_id')
    .select(['answers.round_id', 'answers.member_id', 'answers.state'])
    .where('answers.id', '=', answerId)
    // Of another community's answers not even their existence is told.
    .where('communities.platform', '=', event.platform)
    .where('communities.external_id', '=', event.community.externalId)
    .executeTakeFirst();
  if (answer === undefined || answer.state === 'withdrawn')
    return { kind: 'private', card: unknownRoundCard() };
  if (answer.member_id !== member?.id) {
    return {
      kind: 'private',
      card: refusalCard(
        'Only the person who wrote the answer can open this. Press My feedback to see yours.',
      ),
    };
  }
  const round = await findRound(core.db, answer.round_id);
  return round === null ? { kind: 'private', card: unknownRoundCard() } : show(round);
}

async function ownText(core: Core, round: Round, member: Member | null): Promise<string> {
  if (member === null) return '';
  const answer = await core.db
    .selectFrom('answers')
    .select(['id', 'revision', 'state'])
    .where('round_id', '=', round.id)
    .where('member_id', '=', member.id)
    .where('state', '<>', 'withdrawn')
    .executeTakeFirst();
  if (answer === undefined) return '';
  if (answer.state === 'submitted') return (await currentText(core.db, answer)) ?? '';
  return joinPieces(await piecesOf(core.db, answer.id));
}
