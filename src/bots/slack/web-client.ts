import { WebClient, type Logger } from '@slack/web-api';

/** A call takes so long at most, in milliseconds: well under what the ledger takes for abandoned (20 s). */
export const CALL_LIMIT_MS = 10_000;

/** Clients kept for workspaces at most; the one unused for longest goes. */
const KEPT = 2_000;

/** One Web API client per workspace, so that what one workspace waits for delays no other. */
export interface SlackWeb {
  /** The Web API's base, with a slash at its end. */
  readonly apiUrl: string;
  /** The workspace's client; a new token replaces it. */
  clientFor(teamId: string, token: string): WebClient;
}

/**
 * Clients with everything switched off that would send twice or wait on its own: no retries, a time limit, a
 * rate limit that comes back at once, and no method name that is an address. `apiUrl` null is Slack.
 */
export function createSlackWeb(apiUrl: string | null, logger: Logger): SlackWeb {
  const base = (apiUrl ?? 'https://slack.com/api/').replace(/\/*$/, '/');
  const clients = new Map<string, { readonly token: string; readonly client: WebClient }>();
  return {
    apiUrl: base,
    clientFor(teamId, token) {
      const known = clients.get(teamId);
      clients.delete(teamId);
      const client = known?.token === token ? known.client : makeClient(base, token, logger);
      clients.set(teamId, { token, client });
      const [oldest] = clients.keys();
      if (clients.size > KEPT && oldest !== undefined) clients.delete(oldest);
      return client;
    },
  };
}

function makeClient(slackApiUrl: string, token: string, logger: Logger): WebClient {
  return new WebClient(token, {
    slackApiUrl,
    retryConfig: { retries: 0 },
    timeout: CALL_LIMIT_MS,
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    fetch: fetchWithLimit,
    logger,
  });
}

/** The client knows a limit only by a Retry-After in seconds; without one it is a second. */
async function fetchWithLimit(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetch(input, init);
  if (response.status !== 429 || /^\d+$/.test(response.headers.get('retry-after') ?? '')) return response;
  const headers = new Headers(response.headers);
  headers.set('retry-after', '1');
  return new Response(response.body, { status: 429, headers });
}
