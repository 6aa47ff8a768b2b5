import type { Settings } from '../../core/config.ts';
import type { Core } from '../../core/core.ts';
import type { Database, Tx } from '../../core/db/database.ts';
import type { InboundEvent } from '../../core/platform/event.ts';
import type { PlatformPort } from '../../core/platform/port.ts';
import type { Reply } from '../../core/platform/reply.ts';
import type { Clock } from '../../core/time.ts';
import { createRest } from './call.ts';
import { createDiscordPort } from './outbound.ts';
import { startDiscordBot } from './start.ts';

/** Discord for one process: a port to send by, and a gateway that only receiving processes open. */
export interface Discord {
  readonly port: PlatformPort;
  /**
   * Connects; throws a Refusal when the token is not accepted. When Discord ends it for good later, the reason
   * is said to the person at the terminal and the process stops as if told to, with 1.
   */
  receive(options: {
    readonly core: Core;
    readonly handle: (event: InboundEvent, alongside?: (tx: Tx) => Promise<void>) => Promise<Reply>;
    readonly say: (line: string) => void;
  }): Promise<{ close(): Promise<void> }>;
}

/** Null where the settings do not serve Discord. Opens nothing yet. */
export function createDiscord(
  settings: Pick<
    Settings,
    'DISCORD_TOKEN' | 'DISCORD_API_URL' | 'DISCORD_SHARDS' | 'DISCORD_DEV_SERVER' | 'GREENROOM_PLATFORMS'
  >,
  db: Database,
  clock: Clock,
): Discord | null {
  const token = settings.DISCORD_TOKEN;
  if (token === undefined || !settings.GREENROOM_PLATFORMS.includes('discord')) return null;
  const api = settings.DISCORD_API_URL ?? null;
  const rest = createRest({ token, api });
  const granted = { readThreadReplies: true };
  return {
    port: createDiscordPort({ rest, db, clock, granted }),
    receive: ({ core, handle, say }) =>
      startDiscordBot({
        token,
        api,
        shards: settings.DISCORD_SHARDS ?? null,
        devServer: settings.DISCORD_DEV_SERVER ?? null,
        rest,
        granted,
        core,
        handle,
        onEnd: (refusal) => {
          say(refusal.message);
          process.exitCode = 1;
          process.kill(process.pid, 'SIGTERM');
        },
      }),
  };
}
