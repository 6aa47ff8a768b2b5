/** Whether an answer is about the question at all: what it says most about, and the question's own words. */
import type { CategoryRubric, Subject } from '../rubric/load-rubric.ts';
import { gradeSentences } from './grade-sentences.ts';
import { COMMON_STEMS, FUNCTION_WORDS } from './lexicon-common.ts';
import { FIELDS } from './lexicon-subjects.ts';
import type { Aspect } from './lexicon-subjects.ts';
import type { Sentence } from './read-sentences.ts';
import { stem } from './stem.ts';
import type { Weighed } from './weigh-sentences.ts';

/** Every topic a rubric may name. */
export const topicNames: readonly string[] = Object.keys(FIELDS);

/** How sure one can be that an answer is about its question. */
export type Link = 'clear' | 'unclear' | 'none';

/** The question as the coach compares it: lower case, and the stems of its words. */
export type Asked = { readonly text: string; readonly stems: ReadonlySet<string> };

/** Sentences that carry little are not asked: padding must not make an answer look like one to the question. */
const HEARD = 0.2;
/** A question with so many words of its own is a scene: an answer to it cannot do without all of them. */
const SCENE_WORDS = 4;
/** More words taken from the question say nothing more. */
const MOST_ECHOED = 3;
/** Aspects are counted in shares of this many, as most subjects have seven. */
const ASPECTS = 7;

/**
 * What speaks for and against, in one unit. Fitted by logistic regression on labelled answers, each once with its own
 * question and with questions of all other kinds, and rounded; in cross-validation by question 93 in 100 mismatches lay
 * below every match.
 */
const WEIGHTS = {
  start: 1.7,
  /** How far the answer meets its own kind of question more than the kind it meets best, and than the average. */
  overBest: 10.5,
  overMean: 6.5,
  aspectsOverBest: 8.7,
  echoed: 2.6,
  nothingEchoed: -1.4,
  nothingOfScene: -3.2,
  /** The question asks for a story and gets suppositions. */
  supposes: -2.9,
} as const;
/** Below this the link is unclear ... */
const UNCLEAR = 0;
/** ... and below this the answer is to something else. */
const ABSENT = -1.5;
const BARELY_UNCLEAR = UNCLEAR - 0.1;

/** Words that questions of every kind are framed with; taking them up says nothing. */
const FRAME: ReadonlySet<string> = new Set(
  [...FUNCTION_WORDS]
    .concat(
      `tell describe time thing something someone people product user customer team make made decide decision choose change would what
      pick work need want year one get way go good really actually find put first come let most give take look see keep call next new did`.split(
        /\s+/u,
      ),
    )
    .map(stem),
);

/** Words people answer with for words questions ask with; each line is one thing. */
const SAME: readonly (readonly string[])[] = [
  ['metric', 'number', 'measure', 'kpi', 'figure', 'rate', 'share'],
  ['competitor', 'rival', 'incumbent'],
  ['mistake', 'wrong', 'fault', 'error', 'sorry'],
  ['disagree', 'argue', 'against', 'refuse', 'insist'],
  ['launch', 'ship', 'release', 'live'],
  ['slow', 'fast', 'faster', 'wait', 'latency', 'second'],
  ['api', 'endpoint', 'interface', 'webhook'],
  ['bad', 'sad', 'angry', 'cancel', 'lose', 'lost'],
  ['news', 'told', 'tell', 'wrote', 'call'],
  ['senior', 'boss', 'director', 'manager', 'cto', 'ceo'],
  ['learn', 'watch', 'saw', 'observe', 'interview'],
  ['shut', 'stop', 'close', 'end'],
  ['research', 'interview', 'visit', 'survey'],
].map((words) => words.map(stem));

const ASKS_FOR_STORY =
  /\b(?:tell me about|describe) (?:a|the|an?other|one|some\w*|your)\b|\ba time\b|\bdid you\b/u;
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

/** How far the sentences meet one kind of question, 0..1. */
const meets = (subject: Subject, weighed: readonly Weighed[]): number => {
  const found = [...gradeSentences(subject.criteria, weighed).values()];
  const judged = subject.criteria.filter((one) => one.signal !== 'tight_story').length;
  return found.reduce((sum, one) => sum + one.points, 0) / Math.max(1, judged);
};

const max = (values: readonly number[]): number => Math.max(0, ...values);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);

const trustIn = (
  topic: string,
  rubric: CategoryRubric,
  asked: Asked,
  weighed: readonly Weighed[],
): number => {
  const heard = weighed.filter((one) => one.weight >= HEARD).map((one) => one.sentence);
  const met = new Map(rubric.subjects.map((one) => [one.topic, meets(one, weighed)]));
  const aspects = aspectsOf(heard);
  const others = <T>(map: ReadonlyMap<string, T>): readonly T[] =>
    [...map].filter(([other]) => other !== topic).map(([, value]) => value);
  const said = new Set(heard.flatMap(({ tokens }) => tokens.map((token) => token.stem)));
  const telling = [...asked.stems].filter((root) => root.length > 3 && !FRAME.has(root));
  const rare = telling.filter((root) => !COMMON_STEMS.has(root));
  const isSaid = (root: string): boolean =>
    said.has(root) || SAME.some((words) => words.includes(root) && words.some((one) => said.has(one)));
  const echoed = telling.filter(isSaid).length;
  const own = met.get(topic) ?? 0;
  let trust: number = WEIGHTS.start;
  trust += WEIGHTS.overBest * (own - max(others(met)));
  trust += WEIGHTS.overMean * (own - mean(others(met)));
  trust += (WEIGHTS.aspectsOverBest * ((aspects.get(topic) ?? 0) - max(others(aspects)))) / ASPECTS;
  trust += (WEIGHTS.echoed * Math.min(echoed, MOST_ECHOED)) / MOST_ECHOED;
  if (echoed === 0 && telling.length > 0) trust += WEIGHTS.nothingEchoed;
  const sceneAbsent = rare.length >= SCENE_WORDS && !rare.some(isSaid);
  if (sceneAbsent) trust += WEIGHTS.nothingOfScene;
  if (ASKS_FOR_STORY.test(asked.text)) {
    const text = heard.map((sentence) => sentence.text).join('\n');
    if (count(SUPPOSES, text) > count(TELLS, text)) trust += WEIGHTS.supposes;
  }
  // Another scene of the same kind meets everything but the scene.
  return sceneAbsent && echoed <= 1 ? Math.min(trust, BARELY_UNCLEAR) : trust;
};

/**
 * Whether an answer is to its question. A few words of the subject prove nothing by themselves, since good answers
 * are told in the words of their own trade; so it takes several signs. Where the rubric names no known topic there is
 * nothing to compare with, so "clear".
 */
export const linkToQuestion = (rubric: CategoryRubric, asked: Asked, weighed: readonly Weighed[]): Link => {
  const { topic } = rubric;
  if (topic === undefined || !Object.hasOwn(FIELDS, topic)) return 'clear';
  const trust = trustIn(topic, rubric, asked, weighed);
  if (trust >= UNCLEAR) return 'clear';
  return trust >= ABSENT ? 'unclear' : 'none';
};
