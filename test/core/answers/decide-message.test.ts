import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decideMessage,
  type MessageAnswer,
  type ThreadMessage,
} from '../../../src/core/answers/decide-message.ts';

const seed = 20_260_304;

const anyAnswer: fc.Arbitrary<MessageAnswer> = fc.record({
  state: fc.constantFrom('held', 'gathering', 'submitted', 'withdrawn'),
  withdrawnBy: fc.constantFrom(null, 'member', 'moderator'),
  hasRevision: fc.boolean(),
  gatheredFromMessages: fc.boolean(),
  thisMessage: fc.constantFrom('none', 'part', 'all'),
  quietForMs: fc.integer({ min: -120_000, max: 600_000 }),
  delivered: fc.boolean(),
});
const anyMessage: fc.Arbitrary<ThreadMessage> = fc.record({
  words: fc.integer({ min: 0, max: 60 }),
  addressedToSomeone: fc.boolean(),
  endsAsQuestion: fc.boolean(),
  direct: fc.boolean(),
  seenBefore: fc.boolean(),
  consent: fc.constantFrom('ask', 'always', 'no'),
  askedBefore: fc.boolean(),
  answer: fc.option(anyAnswer),
  quietMs: fc.constant(60_000),
});
const always = (check: (message: ThreadMessage, decision: ReturnType<typeof decideMessage>) => void): void =>
  fc.assert(
    fc.property(anyMessage, (message) => check(message, decideMessage(message))),
    { seed, numRuns: 5_000 },
  );
const begins = (decision: string): boolean => decision === 'start' || decision === 'hold';

describe('what is done with a message', () => {
  it('begins nothing in a thread for someone who said No', () => {
    always((message, decision) => {
      if (message.consent === 'no' && !message.direct) expect(begins(decision)).toBe(false);
    });
  });

  it('starts no answer in a thread unless its author said Always, and asks only who was never asked', () => {
    always((message, decision) => {
      if (decision === 'start' && !message.direct) expect(message.consent).toBe('always');
      if (decision === 'hold')
        expect([message.consent, message.askedBefore, message.direct]).toEqual(['ask', false, false]);
    });
  });

  it('never takes what is said to somebody else, nor fewer than 25 words for a first answer', () => {
    always((message, decision) => {
      if (message.addressedToSomeone && !message.direct)
        expect(['talk', 'change', 'let_go']).toContain(decision);
      if (begins(decision)) expect(message.words).toBeGreaterThanOrEqual(25);
    });
  });

  it('adds nothing once the feedback is on its way, and never to the text of a form', () => {
    always((message, decision) => {
      if (decision !== 'append' || message.answer?.state === 'held') return;
      expect(message.answer?.delivered).toBe(false);
      expect(message.answer?.gatheredFromMessages).toBe(true);
    });
  });

  it('forgets only a message that is all of an answer nobody has read', () => {
    always((message, decision) => {
      if (decision !== 'let_go') return;
      expect(message.answer?.thisMessage).toBe('all');
      expect(message.answer?.hasRevision).toBe(false);
    });
  });

  it('brings nothing back by an edit after it was withdrawn', () => {
    always((message, decision) => {
      if (message.answer?.state === 'withdrawn' && message.seenBefore) expect(decision).toBe('talk');
    });
  });
});
