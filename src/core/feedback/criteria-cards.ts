/** The long card: every criterion, and the anchors. */
import type { Block, Card } from '../platform/card.ts';
import { rich, strong } from '../platform/rich.ts';
import { capital, countsText, levelWord, retryAndDelete } from './cards.ts';
import { NO_WORDING } from './contract.ts';
import type { CriterionResult, FeedbackResult } from './contract.ts';
import type { OwnFeedback } from './load-feedback.ts';
import { sourceText } from './source-text.ts';

/** Every criterion in words, with the quotes it rests on, and the member's own anchors. */
export function criteriaCard(categoryName: string, own: OwnFeedback, result: FeedbackResult): Card {
  return {
    tone: 'private',
    title: rich`${categoryName} · all criteria · ${countsText(result)}`,
    blocks: [...foundAndNotBlocks(result), ...anchorBlocks(result)],
    buttons: retryAndDelete(own.answerId),
    footer: sourceText(own),
  };
}

/**
 * What was found, each with its quotes; what was not is one list. The coach says of each that it found no wording, which
 * six times under one another reads like a verdict; a model's own reasons are kept.
 */
function foundAndNotBlocks(result: FeedbackResult): Block[] {
  const plainlyMissing = result.criteria.filter(
    ({ level, reason }) => level === 'missing' && (reason === '' || reason.startsWith(NO_WORDING)),
  );
  if (plainlyMissing.length < 2) return result.criteria.flatMap(criterionBlocks);
  const others = result.criteria.filter((criterion) => !plainlyMissing.includes(criterion));
  return [
    ...others.flatMap(criterionBlocks),
    { kind: 'text', text: rich`${strong('Not found yet:')} no wording was found for these parts.` },
    { kind: 'list', items: plainlyMissing.map(({ title }) => rich`${title}`) },
  ];
}

function criterionBlocks(criterion: CriterionResult): Block[] {
  const reason = criterion.reason === '' ? rich`` : rich`. ${criterion.reason}`;
  return [
    { kind: 'text', text: rich`${strong(capital(levelWord(criterion.level)))}: ${criterion.title}${reason}` },
    ...criterion.quotes.map((quote): Block => ({ kind: 'quote', text: rich`${quote.text}` })),
  ];
}

/** The anchors that were found; not every type has each, and what is not found is said among the criteria. */
function anchorBlocks(result: FeedbackResult): Block[] {
  const facts = Object.entries(result.anchors).flatMap(([label, words]) =>
    words === null ? [] : [{ label: capital(label), value: rich`“${words}”` }],
  );
  if (facts.length === 0) return [];
  return [
    { kind: 'text', text: rich`${strong('Your anchors, in your own words:')}` },
    { kind: 'facts', facts },
  ];
}
