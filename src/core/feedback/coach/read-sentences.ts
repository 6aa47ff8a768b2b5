/** Cuts an answer into sentences and measures, for each, how much of it is about something in particular. */
import type { Span } from '../injection.ts';
import { FUNCTION_WORDS, COMMON_STEMS } from './lexicon-common.ts';
import { FILLERS, GENERIC_PHRASES, JARGON_STEMS, TRADE_STEMS } from './lexicon-trade.ts';
import { looksMistyped, mendWord } from './mend-typos.ts';
import { stem } from './stem.ts';

/** One word, offsets in the original answer. */
export type Token = {
  readonly word: string;
  readonly stem: string;
  readonly start: number;
  readonly end: number;
};

export type Sentence = {
  readonly index: number;
  /** Offsets in the original answer. */
  readonly start: number;
  readonly end: number;
  /** Lower case, straight quotes, typos near known words mended, single spaces. */
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Where each token begins in `text`. */
  readonly at: readonly number[];
  /** Stems of words that are neither everyday, nor of the trade, nor the question's. */
  readonly specific: ReadonlySet<string>;
  /** Stems the sentence shares with the question, everyday words apart: on the subject, but no evidence. */
  readonly echoes: number;
  /** Marks of a scene: somebody in a role who speaks, a quotation, a day or season. */
  readonly scene: number;
  /** Quantities that belong to a thing ("12 of the 19 partners", "within ten minutes"). */
  readonly quantities: number;
  /** Kinds of people or organisations, such as "nurses" or "two small schools". */
  readonly groups: number;
  readonly generic: number;
  readonly filler: number;
  /** Items of the longest run of short comma-separated pieces. */
  readonly listed: number;
  /** Share of trade and method words among the content words, 0..1. */
  readonly tradeShare: number;
  /** Different names of methods, tools and their authors. */
  readonly jargon: number;
  /** A figure nobody could know so exactly. */
  readonly fake: boolean;
};

const ABBREVIATION =
  /\b(?:e\.g|i\.e|etc|approx|vs|mr|mrs|ms|dr|prof|no|st|inc|ltd|co|p\.s|a\.m|p\.m|u\.s|u\.k)\.(?=\s)/giu;
