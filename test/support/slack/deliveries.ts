import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { Agent, IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Payload } from './payloads.ts';
import type { SocketMode } from './socket-mode.ts';

/** What the app answered: whether in time and with success, and the body of its answer. */
export interface Ack {
  readonly ok: boolean;
  /** HTTP status, or 200 for an acknowledged envelope, or null without an answer. */
  readonly status: number | null;
  readonly body: unknown;
  readonly ms: number;
}

export type Delivery =
  | { readonly kind: 'events_api' | 'interactive'; readonly payload: Payload }
  | { readonly kind: 'slash_commands'; readonly payload: Readonly<Record<string, string>> };

export interface Retry {
  readonly number: number;
  readonly reason: 'http_timeout' | 'http_error' | 'timeout' | 'connection_failed';
}

/** Where Slack delivers: to the sockets that are connected, or to a URL, signed. */
export type Target =
  | { readonly kind: 'socket' }
  | { readonly kind: 'http'; readonly url: string; readonly signingSecret: string };

export interface Attempt {
  readonly delivery: Delivery;
  readonly retry: Retry | null;
  readonly ack: Ack;
}

/**
 * Brings events, interactions and commands to the app and waits for its acknowledgement. Events are sent
 * again up to three times when it is late or an error; interactions and commands are not.
 *
 * Not here: the limit of 30,000 events an hour, switching a subscription off after too many failures.
 */
export class Deliveries {
  target: Target = { kind: 'socket' };
  /** Slack waits so long for an acknowledgement, in milliseconds. */
  ackWithinMs = 3_000;
  /** Milliseconds before the retries of an event. Slack's are about 0, 60,000 and 300,000. */
  retryDelaysMs: readonly number[] = [0, 60_000, 300_000];
  /** So many copies of each event go out at the same time. */
  copies = 1;
  /** Fields that are left out of every event, interaction and command, at any depth: other servers have fewer. */
  leavesOut: ReadonlySet<string> = new Set();
  /** While set, events are kept back; see {@link release}. */
  holding = false;
  /** Every try, oldest first. */
  readonly attempts: Attempt[] = [];
  readonly #held: Delivery[] = [];
  readonly #socket: SocketMode;
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #ended = new AbortController();
  readonly #agent = new Agent({ keepAlive: true });

  constructor(socket: SocketMode) {
    this.#socket = socket;
  }

  /** Sends an event, with copies and retries; nobody waits for it. */
  event(payload: Payload): void {
    const delivery: Delivery = { kind: 'events_api', payload };
    if (this.holding) this.#held.push(delivery);
    else for (let copy = 0; copy < this.copies; copy += 1) void this.#track(this.#sendEvent(delivery));
  }

