import { createHash } from 'node:crypto';

/** A text gets its name when it comes for this time: what runs once is not worth keeping. */
const SEEN_BEFORE_NAMED = 3;
/** Every connection of PostgreSQL keeps each named statement with its plan: some tens of kilobytes. */
export const NAMES_MAX = 300;
/** Of texts that differ only in the length of a list, so many are named; the rest would fill the names. */
export const NAMES_PER_SHAPE = 4;
/** So many texts that have no name are counted; the longest unseen is forgotten first. */
const COUNTED_MAX = 1_000;

/**
 * Which statements of a pool are prepared once per connection under a name, so that PostgreSQL reads and plans
 * them once and not at each run. Only single `select`, `insert`, `update`, `delete`, `merge` and `with`
 * statements that repeat; none whose columns are `*`, since those are others after a migration. A name is made
 * of its text, so it means the same in every process.
 */
export class StatementNames {
  /** Null for a text that had a name once and is not to get one again. */
  readonly #names = new Map<string, string | null>();
  readonly #shapes = new Map<string, number>();
  readonly #counted = new Map<string, number>();

  /** The name to send the text under; undefined to send it without. Counts the text as run once more. */
  nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined) return known ?? undefined;
    if (this.#names.size >= NAMES_MAX || !isWorthNaming(text)) return undefined;
    const times = (this.#counted.get(text) ?? 0) + 1;
    this.#counted.delete(text);
    if (times < SEEN_BEFORE_NAMED) {
      this.#counted.set(text, times);
      this.#forgetOldest();
      return undefined;
    }
    const shape = shapeOf(text);
    const alike = this.#shapes.get(shape) ?? 0;
    if (alike >= NAMES_PER_SHAPE) return undefined;
    this.#shapes.set(shape, alike + 1);
    const name = `greenroom_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
    this.#names.set(text, name);
    return name;
  }

  /** The text is sent without a name from now on. */
  distrust(text: string): void {
    this.#names.set(text, null);
  }

  #forgetOldest(): void {
    if (this.#counted.size <= COUNTED_MAX) return;
    for (const oldest of this.#counted.keys()) {
      this.#counted.delete(oldest);
      return;
    }
  }
}

function isWorthNaming(text: string): boolean {
  return (
    /^\s*(?:select|insert|update|delete|merge|with)\b/i.test(text) &&
    !text.includes(';') &&
    !/\.\*|\b(?:select|returning|distinct)\s+\*|,\s*\*/i.test(text)
  );
}

/** The text with every list of parameters, and every list of equal rows, as if it had one member. */
function shapeOf(text: string): string {
  return text
    .replaceAll(/\$\d+/g, '$')
    .replaceAll(/\$(?:,\s*\$)+/g, '$')
    .replaceAll(/(\([^()]*\))(?:,\s*\1)+/g, '$1');
}
