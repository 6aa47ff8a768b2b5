/** One spelling for answers and quotes, with a way back to the original characters. */

/** `text` is the normalised form; unit i of it came from original code units `from[i]` to `to[i]` (exclusive). */
export type Normalised = {
  readonly text: string;
  readonly from: readonly number[];
  readonly to: readonly number[];
};

type Piece = { readonly start: number; readonly end: number; readonly text: string };

/**
 * Chat markup that carries no words of the member. Slack: `<@U1>`, `<#C1|name>`, `<!here>`, `<url|label>`,
 * `&amp;`. Discord: `<@!1>`, `<:name:1>`, `<t:1:R>`, `[label](url)`, headings, quotes, spoilers.
 */
const MARKUP: readonly { readonly pattern: RegExp; readonly keep: 'none' | 'space' | 'group' }[] = [
  { pattern: /<[@#!][^<>\n]{0,80}>/dguy, keep: 'space' },
  { pattern: /<a?:\w{1,40}:\d{1,25}>/dguy, keep: 'space' },
  { pattern: /<t:-?\d{1,14}(?::[a-zA-Z])?>/dguy, keep: 'space' },
  { pattern: /<(?:https?:\/\/|mailto:)[^<>|\s]{1,2000}\|([^<>\n]{1,300})>/dguy, keep: 'group' },
  { pattern: /<((?:https?:\/\/|mailto:)[^<>\s]{1,2000})>/dguy, keep: 'group' },
  { pattern: /\[([^[\]\n]{1,300})\]\((?:https?:\/\/)[^()\s]{1,2000}\)/dguy, keep: 'group' },
  { pattern: /[*`]+|~~|\|\|/dguy, keep: 'none' },
];

const LINE_START = /[ \t]*(?:>{1,3}[ \t]+|(?:[-*•‣◦–—]|-?#{1,3}|\(?\d{1,2}[.)])[ \t]+)+/duy;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
]);
const INVISIBLE = /^[\u00AD\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]+$|^\p{Variation_Selector}+$/u;
const PLAIN = /^[a-z0-9.,;:!?"'()% -]$/iu;
/** One character in, one out. */
const SIMPLE: readonly boolean[] = Array.from({ length: 0x80 }, (_, code) =>
  /[A-Za-z0-9.,;:!?]/u.test(String.fromCharCode(code)),
);
const WORD = /[\p{L}\p{N}]/u;

/** Only these can begin markup; everything else skips the patterns. */
const MAY_BE_MARKUP = new Set('<[*`~|&_');

const foldCluster = (cluster: string): string =>
  PLAIN.test(cluster) ? cluster.toLowerCase() : fold(cluster);

const fold = (cluster: string): string =>
  cluster
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\u2018\u2019\u201A\u201B\u2032\u02BC\u00B4\u0060]/gu, "'")
    .replaceAll(/[\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB]/gu, '"')
    .replaceAll(/[\u2010-\u2015\u2212]/gu, '-')
    .replaceAll(/\s+/gu, ' ');

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

const isItalicMark = (text: string, at: number): boolean =>
  text[at] === '_' && !(WORD.test(text[at - 1] ?? ' ') && WORD.test(text[at + 1] ?? ' '));

const clusterEnd = (text: string, at: number): number => {
  if (text.charCodeAt(at) < 0x300 && !(text.charCodeAt(at + 1) >= 0x300)) return at + 1;
  const first = text.codePointAt(at) ?? 0;
  let end = at + (first > 0xffff ? 2 : 1);
  while (end < text.length && /\p{M}/u.test(String.fromCodePoint(text.codePointAt(end) ?? 0))) {
    end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  }
  return end;
};

const markupAt = (text: string, at: number): readonly Piece[] | null => {
  const entity = text[at] === '&' ? /^&(?:amp|lt|gt);/u.exec(text.slice(at, at + 5))?.[0] : undefined;
  if (entity !== undefined) return [{ start: at, end: at + entity.length, text: ENTITIES.get(entity) ?? '' }];
  for (const { pattern, keep } of MARKUP) {
    const found = matchAt(pattern, text, at);
    if (found === null) continue;
    const end = at + found[0].length;
    if (keep === 'none') return [{ start: at, end, text: '' }];
    if (keep === 'space') return [{ start: at, end, text: ' ' }];
    const group = found.indices?.[1];
    if (group === undefined) return [{ start: at, end, text: '' }];
    const pieces: Piece[] = [];
    for (let inner = group[0]; inner < group[1];) {
      const next = Math.min(clusterEnd(text, inner), group[1]);
      pieces.push({ start: inner, end: next, text: foldCluster(text.slice(inner, next)) });
      inner = next;
    }
    return [...pieces, { start: group[1], end, text: '' }];
  }
  if (isItalicMark(text, at)) return [{ start: at, end: at + 1, text: '' }];
  return null;
};

const pieceEnd = (pieces: readonly Piece[], fallback: number): number => pieces.at(-1)?.end ?? fallback;

const recent = new Map<string, Normalised>();
/** One answer, its quotes and the reasons for them are looked at from many sides in a row. */
const RECENT_LIMIT = 48;
/** Shorter texts are made anew sooner than they are found. */
const WORTH_KEEPING = 20;

/**
 * NFKC, lower case, straight quotes and hyphens, single spaces, without chat markup, list markers and
 * invisible characters. Never throws; an empty text gives an empty result.
 */
export const normalise = (original: string): Normalised => {
  const known = recent.get(original);
  if (known !== undefined) return known;
  const fresh = build(original);
  if (original.length >= WORTH_KEEPING) {
    const oldest = recent.keys().next();
    if (recent.size >= RECENT_LIMIT && oldest.done !== true) recent.delete(oldest.value);
    recent.set(original, fresh);
  }
  return fresh;
};

/** Forgets the texts kept for speed: nobody's words stay in memory longer than one assessment. */
export const forgetNormalised = (): void => recent.clear();

const build = (original: string): Normalised => {
  let text = '';
  const from: number[] = [];
  const to: number[] = [];
  const push = (piece: Piece): void => {
    let add = piece.text;
    if (add.startsWith(' ') && (text === '' || text.endsWith(' '))) add = add.slice(1);
    for (let unit = 0; unit < add.length; unit += 1) {
      from.push(piece.start);
      to.push(piece.end);
    }
    text += add;
  };
  let at = 0;
  let lineStart = true;
  while (at < original.length) {
    if (lineStart) {
      lineStart = false;
      const marker = matchAt(LINE_START, original, at);
      if (marker !== null && marker[0].length > 0) {
        at += marker[0].length;
        continue;
      }
    }
    const marked = MAY_BE_MARKUP.has(original.charAt(at)) ? markupAt(original, at) : null;
    if (marked !== null) {
      for (const piece of marked) push(piece);
      at = Math.max(pieceEnd(marked, at), at + 1);
      continue;
    }
    if (SIMPLE[original.charCodeAt(at)] === true && !(original.charCodeAt(at + 1) >= 0x300)) {
      text += original.charAt(at).toLowerCase();
      from.push(at);
      to.push(at + 1);
      at += 1;
      continue;
    }
    const end = clusterEnd(original, at);
    const cluster = original.slice(at, end);
    if (cluster.charCodeAt(0) < 0x80 || !INVISIBLE.test(cluster))
      push({ start: at, end, text: foldCluster(cluster) });
    if (cluster.startsWith('\n') || cluster.startsWith('\r')) lineStart = true;
    at = end;
  }
  if (text.endsWith(' ')) {
    text = text.slice(0, -1);
    from.pop();
    to.pop();
  }
  return { text, from, to };
};

/** The words (letters, digits, inner apostrophes and hyphens) of a normalised text. */
export const wordsOf = (normalisedText: string): readonly string[] =>
  normalisedText.match(/[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu) ?? [];

/** Whether a cut at this place would part a number ("1.5") or a contraction ("don't"). */
const isInside = (text: string, at: number): boolean =>
  at >= 1 &&
  (PARTED.test(text.slice(at - 1, at + 2)) || PARTED.test(text.slice(Math.max(0, at - 2), at + 1)));
const PARTED = /\d[.,]\d|\p{L}'\p{L}/u;

type Found = { readonly start: number; readonly end: number; readonly text: string };

/**
 * Where a quote stands in the original, or null. Exact after normalising both sides and trimming outer
 * punctuation, and only on word boundaries: "art" is not found in "smart". Not fuzzy. Of words that stand in several
 * places the one that begins at `near` is meant, else the first that no stretch of `taken` touches, else the first.
 */
export const findQuote = (
  answer: Normalised,
  quote: string,
  taken: readonly { readonly start: number; readonly end: number }[] = [],
  near?: number,
): Found | null => {
  const wanted = normalise(quote)
    .text.replaceAll(/^[\s"'.,;:!?()[\]-]+/gu, '')
    .replaceAll(/[\s"'.,;:!?()[\]-]+$/gu, '');
  if (wanted === '') return null;
  let first: Found | null = null;
  let free: Found | null = null;
  for (let at = answer.text.indexOf(wanted); at !== -1; at = answer.text.indexOf(wanted, at + 1)) {
    const last = at + wanted.length - 1;
    const before = WORD.test(answer.text[at - 1] ?? ' ') && WORD.test(wanted[0] ?? ' ');
    const after = WORD.test(answer.text[last + 1] ?? ' ') && WORD.test(wanted.at(-1) ?? ' ');
    const start = answer.from[at];
    const end = answer.to[last];
    if (before || after || isInside(answer.text, at) || isInside(answer.text, last + 1)) continue;
    if (start === undefined || end === undefined) continue;
    const found = { start, end, text: wanted };
    const isFree = !taken.some((one) => one.start < end && start < one.end);
    if (near === undefined ? isFree : start === near) return found;
    if (isFree) free ??= found;
    first ??= found;
  }
  return free ?? first;
};
