import type { AnswerState, ThreadConsent } from '../db/tables.ts';
import { never } from '../errors.ts';
import { CANDIDATE_WORDS } from './clean-text.ts';

/** What is known when a member writes in a round's thread (or changes what they wrote). */
export interface ThreadMessage {
  readonly words: number;
  /** It replies to another member or opens with a mention. */
  readonly addressedToSomeone: boolean;
  /** Its last character is a question mark. */
  readonly endsAsQuestion: boolean;
  /** Sent to the bot directly, so it is meant for it. */
  readonly direct: boolean;
  readonly consent: ThreadConsent;
  /** The consent question was put once and not answered yet. */
  readonly askedBefore: boolean;
  /** The member's answer in this round so far. */
  readonly answer: {
    readonly state: AnswerState;
    readonly gatheredInThread: boolean;
    /** This very message is part of it. */
    readonly holdsThisMessage: boolean;
    /** Milliseconds since its newest message. */
    readonly quietForMs: number;
    /** Its feedback is on the way to the member or already there. */
    readonly delivered: boolean;
  } | null;
  readonly quietMs: number;
}

/**
 * What to do with it: `talk` leaves it alone; `hold` keeps it for a day and asks; `start` begins an answer;
 * `append` adds it as a further piece; `change` puts the edited text in the place of the old.
 */
export type MessageDecision = 'talk' | 'hold' | 'start' | 'append' | 'change';

/** The rules of DESIGN §9: words that were not meant as an answer are never graded. Pure. */
export function decideMessage(message: ThreadMessage): MessageDecision {
  const { answer } = message;
  if (answer === null || answer.state === 'withdrawn') return decideFirst(message);
  if (answer.holdsThisMessage) return 'change';
  if (!isFurtherPiece(message)) return 'talk';
  switch (answer.state) {
    case 'gathering':
      return 'append';
    case 'held':
      return answer.quietForMs <= message.quietMs ? 'append' : 'talk';
    case 'submitted':
      // A later piece replaces feedback that is not delivered yet; after that it is talk.
      return answer.gatheredInThread && !answer.delivered && answer.quietForMs <= 2 * message.quietMs
        ? 'append'
        : 'talk';
    default:
      return never(answer.state);
  }
}

function decideFirst(message: ThreadMessage): MessageDecision {
  if (message.words < CANDIDATE_WORDS) return 'talk';
  if (message.direct) return 'start';
  if (message.addressedToSomeone) return 'talk';
  switch (message.consent) {
    case 'always':
      return 'start';
    case 'no':
      return 'talk';
    case 'ask':
      return message.askedBefore ? 'talk' : 'hold';
    default:
      return never(message.consent);
  }
}

/** A short question in between ("does this count?") is talk, and so is what is said to somebody else. */
function isFurtherPiece(message: ThreadMessage): boolean {
  if (message.addressedToSomeone && !message.direct) return false;
  return !(message.endsAsQuestion && message.words < CANDIDATE_WORDS);
}
