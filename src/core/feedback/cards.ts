import type { SourceNote } from '../db/tables.ts';
import { never } from '../errors.ts';
import { encodeAction } from '../platform/action.ts';
import type { Block, Button, Card } from '../platform/card.ts';
import { rich, strong, type Rich } from '../platform/rich.ts';
import type { Round } from '../rounds/load-round.ts';
import { whyNotHere } from '../sharing/can-share.ts';
import { compareRevisions, type RevisionChange } from './compare-revisions.ts';
import type { CriterionResult, FeedbackResult, Level, NoteCode } from './contract.ts';
import type { OwnFeedback } from './load-feedback.ts';

/** The short card: what changed since the last version, one strength with its quote, one next step. */
export function feedbackCard(round: Round, categoryName: string, own: OwnFeedback): Card {
  const { result } = own;
  if (result === null) return waitingOrNotGraded(round, own);
  if (result.verdict !== 'assessable') return notAssessable(round, categoryName, own, result);
  const blocks: Block[] = [...changesBlocks(own.before, result)];
  blocks.push(...shortBlocks(result));
  blocks.push(...noteBlocks(result));
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
      text: rich`${strong('What works:')} ${titleOf(result, result.strength.criterion)}`,
    });
    blocks.push({ kind: 'quote', text: rich`${result.strength.quote.text}` });
  }
  blocks.push({ kind: 'text', text: rich`${strong('One next step:')} ${result.nextStep.text}` });
  if (result.followUp !== '') {
    blocks.push({ kind: 'text', text: rich`${strong('An interviewer might ask:')} ${result.followUp}` });
  }
  return blocks;
}

/** Every criterion in words, with the quotes it rests on, and the member's own anchors. */
export function criteriaCard(categoryName: string, own: OwnFeedback, result: FeedbackResult): Card {
  return {
    tone: 'private',
    title: rich`${categoryName} · all criteria · ${countsText(result)}`,
    blocks: [...result.criteria.flatMap(criterionBlocks), ...anchorBlocks(result)],
    buttons: retryAndDelete(own.answerId),
    footer: sourceText(own),
  };
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
      return 'This is too short to say something useful about.';
    case 'off_topic':
      return 'This seems to answer another question.';
    case 'not_english':
      return 'This coach reads English only for now.';
    case 'question_to_bot':
      return 'This reads like a question to the bot, so it was not graded.';
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
    return [{ kind: 'text', text: rich`Compared with your last version: the same criteria are met.` }];
  }
  return [
    { kind: 'text', text: rich`${strong('What changed since your last version:')}` },
    { kind: 'list', items: compared.changes.map(changeText) },
  ];
}

function changeText(change: RevisionChange): Rich {
  const moved = rich`${strong(change.title)}: ${levelWord(change.from)} → ${levelWord(change.to)}`;
  return change.quote === null ? moved : rich`${moved}, because you wrote “${change.quote.text}”`;
}

function criterionBlocks(criterion: CriterionResult): Block[] {
  const reason = criterion.reason === '' ? rich`` : rich`. ${criterion.reason}`;
  return [
    { kind: 'text', text: rich`${strong(capital(levelWord(criterion.level)))}: ${criterion.title}${reason}` },
    ...criterion.quotes.map((quote): Block => ({ kind: 'quote', text: rich`${quote.text}` })),
  ];
}

function anchorBlocks(result: FeedbackResult): Block[] {
  const facts = Object.entries(result.anchors).map(([label, words]) => ({
    label: capital(label),
    value: words === null ? rich`not found yet` : rich`“${words}”`,
  }));
  return [
    { kind: 'text', text: rich`${strong('Your anchors, in your own words:')}` },
    { kind: 'facts', facts },
  ];
}

function noteBlocks(result: FeedbackResult): Block[] {
  return result.notes.flatMap(({ code }): Block[] => {
    const text = noteText(code);
    return text === null ? [] : [{ kind: 'text', text: rich`${text}` }];
  });
}

/** Only what helps the member is said; the others are for exports and `eval`. */
function noteText(code: NoteCode): string | null {
  switch (code) {
    case 'direction_is_enough':
      return "Direction is enough if you can't share the figure.";
    case 'injection_suspected':
      return 'Part of the text reads like instructions to the coach. It was read as text and followed by nobody.';
    case 'question_link_unclear':
      return 'It is not clear how this ties to the question asked. Name the situation from the question once.';
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

function sourceText(own: OwnFeedback): Rich {
  if (own.result?.source === 'model') {
    return rich`Read by ${own.label ?? 'a model'}. Every quote was checked against your answer.`;
  }
  const why = own.sourceNote === null ? '' : `${insteadText(own.sourceNote)} `;
  const reach =
    own.sentTo === null
      ? 'Read by no outside service.'
      : `It was also sent to ${own.sentTo}; nothing on this card comes from there.`;
  return rich`${why}Offline coach: it finds wording, not meaning. Every quote was checked against your answer. ${reach}`;
}

function insteadText(note: SourceNote): string {
  switch (note) {
    case 'member_allowance':
      return "Today's model allowance for you is used up, so the offline coach read this. It starts anew at 00:00 UTC.";
    case 'community_allowance':
      return "Today's model allowance for this community is used up, so the offline coach read this. It starts anew at 00:00 UTC.";
    case 'unavailable':
      return 'The model could not be used just now, so the offline coach read this. You can press Try again later.';
    case 'no_reading':
      return 'The model gave no reading that could be used, so the offline coach read this.';
    default:
      return never(note);
  }
}

const retryAndDelete = (answerId: string): Button[] => [retry(answerId), remove(answerId)];

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

/** "2 met, 1 partly, 3 not found". */
export function countsText(result: FeedbackResult): string {
  const { met, partial, missing } = result.counts;
  return `${met} met, ${partial} partly, ${missing} not found`;
}

function levelWord(level: Level): string {
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

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

const plain = (text: Rich): Card => ({ tone: 'private', blocks: [{ kind: 'text', text }], buttons: [] });
