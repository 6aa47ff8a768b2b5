/**
 * What goes into an assessment, what a model or the coach must return, and what is kept afterwards.
 * The model never gives a score: code verifies its quotes and computes everything that is shown.
 */
import { z } from 'zod';

import type { CategoryRubric } from './rubric/load-rubric.ts';

/** How the offline coach begins the reason of what it did not find. */
export const NO_WORDING = 'I did not find wording for';

/** How it begins the reason of what it found in too many places to quote. */
export const HINTS_OF = 'I found hints of';

export const LevelSchema = z.enum(['met', 'partial', 'missing']);
/** How far an answer meets one criterion; "missing" means "not found", never "you did not". */
export type Level = z.infer<typeof LevelSchema>;

export const VerdictSchema = z.enum([
  'assessable',
  'too_short',
  'off_topic',
  'not_english',
  'question_to_bot',
]);
/** Whether the text can be assessed at all. Everything but "assessable" is shown as "not graded". */
export type Verdict = z.infer<typeof VerdictSchema>;

const AnchorTextSchema = z.string().max(600).nullable();

export const AnchorsSchema = z.object({
  problem: AnchorTextSchema,
  decision: AnchorTextSchema,
  tradeoff: AnchorTextSchema,
  outcome: AnchorTextSchema,
  lesson: AnchorTextSchema,
});
/** The member's own words for each part of a story, or null where none was found. */
export type Anchors = z.infer<typeof AnchorsSchema>;
export type AnchorKey = keyof Anchors;
/** The parts of a story, in telling order. */
export const ANCHOR_KEYS = ['problem', 'decision', 'tradeoff', 'outcome', 'lesson'] as const;

/** One criterion as the assessor saw it. `reason` stands before `level` so that a model argues first. */
export const CriterionAssessmentSchema = z.object({
  key: z.string().min(1).max(60),
  reason: z.string().max(600),
  level: LevelSchema,
  quotes: z.array(z.string().max(600)).max(2),
});
export type CriterionAssessment = z.infer<typeof CriterionAssessmentSchema>;

/**
 * One schema for the model and for the coach. Limits are generous here (a repair turn is costly);
 * the word limits people see (quotes 4–30 words, next step ≤ 35) are enforced by verification.
 */
export const AssessmentSchema = z.object({
  verdict: VerdictSchema,
  criteria: z.array(CriterionAssessmentSchema).max(12),
  strengths: z.array(z.object({ criterion: z.string().max(60), quote: z.string().max(600) })).max(2),
  nextStep: z.object({ criterion: z.string().max(60).nullable(), text: z.string().max(600) }),
  followUp: z.string().max(600),
  anchors: AnchorsSchema,
  injectionSuspected: z.boolean(),
});
/** What an assessor returns, unverified: every quote in it is a claim until code has found it. */
export type Assessment = z.infer<typeof AssessmentSchema> & {
  /** The coach could not tie the answer to the question and lowered its levels. Not part of what a model sends. */
  readonly linkUnclear?: boolean;
  /** The coach found wording for a decision in so many places that no two quotes show it. Not part of what a model sends. */
  readonly decisionScattered?: boolean;
  /** By criterion, where the coach read each quote: the same words may stand elsewhere too. Not part of what a model sends. */
  readonly quoteStarts?: ReadonlyMap<string, readonly number[]>;
};

/** The question as an assessor may see it. Everything but `text` and `category` is the pack's private help. */
export type AssessQuestion = {
  readonly text: string;
  readonly category: string;
  /** What the interviewer is after, one line. */
  readonly after?: string | undefined;
  readonly probes?: readonly string[] | undefined;
  readonly assumptions?: string | undefined;
};

/** Everything an assessor is given. No names and no ids of people or communities. */
export type AssessRequest = {
  readonly question: AssessQuestion;
  readonly answer: string;
  readonly rubric: CategoryRubric;
};

/**
 * The port behind which a model or the offline coach stands. `assess` may throw (outage, refusal,
 * garbage) or reject on `signal`; callers then fall back to the coach, never to a penalty.
 * `label` is what people read, such as "offline coach".
 */
export type FeedbackModel = {
  readonly source: 'coach' | 'model';
  readonly label: string;
  assess(request: AssessRequest, signal: AbortSignal): Promise<Assessment>;
};

/** A verified quote: `text` is `answer.slice(start, end)`, offsets in UTF-16 code units. */
export const QuoteSchema = z.object({
  text: z.string(),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  /** Words of the same sentence stand before it, or after it; absent where none do. */
  cutBefore: z.literal(true).optional(),
  cutAfter: z.literal(true).optional(),
});
export type Quote = z.infer<typeof QuoteSchema>;

export const BandSchema = z.enum(['not_graded', 'starting', 'developing', 'promising', 'strong']);
/** Words for the score, weakest first. "not_graded" goes with every verdict but "assessable". */
export type Band = z.infer<typeof BandSchema>;

export const NoteCodeSchema = z.enum([
  'direction_is_enough',
  'injection_suspected',
  'quotes_rejected',
  'levels_lowered',
  'next_step_replaced',
  'follow_up_replaced',
  'capped_no_decision',
  'capped_framework_only',
  'band_capped_coach',
  'question_link_unclear',
]);
export type NoteCode = z.infer<typeof NoteCodeSchema>;

export const CriterionResultSchema = z.object({
  key: z.string(),
  title: z.string(),
  level: LevelSchema,
  reason: z.string(),
  quotes: z.array(QuoteSchema),
});
export type CriterionResult = z.infer<typeof CriterionResultSchema>;

/** The verified result, stored as JSON and read back with this schema. */
export const FeedbackResultSchema = z.object({
  verdict: VerdictSchema,
  source: z.enum(['coach', 'model']),
  /** Pack and version, such as "tpm-1"; results of different versions are not compared. */
  rubricVersion: z.string(),
  category: z.string(),
  criteria: z.array(CriterionResultSchema),
  strength: z.object({ criterion: z.string(), quote: QuoteSchema }).nullable(),
  nextStep: z.object({ criterion: z.string().nullable(), text: z.string(), canned: z.boolean() }),
  /** One question an interviewer might ask next; empty when the answer was not graded. */
  followUp: z.string(),
  anchors: AnchorsSchema,
  counts: z.object({
    met: z.int().nonnegative(),
    partial: z.int().nonnegative(),
    missing: z.int().nonnegative(),
  }),
  /** 0..100, for exports and `eval` only; people see the counts as words. */
  score: z.number().min(0).max(100),
  band: BandSchema,
  notes: z.array(z.object({ code: NoteCodeSchema, count: z.int().nonnegative() })),
});
export type FeedbackResult = z.infer<typeof FeedbackResultSchema>;
export type FeedbackNote = FeedbackResult['notes'][number];
