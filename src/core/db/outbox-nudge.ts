/** The channel on which relays hear that rows of the outbox wait. */
export const OUTBOX_CHANNEL = 'greenroom_outbox';

/** However many transactions commit, it is said at most this often, in milliseconds. */
const NUDGE_EVERY_MS = 50;

/**
 * Tells the relays that rows of the outbox wait: at once, then at most every {@link NUDGE_EVERY_MS}. It is said after
 * the commit and by itself, since a transaction that notifies holds a lock of the whole server while it commits, so
 * that no two of them can share a write to disk. What is not said is found by the relay's poll.
 */
export class OutboxNudge {
  readonly #say: () => Promise<unknown>;
  #resting: NodeJS.Timeout | null = null;
  #again = false;
  #closed = false;

  /** `say` notifies; what it throws is left alone. */
  constructor(say: () => Promise<unknown>) {
    this.#say = say;
  }

  /** A transaction that wrote to the outbox has committed. */
  committed(): void {
    if (this.#closed) return;
    if (this.#resting !== null) {
      this.#again = true;
      return;
    }
    this.#say().catch(() => {});
    this.#resting = setTimeout(() => {
      this.#resting = null;
      if (!this.#again) return;
      this.#again = false;
      this.committed();
    }, NUDGE_EVERY_MS).unref();
  }

  close(): void {
    this.#closed = true;
    if (this.#resting !== null) clearTimeout(this.#resting);
  }
}
