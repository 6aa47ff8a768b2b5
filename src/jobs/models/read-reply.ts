import { AssessmentSchema, type Assessment } from '../../core/feedback/contract.ts';

/** So many places where an object might begin are tried; then there is none. */
const MAX_STARTS = 50;

export type ReadReply =
  | { readonly kind: 'assessment'; readonly assessment: Assessment }
  | {
      readonly kind: 'problems';
      /** For the repair turn, in our words: paths and rules, never the values. */
      readonly problems: readonly string[];
      /** Whether the reply broke the shape itself and not only a length: then the format was not kept to. */
      readonly shapeless: boolean;
    };

/**
 * Finds the assessment in what a model wrote: bare JSON, fenced, or with prose or a `<think>` part around it.
 * Everything is validated with the contract's schema; nothing is mended here. Never throws.
 */
export function readReply(content: string): ReadReply {
  let best: ReadReply = {
    kind: 'problems',
    problems: ['There is no JSON object in the reply, or it does not end.'],
    shapeless: true,
  };
  for (const candidate of objectsIn(content)) {
    const checked = AssessmentSchema.safeParse(candidate);
    if (checked.success) return { kind: 'assessment', assessment: checked.data };
    const { issues } = checked.error;
    const shapeless = issues.some((issue) => issue.code !== 'too_big' && issue.code !== 'too_small');
    // The first object is what the model meant unless a later one fits better.
    if (best.shapeless) best = { kind: 'problems', problems: issues.slice(0, 12).map(describe), shapeless };
  }
  return best;
}

function describe(issue: { readonly path: readonly PropertyKey[]; readonly message: string }): string {
  // zod's messages name types, limits and the allowed words; they do not repeat what was sent.
  return `${issue.path.length === 0 ? 'the object' : issue.path.map(String).join('.')}: ${issue.message}`;
}

/** Every outermost `{…}` that is JSON, in order. */
function* objectsIn(content: string): Generator {
  const whole = parse(content.trim());
  if (whole !== undefined) {
    yield whole;
    return;
  }
  let from = 0;
  for (let tries = 0; tries < MAX_STARTS; tries += 1) {
    const start = content.indexOf('{', from);
    if (start === -1) return;
    const end = closingBrace(content, start);
    const value = end === null ? undefined : parse(content.slice(start, end + 1));
    if (value !== undefined && end !== null) {
      yield value;
      from = end + 1;
    } else {
      from = start + 1;
    }
  }
}

/** The brace that closes the one at `start`, or null when none does. Braces inside strings do not count. */
function closingBrace(text: string, start: number): number | null {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at += 1) {
    const letter = text[at];
    if (inString) {
      if (letter === '\\') at += 1;
      else if (letter === '"') inString = false;
    } else if (letter === '"') inString = true;
    else if (letter === '{') depth += 1;
    else if (letter === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return null;
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
