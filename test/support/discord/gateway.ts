import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { z } from 'zod';
import { guildPayload, userPayload } from './payloads.ts';
import type { World } from './world.ts';

/** Intents as bits of IDENTIFY. */
const GUILDS = 1 << 0;
const GUILD_MESSAGES = 1 << 9;
const DIRECT_MESSAGES = 1 << 12;
const MESSAGE_CONTENT = 1 << 15;

const frameSchema = z.looseObject({ op: z.number(), d: z.unknown() });
const identifySchema = z.looseObject({
  token: z.string(),
  intents: z.number(),
  shard: z.tuple([z.number(), z.number()]).optional(),
});
const resumeSchema = z.looseObject({ token: z.string(), session_id: z.string(), seq: z.number() });

interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [number, number];
  /** Everything sent so far: what a RESUME has missed is sent again. */
  readonly events: { readonly t: string; readonly d: unknown; readonly s: number }[];
  socket: WebSocket | null;
}

/** What is dispatched: `read` makes the payload, with words only for those who may read them. */
export interface Dispatch {
  readonly event: string;
  readonly guildId: string | null;
  readonly intent: 'guilds' | 'messages' | 'always';
  readonly payload: (mayRead: boolean) => unknown;
}

/**
 * The gateway: HELLO, IDENTIFY, heartbeats, READY with GUILD_CREATE, dispatches, RESUME with what was
 * missed, invalid sessions, op 7, zombies, and the closing codes 4004 (token) and 4014 (intent not granted).
 * Not here: compression, ETF, presence, member chunks, voice, the limit on identifies.
 */
export class Gateway {
  /** Whether the message content intent is granted; without it IDENTIFY is answered by 4014. */
  contentGranted = true;
  /** Milliseconds between heartbeats, told in HELLO. */
  heartbeatMs = 41_250;
  /** Heartbeats are left unanswered: the connection looks dead. */
  silent = false;
  /** IDENTIFY is answered by closing with this code. */
  refuseWith: number | null = null;
  /** Nobody gets in. */
  closed = false;
  /** Whoever wants in waits until it is over; null while there is nothing to wait for. */
  #stalled: PromiseWithResolvers<void> | null = null;
  /** How many shards a bot is told to open. */
  recommendedShards = 1;
  /** What came in, oldest first: "identify", "resume", "heartbeat". */
  readonly log: string[] = [];
  readonly #world: World;
  readonly #token: string;
  readonly #sessions = new Map<string, Session>();
  readonly #sockets = new WebSocketServer({ noServer: true });
  url = '';

  constructor(world: World, token: string) {
    this.#world = world;
    this.#token = token;
  }

  attach(server: Server): void {
    server.on('upgrade', (request, socket, head) => {
      if (this.closed) {
        socket.destroy();
        return;
      }
      void this.#letIn(() =>
        this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#serve(opened)),
      );
    });
  }

  /** Sends an event to every session that may see it, and keeps it for those that are away. */
  dispatch(dispatch: Dispatch): void {
    for (const session of this.#sessions.values()) {
      if (!wants(session, dispatch)) continue;
      this.#send(session, dispatch.event, dispatch.payload((session.intents & MESSAGE_CONTENT) !== 0));
    }
  }

  /** Cuts every connection without a word; sessions may be resumed. */
  cut(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
  }

  /** As on a network that has gone quiet: new connections hang until {@link answerAgain}. */
  stall(): void {
    this.#stalled ??= Promise.withResolvers<void>();
  }

  answerAgain(): void {
    this.#stalled?.resolve();
    this.#stalled = null;
  }

  /** Forgets all sessions: a RESUME is then answered by "invalid session". */
  forgetSessions(): void {
    this.#sessions.clear();
  }

  /** Asks every connection to reconnect (op 7). */
  askToReconnect(): void {
    for (const socket of this.#sockets.clients) socket.send(JSON.stringify({ op: 7, d: null }));
  }

  /** How many sessions are connected now. */
  get connected(): number {
    return [...this.#sessions.values()].filter((session) => session.socket !== null).length;
  }

  close(): void {
    this.closed = true;
    this.cut();
    this.#sockets.close();
  }

  async #letIn(open: () => void): Promise<void> {
    await this.#stalled?.promise;
    open();
  }

  #serve(socket: WebSocket): void {
    let session: Session | null = null;
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: this.heartbeatMs } }));
    socket.on('close', () => {
      if (session?.socket === socket) session.socket = null;
    });
    socket.on('message', (data) => {
      const frame = frameSchema.parse(JSON.parse(z.instanceof(Buffer).parse(data).toString('utf8')));
      switch (frame.op) {
        case 1:
          this.log.push('heartbeat');
          if (!this.silent) socket.send(JSON.stringify({ op: 11, d: null }));
          break;
        case 2:
          this.log.push('identify');
          session = this.#identify(socket, identifySchema.parse(frame.d));
          break;
        case 6:
          this.log.push('resume');
          session = this.#resume(socket, resumeSchema.parse(frame.d));
          break;
        default:
          socket.close(4001, 'Unknown opcode');
      }
    });
  }

  #identify(socket: WebSocket, asked: z.infer<typeof identifySchema>): Session | null {
    const code = asked.token === this.#token ? this.refuseWith : 4004;
    if (code !== null) {
      socket.close(code, 'Refused');
      return null;
    }
    if ((asked.intents & MESSAGE_CONTENT) !== 0 && !this.contentGranted) {
      socket.close(4014, 'Disallowed intent(s).');
      return null;
    }
    const session: Session = {
      id: randomUUID(),
      intents: asked.intents,
      shard: asked.shard ?? [0, 1],
      events: [],
      socket,
    };
    this.#sessions.set(session.id, session);
    const guilds = [...this.#world.guilds.values()].filter((guild) => isOnShard(session, guild.id));
    this.#send(session, 'READY', {
      v: 10,
      user: userPayload(this.#world.bot),
      guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: this.url,
      shard: session.shard,
      application: { id: this.#world.applicationId, flags: 0 },
    });
    if ((session.intents & GUILDS) !== 0) {
      for (const guild of guilds) this.#send(session, 'GUILD_CREATE', guildPayload(this.#world, guild));
    }
    return session;
  }

  #resume(socket: WebSocket, asked: z.infer<typeof resumeSchema>): Session | null {
    const session = this.#sessions.get(asked.session_id);
    if (session === undefined || asked.token !== this.#token) {
      socket.send(JSON.stringify({ op: 9, d: false }));
      return null;
    }
    session.socket = socket;
    for (const missed of session.events.filter((one) => one.s > asked.seq)) {
      socket.send(JSON.stringify({ op: 0, ...missed }));
    }
    this.#send(session, 'RESUMED', {});
    return session;
  }

  #send(session: Session, event: string, payload: unknown): void {
    const sent = { t: event, d: payload, s: session.events.length + 1 };
    session.events.push(sent);
    session.socket?.send(JSON.stringify({ op: 0, ...sent }));
  }
}

function wants(session: Session, dispatch: Dispatch): boolean {
  if (dispatch.guildId !== null && !isOnShard(session, dispatch.guildId)) return false;
  if (dispatch.guildId === null && session.shard[0] !== 0) return false;
  if (dispatch.intent === 'always') return true;
  if (dispatch.intent === 'guilds') return (session.intents & GUILDS) !== 0;
  return (session.intents & (dispatch.guildId === null ? DIRECT_MESSAGES : GUILD_MESSAGES)) !== 0;
}

function isOnShard(session: Session, guildId: string): boolean {
  return Number((BigInt(guildId) >> 22n) % BigInt(session.shard[1])) === session.shard[0];
}
