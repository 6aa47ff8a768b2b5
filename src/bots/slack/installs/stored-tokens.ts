import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../../core/time.ts';
import { loadInstallation } from './keep-installation.ts';
import { renewToken, type RenewingTokens } from './renew-token.ts';
import type { BotToken, BotTokens } from './tokens.ts';

/**
 * A rotating token lives twelve hours; the next one is asked for when half of them are left. Should Slack's
 * answer be lost, and the refresh token with it, the old token still works for the other half, in which the
 * workspace can be told to install the app again.
 */
const REFRESH_BEFORE_HOURS = 6;

/** Milliseconds between looks while another process asks, and how many looks. */
const LOOK_EVERY_MS = 200;
const LOOKS = 60;

/** What tokens are read with. */
export interface StoredTokensOptions extends RenewingTokens {
  readonly clock: Clock;
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
  const row = await loadInstallation(io.db, teamId);
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
  const outcome = await renewToken(io, teamId, row, now);
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
