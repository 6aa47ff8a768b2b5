import { isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';

/** Who may talk to the server. */
export interface Doors {
  /** The HOST setting. */
  readonly host: string;
  /** The port it listens on, known once it does. */
  readonly port: () => number;
  /** GREENROOM_WEB_UNPROTECTED=1: others than this machine may reach it. */
  readonly unprotected: boolean;
}

/** Whether a HOST setting is reached from this machine only. */
export function isLoopback(host: string): boolean {
  const name = bare(host);
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

/**
 * Whether a Host header is one of ours. Anything else is a page of another site whose name was pointed at
 * this machine (DNS rebinding). Unprotected, a bare IP address is let in too, since a name is what
 * rebinding needs, and the port may be one that a container maps to ours.
 */
export function isOwnHost(header: string | undefined, doors: Doors): boolean {
  const parsed =
    header === undefined ? null : /^(\[[0-9a-f:.]+\]|[^:[\]/@\s]+)(?::(\d{1,5}))?$/i.exec(header);
  if (parsed === null) return false;
  const name = bare(parsed[1] ?? '').toLowerCase();
  const port = Number(parsed[2] ?? '80');
  if (doors.unprotected) {
    return isLoopback(name) || isIP(name) !== 0 || name === bare(doors.host).toLowerCase();
  }
  return port === doors.port() && ['localhost', '127.0.0.1', '::1', bare(doors.host)].includes(name);
}

/**
 * Whether a request that changes something comes from our own page: its Origin names the host it was sent
 * to or, where a browser sends none, Sec-Fetch-Site says so.
 */
export function isOwnOrigin(headers: {
  readonly origin: string | undefined;
  readonly host: string | undefined;
  readonly site: string | undefined;
}): boolean {
  if (headers.origin !== undefined) {
    const origin = /^https?:\/\/([^/]+)$/i.exec(headers.origin);
    return origin !== null && origin[1]?.toLowerCase() === headers.host?.toLowerCase();
  }
  return headers.site === 'same-origin' || headers.site === 'none';
}

/**
 * Refuses foreign hosts and foreign pages with a sentence, and sets the headers that keep other sites out
 * of ours: no script but our own file, no frame, no form to elsewhere.
 */
export function guard(doors: Doors): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('host');
    if (!isOwnHost(host, doors)) {
      return c.text(
        `This server does not answer to that name. Open http://127.0.0.1:${doors.port()} instead.\n`,
        403,
      );
    }
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
    const origin = c.req.header('origin');
    const site = c.req.header('sec-fetch-site');
    if (!reads && !isOwnOrigin({ origin, host, site })) {
      return c.text(
        `This request came from another page. Open http://${host ?? ''} and send it from there.\n`,
        403,
      );
    }
    await next();
    for (const [name, value] of HEADERS) c.res.headers.set(name, value);
    // Pages hold private messages; what may be kept (the script, the style) has said so itself.
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store');
    return undefined;
  };
}

const HEADERS = new Map([
  [
    'content-security-policy',
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
  ],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  // Not no-referrer: that would make the browser send "Origin: null" with our own forms.
  ['referrer-policy', 'same-origin'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), microphone=(), geolocation=()'],
]);

function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
