import type { AnswerVia } from '../db/tables/answers.ts';
import { shortBlocks } from '../feedback/cards.ts';
import type { FeedbackResult } from '../feedback/contract.ts';
import { encodeAction } from '../platform/action.ts';
import type { Block, Card } from '../platform/card.ts';
import { rich, strong } from '../platform/rich.ts';

/** What is shared: one version of an answer, and the feedback on it. */
export interface Shared {
  readonly answerId: string;
  readonly revision: number;
  readonly via: AnswerVia;
  readonly displayName: string;
  readonly text: string;
  readonly result: FeedbackResult;
  /** The model that read it; null when the offline coach did. */
  readonly label: string | null;
}

/**
 * What everybody in the thread sees: the answer, unless it stands there already, with the short feedback.
 * No counts and no list of criteria: those would invite comparing.
 */
export function sharedCard(shared: Shared): Card {
  return {
    tone: 'plain',
    title: rich`${headline(shared)}`,
    blocks: sharedBlocks(shared),
    buttons: [],
    footer: rich`${source(shared)}`,
  };
}

/** Asked before anything is shared: exactly what will be seen, by whom, and how it goes away again. */
export function askShareCard(shared: Shared, roundId: string, replaces: boolean): Card {
  const { answerId } = shared;
  return {
    tone: 'private',
    title: rich`Share this in the thread?`,
    blocks: [
      {
        kind: 'text',
        text: rich`Everybody who can open the question's thread will see exactly this, with your name. They do not see your other criteria or your streak.`,
      },
      { kind: 'text', text: rich`${strong(headline(shared))}` },
      ...sharedBlocks(shared),
      { kind: 'text', text: rich`${source(shared)}` },
      {
        kind: 'text',
        text: rich`To take it away again, press ${strong('Take back from thread')} under ${strong('My feedback')}. Deleting the answer takes it away too.${replaces ? ' The version you shared before goes away now.' : ''}`,
      },
    ],
    buttons: [
      {
        action: encodeAction({ verb: 'share-yes', answerId, revision: String(shared.revision) }),
        label: 'Share it',
        style: 'primary',
      },
      { action: encodeAction({ verb: 'feedback', roundId }), label: 'Keep it private', style: 'secondary' },
    ],
  };
}

/** After *Share it*. */
export function sharedNowCard(answerId: string, roundId: string): Card {
  return {
    tone: 'private',
    blocks: [
      { kind: 'text', text: rich`Shared. It stands in the question's thread in a moment, with your name.` },
    ],
    buttons: [
      {
        action: encodeAction({ verb: 'feedback', roundId }),
        label: 'My feedback',
        style: 'secondary',
      },
      {
        action: encodeAction({ verb: 'unshare', answerId }),
        label: 'Take back from thread',
        style: 'secondary',
      },
    ],
  };
}

/** After *Take back from thread*. */
export function takenBackCard(roundId: string): Card {
  return {
    tone: 'private',
    blocks: [
      {
        kind: 'text',
        text: rich`Taken back: what was shared goes away from the thread in a moment. Whoever read it may remember it. Your answer and its feedback stay here, only for you.`,
      },
    ],
    buttons: [
      {
        action: encodeAction({ verb: 'feedback', roundId }),
        label: 'My feedback',
        style: 'secondary',
      },
    ],
  };
}

const headline = (shared: Shared): string => `${shared.displayName} shared an answer and its feedback`;

const source = (shared: Shared): string =>
  `Version ${shared.revision}. The feedback was written by ${shared.label ?? 'the offline coach'}; its quotes are from the answer.`;

function sharedBlocks(shared: Shared): Block[] {
  const answer: Block[] =
    shared.via === 'thread' ? [] : [{ kind: 'quote', text: rich`${shared.text}`, source: rich`The answer` }];
  return [...answer, ...shortBlocks(shared.result)];
}
