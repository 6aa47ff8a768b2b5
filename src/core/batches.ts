interface Waiting<T, R> {
  readonly one: T;
  readonly key: string;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
  /** Gives it up; see {@link BatchOptions.giveUpMs}. */
  readonly giveUp: NodeJS.Timeout;
}

/** How {@link Batches} works. */
export interface BatchOptions<T, R> {
  /** Does all of them, or none and throws; gives a result for each, in their order. */
  readonly run: (batch: readonly T[]) => Promise<readonly R[]>;
  /** Those of one key are done one after the other. */
  readonly keyOf: (one: T) => string;
  /** So many in one batch. */
  readonly most: number;
  /** So many batches under way at once: one, and one more for each that takes long. */
  readonly lanes: number;
  /** Milliseconds after which a batch takes long, and the next one no longer waits for it. */
  readonly patienceMs: number;
  /**
   * Milliseconds after which what still waits is given up: what is under way then is stuck, and nothing may wait for
   * ever. What was begun is not given up.
   */
  readonly giveUpMs: number;
}

/**
 * Does together what arrives at the same moment: what comes while a batch is under way waits, and goes with all others
 * that wait as soon as it is done. What comes alone never waits. No two of one key are under way at the same time;
 * they go in the order in which they came. When a batch fails, each of it is done alone, so that none fails for another.
 */
export class Batches<T, R> {
  readonly #options: BatchOptions<T, R>;
  readonly #underWay = new Set<string>();
  #waiting: Waiting<T, R>[] = [];
  #taken = 0;
  #slow = 0;

  constructor(options: BatchOptions<T, R>) {
    this.#options = options;
  }

  /** The result of this one. Throws what its own run threw, or that its turn did not come in time. */
  take(one: T): Promise<R> {
    const { promise, resolve, reject } = Promise.withResolvers<R>();
    const giveUp = setTimeout(() => {
      this.#waiting = this.#waiting.filter((waiting) => waiting.giveUp !== giveUp);
      reject(new Error('what is under way does not end, so this was given up before its turn'));
    }, this.#options.giveUpMs);
    this.#waiting.push({ one, key: this.#options.keyOf(one), resolve, reject, giveUp });
    this.#fill();
    return promise;
  }

  #fill(): void {
    while (this.#taken === this.#slow && this.#taken < this.#options.lanes) {
      const batch = this.#next();
      if (batch.length === 0) return;
      void this.#start(batch);
    }
  }

  async #start(batch: readonly Waiting<T, R>[]): Promise<void> {
    this.#taken += 1;
    let isSlow = false;
    const impatient = setTimeout(() => {
      isSlow = true;
      this.#slow += 1;
      this.#fill();
    }, this.#options.patienceMs);
    await this.#do(batch);
    clearTimeout(impatient);
    this.#taken -= 1;
    if (isSlow) this.#slow -= 1;
    for (const { key } of batch) this.#underWay.delete(key);
    this.#fill();
  }

  /** Takes those that wait longest, one of a key. */
  #next(): Waiting<T, R>[] {
    const batch: Waiting<T, R>[] = [];
    const left: Waiting<T, R>[] = [];
    for (const waiting of this.#waiting) {
      if (batch.length === this.#options.most || this.#underWay.has(waiting.key)) left.push(waiting);
      else {
        clearTimeout(waiting.giveUp);
        this.#underWay.add(waiting.key);
        batch.push(waiting);
      }
    }
    this.#waiting = left;
    return batch;
  }

  async #do(batch: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.#options.run(batch.map(({ one }) => one));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const result = results[index];
        if (result === undefined) reject(new Error('a batch gave too few results'));
        else resolve(result);
      }
    } catch (error) {
      const [alone, ...others] = batch;
      if (others.length === 0) alone?.reject(error);
      else await Promise.all(batch.map((one) => this.#do([one])));
    }
  }
}
