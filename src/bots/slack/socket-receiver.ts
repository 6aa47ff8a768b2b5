import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import { WebAPIPlatformError, type Logger } from '@slack/web-api';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { Refusal } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { CALL_LIMIT_MS } from './web-client.ts';

/** An event that could not be taken is tried again after so many ms; then Slack sends it anew. */
const AGAIN_AFTER_MS: readonly number[] = [250, 1_000];
/** After a connection that broke: 0.25 s, then doubled up to half a minute, in milliseconds. */
const RECONNECT_MS = 250;
const RECONNECT_MAX_MS = 30_000;
/** What is under way may take so long once the receiver stops, in milliseconds. */
const DRAIN_MS = 5_000;

/** Slack's words for an app-level token that will never work. */
const TOKEN_GONE: readonly string[] = [
  'account_inactive',
  'invalid_auth',
  'not_allowed_token_type',
  'not_authed',
];

interface Envelope {
  readonly ack: (response?: unknown) => Promise<void>;
  readonly type: string;
  readonly body: unknown;
  readonly retry_num?: number | undefined;
  readonly retry_reason?: string | undefined;
}
/** `lost` resolves when the connection is gone. */
interface Connected {
  readonly lost: Promise<null>;
}
const bodySchema = z.record(z.string(), z.unknown());

/**
 * Socket Mode for Bolt, with the acknowledgement of an event after its rows are committed (Bolt's own sends it
 * before): an event whose process dies is sent again. Connects anew by itself, whatever the reason; the
 * library's own way ends the process when Slack cannot be reached just then.
 */
export class SocketReceiver implements Receiver {
  readonly #client: SocketModeClient;
  readonly #log: Log;
  readonly #onEnd: (refusal: Refusal) => void;
  readonly #underWay = new Set<Promise<void>>();
  readonly #stopped = new AbortController();
  #app: App | null = null;

  constructor(options: {
    readonly appToken: string;
    readonly apiUrl: string;
    readonly logger: Logger;
    readonly log: Log;
    /** Slack will not let the app in any more. */
    readonly onEnd: (refusal: Refusal) => void;
  }) {
    this.#log = options.log;
    this.#onEnd = options.onEnd;
    this.#client = new SocketModeClient({
      appToken: options.appToken,
      autoReconnectEnabled: false,
      logger: options.logger,
      clientOptions: {
        slackApiUrl: options.apiUrl,
        retryConfig: { retries: 0 },
        timeout: CALL_LIMIT_MS,
        rejectRateLimitedCalls: true,
      },
    });
    this.#client.on('slack_event', (envelope: Envelope) => {
      const taking = this.#take(envelope).finally(() => this.#underWay.delete(taking));
      this.#underWay.add(taking);
    });
  }

  init(app: App): void {
    this.#app = app;
  }

  /** Connects once; throws a Refusal when Slack does not accept the token. Afterwards it stays connected. */
  async start(): Promise<void> {
    void this.#stayConnected(await this.#connect());
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    // First, so that what is under way can still be acknowledged; what comes meanwhile comes again.
    await Promise.race([Promise.allSettled(this.#underWay), sleep(DRAIN_MS, null, { ref: false })]);
    await Promise.race([this.#client.disconnect(), sleep(DRAIN_MS, null, { ref: false })]);
  }

  async #stayConnected(first: Connected): Promise<void> {
    let { lost } = first;
    let wait = RECONNECT_MS;
    for (;;) {
      await lost;
      if (this.#stopped.signal.aborted) return;
      try {
        ({ lost } = await this.#connect());
        wait = RECONNECT_MS;
      } catch (error) {
        if (error instanceof Refusal) return this.#onEnd(error);
        this.#log.warn({ waitMs: wait }, 'Slack cannot be reached for events; it is tried again');
        await sleep(wait, null, { ref: false });
        wait = Math.min(wait * 2, RECONNECT_MAX_MS);
        lost = Promise.resolve(null);
      }
    }
  }

  /** Resolves when it is connected, with what resolves when that connection is gone. */
  async #connect(): Promise<Connected> {
    const gone = Promise.withResolvers<null>();
    const onGone = (): void => gone.resolve(null);
    this.#client.once('disconnected', onGone);
    try {
      await this.#client.start();
      return { lost: gone.promise };
    } catch (error) {
      this.#client.off('disconnected', onGone);
      throw refusalOf(error) ?? error;
    }
  }

  /** Never throws: what could not be taken is not acknowledged, and comes again. */
  async #take(envelope: Envelope): Promise<void> {
    const body = bodySchema.safeParse(envelope.body);
    if (!body.success) return;
    const isEvent = envelope.type === 'events_api';
    let answered = false;
    const acknowledge = async (response?: unknown): Promise<void> => {
      if (answered) return;
      answered = true;
      await envelope.ack(response).catch(() => {
        this.#log.warn({}, 'an acknowledgement did not reach Slack');
      });
    };
    const event: ReceiverEvent = {
      body: body.data,
      // Bolt acknowledges an event before its listeners run; here it waits for them.
      ack: async (response) => (isEvent ? undefined : acknowledge(response)),
      ...(envelope.retry_num === undefined ? {} : { retryNum: envelope.retry_num }),
      ...(envelope.retry_reason === undefined ? {} : { retryReason: envelope.retry_reason }),
    };
    for (const wait of isEvent ? [...AGAIN_AFTER_MS, null] : [null]) {
      try {
        await this.#app?.processEvent(event);
        if (isEvent) await acknowledge();
        return;
      } catch (error) {
        const err = error instanceof Error ? error : new Error('an event could not be taken');
        this.#log.warn({ err, again: wait !== null }, 'an event could not be taken');
        if (wait !== null) await sleep(wait, null, { ref: false });
      }
    }
  }
}

function refusalOf(error: unknown): Refusal | null {
  return error instanceof WebAPIPlatformError && TOKEN_GONE.includes(error.data.error)
    ? new Refusal(
        'Slack does not accept SLACK_APP_TOKEN. Copy the app-level token (xapp-…, scope connections:write) from the app’s Basic Information, and switch Socket Mode on.',
      )
    : null;
}
