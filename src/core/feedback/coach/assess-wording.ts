/** Reads an answer for wording that meets each criterion. Pure and deterministic. */
import type { Anchors, Assessment, AssessRequest, CriterionAssessment, Level, Verdict } from '../contract.ts';
import { HINTS_OF, NO_WORDING } from '../contract.ts';
import { blankOut, findInjection, overlaps } from '../injection.ts';
import { chooseCriterion, stepForVerdict, usualFollowUp, usualStep } from '../next-step.ts';
import { chooseEvidence } from './choose-evidence.ts';
import type { Finding } from './choose-evidence.ts';
import type { CriterionRubric } from '../rubric/load-rubric.ts';
import { coverWithQuotes } from './clip-quote.ts';
import { detectorFor } from './detectors.ts';
import { judge } from './judge.ts';
import type { Judged, Reading } from './judge.ts';
import { englishOf } from './other-language.ts';
import { readQuestion } from './question-match.ts';
import { readSentences } from './read-sentences.ts';
import { rubricWords } from './rubric-words.ts';

const NO_ANCHORS: Anchors = { problem: null, decision: null, tradeoff: null, outcome: null, lesson: null };

const begunLower = (text: string): string => `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;

const wordsFor = (level: Level, looksFor: string, evidence: string): string => {
  switch (level) {
    case 'met':
      return `I found wording for ${looksFor}.`;
    case 'partial':
      return `I found some wording for ${looksFor}. What would make it clearer: ${begunLower(evidence)}`;
    case 'missing':
      return `${NO_WORDING} ${looksFor}.`;
    default: {
      const impossible: never = level;
      return impossible;
    }
  }
};

const reasonFor = (request: AssessRequest, { key, level, looksFor, scattered }: Finding): string => {
  if (scattered) return `${HINTS_OF} ${looksFor} in several places, but no short passage to quote for it.`;
  const evidence = request.rubric.criteria.find((one) => one.key === key)?.evidence ?? '';
  return wordsFor(level, looksFor, evidence);
};

/** The rubric's step, but for an answer to be tied to the question first, and for what is to be brought together. */
const stepFor = (findings: readonly Finding[], judged: Judged, chosen: CriterionRubric | null): string => {
  const about = findings.find(({ key }) => key === chosen?.key);
  if (chosen === null || about === undefined) return '';
  if (judged.link !== 'clear') return stepForVerdict('off_topic');
  return about.scattered
    ? `Say in a sentence of its own: ${about.looksFor}. There are hints of it, spread over several places.`
    : usualStep(chosen, about.level);
};

const abstention = (request: AssessRequest, verdict: Verdict, injectionSuspected: boolean): Assessment => ({
  verdict,
  criteria: request.rubric.criteria.map(({ key }): CriterionAssessment => ({
    key,
    reason: '',
    level: 'missing',
    quotes: [],
  })),
  strengths: [],
  nextStep: { criterion: null, text: '' },
  followUp: '',
  anchors: NO_ANCHORS,
  injectionSuspected,
});

/**
 * The member's own words for each part. They are a help to remember by, so they are shown where the link to the
 * question was not found, too, and where a level has too many places to be quoted.
 */
const anchorsFrom = (reading: Reading, judged: Judged, findings: readonly Finding[]): Anchors => {
  const { request, sentences } = reading;
  const anchors: Anchors = { ...NO_ANCHORS };
  for (const { key, role, signal } of request.rubric.criteria) {
    if (role === 'other' || anchors[role] !== null) continue;
    const found = findings.find((one) => one.key === key);
    const [strongest] = judged.grades.get(key)?.carriers ?? [];
    anchors[role] =
      (found?.level === 'missing' ? undefined : found?.quotes[0]) ??
      (strongest === undefined
        ? undefined
        : coverWithQuotes(request.answer, [strongest], detectorFor(signal), sentences)?.[0]?.text) ??
      null;
  }
  return anchors;
};

/** A block of code is not told in words. */
const CODE = /```[\s\S]*?```/gu;

/** The coach's assessment of one answer. Same answer, same result; never throws on any text. */
export const assessWording = (request: AssessRequest): Assessment => {
  const injection = findInjection(request.answer);
  const code = [...request.answer.matchAll(CODE)].map(({ index, 0: block }) => ({
    start: index,
    end: index + block.length,
  }));
  const answer = blankOut(request.answer, [...injection, ...code]);
  const asked = readQuestion(request.question);
  const said = new Set<string>();
  const sentences = readSentences(answer, asked.stems, rubricWords(request).stems).filter((sentence) => {
    // Saying it twice adds nothing; and a sentence that runs into text for the grader is no evidence.
    const fresh =
      !said.has(sentence.text) && ![...injection, ...code].some((span) => overlaps(span, sentence));
    said.add(sentence.text);
    return fresh;
  });
  const english = englishOf(sentences);
  if (english === null) return abstention(request, 'not_english', injection.length > 0);
  const reading = { request, asked, sentences: english };
  const judged = judge(reading);
  if (judged.verdict !== 'assessable') {
    const silent = abstention(request, judged.verdict, injection.length > 0);
    return { ...silent, anchors: anchorsFrom(reading, judged, []) };
  }
  const findings = chooseEvidence(reading, judged);
  const criteria = findings.map((one): CriterionAssessment => ({
    key: one.key,
    reason: reasonFor(request, one),
    level: one.level,
    quotes: [...one.quotes],
  }));
  const strongest = findings
    .filter((one) => one.level !== 'missing' && one.quotes.length > 0)
    .toSorted((a, b) => Number(b.level === 'met') - Number(a.level === 'met') || b.points - a.points);
  const levels = criteria.map(({ key, level, reason }) => ({ key, level, reason, title: key, quotes: [] }));
  const chosen = chooseCriterion(request.rubric, levels);
  return {
    verdict: judged.verdict,
    criteria,
    strengths: strongest.slice(0, 2).map((one) => ({ criterion: one.key, quote: one.quotes[0] ?? '' })),
    nextStep: { criterion: chosen?.key ?? null, text: stepFor(findings, judged, chosen) },
    followUp: usualFollowUp(request, chosen ?? request.rubric.criteria[0]),
    anchors: anchorsFrom(reading, judged, findings),
    injectionSuspected: injection.length > 0,
    quoteStarts: new Map(findings.map(({ key, starts }) => [key, starts])),
    linkUnclear: judged.link !== 'clear',
    decisionScattered: request.rubric.criteria.some(
      ({ key, role }) => role === 'decision' && findings.some((one) => one.key === key && one.scattered),
    ),
  };
};