const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
const LINE_MARK = /^[ \t]*(?:>+[ \t]*|(?:[-*•‣◦–—]|\(?\d{1,2}[.)])[ \t]+)+/u;
const TOKEN = /\p{L}[\p{L}\p{N}]*(?:['-][\p{L}\p{N}]+)*|\d[\d.,]*\d|\d/gu;

/** The changed text where every character keeps its length (nearly always), else only the characters that do. */
const sameLength = (text: string, change: (part: string) => string): string => {
  const whole = change(text);
  if (whole.length === text.length) return whole;
  return text.replaceAll(/[^\s]/gu, (character) => {
    const changed = change(character);
    return changed.length === character.length ? changed : character;
  });
};

const MARKS = /[’‘“”–—*`]/gu;
const STRAIGHT: ReadonlyMap<string, string> = new Map([
  ['’', "'"],
  ['‘', "'"],
  ['“', '"'],
  ['”', '"'],
  ['–', '-'],
  ['—', '-'],
  ['*', ' '],
  ['`', ' '],
]);

/** Lower case with straight quotes and without emphasis marks; as long as the original. */
export const plainLower = (text: string): string =>
  sameLength(text, (part) => part.toLowerCase()).replaceAll(MARKS, (mark) => STRAIGHT.get(mark) ?? mark);

/** Sentence spans: lines first, then sentence ends. Letter case makes no difference. */
export const sentenceSpans = (text: string): readonly Span[] => {
  // The segmenter looks at capitals, so every text is shown to it in capitals, with abbreviations disarmed.
  const upper = sameLength(text, (part) => part.toUpperCase()).replaceAll(ABBREVIATION, (found) =>
    found.replaceAll('.', '_'),
  );
  const spans: Span[] = [];
  let lineStart = 0;
  for (const line of upper.split('\n')) {
    const mark = LINE_MARK.exec(line)?.[0].length ?? 0;
    for (const piece of segmenter.segment(line.slice(mark))) {
      const lead = /^\s*/u.exec(piece.segment)?.[0].length ?? 0;
      const start = lineStart + mark + piece.index + lead;
      const end = start + piece.segment.trim().length;
      if (/[\p{L}\p{N}]/u.test(piece.segment)) spans.push({ start, end });
    }
    lineStart += line.length + 1;
  }
  return spans;
};

const FAKE =
  /\d[.,]\d{2,}\s?(?:%|percent\b|per cent\b)|\b\d+\.\d{3,}\b|\b(?:[6-9]\d|\d{3,})\.\d{2,}\b(?!\s?(?:eur|usd|gbp|euro|dollar|pound))|\bp\s?[=<]\s?0?\.0{2,}|\b\d+\.\d{2,}-/u;
const MONEY_BEFORE = /[$€£]\s?$/u;

const hasFake = (text: string): boolean => {
  const match = FAKE.exec(text);
  return match !== null && !MONEY_BEFORE.test(text.slice(0, match.index));
};

const NUMBER_WORD =
  'two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|hundred|hundreds|dozen|dozens|half|third|quarter|fifth|several';
const QUANTITY = new RegExp(
  String.raw`(?:\b\d[\d.,]{0,11}|\b(?:${NUMBER_WORD}))\s?(?:%|percent|per cent)?(?:\s+(?:of|out of|in|to|from))?(?:\s+(?:the|our|my|their|a|small|new|old|of|more|other|about))*\s+[a-z]{3,}`,
  'gu',
);

const SCENE: readonly RegExp[] = [
  /\b(?:my|our|their|his|her|an?|the|one|two|that|old) (?:\w+ )?(?:manager|director|boss|cto|ceo|cfo|founder|developer|designer|engineer|lead|head of \w+|colleagues?|customer|buyer|foreman|scrum master|uncle|aunt|mother|father|neighbou?r|intern|teacher|nurse|doctor|driver|clerk|analyst|support lead|sales (?:lead|head|rep)|account manager)\b/u,
  /\b(?:told|asked|wrote|called|phoned|telephoned|said to|showed) (?:me|him|her|my|his)\b|\basked (?:if|whether)\b|\b(?:she|he) (?:knew|was (?:sad|angry|hurt|silent|quiet|calm|upset|right|wrong)|cried|laughed|smiled|sighed|left|thanked|said|told|asked|wrote|sits?|looks?|taps?|stood|nodded|replied|answered)\b/u,
  /"[^"]{6,}"/u,
  /\b(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|january|february|april|june|july|august|september|october|november|december|christmas|easter|ramadan|diwali|in (?:march|may|spring|summer|autumn|winter)|last (?:may|march|spring|summer|autumn|winter|year)|this (?:spring|summer|autumn|winter)|that (?:evening|afternoon|morning|night|fall|spring|summer|autumn|winter)|at \d{1,2}(?:[.:]\d\d)?|\d ?[ap]m)\b/u,
];

const GROUP =
  /^(?:[a-z]{3,}(?:[^s]ists|ants|ians|iers|eers|smiths|wrights|folks|men|women)|[a-z]{4,}(?:ers|ors)|(?:nurse|doctor|teacher|clerk|driver|owner|parent|carer|tutor|farmer|student|learner|patient|pupil|family|household|school|clinic|hospital|shop|bank|agency|firm|practice|dealer|tenant|landlord|citizen|resident|traveller|commuter|widow|cook|chef|guest|host|seller|buyer|merchant|courier|picker|operator|organiser|organizer|advisor|adviser|accountant|auditor|lawyer|judge|officer|inspector|editor|author|librarian|volunteer|donor|player|gamer|musician|technician|electrician|roofer|plumber|mechanic|pilot|crew|rancher|breeder|vet|pharmacist|surgeon|dentist|therapist|trainer|coach|child|kid|couple|mother|father|daughter|son|grandparent|pensioner|retiree|worker|cashier|waiter|supplier|wholesaler|retailer|distributor|freelancer|municipality|council|authority|insurer|broker|lender|borrower|publisher|studio|theatre|museum|hotel|restaurant|cafe|bakery|pharmacy|warehouse|factory|plant|depot|brand|charity|club|union|startup|business|contractor|subcontractor|immigrant|refugee|beginner|admin|administrator|analyst|engineer|people)s?|families|agencies|pharmacies|bakeries|businesses|authorities|children|charities|breweries|nurseries|libraries|universities|municipalities|companies)$/u;
