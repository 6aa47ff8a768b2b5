import { never } from '../errors.ts';
import { encodeAction } from '../platform/action.ts';
import type { Block, Button, Card } from '../platform/card.ts';
import { rich, strong, type Rich } from '../platform/rich.ts';
import type { Round } from '../rounds/load-round.ts';
import { whyNotHere } from '../sharing/can-share.ts';
import { compareRevisions, type RevisionChange } from './compare-revisions.ts';
import type { FeedbackResult, Level, NoteCode } from './contract.ts';
import type { OwnFeedback } from './load-feedback.ts';
import { shownQuote } from './shown-quote.ts';
import { sourceText } from './source-text.ts';

/** The short card: what changed since the last version, one strength with its quote, one next step. */
export function feedbackCard(round: Round, categoryName: string, own: OwnFeedback): Card {
  const { result } = own;
  if (result === null) return waitingOrNotGraded(round, own);
  if (result.verdict !== 'assessable') return notAssessable(round, categoryName, own, result);
  const blocks: Block[] = [...changesBlocks(own.before, result)];
  blocks.push(...foundLittleBlocks(result));
  blocks.push(...shortBlocks(result), ...noteBlocks(result, LATER_NOTES));
  return {
    tone: 'private',
    title: rich`${categoryName} · version ${own.revision} · ${countsText(result)}`,
    blocks,
    buttons: [
      {
        action: encodeAction({ verb: 'criteria', answerId: own.answerId }),
        label: 'All criteria',
        style: 'secondary',
      },
      retry(own.answerId),
      ...shareButtons(round, own),
      remove(own.answerId),
    ],
    footer: sourceText(own),
  };
}

/** The gist of feedback that says something: one strength with its quote, one next step, one question. */
export function shortBlocks(result: FeedbackResult): Block[] {
  const blocks: Block[] = [];
  if (result.strength !== null) {
    blocks.push({
      kind: 'text',
      text: rich`${strong(strengthLabel(result, result.strength.criterion))} words for “${titleOf(result, result.strength.criterion)}”`,
    });
    blocks.push({ kind: 'quote', text: rich`${shownQuote(result.strength.quote)}` });
  }
  blocks.push({ kind: 'text', text: rich`${strong('One next step:')} ${result.nextStep.text}` });
  if (result.followUp !== '') {
    blocks.push({ kind: 'text', text: rich`${strong('An interviewer might ask:')} ${result.followUp}` });
  }
  return blocks;
}

export function noAnswerCard(round: Round): Card {
  return {
    tone: 'private',
    blocks: [
      {
        kind: 'text',
        text: rich`You have not answered this question. Press ${strong('Answer')} when you like; feedback shows up here.`,
      },
    ],
    buttons: [
      { action: encodeAction({ verb: 'answer', roundId: round.id }), label: 'Answer', style: 'primary' },
    ],
  };
}

function waitingOrNotGraded(round: Round, own: OwnFeedback): Card {
  if (own.erased) {
    return plain(
      rich`Your words and the feedback were erased, as this community does with old answers. The day stays counted. Press ${strong('Answer')} under the question to answer it anew.`,
    );
  }
  if (own.answerState === 'held') {
    return plain(
      rich`Your text is kept for a day until you say whether you want feedback. Choose Yes, Always or No in the question you were asked.`,
    );
  }
  if (own.answerState === 'gathering') {
    return {
      ...plain(
        rich`Your answer is still being gathered. It is read after ${round.quietSeconds} quiet seconds, or at once when you press ${strong('Done')}.`,
      ),
      buttons: [
        { action: encodeAction({ verb: 'done', answerId: own.answerId }), label: 'Done', style: 'primary' },
      ],
    };
  }
  if (own.state === 'not_graded') {
    return {
      ...plain(
        rich`Not graded: the coach could not read your answer. It counts as practised all the same. You can send it again.`,
      ),
      buttons: retryAndDelete(own.answerId),
    };
  }
  return plain(rich`Your answer is being read. Feedback comes here in a moment.`);
}

function notAssessable(round: Round, categoryName: string, own: OwnFeedback, result: FeedbackResult): Card {
  return {
    tone: 'private',
    title: rich`${categoryName} · version ${own.revision} · not graded`,
    blocks: [
      { kind: 'text', text: rich`${verdictText(result)} It counts as practised all the same.` },
      ...noteBlocks(result, ['injection_suspected']),
      { kind: 'text', text: rich`${strong('One next step:')} ${result.nextStep.text}` },
    ],
    buttons: [
      ...retryAndDelete(own.answerId),
      {
        action: encodeAction({ verb: 'hint', roundId: round.id, rung: '1' }),
        label: 'Hint',
        style: 'secondary',
      },
    ],
    footer: sourceText(own),
  };
}

/** Why an answer was not graded, in a sentence; empty when it was. */
export function verdictText(result: FeedbackResult): string {
  switch (result.verdict) {
    case 'too_short':
      return 'There is not enough text here to say something useful about.';
    case 'off_topic':
      return 'The link between this answer and the question was not found. It may be there in other words.';
    case 'not_english':
      return 'Feedback reads English only for now, and most of this is in another language.';
    case 'question_to_bot':
      return 'This was read as a question to the bot, so it was not graded.';
    case 'assessable':
      return '';
    default:
      return never(result.verdict);
  }
}

