/** The long card: every criterion, and the anchors. */
import type { Block, Card } from '../platform/card.ts';
import { rich, strong } from '../platform/rich.ts';
import { capital, countsText, levelWord, retryAndDelete } from './cards.ts';
import { ANCHOR_KEYS, HINTS_OF, NO_WORDING } from './contract.ts';
import type { CriterionResult, FeedbackResult } from './contract.ts';
import type { OwnFeedback } from './load-feedback.ts';
import { inOneLine, shownQuote } from './shown-quote.ts';
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
 * What was found, each with its quotes; what was not is one list. The coach says the same of each, which six times under
 * one another reads like a verdict; a model's own reasons are kept.
 */
function foundAndNotBlocks(result: FeedbackResult): Block[] {
  const missing = result.criteria.filter(({ level }) => level === 'missing');
  const notFound = missing.filter(({ reason }) => reason === '' || reason.startsWith(NO_WORDING));
  const listed = notFound.length > 1 ? notFound : [];
  const isListed = (criterion: CriterionResult): boolean => listed.includes(criterion);
  const told = result.criteria.filter((criterion) => !isListed(criterion));
  return [
    ...told.flatMap((criterion) => criterionBlocks(criterion, result.source)),
    ...listBlocks('Not found yet:', 'no wording was found for these parts.', listed),
  ];
}

function listBlocks(label: string, text: string, criteria: readonly CriterionResult[]): Block[] {
  if (criteria.length === 0) return [];
  return [
    { kind: 'text', text: rich`${strong(label)} ${text}` },
    { kind: 'list', items: criteria.map(({ title }) => rich`${title}`) },
  ];
}

function criterionBlocks(criterion: CriterionResult, source: FeedbackResult['source']): Block[] {
  // Of what is met the title and the quotes say all that the coach could say.
  const isPlain = criterion.reason === '' || (source === 'coach' && criterion.level === 'met');
  const reason = isPlain ? rich`` : rich`. ${criterion.reason}`;
  const level = criterion.reason.startsWith(HINTS_OF) ? 'not found in one place' : levelWord(criterion.level);
  return [
    { kind: 'text', text: rich`${strong(capital(level))}: ${criterion.title}${reason}` },
    ...criterion.quotes.map((quote): Block => ({ kind: 'quote', text: rich`${shownQuote(quote)}` })),
  ];
}

/**
 * The anchors that were found; not every type has each, and what is not found is said among the criteria. Words that
 * stand for two parts are shown once.
 */
function anchorBlocks(result: FeedbackResult): Block[] {
  const labels = new Map<string, string[]>();
  for (const key of ANCHOR_KEYS) {
    const words = result.anchors[key];
    if (words !== null) labels.set(words, [...(labels.get(words) ?? []), key]);
  }
  if (labels.size === 0) return [];
  const facts = [...labels].map(([words, keys]) => ({
    label: capital(keys.join(' and ')),
    value: rich`“${asQuoted(result, words)}”`,
  }));
  return [
    { kind: 'text', text: rich`${strong('Your anchors, in your own words:')}` },
    { kind: 'facts', facts },
  ];
}

/** The words as the same quote is shown above them. */
function asQuoted(result: FeedbackResult, words: string): string {
  const quote = result.criteria.flatMap(({ quotes }) => quotes).find(({ text }) => text === words);
  return quote === undefined ? inOneLine(words) : shownQuote(quote);
}
