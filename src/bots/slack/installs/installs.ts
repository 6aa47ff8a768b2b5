import type { Settings } from '../../../core/config.ts';
import type { Database, Tx } from '../../../core/db/database.ts';
import type { Log } from '../../../core/log.ts';
import type { Clock } from '../../../core/time.ts';
import type { Routes } from '../../server.ts';
import type { SlackWeb } from '../web-client.ts';
import { checkKeys, forgetInstallation } from './keep-installation.ts';
import { installRoutes, type InstallOptions } from './routes.ts';
import { createSealer } from './seal.ts';
import { storedTokens } from './stored-tokens.ts';
import type { BotTokens } from './tokens.ts';

/** Many workspaces that install the app themselves, their tokens sealed in our database. */
export interface Installs {
  readonly tokens: BotTokens;
  /** Throws a Refusal when stored tokens were sealed with a key that is not among GREENROOM_KEY. */
  check(): Promise<void>;
  /** /slack/install and where Slack sends the browser back to. */
  routes(receiving: Pick<InstallOptions, 'core' | 'handle'>): Routes;
  /** The app was removed from a workspace at that moment; see {@link forgetInstallation}. */
  readonly forget: (tx: Tx, teamId: string, at: Temporal.Instant) => Promise<void>;
}

type InstallSettings = Pick<
  Settings,
  'SLACK_CLIENT_ID' | 'SLACK_CLIENT_SECRET' | 'SLACK_STATE_SECRET' | 'GREENROOM_KEY'
>;

/** Null where the settings let no workspace install the app (config.ts has checked that they are all there). */
export function createInstalls(
  settings: InstallSettings,
  io: { readonly web: SlackWeb; readonly db: Database; readonly clock: Clock; readonly log: Log },
): Installs | null {
  const {
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
    SLACK_STATE_SECRET: stateSecret,
    GREENROOM_KEY: keys,
  } = settings;
  if (clientId === undefined || clientSecret === undefined || stateSecret === undefined) return null;
  if (keys === undefined || keys === null) return null;
  const app = { clientId, clientSecret };
  const sealer = createSealer(keys);
  const tokens = storedTokens({ ...io, sealer, app });
  return {
    tokens,
    check: () => checkKeys(io.db, sealer),
    routes: (receiving) => installRoutes({ ...receiving, web: io.web, sealer, app, stateSecret, tokens }),
    forget: forgetInstallation,
  };
}
