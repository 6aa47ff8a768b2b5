import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { networkCode, neverReached } from '../network-errors.ts';
import type { BotTokens } from './installs/tokens.ts';
import { NOT_INSTALLED, isTokenRefused } from './refusals.ts';
import type { SlackWeb } from './web-client.ts';

/** When nothing listens at Slack's address: try again after so long, in milliseconds. */
const NOT_REACHED_AFTER_MS = 5_000;

/** How one call to the Web API ended; see SendResult for what follows from each. */
export type Called =
  | { readonly kind: 'ok'; readonly value: unknown }
  /** Slack's own word tells why ("channel_not_found"). */
  | { readonly kind: 'refused'; readonly error: string }
  /** `limited`: Slack refused it because of a limit; else Slack was not reached. */
  | { readonly kind: 'retry'; readonly afterMs: number; readonly reason: string; readonly limited: boolean }
  | { readonly kind: 'unknown'; readonly reason: string };

/** What calls are made with. */
export interface SlackCalls {
  readonly web: SlackWeb;
  readonly tokens: BotTokens;
}

/**
 * One call for one workspace, with a time limit. Never throws for what Slack or the network does. Only where Slack
 * refused a token that was replaced meanwhile (renewed or installed again, by any process) it is made a second time.
 */
export async function callSlack(
  io: SlackCalls,
  teamId: string,
  method: string,
  args: Readonly<Record<string, unknown>>,
): Promise<Called> {
  const first = await callOnce(io, teamId, method, args);
  if (first.called.kind !== 'refused' || first.token === null || !isTokenRefused(first.called.error)) {
    return first.called;
  }
  io.tokens.drop(teamId);
  const newer = await io.tokens.tokenOf(teamId).catch(() => null);
  if (newer === null || newer.token === first.token) return first.called;
  return (await callOnce(io, teamId, method, args)).called;
}

/** `token` is what it was called with; null where nothing was called. */
async function callOnce(
  io: SlackCalls,
  teamId: string,
  method: string,
  args: Readonly<Record<string, unknown>>,
): Promise<{ readonly called: Called; readonly token: string | null }> {
  let bot;
  try {
    bot = await io.tokens.tokenOf(teamId);
  } catch (error) {
    const called = outcomeOf(error);
    // Nothing was sent yet, so it can simply be tried again.
    return {
      token: null,
      called: called.kind === 'unknown' ? notReached(called.reason) : called,
    };
  }
  if (bot === null) return { token: null, called: { kind: 'refused', error: NOT_INSTALLED } };
  const { token } = bot;
  try {
    const value = await io.web.clientFor(teamId, token).apiCall(method, { ...args });
    return { token, called: { kind: 'ok', value } };
  } catch (error) {
    return { token, called: outcomeOf(error) };
  }
}

/** Slack's words for trouble of its own: the call may or may not have been taken. */
const THEIR_TROUBLE: ReadonlySet<string> = new Set([
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
]);

/** What an error of the Web API's client says about the call. Pure. */
export function outcomeOf(error: unknown): Called {
  if (error instanceof WebAPIRateLimitedError) {
    return askedToWait(Math.max(1, error.retryAfter) * 1_000);
  }
  if (error instanceof WebAPIPlatformError) {
    const word = error.data.error;
    if (word === 'ratelimited') return askedToWait(1_000);
    // Something else than Slack's answer came back, such as a proxy's page.
    if (THEIR_TROUBLE.has(word) || !/^[a-z0-9_]{1,80}$/.test(word)) {
      return { kind: 'unknown', reason: 'Slack could not say how it ended' };
    }
    return { kind: 'refused', error: word };
  }
  if (error instanceof WebAPIHTTPError) {
    return error.statusCode >= 400 && error.statusCode < 500 && error.statusCode !== 408
      ? { kind: 'refused', error: `http_${error.statusCode}` }
      : { kind: 'unknown', reason: `Slack answered ${error.statusCode}` };
  }
  if (error instanceof WebAPIRequestError && neverReached(error)) {
    return notReached('Slack cannot be reached');
  }
  const code = networkCode(error);
  return {
    kind: 'unknown',
    reason: code === '' ? 'the connection to Slack broke' : `the connection to Slack broke (${code})`,
  };
}

function notReached(reason: string): Called {
  return { kind: 'retry', afterMs: NOT_REACHED_AFTER_MS, reason, limited: false };
}

function askedToWait(afterMs: number): Called {
  return { kind: 'retry', afterMs, reason: 'Slack asks to wait', limited: true };
}
