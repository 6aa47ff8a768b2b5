/**
 * What a button press or a form submission asks for. Ids only, never words; ids are hints (the tenant
 * comes from the signed payload, and each command checks again who may do what).
 */
export type ActionId =
  | { readonly verb: 'answer'; readonly roundId: string }
  /** `openedAt`: epoch seconds at which the form was opened; a form opened before closing counts. */
  | { readonly verb: 'submit'; readonly roundId: string; readonly openedAt: string }
  | { readonly verb: 'feedback'; readonly roundId: string }
  | { readonly verb: 'criteria'; readonly answerId: string }
  | { readonly verb: 'retry'; readonly answerId: string }
  | { readonly verb: 'delete'; readonly answerId: string }
  | { readonly verb: 'delete-yes'; readonly answerId: string }
  /** Asks before anything is shared; `share-yes` shares the version that was shown. */
  | { readonly verb: 'share'; readonly answerId: string }
  | { readonly verb: 'share-yes'; readonly answerId: string; readonly revision: string }
  | { readonly verb: 'unshare'; readonly answerId: string }
  | { readonly verb: 'hint'; readonly roundId: string; readonly rung: string }
  | { readonly verb: 'other'; readonly roundId: string }
  | { readonly verb: 'consent'; readonly answerId: string; readonly choice: string }
  | { readonly verb: 'done'; readonly answerId: string }
  | { readonly verb: 'use'; readonly roundId: string; readonly messageId: string }
  | { readonly verb: 'follow'; readonly channelId: string }
  | { readonly verb: 'now' }
  /** Runs a command by a button; `command` as in "practice.pause", `arg` what it needs or "-". */
  | { readonly verb: 'run'; readonly command: string; readonly arg: string }
  /** The form that a command opened was sent. */
  | { readonly verb: 'send'; readonly command: string; readonly arg: string }
  | { readonly verb: 'me' }
  /** Something in a mock session that changes it: "next.4" is Next in turn 4 (mocks/mock-action.ts). */
  | { readonly verb: 'mock'; readonly sessionId: string; readonly what: string }
  /** Something in a mock session that only shows something: "question.4". */
  | { readonly verb: 'mock-look'; readonly sessionId: string; readonly what: string };

type Verb = ActionId['verb'];

/** The ids each verb carries, in their order in the encoded form. */
const FIELDS = {
  answer: ['roundId'],
  submit: ['roundId', 'openedAt'],
  feedback: ['roundId'],
  criteria: ['answerId'],
  retry: ['answerId'],
  delete: ['answerId'],
  'delete-yes': ['answerId'],
  share: ['answerId'],
  'share-yes': ['answerId', 'revision'],
  unshare: ['answerId'],
  hint: ['roundId', 'rung'],
  other: ['roundId'],
  consent: ['answerId', 'choice'],
  done: ['answerId'],
  use: ['roundId', 'messageId'],
  follow: ['channelId'],
  now: [],
  run: ['command', 'arg'],
  send: ['command', 'arg'],
  me: [],
  mock: ['sessionId', 'what'],
  'mock-look': ['sessionId', 'what'],
} as const satisfies Record<Verb, readonly string[]>;

/** Every verb there is. */
export const VERBS: readonly string[] = Object.keys(FIELDS);

/** Discord's limit for `custom_id`, the smallest of the platforms. */
export const ACTION_ID_MAX = 100;

/** Encodes an action for a button, `verb:id:id`, at most 100 characters; throws a RangeError past that. */
export function encodeAction(action: ActionId): string {
  const ids = new Map<string, string>(Object.entries(action));
  const encoded = [action.verb, ...FIELDS[action.verb].map((field) => ids.get(field) ?? '')].join(':');
  if (encoded.length > ACTION_ID_MAX) throw new RangeError(`action id of ${encoded.length} characters`);
  return encoded;
}

/** Reads what {@link encodeAction} wrote; null for anything else (an old button, a hand-made request). */
export function decodeAction(encoded: string): ActionId | null {
  if (encoded.length > ACTION_ID_MAX) return null;
  const [verb, a, b, ...rest] = encoded.split(':');
  if (rest.length > 0) return null;
  const ids = [a, b].filter((id) => id !== undefined);
  if (!ids.every((id) => /^[A-Za-z0-9_./+-]{1,80}$/.test(id))) return null;
  if (ids.length !== fieldCount(verb)) return null;
  const first = a ?? '';
  const second = b ?? '';
  switch (verb) {
    case 'answer':
    case 'feedback':
    case 'other':
      return { verb, roundId: first };
    case 'submit':
      return { verb, roundId: first, openedAt: second };
    case 'criteria':
    case 'retry':
    case 'delete':
    case 'delete-yes':
    case 'share':
    case 'unshare':
    case 'done':
      return { verb, answerId: first };
    case 'share-yes':
      return { verb, answerId: first, revision: second };
    case 'hint':
      return { verb, roundId: first, rung: second };
    case 'consent':
      return { verb, answerId: first, choice: second };
    case 'use':
      return { verb, roundId: first, messageId: second };
    case 'follow':
      return { verb, channelId: first };
    case 'run':
    case 'send':
      return { verb, command: first, arg: second };
    case 'mock':
    case 'mock-look':
      return { verb, sessionId: first, what: second };
    case 'now':
    case 'me':
      return { verb };
    default:
      return null;
  }
}

function fieldCount(verb: string | undefined): number | null {
  for (const [name, fields] of Object.entries(FIELDS)) if (name === verb) return fields.length;
  return null;
}