  /** Sends what was held back, in the order given by `sort` (newest first, for example). */
  release(sort: (held: Delivery[]) => Delivery[] = (held) => held): void {
    this.holding = false;
    for (const delivery of sort(this.#held.splice(0))) void this.#track(this.#sendEvent(delivery));
  }

  /** Sends an event that was sent before once more, as Slack's retry would. */
  again(payload: Payload): Promise<Ack> {
    return this.#track(this.#attempt({ kind: 'events_api', payload }, { number: 1, reason: 'http_timeout' }));
  }

  interact(payload: Payload): Promise<Ack> {
    return this.#track(this.#attempt({ kind: 'interactive', payload }, null));
  }

  command(payload: Readonly<Record<string, string>>): Promise<Ack> {
    return this.#track(this.#attempt({ kind: 'slash_commands', payload }, null));
  }

  /** Waits until nothing is under way (held events aside). */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  close(): void {
    this.#ended.abort();
    this.#agent.destroy();
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work);
    void work.then(
      () => this.#underWay.delete(work),
      () => this.#underWay.delete(work),
    );
    return work;
  }

  async #sendEvent(delivery: Delivery): Promise<void> {
    let retry: Retry | null = null;
    for (let number = 1; ; number += 1) {
      const ack = await this.#attempt(delivery, retry);
      const delay = this.retryDelaysMs[number - 1];
      if (ack.ok || delay === undefined || this.#ended.signal.aborted) return;
      await sleep(delay, undefined, { signal: this.#ended.signal }).catch(() => null);
      retry = { number, reason: reasonOf(this.target, ack) };
    }
  }

  async #attempt(whole: Delivery, retry: Retry | null): Promise<Ack> {
    const delivery = this.leavesOut.size === 0 ? whole : lessOf(whole, this.leavesOut);
    const startedMs = performance.now();
    const answer =
      this.target.kind === 'socket'
        ? await this.#socket.send(delivery, retry, this.ackWithinMs)
        : await this.#post(this.target, delivery, retry);
    const ack = { ...answer, ms: performance.now() - startedMs };
    this.attempts.push({ delivery, retry, ack });
    return ack;
  }

  async #post(
    target: Target & { kind: 'http' },
    delivery: Delivery,
    retry: Retry | null,
  ): Promise<Omit<Ack, 'ms'>> {
    const { body, type } = bodyOf(delivery);
    const headers = {
      'content-type': type,
      ...signed(body, target.signingSecret),
      ...(retry === null
        ? {}
        : { 'x-slack-retry-num': String(retry.number), 'x-slack-retry-reason': retry.reason }),
    };
    try {
      return await this.#exchange(target.url, headers, body);
    } catch {
      return { ok: false, status: null, body: null };
    }
  }

  /** With `http` and not with `fetch`, which takes as long as some apps do and would be what a bench measures. */
  async #exchange(
    url: string,
    headers: Readonly<Record<string, string>>,
    body: string,
  ): Promise<Omit<Ack, 'ms'>> {
    const sent = request(url, {
      method: 'POST',
      agent: this.#agent,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    });
    // What ends it while the answer's body is read comes here as well, and nobody else would listen by then.
    sent.on('error', () => {});
    const late = setTimeout(() => sent.destroy(new Error('too late')), this.ackWithinMs);
    const end = (): void => void sent.destroy(new Error('ended'));
    this.#ended.signal.addEventListener('abort', end);
    try {
      sent.end(body);
      const [response] = z.tuple([z.instanceof(IncomingMessage)]).parse(await once(sent, 'response'));
      const given = await text(response);
      const status = response.statusCode ?? 0;
      const isJson = response.headers['content-type']?.startsWith('application/json') === true;
      return { ok: status >= 200 && status < 300, status, body: isJson ? JSON.parse(given) : given };
    } finally {
      clearTimeout(late);
      this.#ended.signal.removeEventListener('abort', end);
    }
  }
}

/** The headers with which Slack signs a body; `at` are seconds, now unless a test sends late or forged ones. */
export function signed(
  body: string,
  signingSecret: string,
  at = Math.floor(Date.now() / 1000),
): Record<string, string> {
  const hash = createHmac('sha256', signingSecret).update(`v0:${at}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(at), 'x-slack-signature': `v0=${hash}` };
}

/** The body of a delivery over HTTP: JSON for events, a form for the others. */
export function bodyOf(delivery: Delivery): { readonly body: string; readonly type: string } {
  switch (delivery.kind) {
    case 'events_api':
      return { body: JSON.stringify(delivery.payload), type: 'application/json' };
    case 'interactive':
      return {
        body: new URLSearchParams({ payload: JSON.stringify(delivery.payload) }).toString(),
        type: 'application/x-www-form-urlencoded',
      };
    case 'slash_commands':
      return {
        body: new URLSearchParams(delivery.payload).toString(),
        type: 'application/x-www-form-urlencoded',
      };
  }
}

function lessOf(delivery: Delivery, names: ReadonlySet<string>): Delivery {
  const text = JSON.stringify(delivery.payload, (name, value: unknown) =>
    names.has(name) ? undefined : value,
  );
  return delivery.kind === 'slash_commands'
    ? { kind: delivery.kind, payload: z.record(z.string(), z.string()).parse(JSON.parse(text)) }
    : { kind: delivery.kind, payload: z.record(z.string(), z.unknown()).parse(JSON.parse(text)) };
}

function reasonOf(target: Target, ack: Ack): Retry['reason'] {
  if (target.kind === 'socket') return 'timeout';
  return ack.status === null ? 'http_timeout' : 'http_error';
}
