import type { Database } from './db/database.ts';
import type { Rubric } from './feedback/rubric/load-rubric.ts';
import type { Log } from './log.ts';
import type { Capabilities } from './platform/port.ts';
import type { Platform } from './platform/event.ts';
import type { Pack } from './questions/load-pack.ts';
import type { Clock } from './time.ts';

/** What the verbs of core need from outside; made once per process (src/main.ts, or a test). */
export interface Core {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** The packs on disk, by slug; their questions are also rows (load-pack.ts). */
  readonly packs: ReadonlyMap<string, Pack>;
  /** What feedback goes by. */
  readonly rubric: Rubric;
  /** Which model the settings let read answers, and where, in words; null for the offline coach. */
  readonly readBy: string | null;
  /** What each connected platform can do. */
  readonly can: ReadonlyMap<Platform, Capabilities>;
}
