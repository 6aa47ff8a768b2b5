import { randomUUID } from 'node:crypto';
import type { Ack } from './deliveries.ts';
import { Refused } from './refusals.ts';
import type { Message, OpenView, World } from './world.ts';

/** A trigger works for so long, and a response URL so long and so often (Slack's documented numbers). */
const TRIGGER_LIVES_MS = 3_000;
const RESPONSE_URL_LIVES_MS = 30 * 60_000;
const RESPONSE_URL_USES = 5;

/** What the person who acted sees, one after the other. */
export type Shown =
  | { readonly kind: 'view'; readonly view: OpenView }
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'replaced'; readonly text: string }
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: 'closed' };

/** One press, command, shortcut or sent form, from its delivery to what it led to. */
export class Act {
  readonly triggerId: string;
  readonly userId: string;
  readonly teamId: string;
  /** Null where no channel belongs to it (a modal, Home). */
  readonly channelId: string | null;
  readonly responseId = randomUUID();
  /** The message whose button was pressed. */
  readonly source: Message | null;
  startedMs = performance.now();
  triggerUsed = false;
  responseUses = 0;
  ack: Promise<Ack> = new Promise(() => {});
  readonly #shown: Shown[] = [];
  #tell = Promise.withResolvers<null>();

  constructor(
    world: World,
    by: { readonly userId: string; readonly teamId: string },
    channelId: string | null,
    source: Message | null = null,
  ) {
    this.triggerId = `${world.nextId('')}.${randomUUID()}`;
    this.userId = by.userId;
    this.teamId = by.teamId;
    this.channelId = channelId;
    this.source = source;
  }

  /** As if more than three seconds had passed. */
  expire(): void {
    this.startedMs -= TRIGGER_LIVES_MS + 1;
  }

  show(shown: Shown): void {
    this.#shown.push(shown);
    this.#tell.resolve(null);
    this.#tell = Promise.withResolvers();
  }

  /** The n-th thing shown, from 0; waits for it, ten seconds at most. */
  async shown(index = 0): Promise<Shown> {
    const over = AbortSignal.timeout(10_000);
    const late = new Promise<never>((_, reject) =>
      over.addEventListener('abort', () =>
        reject(new Error(`nothing was shown (${this.#shown.length} before)`)),
      ),
    );
    // Where something was shown, nobody waits for it.
    late.catch(() => {});
    for (;;) {
      const found = this.#shown[index];
      if (found !== undefined) return found;
      await Promise.race([this.#tell.promise, late]);
    }
  }

  /** The view that was opened, or a failure that says what came instead. */
  async view(index = 0): Promise<OpenView> {
    const shown = await this.shown(index);
    if (shown.kind !== 'view') throw new Error(`no view, but ${JSON.stringify(shown)}`);
    return shown.view;
  }

  /** The private message that was shown. */
  async message(index = 0): Promise<Message> {
    const shown = await this.shown(index);
    if (shown.kind !== 'message') throw new Error(`no message, but ${JSON.stringify(shown)}`);
    return shown.message;
  }
}

/** Triggers and response URLs of everything that people did. */
export class Acts {
  readonly all: Act[] = [];

  add(act: Act): Act {
    this.all.push(act);
    return act;
  }

  /** Uses a trigger up: once, and within three seconds. */
  useTrigger(triggerId: unknown, teamId: string): Act {
    const act = this.all.find((one) => one.triggerId === triggerId && one.teamId === teamId);
    if (act === undefined) throw new Refused('invalid_trigger_id');
    if (act.triggerUsed) throw new Refused('exchanged_trigger_id');
    if (performance.now() - act.startedMs > TRIGGER_LIVES_MS) throw new Refused('expired_trigger_id');
    act.triggerUsed = true;
    return act;
  }

  /** The act of a response URL, or what Slack answers instead. */
  useResponse(responseId: string): Act | 'expired_url' | 'used_url' {
    const act = this.all.find((one) => one.responseId === responseId);
    if (act === undefined || performance.now() - act.startedMs > RESPONSE_URL_LIVES_MS) return 'expired_url';
    if (act.responseUses >= RESPONSE_URL_USES) return 'used_url';
    act.responseUses += 1;
    return act;
  }
}
