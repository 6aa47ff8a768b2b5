/** What an answer takes up of its question: its words, the scene it is set in, the situation it asks about. */
import type { AssessQuestion } from '../contract.ts';
import { COMMON_STEMS, FUNCTION_WORDS } from './lexicon-common.ts';
import { SCENES } from './lexicon-scenes.ts';
import { SITUATIONS } from './lexicon-situations.ts';
import type { Situation } from './situation.ts';
import { plainLower } from './read-sentences.ts';
import type { Sentence } from './read-sentences.ts';
import { stem } from './stem.ts';

/** The question as the coach compares it: lower case, the stems of its words, and what an answer should take up. */
export type Asked = {
  readonly text: string;
  readonly stems: ReadonlySet<string>;
  readonly demands: Demands;
};

/** What the words of a question call for. */
type Demands = {
  /** Its words, apart from those that any question is framed with. */
  readonly telling: readonly string[];
  /** The things a scene is made of; empty when the question sets none, or takes a story from any field. */
  readonly props: readonly string[];
  /** Words of the field that the scene is set in, and the pack's own words about it. */
  readonly fields: readonly ReadonlySet<string>[];
  readonly situations: readonly Situation[];
};

/** How an answer meets what its question calls for. */
export type Match = {
  readonly echoed: number;
  /** Wording for the situations asked about, 0..1; null when the question is about none that is known. */
  readonly situations: number | null;
  /** The same without the situations that any question of a kind is about. */
  readonly ownSituations: number | null;
  /** The same over all situations there are: long answers have some wording for everything. */
  readonly everySituation: number;
  /** The scene's things, and words of its field, that came back; null without a scene. */
  readonly scene: { readonly props: number; readonly words: number } | null;
};

/** A question sets a scene when it tells something before it asks, with so many things of its own. */
const SCENE_PROPS = 3;
/** ... of which at least so many are of one field. */
const SCENE_FIELD = 2;
const TELLS_FIRST = /[.:'"!]\s+\S[^?]*\?/u;
/** More different wordings for one situation say nothing more. */
const MOST_WORDING = 3;

/** Asks for something one lived through, so that any field will do. */
export const ASKS_FOR_STORY =
  /\b(?:tell me about|describe) (?:a|the|an?other|one|some\w*|your)\b|\ba time\b|\bdid you\b/u;
/** Takes a story from elsewhere in place of its scene. */
const ANY_FIELD =
  /\b(?:like (?:this|it)|tell (?:me )?that|that story|your own work|or how you|or about|or walk me|closest situation|if you have)\b/u;

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
  ['push', 'webhook', 'event', 'notify'],
  ['sync', 'poll', 'fetch', 'pull', 'refresh'],
].map((words) => words.map(stem));

const stemsOf = (text: string): ReadonlySet<string> =>
  new Set((text.match(/[a-z][a-z'-]*/gu) ?? []).map(stem));

const isEveryday = (root: string): boolean => COMMON_STEMS.has(root);

const demandsOf = (text: string, stems: ReadonlySet<string>, help: ReadonlySet<string>): Demands => {
  const telling = [...stems].filter((root) => root.length > 3 && !FRAME.has(root));
  const props = telling.filter((root) => !isEveryday(root) || SCENES.some((field) => field.has(root)));
  const named = SCENES.map((field) => ({
    field,
    words: [...stems].filter((root) => field.has(root)).length,
  }));
  const most = Math.max(1, ...named.map(({ words }) => words));
  const isScene =
    props.length >= SCENE_PROPS &&
    most >= SCENE_FIELD &&
    TELLS_FIRST.test(text) &&
    !ASKS_FOR_STORY.test(text) &&
    !ANY_FIELD.test(text);
  const own = new Set([...help].filter((root) => root.length > 3 && !isEveryday(root) && !FRAME.has(root)));
  return {
    telling,
    props: isScene ? props : [],
    fields: [own, ...named.filter(({ words }) => words === most).map(({ field }) => field)],
    situations: SITUATIONS.filter((one) => one.asked.test(text)),
  };
};

const askedBefore = new Map<string, Asked>();
const ASKED_LIMIT = 1000;

/** Reads a question. What the pack says beside its text only helps to recognise an answer. Pure. */
export const readQuestion = (question: AssessQuestion): Asked => {
  const beside = [question.after, question.assumptions, ...(question.probes ?? [])].join(' ');
  const key = `${question.text}\n${beside}`;
  const known = askedBefore.get(key);
  if (known !== undefined) return known;
  const text = plainLower(question.text);
  const stems = stemsOf(text);
  const asked = { text, stems, demands: demandsOf(text, stems, stemsOf(plainLower(beside))) };
  if (askedBefore.size >= ASKED_LIMIT) askedBefore.clear();
  askedBefore.set(key, asked);
  return asked;
};

/** The wordings in a sentence, per situation. An answer is judged again and again with fewer of its sentences. */
const readBefore = new WeakMap<Sentence, readonly (readonly string[])[]>();

const wordingsIn = (sentence: Sentence): readonly (readonly string[])[] => {
  const known = readBefore.get(sentence);
  if (known !== undefined) return known;
  const wordings = SITUATIONS.map(({ shown }) => [
    ...new Set([...sentence.text.matchAll(shown)].map(([found]) => found)),
  ]);
  readBefore.set(sentence, wordings);
  return wordings;
};

/** How much wording for each situation stands in the sentences, 0..1. */
const wordingOfAll = (sentences: readonly Sentence[]): ReadonlyMap<Situation, number> => {
  const read = sentences.map(wordingsIn);
  return new Map(
    SITUATIONS.map((one, index) => {
      const different = new Set(read.flatMap((wordings) => wordings[index] ?? []));
      return [one, Math.min(MOST_WORDING, different.size) / MOST_WORDING];
    }),
  );
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);

/** Compares what was said, and the stems of its words, with what was asked. Pure. */
export const matchQuestion = (
  asked: Asked,
  sentences: readonly Sentence[],
  said: ReadonlySet<string>,
): Match => {
  const { telling, props, fields, situations } = asked.demands;
  const isSaid = (root: string): boolean =>
    said.has(root) || SAME.some((words) => words.includes(root) && words.some((one) => said.has(one)));
  const wording = wordingOfAll(sentences);
  const wordingOf = (some: readonly Situation[]): number | null =>
    some.length === 0 ? null : mean(some.map((one) => wording.get(one) ?? 0));
  const words = [...said].filter((root) => fields.some((field) => field.has(root)));
  return {
    echoed: telling.filter(isSaid).length,
    situations: wordingOf(situations),
    ownSituations: wordingOf(situations.filter((one) => one.ofKind !== true)),
    everySituation: mean([...wording.values()]),
    scene: props.length === 0 ? null : { props: props.filter(isSaid).length, words: words.length },
  };
};
