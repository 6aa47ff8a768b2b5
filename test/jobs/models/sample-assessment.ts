import { z } from 'zod';
import {
  AssessmentSchema,
  type Assessment,
  type AssessRequest,
} from '../../../src/core/feedback/contract.ts';
import { categoryRubric, loadTpmRubric } from '../../../src/core/feedback/rubric/load-rubric.ts';

/** An answer with enough in it to quote. */
export const ANSWER =
  'The dispatcher reassigns a van within two minutes of a cancel, so polling every ten minutes was too late. I chose webhooks with polling as the fallback, which costs the team a second code path. Vans sent out with a cancelled order fell from nine a day to one.';

export const QUOTE = 'reassigns a van within two minutes of a cancel';

/** What a model is asked about {@link ANSWER}, or about another text. */
export function sampleRequest(answer: string = ANSWER): AssessRequest {
  const rubric = categoryRubric(loadTpmRubric(), 'architecture');
  if (rubric === null) throw new Error('the pack has no such category');
  return {
    question: {
      text: 'A partner wants order updates in real time. How do you decide between pushing and syncing?',
      category: 'architecture',
    },
    answer,
    rubric,
  };
}

/** A reading of {@link ANSWER} with one criterion met by one real quote. */
export function sampleAssessment(quote: string = QUOTE): Assessment {
  const { rubric } = sampleRequest();
  return AssessmentSchema.parse({
    verdict: 'assessable',
    criteria: rubric.criteria.map(({ key }, index) => ({
      key,
      reason: 'This part stands in the text.',
      level: index === 0 ? 'met' : 'missing',
      quotes: index === 0 ? [quote] : [],
    })),
    strengths: [],
    nextStep: { criterion: null, text: 'Say who pays for the second path.' },
    followUp: 'What would have made you choose polling?',
    anchors: { problem: null, decision: null, tradeoff: null, outcome: null, lesson: null },
    injectionSuspected: false,
  });
}

/** The text between an answer's delimiters in a prompt, and the delimiters' code. */
export function delimited(prompt: string): { readonly nonce: string; readonly inside: string } {
  const found = /^<answer-([^>]*)>\n(.*)\n<\/answer-\1>$/ms.exec(prompt);
  return z.object({ nonce: z.string(), inside: z.string() }).parse({ nonce: found?.[1], inside: found?.[2] });
}
