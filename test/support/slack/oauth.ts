import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Args } from './args.ts';
import type { Context } from './context.ts';
import { TOKEN_LIVES_SECONDS, type Grant } from './grants.ts';
import type { Payload } from './payloads.ts';
import { need, Refused } from './refusals.ts';
import type { User, Workspace } from './world.ts';

/** A code of an approved installation lives ten minutes. */
const CODE_LIVES_MS = 10 * 60_000;

interface Code {
  readonly code: string;
  readonly workspace: Workspace;
  readonly installer: User;
  readonly scopes: readonly string[];
  readonly redirectUri: string | null;
  readonly madeMs: number;
  used: boolean;
}

/** What the app is registered as. */
export interface Registration {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Tokens end after twelve hours and come with a refresh token. */
  rotating: boolean;
  /** The answer claims an installation for a whole organization. */
  enterprise: boolean;
}

/**
 * OAuth v2: the page on which somebody allows the app, codes that work once, refresh tokens that work once.
 * Not here: user tokens, PKCE, admin approval, several enterprise workspaces.
 */
export class OAuth {
  readonly registration: Registration = {
    clientId: '1234.5678',
    clientSecret: 'client-secret',
    rotating: false,
    enterprise: false,
  };
  readonly #codes: Code[] = [];

  /**
   * Somebody presses Allow (or Cancel) on Slack's page, which they were sent to with this URL. The URL that
   * the browser is then sent to.
   */
  decide(ctx: Context, url: string, workspace: Workspace, installer: User, allow = true): URL {
    const asked = new URL(url);
    if (asked.pathname !== '/oauth/v2/authorize') throw new Error(`not the page of Slack: ${url}`);
    if (asked.searchParams.get('client_id') !== this.registration.clientId)
      throw new Error('invalid_client_id');
    const scopes = (asked.searchParams.get('scope') ?? '').split(',').filter((one) => one !== '');
    if (scopes.length === 0) throw new Error('invalid_scope');
    const redirectUri = asked.searchParams.get('redirect_uri');
    const back = new URL(redirectUri ?? 'https://greenroom.test/slack/oauth_redirect');
    const state = asked.searchParams.get('state');
    if (state !== null) back.searchParams.set('state', state);
    if (!allow) {
      back.searchParams.set('error', 'access_denied');
      return back;
    }
    const code = randomBytes(12).toString('hex');
    this.#codes.push({
      code,
      workspace,
      installer,
      scopes,
      redirectUri,
      madeMs: ctx.world.now().epochMilliseconds,
      used: false,
    });
    back.searchParams.set('code', code);
    return back;
  }

  /** oauth.v2.access, for codes and for refresh tokens. */
  access(ctx: Context, args: Args, authorization: string | undefined): Payload {
    this.#check(args, authorization);
    if (args['grant_type'] === 'refresh_token') {
      const grant = ctx.grants.refresh(z.string().parse(args['refresh_token']));
      return this.#answer(ctx, grant, null);
    }
    const code = this.#codes.find((one) => one.code === args['code']);
    const now = ctx.world.now().epochMilliseconds;
    if (code === undefined || now - code.madeMs > CODE_LIVES_MS) throw new Refused('invalid_code');
    if (code.used) throw new Refused('code_already_used');
    if (code.redirectUri !== null && code.redirectUri !== args['redirect_uri']) {
      throw new Refused('bad_redirect_uri');
    }
    code.used = true;
    return this.#answer(
      ctx,
      ctx.grants.issue(code.workspace.id, code.scopes, this.registration.rotating),
      code.installer,
    );
  }

  #check(args: Args, authorization: string | undefined): void {
    const basic = authorization?.startsWith('Basic ') === true ? authorization.slice(6) : null;
    const [id, secret] =
      basic === null
        ? [args['client_id'], args['client_secret']]
        : Buffer.from(basic, 'base64').toString('utf8').split(':');
    if (id !== this.registration.clientId) throw new Refused('invalid_client_id');
    if (secret !== this.registration.clientSecret) throw new Refused('bad_client_secret');
  }

  #answer(ctx: Context, grant: Grant, installer: User | null): Payload {
    const workspace = need(ctx.world.workspaces.get(grant.teamId), 'workspace');
    const { enterprise } = this.registration;
    return {
      app_id: ctx.world.appId,
      ...(installer === null ? {} : { authed_user: { id: installer.id } }),
      scope: [...grant.scopes].join(','),
      token_type: 'bot',
      access_token: grant.token,
      bot_user_id: workspace.botUserId,
      team: enterprise ? null : { id: workspace.id, name: workspace.name },
      enterprise: enterprise ? { id: 'E0ORGANIZATION', name: 'A whole company' } : null,
      is_enterprise_install: enterprise,
      ...(grant.refreshToken === null
        ? {}
        : { refresh_token: grant.refreshToken, expires_in: TOKEN_LIVES_SECONDS }),
    };
  }
}
