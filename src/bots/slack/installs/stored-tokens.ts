import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Reader } from '../../../core/db/database.ts';
import type { Log } from '../../../core/log.ts';
import { noteAccessEnding, noteAccessKept } from '../../../core/notices/note-access.ts';
import type { Clock } from '../../../core/time.ts';
import type { SlackWeb } from '../web-client.ts';
import { askAccess, type AppCredentials } from './ask-access.ts';
import { sealedColumns } from './keep-installation.ts';
import type { Sealer } from './seal.ts';
import type { BotToken, BotTokens } from './tokens.ts';

/**
 * A rotating token lives twelve hours; the next one is asked for when half of them are left. Should Slack's
 * answer be lost, and the refresh token with it, the old token still works for the other half, in which the
 * workspace can be told to install the app again.
 */
const REFRESH_BEFORE_HOURS = 6;

/** Asking takes ten seconds at most (web-client.ts); a process that died while asking blocks no longer than this. */
const LEASE_SECONDS = 15;

/** Milliseconds between looks while another process asks, and how many looks. */
const LOOK_EVERY_MS = 200;
const LOOKS = 60;

/** Slack's words for a refresh token that will never work again. */
const GONE: ReadonlySet<string> = new Set(['invalid_refresh_token', 'token_revoked', 'invalid_grant']);

/** What organizers read when only a new install helps. */
const INSTALL_AGAIN =
  'Slack did not renew it. To keep it, a workspace admin installs Greenroom again: open the page it was installed from, whose address ends in /slack/install, and press the button.';

/** What they read when Slack refuses the app itself, which they cannot mend. */
function credentialsRefused(error: string): string {
  return `Slack refuses to renew it (${error}). Whoever runs Greenroom has to look: usually SLACK_CLIENT_ID or SLACK_CLIENT_SECRET is not the app's own. It is tried again until then.`;
}

export interface StoredTokensOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly web: SlackWeb;
  readonly sealer: Sealer;
  readonly app: AppCredentials;
  readonly log: Log;
}

/**
 * A token is read and unsealed anew after so many seconds: another process may have renewed or lost it meanwhile. What it
 * is replaced by at once is Slack's word that it is over ({@link BotTokens.drop}).
 */
const REMEMBERED_SECONDS = 30;
/** So many workspaces are remembered. */
const REMEMBERED = 20_000;

/**
 * The tokens of installed workspaces, remembered for half a minute, and renewed in time also where no event comes
 * in: whoever needs one renews it. One process at a time asks, by a lease in the row, so that no transaction
 * stays open during the call; the others go on with the token that still works.
 */
export function storedTokens(options: StoredTokensOptions): BotTokens {
  const known = new Map<string, { readonly bot: BotToken; readonly until: Temporal.Instant }>();
  return {
    async tokenOf(teamId) {
      const now = options.clock.now();
      const found = known.get(teamId);
      // A clock that went back makes nothing last longer.
      if (found !== undefined && isWithin(now, found.until)) return found.bot;
      const bot = await tokenOf(options, teamId, LOOKS);
      if (known.size >= REMEMBERED) known.clear();
      if (bot === null) known.delete(teamId);
      else known.set(teamId, { bot, until: now.add({ seconds: REMEMBERED_SECONDS }) });
      return bot;
    },
    drop: (teamId) => void known.delete(teamId),
  };
}

function isWithin(now: Temporal.Instant, until: Temporal.Instant): boolean {
  const left = now.until(until).total('seconds');
  return left > 0 && left <= REMEMBERED_SECONDS;
}

async function tokenOf(io: StoredTokensOptions, teamId: string, looks: number): Promise<BotToken | null> {
  const row = await load(io, teamId);
  if (row === undefined) return null;
  const token = io.sealer.open({ keyId: row.key_id, bytes: row.sealed_token }, { teamId, what: 'token' });
  if (token === null) {
    io.log.error(
      { communityId: row.community_id },
      'a token does not open with GREENROOM_KEY: put the key before it back, or install the app again',
    );
    return null;
  }
  const current: BotToken = { token, botUserId: row.bot_user_id };
  const now = io.clock.now();
  const { expires_at: expiresAt } = row;
  if (expiresAt === null) return current;
  const works = Temporal.Instant.compare(now, expiresAt) < 0;
  const usable = works ? current : null;
  const due = Temporal.Instant.compare(now, expiresAt.subtract({ hours: REFRESH_BEFORE_HOURS })) >= 0;
  if (!due || row.refresh_refused_at !== null) return due ? usable : current;
  const outcome = await refresh(io, teamId, row, now);
  switch (outcome) {
    case 'renewed':
      return tokenOf(io, teamId, 0);
    case 'gone':
      return usable;
    case 'later':
      return works ? current : notNow();
    case 'busy':
      if (works) return current;
      if (looks === 0) return notNow();
      await sleep(LOOK_EVERY_MS);
      return tokenOf(io, teamId, looks - 1);
  }
}

/** Null would say that the app is not installed, and what was to be sent would be given up. */
function notNow(): never {
  throw new Error('the token of a workspace is over and could not be renewed just now');
}

type Row = NonNullable<Awaited<ReturnType<typeof load>>>;

function load(io: StoredTokensOptions, teamId: string) {
  return io.db
    .selectFrom('installations')
    .innerJoin('communities', 'communities.id', 'installations.community_id')
    .selectAll('installations')
    .where('communities.platform', '=', 'slack')
    .where('communities.external_id', '=', teamId)
    .executeTakeFirst();
}

/** Asks for the next token, when nobody else is just asking. `gone`: there will be none without a new install. */
async function refresh(
  io: StoredTokensOptions,
  teamId: string,
  row: Row,
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
  io: StoredTokensOptions,
  row: Row,
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

function mine(db: Reader, row: Row, sealed: Buffer) {
  return db
    .updateTable('installations')
    .where('community_id', '=', row.community_id)
    .where('sealed_refresh', '=', sealed);
}
