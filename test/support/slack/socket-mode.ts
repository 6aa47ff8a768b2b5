import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer, type WebSocket } from 'ws';
import { z } from 'zod';
import type { Ack, Delivery, Retry } from './deliveries.ts';

const ackSchema = z.looseObject({ envelope_id: z.string(), payload: z.unknown().optional() });

/** Slack allows so many connections of one app at once. */
const MAX_CONNECTIONS = 10;

interface Waiting {
  readonly socket: WebSocket;
  readonly answer: (ack: Omit<Ack, 'ms'>) => void;
}

/**
 * Socket Mode: tickets that work once, hello, envelopes to one of the connections in turn, acknowledgements,
 * disconnect messages. What was not acknowledged counts as failed, so that events are sent again.
 *
 * Not here: the `link_disabled` dance beyond its message, limits on calls of apps.connections.open.
 */
export class SocketMode {
  /** No new connection gets in. */
  closed = false;
  /** Acknowledgements are thrown away, as when the connection dies under them. */
  losingAcks = false;
  /** How many envelopes each connection got, in the order of their opening. */
  readonly envelopes: number[] = [];
  url = '';
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #open: { readonly socket: WebSocket; readonly index: number }[] = [];
  readonly #waiting = new Map<string, Waiting>();
  #turn = 0;
  #ended = false;

  attach(server: Server): void {
    server.on('upgrade', (request, socket, head) => {
      const ticket = new URL(request.url ?? '/', 'http://loopback').searchParams.get('ticket') ?? '';
      if (this.closed || !this.#tickets.delete(ticket) || this.#open.length >= MAX_CONNECTIONS) {
        socket.destroy();
        return;
      }
      this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#serve(opened));
    });
  }

  /** A URL for one connection. */
  ticket(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return `${this.url}/link/?ticket=${ticket}&app_id=A0GREENROOM`;
  }

  /** How many connections are open now. */
  get connected(): number {
    return this.#open.length;
  }

  /** Brings one envelope to one of the connections; waits for one that is just coming. */
  async send(delivery: Delivery, retry: Retry | null, withinMs: number): Promise<Omit<Ack, 'ms'>> {
    const over = performance.now() + withinMs;
    while (this.#open.length === 0) {
      if (this.#ended || performance.now() > over) return { ok: false, status: null, body: null };
      await sleep(10);
    }
    this.#turn += 1;
    const chosen = this.#open[this.#turn % this.#open.length];
    if (chosen === undefined) return { ok: false, status: null, body: null };
    const id = randomUUID();
    const { promise, resolve } = Promise.withResolvers<Omit<Ack, 'ms'>>();
    const timer = setTimeout(() => this.#fail(id), withinMs);
    this.#waiting.set(id, {
      socket: chosen.socket,
      answer: (ack) => {
        clearTimeout(timer);
        resolve(ack);
      },
    });
    this.envelopes[chosen.index] = (this.envelopes[chosen.index] ?? 0) + 1;
    chosen.socket.send(
      JSON.stringify({
        envelope_id: id,
        payload: delivery.payload,
        type: delivery.kind,
        accepts_response_payload: delivery.kind !== 'events_api',
        ...(delivery.kind === 'events_api'
          ? { retry_attempt: retry?.number ?? 0, retry_reason: retry?.reason ?? '' }
          : {}),
      }),
    );
    return promise;
  }

  /** Tells connections to go: `refresh_requested` is routine, `warning` comes some seconds before it. */
  askToReconnect(reason: 'refresh_requested' | 'warning' | 'link_disabled' = 'refresh_requested'): void {
    for (const { socket } of this.#open) {
      socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'loopback' } }));
    }
  }

  /** Cuts every connection without a word. */
  cut(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  close(): void {
    this.closed = true;
    this.#ended = true;
    this.cut();
    for (const id of this.#waiting.keys()) this.#fail(id);
    this.#sockets.close();
  }

  #serve(socket: WebSocket): void {
    const index = this.envelopes.push(0) - 1;
    const entry = { socket, index };
    this.#open.push(entry);
    socket.on('close', () => {
      this.#open.splice(this.#open.indexOf(entry), 1);
      for (const [id, waiting] of this.#waiting) if (waiting.socket === socket) this.#fail(id);
    });
    socket.on('message', (data) => {
      const ack = ackSchema.parse(JSON.parse(z.instanceof(Buffer).parse(data).toString('utf8')));
      const waiting = this.#waiting.get(ack.envelope_id);
      if (waiting === undefined || this.losingAcks) return;
      this.#waiting.delete(ack.envelope_id);
      waiting.answer({ ok: true, status: 200, body: ack.payload ?? null });
    });
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.#open.length,
        debug_info: { host: 'loopback', build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: 'A0GREENROOM' },
      }),
    );
  }

  #fail(id: string): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.answer({ ok: false, status: null, body: null });
  }
}
