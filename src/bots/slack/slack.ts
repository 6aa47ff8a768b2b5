import type { Core } from '../../core/core.ts';
import type { Tx } from '../../core/db/database.ts';
import type { InboundEvent } from '../../core/platform/event.ts';
import type { PlatformPort } from '../../core/platform/port.ts';
import type { Reply } from '../../core/platform/reply.ts';
import type { Routes } from '../server.ts';

/** What core's side of a receiving process gives Slack. */
export interface SlackReceiving {
  readonly core: Core;
  readonly handle: (event: InboundEvent, alongside?: (tx: Tx) => Promise<void>) => Promise<Reply>;
  readonly say: (line: string) => void;
}

/** Slack for one process: a port to send by, and a Bolt app that only receiving processes start. */
export interface Slack {
  readonly port: PlatformPort;
  /**
   * Connects (Socket Mode) or makes the paths of the one HTTP server (/slack/events, and /slack/install where
   * workspaces install the app). Throws a Refusal when Slack does not accept the token.
   */
  receive(options: SlackReceiving): Promise<{ readonly routes: Routes; close(): Promise<void> }>;
}
