import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError, OpenAI } from 'openai';
import { z } from 'zod';
import type { Usage } from '../../core/feedback/metered-model.ts';
import { ModelBusy, ModelFailed, type ModelFailureCode } from '../../core/feedback/model-trouble.ts';
import type { Clock } from '../../core/time.ts';
import { createBoundedFetch } from './bounded-fetch.ts';
import { estimateTokens, MAX_OUTPUT_TOKENS } from './estimate-tokens.ts';
import { ASSESSMENT_JSON_SCHEMA, type PromptMessage } from './prompt.ts';
import type { RequestForm } from './request-form.ts';
import { readRetryAfter, readRetryAfterOrDefault } from './retry-after.ts';

/** No server's count is believed beyond this for one call; a wrong one must not use up a year. */
const MOST_TOKENS_A_CALL = 1_000_000;

/** Only the beginning of a complaint is looked at: some gateways repeat the whole request after it. */
const COMPLAINT_LENGTH = 300;

/** What of a completion is used. Servers add fields and leave some out. */
const CompletionSchema = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z.object({ total_tokens: z.number().nonnegative() }).nullish().catch(null),
});

export interface Endpoint {
  readonly apiKey: string | null;
  readonly baseUrl: string;
  readonly model: string;
  /** One call may take so long in all, headers and body, in milliseconds. */
  readonly callTimeoutMs: number;
  readonly clock: Clock;
}

/** How one call ended. `refused`: the server did not take a request of this form; `complaint` may hold words. */
export type Called =
  | { readonly kind: 'content'; readonly content: string }
  | { readonly kind: 'refused'; readonly status: number; readonly complaint: string };

/** One request to the endpoint. Throws ModelBusy or ModelFailed; `used` is told before either end. */
export type CallEndpoint = (
  messages: readonly PromptMessage[],
  form: RequestForm,
  signal: AbortSignal,
  used: (usage: Usage) => void,
) => Promise<Called>;

/** The client is told everything it would otherwise take from the environment, and is silent: it logs bodies. */
export function createCallEndpoint(endpoint: Endpoint): CallEndpoint {
  const { callTimeoutMs, clock } = endpoint;
  const client = new OpenAI({
    // Servers on one's own network want none, but the client insists on one.
    apiKey: endpoint.apiKey ?? 'none',
    baseURL: endpoint.baseUrl,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    fetch: createBoundedFetch(),
  });
  return async (messages, form, signal, used) => {
    const promptTokens = estimateTokens(messages);
    try {
      const reply: unknown = await client.chat.completions.create(
        { model: endpoint.model, messages: [...messages], ...optionalParts(form) },
        // The client's own limit (ten minutes) never comes to it.
        { signal: AbortSignal.any([signal, AbortSignal.timeout(callTimeoutMs)]) },
      );
      return read(reply, promptTokens, used);
    } catch (error) {
      if (error instanceof ModelFailed) throw error;
      const outcome = understand(error, clock.now());
      if (outcome instanceof ModelFailed && BILLABLE.includes(outcome.code)) {
        used({ requests: 1, tokens: promptTokens });
      }
      if (outcome instanceof Error) throw outcome;
      return outcome;
    }
  };
}

function optionalParts(form: RequestForm) {
  return {
    ...(form.format === 'json_schema' && {
      response_format: {
        type: 'json_schema' as const,
        json_schema: { name: 'assessment', strict: true, schema: ASSESSMENT_JSON_SCHEMA },
      },
    }),
    ...(form.format === 'json_object' && { response_format: { type: 'json_object' as const } }),
    ...(form.limit !== 'none' && { [form.limit]: MAX_OUTPUT_TOKENS }),
    ...(form.temperature && { temperature: 0 }),
  };
}

function read(reply: unknown, promptTokens: number, used: (usage: Usage) => void): Called {
  const completion = CompletionSchema.safeParse(reply);
  const choice = completion.data?.choices[0];
  const content = choice?.message.content ?? '';
  const reported = completion.data?.usage?.total_tokens;
  const tokens = reported ?? promptTokens + estimateTokens([{ content }]);
  used({ requests: 1, tokens: Math.min(MOST_TOKENS_A_CALL, Math.ceil(tokens)) });
  if (choice === undefined) throw new ModelFailed('garbage', 200);
  if ((choice.message.refusal ?? '') !== '' || choice.finish_reason === 'content_filter') {
    throw new ModelFailed('refused', 200);
  }
  if (choice.finish_reason === 'length') throw new ModelFailed('truncated', 200);
  if (content.trim() === '') throw new ModelFailed('garbage', 200);
  return { kind: 'content', content };
}

/** Of failed calls, those a service may have worked on are counted; what it turned away is not. */
const BILLABLE: readonly ModelFailureCode[] = ['timeout', 'garbage', 'oversized'];

/** What an error of the client means. Its message and body are dropped here: they may quote the answer. */
function understand(error: unknown, now: Temporal.Instant): Error | Called {
  if (error instanceof APIUserAbortError || error instanceof APIConnectionTimeoutError) {
    return new ModelFailed('timeout');
  }
  if (error instanceof APIConnectionError) {
    return error.cause instanceof ModelFailed ? error.cause : new ModelFailed('unreachable');
  }
  if (error instanceof APIError) return understandStatus(error, now);
  // Broken JSON comes as a SyntaxError whose message quotes it.
  return new ModelFailed('garbage');
}

function understandStatus(error: APIError, now: Temporal.Instant): Error | Called {
  const { headers } = error;
  const status = error.status ?? 0;
  switch (status) {
    case 400:
    case 413:
    case 415:
    case 422:
    case 501:
      return {
        kind: 'refused',
        status,
        complaint: `${error.param ?? ''} ${error.message.slice(0, COMPLAINT_LENGTH)}`,
      };
    case 429:
      return [error.code, error.type].includes('insufficient_quota')
        ? new ModelFailed('access', status)
        : new ModelBusy('asked_to_wait', readRetryAfterOrDefault(headers, now));
    case 408:
    case 409:
    case 425:
      return new ModelFailed('server_error', status);
    default: {
      if (status < 500) return new ModelFailed('access', status);
      const afterMs = readRetryAfter(headers, now);
      return afterMs === null
        ? new ModelFailed('server_error', status)
        : new ModelBusy('asked_to_wait', afterMs);
    }
  }
}
