/** Whether an answer is about the question at all: what it says most about, and the question's own words. */
import type { CategoryRubric } from '../rubric/load-rubric.ts';
import { meetCriteria } from './grade-sentences.ts';
import { FIELDS } from './lexicon-subjects.ts';
import type { Aspect } from './lexicon-subjects.ts';
import { ASKS_FOR_STORY, matchQuestion } from './question-match.ts';
import type { Asked } from './question-match.ts';
import type { Sentence } from './read-sentences.ts';
import type { Weighed } from './weigh-sentences.ts';

/** Every topic a rubric may name. */
export const topicNames: readonly string[] = Object.keys(FIELDS);

/** How sure one can be that an answer is about its question. */
export type Link = 'clear' | 'unclear' | 'none';

/** Sentences that carry little are not asked: padding must not make an answer look like one to the question. */
const HEARD = 0.2;
/** Wording for a situation is often in a short plain sentence. */
const BARELY_HEARD = 0.05;
/** Aspects are counted in shares of this many, as most subjects have seven. */
const ASPECTS = 7;
/** What a question about no known situation is taken to have seen of it. */
const NOT_ASKED = 0.5;

const SIGNS = ['overBest', 'overMean', 'aspectsOverBest', 'situations', 'supposes', 'margin'] as const;
type Signs = Readonly<Record<(typeof SIGNS)[number], number>>;

/**
 * What speaks for and against, in one unit. Fitted by logistic regression on labelled answers in eleven sets (310 right
 * ones), each once with its own question and with others of its own kind (half as heavy) and of other kinds, right and
 * swapped alike heavy, and rounded.
 */
const WEIGHTS: Signs = {
  /** How far the answer meets its own kind of question more than the kind it meets best, and than the average. */
  overBest: 15.5,
  overMean: 2.4,
  aspectsOverBest: 3.6,
  /** Wording for the situation asked about. */
  situations: 4.3,
  /** The question asks for a story and gets suppositions. */
  supposes: -2.7,
  /** The question's words, in whatever words, beside those of all other questions. */
  margin: 3,
};
const START = 0.55;
/** Below this the link is unclear: 1 in 50 labelled right answers ... */
const UNCLEAR = -0.5;
/** ... and below this, far from every labelled right answer (none below -2.6), it is to something else. */
const ABSENT = -3;

const SUPPOSES = /\bi(?:'d| would)\b/gu;
const TELLS =
  /\bi (?:\w+ )?(?:\w{2,}ed|was|had|told|wrote|took|went|sat|made|built|put|said|gave|did|chose|found)\b/gu;

const count = (pattern: RegExp, text: string): number => [...text.matchAll(pattern)].length;

const hits = (aspect: Aspect, text: string): number =>
  aspect instanceof RegExp ? Number(aspect.test(text)) : count(aspect.pattern, text);

/** Sentences are looked at again and again when quotes are chosen; what they touch does not change. */
const touchedBefore = new WeakMap<Sentence, ReadonlyMap<string, readonly number[]>>();

const touches = (sentence: Sentence): ReadonlyMap<string, readonly number[]> => {
  const known = touchedBefore.get(sentence);
  if (known !== undefined) return known;
  const found = new Map(
    Object.entries(FIELDS).map(([topic, field]) => [
      topic,
      field.map((aspect) => hits(aspect, sentence.text)),
    ]),
  );
  touchedBefore.set(sentence, found);
  return found;
};

/** How many aspects of each subject the sentences touch. */
const aspectsOf = (heard: readonly Sentence[]): ReadonlyMap<string, number> =>
  new Map(
    Object.entries(FIELDS).map(([topic, field]) => {
      const found = field.filter((aspect, index) => {
        const times = heard.reduce((sum, one) => sum + (touches(one).get(topic)?.[index] ?? 0), 0);
        return times >= (aspect instanceof RegExp ? 1 : aspect.times);
      });
      return [topic, found.length];
    }),
  );

const max = (values: readonly number[]): number => Math.max(0, ...values);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);

/** What speaks for and against an answer being to its question, each in its own unit. */
const signsOf = (topic: string, rubric: CategoryRubric, asked: Asked, weighed: readonly Weighed[]): Signs => {
  const said = hearIn(weighed, BARELY_HEARD);
  const stems = new Set(said.flatMap(({ tokens }) => tokens.map((token) => token.stem)));
  const match = matchQuestion(asked, said, stems);
  const met = new Map(rubric.subjects.map((one) => [one.topic, meetCriteria(one.criteria, weighed)]));
  const aspects = aspectsOf(hearIn(weighed, HEARD));
  const others = <T>(map: ReadonlyMap<string, T>): readonly T[] =>
    [...map].filter(([other]) => other !== topic).map(([, value]) => value);
  const own = met.get(topic) ?? 0;
  return {
    overBest: own - max(others(met)),
    overMean: own - mean(others(met)),
    aspectsOverBest: ((aspects.get(topic) ?? 0) - max(others(aspects))) / ASPECTS,
    situations: match.situations ?? NOT_ASKED,
    supposes: Number(asksForStory(asked) && supposes(weighed)),
    margin: match.margin,
  };
};

const asksForStory = ({ text }: Asked): boolean => ASKS_FOR_STORY.test(text) && !/\bwould you\b/u.test(text);

const supposes = (weighed: readonly Weighed[]): boolean => {
  const text = textOf(hearIn(weighed, BARELY_HEARD));
  return count(SUPPOSES, text) > count(TELLS, text);
};

const hearIn = (weighed: readonly Weighed[], from: number): readonly Sentence[] =>
  weighed.filter((one) => one.weight >= from).map((one) => one.sentence);

const textOf = (heard: readonly Sentence[]): string => heard.map((sentence) => sentence.text).join('\n');

/**
 * Whether an answer is to its question: of its kind, and about its matter. A few words of the subject prove nothing by
 * themselves, since good answers are told in the words of their own trade; so it takes several signs. Where the rubric
 * names no known topic there is nothing to compare with, so "clear".
 */
export const linkToQuestion = (rubric: CategoryRubric, asked: Asked, weighed: readonly Weighed[]): Link => {
  const { topic } = rubric;
  if (topic === undefined || !Object.hasOwn(FIELDS, topic)) return 'clear';
  const signs = signsOf(topic, rubric, asked, weighed);
  const trust = START + SIGNS.reduce((sum, sign) => sum + WEIGHTS[sign] * signs[sign], 0);
  if (trust < ABSENT) return 'none';
  return trust < UNCLEAR ? 'unclear' : 'clear';
};
