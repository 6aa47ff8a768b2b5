import type { AnswerState } from '../db/tables/answers.ts';
import type { ThreadConsent } from '../db/tables/members.ts';
import { never } from '../errors.ts';
import { CANDIDATE_WORDS } from './clean-text.ts';

/** What is known when a member writes in a round's thread (or changes what they wrote). */
export interface ThreadMessage {
  /** Counted up to {@link CANDIDATE_WORDS}. */
  readonly words: number;
  /** It replies to another member or opens with a mention. */
  readonly addressedToSomeone: boolean;
  /** Its last character is a question mark. */
  readonly endsAsQuestion: boolean;
  /** Sent to the bot directly, so it is meant for it. */
  readonly direct: boolean;
  /** An earlier copy of this very message was seen. */
  readonly seenBefore: boolean;
  readonly consent: ThreadConsent;
  /** The consent question was put once and not answered yet. */
  readonly askedBefore: boolean;
  /** The member's answer in this round so far. */
  readonly answer: MessageAnswer | null;
  readonly quietMs: number;
}

/** The member's answer in the round, as far as the decision needs it. */
export interface MessageAnswer {
  readonly state: AnswerState;
  readonly withdrawnBy: 'member' | 'moderator' | null;
  /** It was read before, at least once. */
  readonly hasRevision: boolean;
  /** It consists of messages written in the thread or to the bot; a form's text has none. */
  readonly gatheredFromMessages: boolean;
  /** Whether this very message is part of it, and whether it is all of it. */
  readonly thisMessage: 'none' | 'part' | 'all';
  /** Milliseconds from its newest message to this one. */
  readonly quietForMs: number;
  /** Its feedback is on the way to the member or already there. */
  readonly delivered: boolean;
}

/**
 * What to do with it: `talk` leaves it alone; `hold` keeps it for a day and asks; `start` begins an answer;
 * `append` adds it as a further piece; `change` puts the edited text in the place of the old; `let_go`
 * forgets a message that its author changed into talk.
 */
export type MessageDecision = 'talk' | 'hold' | 'start' | 'append' | 'change' | 'let_go';

/** The rules of DESIGN §9: words that were not meant as an answer are never graded. Pure. */
export function decideMessage(message: ThreadMessage): MessageDecision {
  const { answer } = message;
  if (answer === null) return decideFirst(message);
  if (answer.state === 'withdrawn') return decideAnew(message, answer);
  if (answer.thisMessage !== 'none') return staysAnswer(message, answer) ? 'change' : 'let_go';
  if (!isFurtherPiece(message)) return 'talk';
  switch (answer.state) {
    case 'gathering':
      // One that is gathered anew after its feedback (an edit) takes no further pieces.
      return answer.gatheredFromMessages && !answer.delivered ? 'append' : 'talk';
    case 'held':
      return answer.quietForMs <= message.quietMs ? 'append' : 'talk';
    case 'submitted':
      // A later piece replaces feedback that is not delivered yet; after that it is talk.
      return answer.gatheredFromMessages && !answer.delivered && answer.quietForMs <= 2 * message.quietMs
        ? 'append'
        : 'talk';
    default:
      return never(answer.state);
  }
}

function decideFirst(message: ThreadMessage): MessageDecision {
  if (!isCandidate(message)) return 'talk';
  if (message.direct) return 'start';
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

/**
 * After an answer was withdrawn only a new message begins another: what was taken back does not return by an
 * edit. What a moderator removed is not held anew: held text may lapse, and the day that was kept with it.
 */
function decideAnew(message: ThreadMessage, answer: MessageAnswer): MessageDecision {
  if (message.seenBefore) return 'talk';
  const first = decideFirst(message);
  return first === 'hold' && answer.withdrawnBy === 'moderator' ? 'talk' : first;
}

/**
 * Until it is read, what a message is goes by its newest text, so that copies in any order end alike. It stays
 * an answer whatever the text once its author said Yes to it, once it was read, or when more messages belong
 * to it.
 */
function staysAnswer(message: ThreadMessage, answer: MessageAnswer): boolean {
  const saidYes = answer.state === 'gathering' && message.consent === 'ask' && !message.direct;
  return answer.thisMessage === 'part' || answer.hasRevision || saidYes || isCandidate(message);
}

function isCandidate(message: ThreadMessage): boolean {
  return message.words >= CANDIDATE_WORDS && (message.direct || !message.addressedToSomeone);
}

/** A short question in between ("does this count?") is talk, and so is what is said to somebody else. */
function isFurtherPiece(message: ThreadMessage): boolean {
  if (message.addressedToSomeone && !message.direct) return false;
  return !(message.endsAsQuestion && message.words < CANDIDATE_WORDS);
}
