import { createHash } from 'node:crypto';
import { addDays, type LocalDate } from '../time.ts';

/** A question of the pack, as far as choosing needs it. A retired one is never chosen. */
export type ChoosableQuestion = { readonly id: string; readonly category: string; readonly retired: boolean };

/** A question that was really put to people on a local date: posted in the channel, or practised by the member. */
export type AskedQuestion = {
  readonly questionId: string;
  readonly category: string;
  readonly date: LocalDate;
};

/** What both ways of choosing need. */
export type ChoiceInput = {
  /** The pack's categories in order of priority; questions of other categories are never chosen by turn. */
  readonly categories: readonly string[];
  readonly questions: readonly ChoosableQuestion[];
  /** Question ids that must not come up now: the one being swapped away, or one that is open elsewhere. */
  readonly exclude?: readonly string[];
  /** Any text that stays the same, such as the schedule's id: it shuffles the questions within a category. */
  readonly seed: string;
};

/** The chosen question and what decided: an organizer's queue, the channel's turn, or what the member practises least. */
export type Choice = {
  readonly questionId: string;
  readonly category: string;
  readonly because: 'queued' | 'turn' | 'practised_least' | 'requested';
};

/** How often and how lately a member practised a category. */
export type CategoryPractice = {
  readonly category: string;
  /** Answers within the last 30 days. */
  readonly recent: number;
  readonly lastDate: LocalDate | null;
};

/** Days that count as recent practice: the window people see on their own page. */
const RECENT_DAYS = 30;

/**
 * The next question of a channel. One that organizers queued goes first, even when it was asked before. Otherwise the
 * category least recently asked, ties by the pack's priority; within it a question never asked, and once all were asked
 * the one asked longest ago. The same input always gives the same question, and `seed` gives each channel its own
 * order. `asked` holds posted rounds only, in any order. A queued question that is retired, excluded or unknown is
 * passed over. Null when nothing can be asked.
 */
export function chooseQuestion(
  input: ChoiceInput & {
    readonly asked: readonly AskedQuestion[];
    readonly queuedQuestionId?: string | null;
  },
): Choice | null {
  const open = askable(input);
  const queued = open.find((question) => question.id === input.queuedQuestionId);
  if (queued !== undefined) return { questionId: queued.id, category: queued.category, because: 'queued' };
  const lastAsked = lastDates(input.asked, (asked) => asked.category);
  const category = least(withQuestions(input.categories, open), (name) => [lastAsked.get(name) ?? '']);
  return category === null ? null : chooseWithin(category, open, input.asked, input.seed, 'turn');
}

/**
 * A private question for one member: from the category asked for, or from the one they practised least in the last 30
 * days up to `today` (ties: practised longest ago, then the pack's priority); within it one they never practised, else
 * the one practised longest ago. Null when that category, or the pack, has nothing to ask.
 */
export function chooseForMember(
  input: ChoiceInput & {
    readonly practised: readonly AskedQuestion[];
    readonly today: LocalDate;
    readonly category?: string | null;
  },
): Choice | null {
  const open = askable(input);
  const requested = input.category ?? null;
  if (requested !== null) return chooseWithin(requested, open, input.practised, input.seed, 'requested');
  const first = rankByPractice({ ...input, categories: withQuestions(input.categories, open) })[0];
  return first === undefined
    ? null
    : chooseWithin(first.category, open, input.practised, input.seed, 'practised_least');
}

/** The categories from least to most practised by one member: fewest in the last 30 days, longest ago, pack priority. */
export function rankByPractice(input: {
  readonly categories: readonly string[];
  readonly practised: readonly AskedQuestion[];
  readonly today: LocalDate;
}): readonly CategoryPractice[] {
  const since = addDays(input.today, 1 - RECENT_DAYS);
  const last = lastDates(input.practised, (asked) => asked.category);
  const practice = input.categories.map((category) => ({
    category,
    recent: input.practised.filter((asked) => asked.category === category && asked.date >= since).length,
    lastDate: last.get(category) ?? null,
  }));
  return practice.sort((a, b) => a.recent - b.recent || compare(a.lastDate ?? '', b.lastDate ?? ''));
}

function askable(input: ChoiceInput): readonly ChoosableQuestion[] {
  const excluded = new Set(input.exclude);
  return input.questions.filter((question) => !question.retired && !excluded.has(question.id));
}

function withQuestions(categories: readonly string[], open: readonly ChoosableQuestion[]): readonly string[] {
  const available = new Set(open.map((question) => question.category));
  return categories.filter((category) => available.has(category));
}

function chooseWithin(
  category: string,
  open: readonly ChoosableQuestion[],
  asked: readonly AskedQuestion[],
  seed: string,
  because: Choice['because'],
): Choice | null {
  const lastAsked = lastDates(asked, (entry) => entry.questionId);
  const candidates = open.filter((question) => question.category === category);
  const chosen = least(candidates, ({ id }) => [lastAsked.get(id) ?? '', shuffleKey(seed, id), id]);
  return chosen === null ? null : { questionId: chosen.id, category, because };
}

/** A place in an order that looks random, differs with every seed and depends on nothing else. */
function shuffleKey(seed: string, id: string): string {
  return createHash('sha256')
    .update(JSON.stringify([seed, id]))
    .digest('hex');
}

/** The latest date for each key; a key that is missing was never asked and sorts before every date. */
function lastDates(
  asked: readonly AskedQuestion[],
  key: (entry: AskedQuestion) => string,
): Map<string, LocalDate> {
  const last = new Map<string, LocalDate>();
  for (const entry of asked) {
    const known = last.get(key(entry));
    if (known === undefined || entry.date > known) last.set(key(entry), entry.date);
  }
  return last;
}

/** The first item with the smallest key, compared part by part. */
function least<T>(items: readonly T[], keyOf: (item: T) => readonly string[]): T | null {
  let best: { item: T; key: readonly string[] } | null = null;
  for (const item of items) {
    const key = keyOf(item);
    if (best === null || compareParts(key, best.key) < 0) best = { item, key };
  }
  return best?.item ?? null;
}

function compareParts(a: readonly string[], b: readonly string[]): number {
  for (const [index, part] of a.entries()) {
    const order = compare(part, b[index] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