const NOT_GROUP =
  /^(?:users?|customers?|stakeholders?|engineers?|developers?|designers?|managers?|numbers?|others?|orders?|offers?|answers?|letters?|members?|matters?|papers?|servers?|filters?|errors?|factors?|competitors?|vendors?|sensors?|doors?|floors?|colou?rs?|hours?|years?|weathers?|features?|measures?|figures?|powers?|towers?|layers?|headers?|folders?|buffers?|timers?|counters?|trackers?|banners?|stickers?|drawers?|corners?|scanners?|printers?|computers?|containers?|parameters?|identifiers?|reminders?|leaders?|papers|whatever|however|plants?|grants?|wants|variants?|constants?|warrants?|restaurants|consumers?|monitors?|vectors?|mirrors?|minors?|behaviors?|remembers?|considers?|covers?|discovers?|delivers?|triggers?|suffers?|refers?|prefers?|transfers?|enters?|registers?|gathers?|appears?|differs?)$/u;

const countGroups = (tokens: readonly Token[]): number =>
  new Set(tokens.filter(({ word }) => GROUP.test(word) && !NOT_GROUP.test(word)).map((token) => token.stem))
    .size;

const longestList = (text: string): number => {
  let best = 0;
  let run = 0;
  for (const piece of text.split(/,|;|\band\b|\bor\b/u)) {
    const words = piece.trim().split(/\s+/u).filter(Boolean).length;
    run = words > 0 && words <= 4 ? run + 1 : 0;
    best = Math.max(best, run);
  }
  return best;
};

/** Quantities in a text, but for those that only take up the question's own ("three deals"). */
const countQuantities = (text: string, known: ReadonlySet<string>): number =>
  [...text.matchAll(QUANTITY)].filter(([found]) => {
    const words = found.match(/[a-z][a-z'-]*/gu) ?? [];
    return /\d/u.test(found) || words.some((word) => !FUNCTION_WORDS.has(word) && !known.has(stem(word)));
  }).length;

const hits = (patterns: readonly RegExp[], text: string): number =>
  patterns.reduce((sum, pattern) => sum + (pattern.test(text) ? 1 : 0), 0);

/**
 * Reads every sentence of `answer`. `known` holds the question's stems, `borrowed` the rubric's: neither makes a
 * sentence more particular.
 */
export const readSentences = (
  answer: string,
  known: ReadonlySet<string>,
  borrowed: ReadonlySet<string> = new Set(),
): readonly Sentence[] => {
  const lower = plainLower(answer);
  return sentenceSpans(lower).flatMap((span, index): readonly Sentence[] => {
    const raw = lower.slice(span.start, span.end);
    const tokens: Token[] = [];
    const at: number[] = [];
    let text = '';
    let last = 0;
    for (const match of raw.matchAll(TOKEN)) {
      const word = mendWord(match[0]);
      text += raw.slice(last, match.index).replaceAll(/\s+/gu, ' ');
      at.push(text.length);
      text += word;
      last = match.index + match[0].length;
      tokens.push({ word, stem: stem(word), start: span.start + match.index, end: span.start + last });
    }
    text += raw.slice(last);
    if (tokens.length === 0) return [];
    const content = tokens.filter(({ word }) => !FUNCTION_WORDS.has(word) && !/^\d/u.test(word));
    const trade = content.filter(
      (token) => TRADE_STEMS.has(token.stem) || JARGON_STEMS.has(token.stem),
    ).length;
    const specific = new Set(
      content
        .filter(
          ({ word, stem: root }) =>
            word.length > 2 &&
            !isOrdinary(root) &&
            !known.has(root) &&
            !borrowed.has(root) &&
            !looksMistyped(word),
        )
        .map((token) => token.stem),
    );
    return [
      {
        index,
        start: span.start,
        end: span.end,
        text,
        tokens,
        at,
        specific,
        echoes: new Set(
          content
            .filter((token) => known.has(token.stem) && !isOrdinary(token.stem))
            .map((token) => token.stem),
        ).size,
        scene: hits(SCENE, text),
        quantities: countQuantities(text, known),
        groups: countGroups(tokens),
        generic: hits(GENERIC_PHRASES, text),
        filler: hits(FILLERS, text),
        listed: longestList(text),
        jargon: new Set(content.map((token) => token.stem).filter((root) => JARGON_STEMS.has(root))).size,
        tradeShare: content.length === 0 ? 0 : trade / content.length,
        fake: hasFake(text),
      },
    ];
  });
};

const isOrdinary = (root: string): boolean =>
  COMMON_STEMS.has(root) ||
  TRADE_STEMS.has(root) ||
  JARGON_STEMS.has(root) ||
  root.split('-').every((part) => COMMON_STEMS.has(stem(part)) || TRADE_STEMS.has(stem(part)));
