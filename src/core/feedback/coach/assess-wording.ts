/** Reads an answer for wording that meets each criterion. Pure and deterministic. */
import type {
  AnchorKey,
  Anchors,
  Assessment,
  AssessRequest,
  CriterionAssessment,
  Level,
  Verdict,
} from '../contract.ts';
import { blankOut, findInjection } from '../injection.ts';
import { chooseCriterion } from '../next-step.ts';
import { chooseEvidence } from './choose-evidence.ts';
import type { Finding } from './choose-evidence.ts';
import { decideVerdict, MIN_WORDS } from './abstain.ts';
import { readSentences, plainLower } from './read-sentences.ts';
import { stem } from './stem.ts';
import { linkToQuestion } from './topic.ts';
import { weighSentences } from './weigh-sentences.ts';

const NO_ANCHORS: Anchors = { problem: null, decision: null, tradeoff: null, outcome: null, lesson: null };

const reasonFor = (level: Level, looksFor: string): string => {
  switch (level) {
    case 'met':
      return `I found wording for ${looksFor}.`;
    case 'partial':
      return `I found some wording for ${looksFor}, but little that only this story could contain.`;
    case 'missing':
      return `I did not find wording for ${looksFor}.`;
    default: {
      const impossible: never = level;
      return impossible;
    }
  }
};

/** Lighter sentences do not make an answer longer: otherwise padding would. */
const SAYS_SOMETHING = 0.3;

/** When the link to the question is unclear, the coach trusts its findings one step less. */
const DOWN: Readonly<Record<Level, Level>> = { met: 'partial', partial: 'missing', missing: 'missing' };

const unlinkedReason = (looksFor: string): string =>
  `I found wording for ${looksFor}, but could not link it to this question.`;

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

const anchorsFrom = (request: AssessRequest, findings: readonly Finding[]): Anchors => {
  const anchors: Anchors = { ...NO_ANCHORS };
  for (const criterion of request.rubric.criteria) {
    if (criterion.role === 'other') continue;
    const role: AnchorKey = criterion.role;
    const found = findings.find((one) => one.key === criterion.key);
    if (anchors[role] === null && found !== undefined && found.level !== 'missing')
      anchors[role] = found.quotes[0] ?? null;
  }
  return anchors;
};

/** The coach's assessment of one answer. Same answer, same result; never throws on any text. */
export const assessWording = (request: AssessRequest): Assessment => {
  const injection = findInjection(request.answer);
  const answer = blankOut(request.answer, injection);
  const question = plainLower(request.question.text);
  const asked = new Set((question.match(/[a-z][a-z'-]*/gu) ?? []).map(stem));
  const sentences = readSentences(answer, asked);
  const weighed = weighSentences(request, sentences);
  const link = linkToQuestion(request.rubric.topic, question, asked, weighed);
  const verdict = decideVerdict(answer, weighed, link);
  if (verdict !== 'assessable') return abstention(request, verdict, injection.length > 0);
  // A few words stay too few when padding surrounds them: they then prove nothing instead of being "too short".
  const told = weighed
    .filter((one) => one.weight >= SAYS_SOMETHING)
    .reduce((sum, one) => sum + one.sentence.tokens.length, 0);
  const found = chooseEvidence(request, told < MIN_WORDS ? [] : weighed);
  const findings = link === 'clear' ? found : found.map((one) => ({ ...one, level: DOWN[one.level] }));
  const criteria = findings.map(({ key, looksFor, level, quotes }, index): CriterionAssessment => ({
    key,
    reason: found[index]?.level === level ? reasonFor(level, looksFor) : unlinkedReason(looksFor),
    level,
    quotes: level === 'missing' ? [] : [...quotes],
  }));
  const strongest = findings
    .filter((one) => one.level !== 'missing' && one.quotes.length > 0)
    .toSorted((a, b) => Number(b.level === 'met') - Number(a.level === 'met') || b.points - a.points);
  const levels = criteria.map(({ key, level, reason }) => ({ key, level, reason, title: key, quotes: [] }));
  const chosen = chooseCriterion(request.rubric, levels);
  return {
    verdict,
    criteria,
    strengths: strongest.slice(0, 2).map((one) => ({ criterion: one.key, quote: one.quotes[0] ?? '' })),
    nextStep: { criterion: chosen?.key ?? null, text: chosen?.next ?? '' },
    followUp: chosen?.follow ?? request.rubric.criteria[0]?.follow ?? '',
    anchors: anchorsFrom(request, findings),
    injectionSuspected: injection.length > 0,
    linkUnclear: link !== 'clear',
  };
};
