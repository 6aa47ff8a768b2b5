import type { Core } from '../../core/core.ts';
import type { Database, Tx } from '../../core/db/database.ts';
import type { Log } from '../../core/log.ts';
import type { InboundEvent } from '../../core/platform/event.ts';
import type { Reply } from '../../core/platform/reply.ts';
import type { Clock } from '../../core/time.ts';
import type { Assets } from './assets.ts';
import type { Live } from './live.ts';
import type { Views } from './views.ts';

/** core/handle.ts with its Core already in place. */
export type HandleEvent = (event: InboundEvent, alongside?: (tx: Tx) => Promise<void>) => Promise<Reply>;

/** What the pages and forms of the web channel work with. */
export interface WebDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly handle: HandleEvent;
  /** The names of categories. */
  readonly packs: Core['packs'];
  readonly live: Live;
  readonly views: Views;
  readonly assets: Assets;
}
