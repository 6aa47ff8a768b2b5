/** Ways to ask for JSON, the strictest first. Not every compatible server knows them all. */
export type AnswerFormat = 'json_schema' | 'json_object' | 'prompt_only';
/** What the limit of a reply's length is called: older and newer servers refuse each other's name. */
export type LimitName = 'max_tokens' | 'max_completion_tokens' | 'none';

/** The optional parts of a request: what an endpoint was found to take. */
export interface RequestForm {
  readonly format: AnswerFormat;
  readonly limit: LimitName;
  /** Whether `temperature: 0` is sent; some models take only their own. */
  readonly temperature: boolean;
}

/** Tried first. `max_tokens` is known nearly everywhere, and the ones that refuse it say so by name. */
export const FIRST_FORM: RequestForm = { format: 'json_schema', limit: 'max_tokens', temperature: true };
/** Takes nothing that any server is known to refuse. */
const BARE_FORM: RequestForm = { format: 'prompt_only', limit: 'none', temperature: false };

/**
 * The next form to try after a server refused this one as not understood (400, 422), or null when every form
 * was refused. `complaint` is what the server said: when it names a part, only that part is changed.
 */
export function nextForm(form: RequestForm, complaint: string): RequestForm | null {
  if (form.limit === 'max_tokens' && /max_tokens/.test(complaint)) {
    return { ...form, limit: 'max_completion_tokens' };
  }
  if (form.limit !== 'none' && /max_(?:completion_)?tokens/.test(complaint))
    return { ...form, limit: 'none' };
  if (form.temperature && /temperature/.test(complaint)) return { ...form, temperature: false };
  if (form.format !== 'prompt_only') return { ...form, format: weakerFormat(form.format) };
  return form.limit === 'none' && !form.temperature ? null : BARE_FORM;
}

/** One step down; `prompt_only` is the last. */
export function weakerFormat(format: AnswerFormat): AnswerFormat {
  return format === 'json_schema' ? 'json_object' : 'prompt_only';
}

/** What one process remembers of one endpoint. */
export interface FormMemory {
  /** The form to use now. */
  current(): RequestForm;
  /** Whether a request in this form was taken before. */
  isProven(): boolean;
  /** A request in this form was taken. */
  prove(form: RequestForm): void;
  /** The format was taken but not kept to: from now on a weaker one is asked for. */
  weaken(format: AnswerFormat): void;
  /** What was proven is refused now: the endpoint has changed, so it is found out anew. */
  forget(): void;
}

/** Knows nothing at first. */
export function createFormMemory(onChange: (form: RequestForm) => void): FormMemory {
  let form = FIRST_FORM;
  let proven = false;
  return {
    current: () => form,
    isProven: () => proven,
    prove(taken) {
      if (proven) return;
      form = taken;
      proven = true;
      onChange(form);
    },
    weaken(format) {
      // Of several calls under way at once only the first counts.
      if (form.format !== format || format === 'prompt_only') return;
      form = { ...form, format: weakerFormat(format) };
      onChange(form);
    },
    forget() {
      form = FIRST_FORM;
      proven = false;
    },
  };
}
