/** When the coach says nothing: other languages, nothing there, a question to the bot, another subject. */
import type { Verdict } from '../contract.ts';
import { COMMON_STEMS, FUNCTION_WORDS } from './lexicon-common.ts';
import { TRADE_STEMS } from './lexicon-trade.ts';
import { plainLower } from './read-sentences.ts';
import { stem } from './stem.ts';
import type { Link } from './topic.ts';
import type { Weighed } from './weigh-sentences.ts';

/** Fewer words than this cannot be an answer. */
export const MIN_WORDS = 12;

const ENGLISH_SHARE = 0.2;
const KNOWN_SHARE = 0.5;

/** Other scripts, or Latin text with too few English grammar words. */
const isEnglish = (text: string): boolean => {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/[a-z]/gu)?.length ?? 0;
  if (letters > 0 && latin / letters < 0.8) return false;
  const words = text.match(/[a-z]+(?:'[a-z]+)?/gu) ?? [];
  const grammar = words.filter((word) => FUNCTION_WORDS.has(word)).length;
  if (words.length === 0 || grammar / words.length >= ENGLISH_SHARE) return true;
  // A list of catchwords has hardly any grammar; it is English all the same.
  const known = words.map(stem).filter((root) => COMMON_STEMS.has(root) || TRADE_STEMS.has(root)).length;
  return (grammar + known) / words.length >= KNOWN_SHARE;
};

/** So many different words make up an answer; one word said over and over does not. */
const MIN_DIFFERENT = 8;
const ADDRESS = /\b(?:https?:\/\/|www\.)\S+/gu;
/** "Here is a link": what is left beside an address is often only the pointer to it. */
const MIN_BESIDE_LINK = 25;

/** Whether the words, apart from addresses of pages, are enough to say something about. */
const isEnough = (text: string): boolean => {
  const prose = text.replaceAll(ADDRESS, ' ');
  const words = prose.match(/[a-z]+(?:'[a-z]+)?/gu) ?? [];
  const least = prose.length === text.length ? MIN_WORDS : MIN_BESIDE_LINK;
  return words.length >= least && new Set(words).size >= MIN_DIFFERENT;
};

const TO_THE_BOT =
  /\b(?:the bot|this bot|hey bot|@?greenroom|my streak|the mods?|moderators?|how do i (?:answer|submit|delete|use)|where (?:do|can) i (?:answer|find|submit)|can you (?:explain|clarify|repeat|give me)|what do you mean by|is this (?:about|question)|does it count|am i supposed)\b/u;

const isQuestionToBot = (text: string, weighed: readonly Weighed[]): boolean => {
  const sentences = text.split(/(?<=[.!?])\s+|\n+/u).filter((one) => /[a-z]/u.test(one));
  const asking = sentences.filter((one) => one.trim().endsWith('?')).length;
  const words = weighed
    .filter((one) => one.weight > 0)
    .reduce((sum, one) => sum + one.sentence.tokens.length, 0);
  if (asking > 0 && asking === sentences.length && words < 60) return true;
  return TO_THE_BOT.test(text) && words < 90 && asking > 0;
};

/** The verdict on an answer from which instructions to the grader are already blanked out. */
export const decideVerdict = (answer: string, weighed: readonly Weighed[], link: Link): Verdict => {
  const text = plainLower(answer);
  if (!isEnglish(text.replaceAll(ADDRESS, ' '))) return 'not_english';
  const words = weighed.reduce((sum, one) => sum + one.sentence.tokens.length, 0);
  if (isQuestionToBot(text, weighed)) return 'question_to_bot';
  if (words < MIN_WORDS || !isEnough(text)) return 'too_short';
  return link === 'none' && weighed.some((one) => one.weight > 0) ? 'off_topic' : 'assessable';
};
