import type { Database, Reader } from '../../../core/db/database.ts';
import type { Log } from '../../../core/log.ts';
import { noteAccessEnding, noteAccessKept } from '../../../core/notices/note-access.ts';
import type { SlackWeb } from '../web-client.ts';
import { askAccess, type AppCredentials } from './ask-access.ts';
import { sealedColumns, type InstallationRow } from './keep-installation.ts';
import type { Sealer } from './seal.ts';

/** Asking takes ten seconds at most (web-client.ts); a process that died while asking blocks no longer than this. */
const LEASE_SECONDS = 15;

/** Slack's words for a refresh token that will never work again. */
const GONE: ReadonlySet<string> = new Set(['invalid_refresh_token', 'token_revoked', 'invalid_grant']);

/** What organizers read when only a new install helps. */
const INSTALL_AGAIN =
  'Slack did not renew it. To keep it, a workspace admin installs Greenroom again: open the page it was installed from, whose address ends in /slack/install, and press the button.';

/** What they read when Slack refuses the app itself, which they cannot mend. */
function credentialsRefused(error: string): string {
  return `Slack refuses to renew it (${error}). Whoever runs Greenroom has to look: usually SLACK_CLIENT_ID or SLACK_CLIENT_SECRET is not the app's own. It is tried again until then.`;
}

/** What tokens are renewed with. */
export interface RenewingTokens {
  readonly db: Database;
  readonly web: SlackWeb;
  readonly sealer: Sealer;
  readonly app: AppCredentials;
  readonly log: Log;
}

/**
 * Asks for the next token and keeps it, when nobody else is just asking (`busy`). `gone`: there will be none without a new
 * install; `later`: it is tried again. Organizers are told of a refusal. Throws only when the database does.
 */
export async function renewToken(
  io: RenewingTokens,
  teamId: string,
  row: InstallationRow,
  now: Temporal.Instant,
): Promise<'renewed' | 'gone' | 'later' | 'busy'> {
  const sealed = row.sealed_refresh;
  if (sealed === null) return 'gone';
  const lease = now.add({ seconds: LEASE_SECONDS });
  const taken = await io.db
    .updateTable('installations')
    .set({ refreshing_until: lease })
    .where('community_id', '=', row.community_id)
    // Still the token that was found due: somebody else may have renewed it, or installed again.
    .where('sealed_refresh', '=', sealed)
    .where((eb) => eb.or([eb('refreshing_until', 'is', null), eb('refreshing_until', '<', now)]))
    .returning('community_id')
    .executeTakeFirst();
  if (taken === undefined) return 'busy';
  const refreshToken = io.sealer.open({ keyId: row.key_id, bytes: sealed }, { teamId, what: 'refresh' });
  if (refreshToken === null) return 'gone';
  const asked = await askAccess(io.web, io.app, { refreshToken });
  if (asked.kind === 'ok') {
    const { access } = asked;
    const columns = sealedColumns(io.sealer, teamId, {
      token: access.access_token,
      botUserId: row.bot_user_id,
      refreshToken: access.refresh_token ?? null,
      expiresAt: access.expires_in === undefined ? null : now.add({ seconds: access.expires_in }),
    });
    await io.db.transaction().execute(async (tx) => {
      // An install that came in between has newer tokens than these.
      await mine(tx, row, sealed).set(columns).execute();
      await noteAccessKept(tx, row.community_id, now);
    });
    return 'renewed';
  }
  const gone = asked.kind === 'refused' && GONE.has(asked.error);
  const reason = asked.kind === 'refused' ? asked.error : asked.reason;
  io.log.warn(
    { communityId: row.community_id, reason },
    gone
      ? 'Slack does not know the refresh token of a workspace: it has to install the app again'
      : 'a token could not be renewed; it is tried again',
  );
  if (asked.kind === 'refused') await noteRefused(io, row, sealed, { gone, error: asked.error, now });
  return gone ? 'gone' : 'later';
}

/** Refused for good it is not asked again; otherwise the lease runs out and the next call asks. Organizers are told. */
async function noteRefused(
  io: RenewingTokens,
  row: InstallationRow,
  sealed: Buffer,
  { gone, error, now }: { readonly gone: boolean; readonly error: string; readonly now: Temporal.Instant },
): Promise<void> {
  await io.db.transaction().execute(async (tx) => {
    const held = await mine(tx, row, sealed)
      .set(gone ? { refresh_refused_at: now } : { sealed_refresh: sealed })
      .returning('community_id')
      .executeTakeFirst();
    // Installed again meanwhile: what was refused is of no use any more.
    if (held !== undefined)
      await noteAccessEnding(tx, row.community_id, gone ? INSTALL_AGAIN : credentialsRefused(error), now);
  });
}

function mine(db: Reader, row: InstallationRow, sealed: Buffer) {
  return db
    .updateTable('installations')
    .where('community_id', '=', row.community_id)
    .where('sealed_refresh', '=', sealed);
}