function changesBlocks(before: FeedbackResult | null, after: FeedbackResult): Block[] {
  if (before === null) return [];
  const compared = compareRevisions(before, after);
  if (!compared.comparable) return [];
  if (compared.changes.length === 0) {
    return [{ kind: 'text', text: rich`Compared with your last version: every part is where it was.` }];
  }
  return [
    { kind: 'text', text: rich`${strong('What changed since your last version:')}` },
    { kind: 'list', items: compared.changes.map(changeText) },
  ];
}

function changeText(change: RevisionChange): Rich {
  const moved = rich`${strong(change.title)}: ${levelWord(change.from)} → ${levelWord(change.to)}`;
  return change.quote === null ? moved : rich`${moved}, because you wrote “${shownQuote(change.quote)}”`;
}

/** What is said after the gist. */
const LATER_NOTES: readonly NoteCode[] = ['direction_is_enough', 'injection_suspected'];

function noteBlocks(result: FeedbackResult, codes: readonly NoteCode[]): Block[] {
  return result.notes.flatMap(({ code }): Block[] => {
    const text = codes.includes(code) ? noteText(code) : null;
    return text === null ? [] : [{ kind: 'text', text: rich`${text}` }];
  });
}

/** The offline coach overlooks things: where it found nothing at all, or no link to the question, it says so of itself. */
function foundLittleBlocks(result: FeedbackResult): Block[] {
  const foundNothing = result.source === 'coach' && result.counts.met + result.counts.partial === 0;
  if (!foundNothing) return noteBlocks(result, ['question_link_unclear']);
  const unclear = result.notes.some(({ code }) => code === 'question_link_unclear');
  const what = unclear ? 'that it could tie to the question' : 'for the parts it looks for';
  return [
    {
      kind: 'text',
      text: rich`The coach did not find wording ${what}. It may have overlooked what you said.`,
    },
  ];
}

/** A part that is only partly there is not praised as one that works. */
function strengthLabel(result: FeedbackResult, key: string): string {
  const level = result.criteria.find((criterion) => criterion.key === key)?.level;
  return level === 'met' ? 'What works:' : 'Partly there:';
}

/** Only what helps the member is said; the others are for exports and `eval`. */
function noteText(code: NoteCode): string | null {
  switch (code) {
    case 'direction_is_enough':
      return "About the exact numbers: direction is enough if you can't share the figure.";
    case 'injection_suspected':
      return 'Part of the text was read as instructions to the coach, so it was left out. The rest was read as usual.';
    case 'question_link_unclear':
      return 'The link to the question was not easy to find. It may be there in other words.';
    case 'quotes_rejected':
    case 'levels_lowered':
    case 'next_step_replaced':
    case 'follow_up_replaced':
    case 'capped_no_decision':
    case 'capped_framework_only':
    case 'band_capped_coach':
      return null;
    default:
      return never(code);
  }
}

/** The buttons under feedback that can be tried again. */
export const retryAndDelete = (answerId: string): Button[] => [retry(answerId), remove(answerId)];

function retry(answerId: string): Button {
  return { action: encodeAction({ verb: 'retry', answerId }), label: 'Try again', style: 'primary' };
}

function remove(answerId: string): Button {
  return { action: encodeAction({ verb: 'delete', answerId }), label: 'Delete', style: 'danger' };
}

/** Only where there is a thread to share in. A version that is shared can be taken back. */
function shareButtons(round: Round, own: OwnFeedback): Button[] {
  const { answerId } = own;
  const buttons: Button[] = [];
  if (own.sharedRevision !== own.revision && whyNotHere(round) === null) {
    buttons.push({
      action: encodeAction({ verb: 'share', answerId }),
      label: 'Share in thread',
      style: 'secondary',
    });
  }
  if (own.sharedRevision !== null) {
    buttons.push({
      action: encodeAction({ verb: 'unshare', answerId }),
      label: 'Take back from thread',
      style: 'secondary',
    });
  }
  return buttons;
}

/** "2 met, 1 partly, 3 not found": levels that nothing has are left out, so that no zero is read as a mark. */
export function countsText(result: FeedbackResult): string {
  const { met, partial, missing } = result.counts;
  const parts: readonly (readonly [number, string])[] = [
    [met, 'met'],
    [partial, 'partly'],
    [missing, met + partial === 0 ? 'not found yet' : 'not found'],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ');
}

/** A level as people read it. */
export function levelWord(level: Level): string {
  switch (level) {
    case 'met':
      return 'met';
    case 'partial':
      return 'partly';
    case 'missing':
      return 'not found yet';
    default:
      return never(level);
  }
}

function titleOf(result: FeedbackResult, key: string): string {
  return result.criteria.find((criterion) => criterion.key === key)?.title ?? '';
}

/** The word with a capital letter. */
export const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

const plain = (text: Rich): Card => ({ tone: 'private', blocks: [{ kind: 'text', text }], buttons: [] });
