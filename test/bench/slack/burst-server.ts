/**
 * The least Slack that posts can be sent to: `node burst-server.ts` says where it listens, takes chat.postMessage, keeps
 * Slack's one message a second for each channel, and counts. GET / tells what was seen; DELETE /?latencyMs=120 forgets
 * it, and has it answer after so long from then on.
 */
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BurstSeen } from './burst-seen.ts';

const STEP_MS = 1_000;

let seen: BurstSeen = nothing();
let lastAt = new Map<string, number>();
let keys = new Set<string>();
let latencyMs = 0;

function nothing(): BurstSeen {
  return { posts: 0, limited: 0, twice: 0, channels: 0, firstAtMs: 0, lastAtMs: 0 };
}

async function take(request: IncomingMessage): Promise<{ readonly status: number; readonly body: unknown }> {
  const args = new URLSearchParams(await text(request));
  const channel = args.get('channel') ?? '';
  const now = performance.now();
  if (now - (lastAt.get(channel) ?? -Infinity) < STEP_MS) {
    seen = { ...seen, limited: seen.limited + 1 };
    return { status: 429, body: { ok: false, error: 'ratelimited' } };
  }
  lastAt.set(channel, now);
  const key = args.get('metadata') ?? '';
  const posts = seen.posts + 1;
  seen = {
    ...seen,
    posts,
    twice: seen.twice + (keys.has(key) ? 1 : 0),
    channels: lastAt.size,
    firstAtMs: posts === 1 ? now : seen.firstAtMs,
    lastAtMs: now,
  };
  keys.add(key);
  return { status: 200, body: { ok: true, channel, ts: `1700000000.${String(posts).padStart(6, '0')}` } };
}

const server = createServer((request, response) => {
  const answer = (status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '1' });
    response.end(JSON.stringify(body));
  };
  switch (request.method) {
    case 'GET':
      answer(200, seen);
      break;
    case 'DELETE':
      latencyMs = Number(new URL(request.url ?? '/', 'http://burst').searchParams.get('latencyMs') ?? 0);
      seen = nothing();
      lastAt = new Map();
      keys = new Set();
      answer(200, {});
      break;
    default:
      take(request).then(
        async ({ status, body }) => {
          if (latencyMs > 0) await sleep(latencyMs);
          answer(status, body);
        },
        () => request.destroy(),
      );
  }
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  process.stdout.write(`listens; http://127.0.0.1:${address.port}\n`);
});
