import { randomBytes } from 'node:crypto';
import { Refused } from './refusals.ts';
import type { World } from './world.ts';

/** A token of one workspace, with what it may do and how long. */
export interface Grant {
  readonly token: string;
  readonly teamId: string;
  readonly scopes: ReadonlySet<string>;
  /** Milliseconds by the world's clock; null without token rotation. */
  readonly expiresAtMs: number | null;
  readonly refreshToken: string | null;
  refreshed: boolean;
  revoked: boolean;
}

/** Rotated tokens live 12 hours. */
export const TOKEN_LIVES_SECONDS = 43_200;

/**
 * Bot tokens and their refreshing. A refresh token works once; the access token that it came with stays good
 * until its time is over, as on Slack.
 */
export class Grants {
  readonly #world: World;
  readonly #grants: Grant[] = [];
  /** How often a refresh succeeded. */
  refreshes = 0;

  constructor(world: World) {
    this.#world = world;
  }

  issue(teamId: string, scopes: Iterable<string>, rotating = false): Grant {
    const secret = randomBytes(9).toString('hex');
    const grant: Grant = {
      token: rotating ? `xoxe.xoxb-1-${secret}` : `xoxb-${teamId}-${secret}`,
      teamId,
      scopes: new Set(scopes),
      expiresAtMs: rotating ? this.#world.now().epochMilliseconds + TOKEN_LIVES_SECONDS * 1000 : null,
      refreshToken: rotating ? `xoxe-1-${secret}` : null,
      refreshed: false,
      revoked: false,
    };
    this.#grants.push(grant);
    return grant;
  }

  /** The grant of a token; refuses what is unknown, revoked or over. */
  use(token: string | null): Grant {
    if (token === null) throw new Refused('not_authed');
    const grant = this.#grants.find((one) => one.token === token);
    if (grant === undefined) throw new Refused('invalid_auth');
    if (grant.revoked) throw new Refused('token_revoked');
    if (grant.expiresAtMs !== null && grant.expiresAtMs <= this.#world.now().epochMilliseconds) {
      throw new Refused('token_expired');
    }
    return grant;
  }

  /** The workspace of a token, whatever its state; null when it is none of ours. */
  teamOf(token: string | null): string | null {
    return this.#grants.find((one) => one.token === token)?.teamId ?? null;
  }

  /** What a token may do, as Slack tells in a header of every answer; null when it is none of ours. */
  scopesOf(token: string | null): string | null {
    const grant = this.#grants.find((one) => one.token === token);
    return grant === undefined ? null : [...grant.scopes].join(',');
  }

  refresh(refreshToken: string): Grant {
    const old = this.#grants.find((one) => one.refreshToken === refreshToken);
    if (old === undefined || old.refreshed || old.revoked) throw new Refused('invalid_refresh_token');
    old.refreshed = true;
    this.refreshes += 1;
    return this.issue(old.teamId, old.scopes, true);
  }

  /** Ends every token of a workspace, as removing the app does. */
  revokeAll(teamId: string): void {
    for (const grant of this.#grants) if (grant.teamId === teamId) grant.revoked = true;
  }
}
