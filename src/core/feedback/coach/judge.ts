/** What a set of sentences carries: the verdict, and the level of each criterion. Quotes are chosen by asking it again. */
import type { AssessRequest, Level, Verdict } from '../contract.ts';
import { decideVerdict, MIN_WORDS } from './abstain.ts';
import { gradeSentences } from './grade-sentences.ts';
import type { Graded } from './grade-sentences.ts';
import type { Sentence } from './read-sentences.ts';
import { tightLevel } from './tight-story.ts';
import { linkToQuestion } from './topic.ts';
import type { Link } from './topic.ts';
import type { Asked } from './question-match.ts';
import { weighSentences } from './weigh-sentences.ts';
import type { Weighed } from './weigh-sentences.ts';

/** An answer as the coach reads it, with the question it is compared to. */
export type Reading = {
  readonly request: AssessRequest;
  readonly asked: Asked;
  readonly sentences: readonly Sentence[];
};

export type Judged = {
  readonly verdict: Verdict;
  readonly link: Link;
  /** What each criterion's own wording carries, before the link to the question is looked at; nothing unless English prose. */
  readonly grades: ReadonlyMap<string, Graded>;
  /** The level of every criterion; all missing unless the verdict is "assessable". */
  readonly levels: ReadonlyMap<string, Level>;
};

/** Lighter sentences do not make an answer longer: otherwise padding would. */
const SAYS_SOMETHING = 0.3;

const NOTHING: ReadonlyMap<string, Graded> = new Map();

const gradesOf = (request: AssessRequest, weighed: readonly Weighed[]): ReadonlyMap<string, Graded> => {
  // A few words stay too few when padding surrounds them: they then prove nothing instead of being "too short".
  const told = weighed
    .filter((one) => one.weight >= SAYS_SOMETHING)
    .reduce((sum, one) => sum + one.sentence.tokens.length, 0);
  return told < MIN_WORDS ? NOTHING : gradeSentences(request.rubric.criteria, weighed);
};

const levelOf = (
  request: AssessRequest,
  weighed: readonly Weighed[],
  grades: ReadonlyMap<string, Graded>,
  key: string,
): Level => {
  const signal = request.rubric.criteria.find((one) => one.key === key)?.signal;
  return signal === 'tight_story'
    ? tightLevel(request.rubric, weighed, grades)
    : (grades.get(key)?.level ?? 'missing');
};

/** Judges all the sentences of an answer. */
export const judge = (reading: Reading): Judged => {
  const { request, asked, sentences } = reading;
  const weighed = weighSentences(request, sentences, asked);
  const link = linkToQuestion(request.rubric, asked, weighed);
  const text = sentences.map(({ start, end }) => request.answer.slice(start, end)).join('\n');
  const verdict = decideVerdict(text, weighed, link);
  const isRead = verdict === 'assessable' || verdict === 'off_topic';
  const grades = isRead ? gradesOf(request, weighed) : NOTHING;
  const levels = request.rubric.criteria.map(({ key }): readonly [string, Level] => {
    const level = verdict === 'assessable' ? levelOf(request, weighed, grades, key) : 'missing';
    return [key, level];
  });
  return { verdict, link, grades, levels: new Map(levels) };
};

/** What carries one criterion in the sentences that are left, or null when its level is below `level` there. */
export const stillCarries = (
  reading: Reading,
  rest: readonly Sentence[],
  key: string,
  level: Level,
): readonly Sentence[] | null => {
  const { request, asked } = reading;
  const weighed = weighSentences(request, rest, asked, false);
  const grades = gradesOf(request, weighed);
  if (RANK[levelOf(request, weighed, grades, key)] < RANK[level]) return null;
  return grades.get(carrierOf(request, key))?.carriers ?? [];
};

/** The criterion whose sentences stand for this one: a story that moves is shown by its opening. */
export const carrierOf = (request: AssessRequest, key: string): string => {
  const { criteria } = request.rubric;
  const signal = criteria.find((one) => one.key === key)?.signal;
  return signal === 'tight_story' ? (criteria.find((one) => one.role === 'problem')?.key ?? key) : key;
};

/** Levels in order. */
export const RANK: Readonly<Record<Level, number>> = { missing: 0, partial: 1, met: 2 };
