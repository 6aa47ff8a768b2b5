import { chooseConsent } from '../answers/choose-consent.ts';
import { deleteAnswer } from '../answers/delete-answer.ts';
import { finishAnswer } from '../answers/finish-answer.ts';
import { refusalCard, unknownRoundCard, withdrawnRoundCard } from '../answers/cards.ts';
import { submitForm, useMessage } from '../answers/submit-form.ts';
import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { never } from '../errors.ts';
import type { Member } from '../members/member.ts';
import type { ActionId } from '../platform/action.ts';
import type { EventOf } from '../platform/event.ts';
import type { Reply } from '../platform/reply.ts';
import { findRound, mayBeSeen, type Round } from '../rounds/load-round.ts';
import { practiseNow } from '../rounds/practise-now.ts';
import { actOnMock } from '../mocks/act-mock.ts';
import { actOnCommand } from '../commands/run-command.ts';
import { shareAnswer } from '../sharing/share-answer.ts';
import { takeBack } from '../sharing/take-back.ts';
import { followHere } from '../streaks/follow-here.ts';
import { isReadOnly } from './look.ts';

/** A press or a submission that changes something. Each verb checks again who may do it. */
export async function act(
  core: Core,
  tx: Tx,
  event: EventOf<'action'>,
  member: Member,
  action: ActionId | null,
  now: Temporal.Instant,
): Promise<Reply> {
  if (action === null || isReadOnly(action)) {
    return {
      kind: 'private',
      card: refusalCard('That button is from an older version. Use the newest question card instead.'),
    };
  }
  switch (action.verb) {
    case 'submit':
      return withRound(tx, member, action.roundId, (round) =>
        submitForm(
          core,
          tx,
          member,
          round,
          { openedAt: instantOf(action.openedAt, now), fields: event.fields },
          now,
        ),
      );
    case 'use':
      return withRound(tx, member, action.roundId, (round) =>
        useMessage(
          core,
          tx,
          member,
          round,
          { messageId: action.messageId, text: event.fields['text'] ?? '' },
          now,
        ),
      );
    case 'other':
      return withRound(tx, member, action.roundId, (round) =>
        practiseNow(
          core,
          tx,
          member,
          { category: round.question.category, notQuestionId: round.question.id },
          now,
        ),
      );
    case 'now':
      return practiseNow(core, tx, member, { category: null, notQuestionId: null }, now);
    case 'consent':
      return chooseConsent(core, tx, member, action.answerId, action.choice, now);
    case 'done':
      return finishAnswer(core, tx, member, action.answerId, now);
    case 'delete-yes':
      return deleteAnswer(tx, member, action.answerId, now);
    case 'share-yes':
      return shareAnswer(tx, member, action, now);
    case 'unshare':
      return takeBack(tx, member, action.answerId, now);
    case 'run':
    case 'send':
      return actOnCommand(core, tx, member, action, event, now);
    case 'mock':
      return actOnMock(core, tx, member, action, event.fields, now);
    case 'follow':
      return followHere(tx, member, action.channelId, now);
    default:
      return never(action);
  }
}

/** The round, if this member may answer it. A closed one may still be answered, for feedback. */
async function withRound(
  tx: Tx,
  member: Member,
  roundId: string,
  run: (round: Round) => Promise<Reply>,
): Promise<Reply> {
  const round = await findRound(tx, roundId);
  const theirs =
    round !== null &&
    round.communityId === member.communityId &&
    (round.memberId === null || round.memberId === member.id);
  if (theirs && round.state === 'withdrawn') return { kind: 'private', card: withdrawnRoundCard() };
  return theirs && mayBeSeen(round) ? run(round) : { kind: 'private', card: unknownRoundCard() };
}

/** Epoch seconds from a form's id; a hand-made one counts as opened now. */
function instantOf(seconds: string, now: Temporal.Instant): Temporal.Instant {
  if (!/^\d{1,11}$/.test(seconds)) return now;
  const at = Temporal.Instant.fromEpochMilliseconds(Number(seconds) * 1000);
  return Temporal.Instant.compare(at, now) > 0 ? now : at;
}
