import { randomBytes } from 'node:crypto';
import type { Assessment, AssessRequest } from '../../core/feedback/contract.ts';
import type { MeteredModel, Usage } from '../../core/feedback/metered-model.ts';
import { ModelBusy, ModelFailed } from '../../core/feedback/model-trouble.ts';
import type { Log } from '../../core/log.ts';
import type { Clock } from '../../core/time.ts';
import { createCallEndpoint, type CallEndpoint } from './call-endpoint.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';
import { estimateTokens, MAX_OUTPUT_TOKENS } from './estimate-tokens.ts';
import { chooseBetter, findProblems } from './find-problems.ts';
import { buildPrompt, buildRepair, type PromptMessage } from './prompt.ts';
import { readReply } from './read-reply.ts';
import { createFormMemory, nextForm, type FormMemory, type RequestForm } from './request-form.ts';

/** One call may take so long, in milliseconds; the client's own default is ten minutes (FACTS). */
export const CALL_TIMEOUT_MS = 45_000;

export interface OpenAiModelOptions {
  /** Null for a server that wants none. */
  readonly apiKey: string | null;
  /** Such as https://api.example.com/v1; its host is what members read. */
  readonly baseUrl: string;
  readonly model: string;
  readonly clock: Clock;
  /** Gets codes and statuses; never words, never the messages of errors. */
  readonly log: Log;
  readonly callTimeoutMs?: number;
  /** What makes an answer's delimiter unguessable: 32 hexadecimal digits, new for each call. */
  readonly nonce?: () => string;
}

interface Parts {
  readonly call: CallEndpoint;
  readonly memory: FormMemory;
  readonly log: Log;
  readonly nonce: () => string;
}

type Used = (usage: Usage) => void;

/**
 * A model behind any endpoint that speaks OpenAI's chat completions. `assess` makes one call and, where the
 * reply is not valid or its quotes fail, one repair call; nothing else is retried here but forms of the
 * request that the endpoint does not take. Rejects with ModelBusy or ModelFailed.
 */
export function createOpenAiModel(options: OpenAiModelOptions): MeteredModel {
  const { log } = options;
  const label = new URL(options.baseUrl).host;
  const parts: Parts = {
    call: createCallEndpoint({ ...options, callTimeoutMs: options.callTimeoutMs ?? CALL_TIMEOUT_MS }),
    memory: createFormMemory((form) =>
      log.info({ endpoint: label, ...form }, 'found out what the model endpoint takes'),
    ),
    log,
    nonce: options.nonce ?? (() => randomBytes(16).toString('hex')),
  };
  const breaker = createCircuitBreaker(options.clock, ({ code, status }) =>
    log.error(
      { endpoint: label, code, status },
      'the model failed again and again; it is left alone for a while',
    ),
  );
  return {
    source: 'model',
    label,
    checkReady: () => breaker.check(),
    estimate(request) {
      const tokens = estimateTokens(buildPrompt(request, parts.nonce()));
      // A repair call repeats the prompt and the first reply.
      return { requests: 2, tokens: 2 * tokens + 3 * MAX_OUTPUT_TOKENS };
    },
    assess: (request, signal, used = () => {}) => breaker.run(() => assess(parts, request, signal, used)),
  };
}

async function assess(
  parts: Parts,
  request: AssessRequest,
  signal: AbortSignal,
  used: Used,
): Promise<Assessment> {
  const prompt = buildPrompt(request, parts.nonce());
  const first = await ask(parts, prompt, signal, used);
  const problems =
    first.read.kind === 'problems' ? first.read.problems : findProblems(request, first.read.assessment);
  const usable = first.read.kind === 'assessment' ? first.read.assessment : null;
  if (usable !== null && problems.length === 0) return usable;
  try {
    const { read } = await ask(parts, buildRepair(prompt, first.content, problems), signal, used);
    if (read.kind === 'assessment') {
      return usable === null ? read.assessment : chooseBetter(request, usable, read.assessment);
    }
  } catch (error) {
    if (usable === null || !(error instanceof ModelBusy || error instanceof ModelFailed)) throw error;
    parts.log.info({ code: error.code }, 'a repair turn failed; the first reading is used');
  }
  if (usable !== null) return usable;
  throw new ModelFailed('unusable');
}

/** One reply, read. Finds a form of the request that the endpoint takes, and remembers it. */
async function ask(parts: Parts, messages: readonly PromptMessage[], signal: AbortSignal, used: Used) {
  const { memory } = parts;
  const proven = memory.isProven();
  let form: RequestForm = memory.current();
  for (;;) {
    const called = await parts.call(messages, form, signal, used);
    if (called.kind === 'content') {
      memory.prove(form);
      const read = readReply(called.content);
      if (read.kind === 'problems' && read.shapeless) memory.weaken(form.format);
      return { content: called.content, read };
    }
    const next = proven ? null : nextForm(form, called.complaint);
    if (next === null) {
      // Either this one answer is refused or the endpoint has changed: the next call finds out.
      memory.forget();
      throw new ModelFailed(proven ? 'bad_request' : 'access', called.status);
    }
    form = next;
  }
}
