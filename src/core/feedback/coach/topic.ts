/** Whether an answer is about the question at all: what it says most about, and the question's own words. */
import type { CategoryRubric, Subject } from '../rubric/load-rubric.ts';
import { gradeSentences } from './grade-sentences.ts';
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
/** More words taken from the question say nothing more. */
const MOST_ECHOED = 3;
/** More of a scene's things, or of its field's words, say nothing more. */
const MOST_PROPS = 4;
const MOST_FIELD_WORDS = 3;
/** Aspects are counted in shares of this many, as most subjects have seven. */
const ASPECTS = 7;

/**
 * What can be seen of the link between an answer and a question. `overBest`, `overMean`: how far the answer meets its own
 * kind of question more than the kind it meets best, and than the average. `everySituation`: the wording that any answer
 * has for any situation. `fieldWords`, `props`: what it takes up of a scene. `supposes`: suppositions for an answer to a
 * question that asks for a story.
 */
const SIGNS = [
  'overBest',
  'overMean',
  'aspectsOverBest',
  'echoed',
  'rareEchoed',
  'noRareEchoed',
  'situations',
  'ownSituations',
  'everySituation',
  'fieldWords',
  'props',
  'nothingOfScene',
  'hardlyScene',
  'supposes',
] as const;
type Signs = Readonly<Record<(typeof SIGNS)[number], number>>;
type Weights = Partial<Signs> & { readonly start: number };

/**
 * What speaks for and against, in one unit. Fitted by logistic regression on labelled answers (139 right ones to 70
 * questions), each once with its own question and with the others, and rounded. KIND was fitted against questions of
 * other kinds, MATTER against other questions of the same kind.
 */
const KIND: Weights = {
  start: -1.2,
  overBest: 7.5,
  overMean: 3.3,
  aspectsOverBest: 7.3,
  echoed: 4.6,
  situations: 4.5,
  everySituation: -4.6,
  nothingOfScene: -2.3,
  hardlyScene: -3.8,
  supposes: -2.5,
};
const MATTER: Weights = {
  start: -6.1,
  echoed: 2.7,
  rareEchoed: 0.7,
  noRareEchoed: -0.8,
  ownSituations: 4.6,
  everySituation: -4.5,
  fieldWords: 4,
  props: 3,
  nothingOfScene: -2.2,
  hardlyScene: -1.9,
  supposes: -3.8,
};

/** Below these the link is unclear: in cross-validation by question, 3 in 100 right answers lay there ... */
const UNCLEAR = { kind: -0.4, matter: -1.5 } as const;
/** ... and below these, where none did, the answer is to something else. */
const ABSENT = { kind: -2, matter: -3.5 } as const;
/** What a question that names no situation, or sets no scene, is taken to have seen of it. */
const NOT_ASKED = 0.6;

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

const signsOf = (topic: string, rubric: CategoryRubric, asked: Asked, weighed: readonly Weighed[]): Signs => {
  const heard = weighed.filter((one) => one.weight >= HEARD).map((one) => one.sentence);
  const met = new Map(rubric.subjects.map((one) => [one.topic, meets(one, weighed)]));
  const aspects = aspectsOf(heard);
  const others = <T>(map: ReadonlyMap<string, T>): readonly T[] =>
    [...map].filter(([other]) => other !== topic).map(([, value]) => value);
  const own = met.get(topic) ?? 0;
  const text = weighed
    .filter((one) => one.weight >= BARELY_HEARD)
    .map((one) => one.sentence.text)
    .join('\n');
  const said = new Set(heard.flatMap(({ tokens }) => tokens.map((token) => token.stem)));
  const { echoed, rareEchoed, asksRare, situations, ownSituations, everySituation, scene } = matchQuestion(
    asked,
    text,
    said,
  );
  return {
    overBest: own - max(others(met)),
    overMean: own - mean(others(met)),
    aspectsOverBest: ((aspects.get(topic) ?? 0) - max(others(aspects))) / ASPECTS,
    echoed: shareOf(echoed, MOST_ECHOED),
    rareEchoed: shareOf(rareEchoed, MOST_ECHOED),
    noRareEchoed: Number(asksRare && rareEchoed === 0),
    situations: situations ?? NOT_ASKED,
    ownSituations: ownSituations ?? NOT_ASKED,
    everySituation,
    fieldWords: scene === null ? NOT_ASKED : shareOf(scene.words, MOST_FIELD_WORDS),
    props: scene === null ? NOT_ASKED : shareOf(scene.props, MOST_PROPS),
    nothingOfScene: Number(scene?.words === 0),
    hardlyScene: Number(scene !== null && scene.words <= 1 && scene.props <= 1),
    supposes: Number(
      ASKS_FOR_STORY.test(asked.text) &&
        !/\bwould you\b/u.test(asked.text) &&
        count(SUPPOSES, text) > count(TELLS, text),
    ),
  };
};

const shareOf = (found: number, most: number): number => Math.min(found, most) / most;

const trustIn = (signs: Signs, weights: Weights): number =>
  SIGNS.reduce((sum, sign) => sum + (weights[sign] ?? 0) * signs[sign], weights.start);

/**
 * Whether an answer is to its question: of its kind, and about its matter. A few words of the subject prove nothing by
 * themselves, since good answers are told in the words of their own trade; so it takes several signs. Where the rubric
 * names no known topic there is nothing to compare with, so "clear".
 */
export const linkToQuestion = (rubric: CategoryRubric, asked: Asked, weighed: readonly Weighed[]): Link => {
  const { topic } = rubric;
  if (topic === undefined || !Object.hasOwn(FIELDS, topic)) return 'clear';
  const signs = signsOf(topic, rubric, asked, weighed);
  const kind = trustIn(signs, KIND);
  const matter = trustIn(signs, MATTER);
  if (kind < ABSENT.kind || matter < ABSENT.matter) return 'none';
  return kind < UNCLEAR.kind || matter < UNCLEAR.matter ? 'unclear' : 'clear';
};
