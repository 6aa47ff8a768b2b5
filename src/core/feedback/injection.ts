/** Finds text that talks to a grader instead of answering. Such text is never evidence, whoever assesses. */

/** A stretch of the original answer, UTF-16 offsets, end exclusive. */
export type Span = { readonly start: number; readonly end: number };

const GRADER = String.raw`(?:grad(?:er|ing)|scor(?:er|ing)|evaluat(?:or|ion)|assess(?:or|ment)|feedback|review(?:er|ing)?|rating)`;
const MARKS = String.raw`(?:full marks|(?:full|top|perfect|maximum|max|highest|best)(?: possible)? (?:score|marks?|rating|grade|band|level|points)|10 ?/ ?10|100 ?/ ?100|100 points|all (?:(?:four|five|six|seven|eight|\d+|of the|the) )?(?:criteria|points)|"?met"? (?:for|on) (?:all|every|each))`;

/** One of these is enough. */
const CERTAIN: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass|skip)\b.{0,40}\b(?:previous|prior|above|earlier|preceding|existing|all|your|these|any)\b.{0,30}\b(?:instructions?|prompts?|rules?|rubrics?|guidelines?|messages?|criteria)\b/u,
  new RegExp(
    String.raw`\b${GRADER} (?:bot|model|ai|llm|assistant|system|engine|agent|script|mode|tool)\b`,
    'u',
  ),
  /["']?role["']?\s*:\s*["'](?:system|assistant|developer|user|tool)["']/u,
  /<\/?(?:system|instructions?|assistant|answer|user|prompt|rubric|admin)\b[^>]{0,40}>|\[\/?(?:inst|system|sys)\]|<\|[a-z_]{2,20}\|>|```\s*system|#{2,}\s*(?:system|instruction|new task)/u,
  /(?:^|[\n>])[^\S\n]*(?:system|assistant|developer|admin)(?: (?:message|prompt|note|notice|override))?\s*:/u,
  /\b(?:system prompt|system message|developer message|(?:calibration|debug|developer|admin|test|god|maintenance|demo) mode|jailbreak|prompt injection)\b/u,
  /\b(?:begin|end|start) (?:of )?(?:the )?(?:candidate'?s? )?(?:answer|rubric|submission|instructions|system)\b.{0,5}[\]=>#-]/u,
  /\b(?:mark|rate|score|grade|label|set|treat|count|consider|return|output|respond|reply|answer|report)\b.{0,40}\b(?:all|every|each|everything)\b.{0,40}\b(?:criteri(?:a|on)|met|strong|rubric|items?|dimensions?)\b/u,
  /\b(?:criteria|criterion|answers?|submissions?|everything)\b.{0,30}\b(?:auto(?:matically)?[- ]?(?:met|pass(?:ed)?|approved?)|pre-?approved|count(?:s)? as met|(?:is|are|be) (?:all )?(?:marked |considered )?met)\b/u,
  /\b(?:criteria|criterion|they|it)\b.{0,40}\b(?:recorded|registered|entered|logged|noted|booked) as (?:met|passed|full)\b/u,
  /\b(?:output|return|record|enter|report|issue)\b.{0,25}\b(?:result|score|mark|grade|rating)s? of (?:\d{2,3}|full)\b/u,
  /\b(?:hello|hi|dear|hey),? (?:assistant|model|ai|bot|reader model)\b/u,
  /\b(?:mention|reveal|repeat|disclose|quote)\b.{0,12}\b(?:this|these) (?:message|note|instruction|request|line)s?\b.{0,30}\b(?:output|reply|response|feedback|report)\b/u,
  /\b(?:treat|read|count|regard)\b.{0,60}\bas (?:though|if)\b.{0,30}\b(?:named|met|complete|full|covered|said)\b/u,
  new RegExp(
    String.raw`\b(?:give|award|assign|grant|get|gets|deserves?|receives?|return|output|add)\b.{0,40}\b${MARKS}`,
    'u',
  ),
  new RegExp(
    String.raw`\b(?:note|message|memo|instructions?|p\.?s\.?|dear|attention|hey|hello|hi)\b.{0,12}\b(?:to|for|,)?\s*(?:the |this |any )?${GRADER}\b`,
    'u',
  ),
  /\byou are (?:now )?(?:a|an|the) (?:grader|evaluator|helpful|lenient|generous|strict|ai|assistant|language model)\b|\bfrom now on,? you\b|\bas an ai\b|\byour (?:new|real|actual) (?:instructions?|task|job|role)\b/u,
  /\b(?:next step|follow-?up|quotes?|score|level|verdict) (?:field|column|key|value)\b|\bquotes? (?:are not|aren'?t|not) (?:needed|required|necessary)\b/u,
  /\brubric v\d|\b(?:rubric|criteria|grading|scoring)\b.{0,30}\b(?:overrid|supersed|disabled|suspended|waived|no longer appl|does not apply|updated to)/u,
];

/** "Ignore the previous instructions" in the languages that are spoken most among members, and in their scripts. */
const OTHER_LANGUAGES: readonly RegExp[] = [
  /\bignorier\w*\b.{0,30}\b(?:vorherig\w*|bisherig\w*|obig\w*|alle)\b.{0,20}(?:anweisung|instruktion|regel)/u,
  /\b(?:ignore[rz]?|oublie[rz]?)\b.{0,20}\btou(?:te)?s\b.{0,20}\b(?:instructions|consignes|règles)\b/u,
  /\b(?:ignora\w*|olvida\w*)\b.{0,20}\btodas\b.{0,20}\binstrucciones\b/u,
  /\b(?:ignor[ea]\w*|esqueça)\b.{0,20}\btodas\b.{0,20}instruções/u,
  /\bignora\w*\b.{0,20}\btutte\b.{0,20}\bistruzioni\b/u,
  /(?:игнорируй|забудь).{0,30}(?:инструкци|указани|правил)/u,
  /(?:忽略|无视|無視).{0,12}(?:指令|指示|提示|规则|規則)|(?:指示|命令|指令).{0,8}(?:無視|忽略)/u,
  /تجاهل.{0,20}(?:التعليمات|الأوامر)/u,
];

/** A finished report, in the words of the format that a report has. */
const REPORT: readonly RegExp[] = [
  /(?:^|[{,\s])["']?verdict["']?\s*:\s*["']?(?:assessable|met|strong|pass)\b/u,
  /(?:^|[{,])\s*(?:-\s*)?["']?level["']?\s*:\s*["']?(?:met|partial|missing)["']?\s*(?:$|[,}\]])/u,
  /["']injectionsuspected["']\s*:|["']criteria["']\s*:\s*[[{]/u,
];

/** Letters of other scripts that look like Latin ones; each stands for one. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  'аa еe оo рp сc уy хx іi јj ѕs ԁd һh ӏl αa οo ρp νv ιi κk τt'
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(1)]),
);
/** Characters nobody sees. */
const UNSEEN = /[\u00AD\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/gu;

/** A stretch as a reader takes it who is not looking at code points; patterns are matched against it, nothing is cut by it. */
const asSeen = (text: string): string => {
  // oxlint-disable-next-line no-control-regex -- everything outside of ASCII is looked for
  if (/^[\u0000-\u007f]*$/u.test(text)) return text;
  const plain = text.replaceAll(UNSEEN, '').normalize('NFKC').toLowerCase();
  // Only where scripts are mixed: a text in Russian stays one.
  return /[a-z]/u.test(plain)
    ? plain.replaceAll(/[\u0370-\u052F]/gu, (letter) => LOOKALIKES.get(letter) ?? letter)
    : plain;
};

/** Two of these in one sentence, or one beside a certain sentence. */
const SUSPECT: readonly RegExp[] = [
  new RegExp(MARKS, 'u'),
  /\b(?:calibration|override|overrides|auto-?met|moderators? (?:have|has)|organi[sz]ers? (?:of|have|has)|admins? (?:have|has)|badge)\b/u,
  /\b(?:grader|evaluator|assessor|rubric|language model|instructions?)\b/u,
  /\b(?:each|every|this|the) (?:answer|response|submission|candidate|member) (?:gets?|is|has|deserves?|meets?|should|must)\b/u,
  /\b(?:(?:ninety|eighty|hundred|9\d|100)(?:-\w+)? points|model answer|(?:the|a) judge|criteria met|sets? aside the (?:list|rubric|criteria|rules))\b/u,
  /\b(?:strong|met|full|perfect|passed?|excellent)\b["']?\s*(?:with|on|for|in) (?:full|all|every|each)\b/u,
];

/** Splits at line ends and sentence ends, in a way that does not depend on case. */
const pieces = (text: string): readonly Span[] => {
  const found: Span[] = [];
  const pattern = /[^\n.!?]+(?:[.!?]+(?=["')\]}]*(?:\s|$))["')\]}]*|[.!?]+|\n|$)/gu;
  for (const match of text.matchAll(pattern)) {
    found.push({ start: match.index, end: match.index + match[0].length });
  }
  return found;
};

const SURE: readonly RegExp[] = [...CERTAIN, ...OTHER_LANGUAGES, ...REPORT];

const countHits = (patterns: readonly RegExp[], text: string): number =>
  patterns.reduce((sum, pattern) => sum + (pattern.test(text) ? 1 : 0), 0);

/** A line that is one JSON or XML object addressed to a machine goes as a whole. */
const machineLines = (lower: string): readonly Span[] => {
  const found: Span[] = [];
  for (const match of lower.matchAll(/^[ \t]*[{[<].*$/gmu)) {
    if (countHits(SURE, asSeen(match[0])) > 0)
      found.push({ start: match.index, end: match.index + match[0].length });
  }
  return found;
};

/**
 * The sentences and lines of `answer` that address a grader or try to set its result. Empty for ordinary
 * answers. Works the same in any letter case.
 */
export const findInjection = (answer: string): readonly Span[] => {
  // Same length as the original, so offsets carry over; letters whose lower case is longer are left alone.
  const lower = answer
    .replaceAll(/\p{Lu}/gu, (letter) => {
      const small = letter.toLowerCase();
      return small.length === letter.length ? small : letter;
    })
    .replaceAll(/[’‘]/gu, "'")
    .replaceAll(/[“”]/gu, '"');
  const all = pieces(lower).map((span) => {
    const text = asSeen(lower.slice(span.start, span.end));
    return { span, certain: countHits(SURE, text), suspect: countHits(SUSPECT, text) };
  });
  const anyCertain = all.some((one) => one.certain > 0);
  const hit = all.filter((one) => one.certain > 0 || one.suspect >= 2 || (anyCertain && one.suspect >= 1));
  return [...machineLines(lower), ...hit.map((one) => one.span)].sort((a, b) => a.start - b.start);
};

/** Whether two stretches share at least one character. */
export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** The text with the given spans blanked out by spaces; length and offsets stay. Line ends stay too. */
export const blankOut = (text: string, spans: readonly Span[]): string => {
  let result = text;
  for (const { start, end } of spans) {
    result =
      result.slice(0, start) +
      result.slice(start, end).replaceAll(/[^\n]/gu, (c) => ' '.repeat(c.length)) +
      result.slice(end);
  }
  return result;
};
