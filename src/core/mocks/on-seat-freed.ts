import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { requeue } from './join/requeue.ts';

/** How a match fell through, and who is free again. */
export interface FreedSeats {
  readonly sessionId: string;
  readonly communityId: string;
  readonly category: string;
  readonly untimed: boolean;
  /** One asked the other by name: their places in line have nothing to do with it. */
  readonly asked: boolean;
  readonly startsAt: Temporal.Instant;
  /**
   * `unconfirmed`: somebody did not confirm in time. `no_show`: confirmed and did not come. `cancelled`: called
   * off, which is neutral at any time. `gone`: somebody left the community. `idle`: both fell silent. `no_room`:
   * there was nowhere to meet.
   */
  readonly because: 'unconfirmed' | 'no_show' | 'cancelled' | 'gone' | 'idle' | 'no_room';
  /** Who was waited for in vain, or called it off, or left. */
  readonly missing: readonly string[];
  /** Who was there and can be matched again at once; the pair only. */
  readonly waiting: readonly string[];
  readonly observers: readonly string[];
}

/**
 * A match fell through before anything was scored; all its seats are free. Runs in the transaction that ended
 * it, with the session's row locked: it must lock no member row (two presses could then wait for each other).
 * Matching puts those who wait back in the queue, and lowers a no-show's priority for two weeks.
 */
export async function onSeatsFreed(
  _core: Core,
  tx: Tx,
  freed: FreedSeats,
  now: Temporal.Instant,
): Promise<void> {
  await requeue(tx, freed, now);
}
