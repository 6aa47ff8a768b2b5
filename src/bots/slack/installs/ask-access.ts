import { z } from 'zod';
import { outcomeOf, type Called } from '../call.ts';
import type { SlackWeb } from '../web-client.ts';

/** How the app is known to Slack. */
export interface AppCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What oauth.v2.access gives for a code or a refresh token. */
const accessSchema = z
  .looseObject({
    access_token: z.string().min(1),
    token_type: z.literal('bot').optional(),
    bot_user_id: z.string().min(1).optional(),
    team: z.looseObject({ id: z.string().min(1), name: z.string().optional() }).nullish(),
    is_enterprise_install: z.boolean().optional(),
    refresh_token: z.string().min(1).optional(),
    expires_in: z.int().positive().optional(),
  })
  .refine((given) => (given.refresh_token === undefined) === (given.expires_in === undefined));
export type Access = z.infer<typeof accessSchema>;

/**
 * One call of oauth.v2.access, once, without a token. `unknown` means that Slack may have used the code or the
 * refresh token up without our knowing what for.
 */
export async function askAccess(
  web: SlackWeb,
  app: AppCredentials,
  by: { readonly code: string } | { readonly refreshToken: string },
): Promise<{ readonly kind: 'ok'; readonly access: Access } | Exclude<Called, { kind: 'ok' }>> {
  try {
    const answer = await web.clientFor('oauth', '').apiCall('oauth.v2.access', {
      client_id: app.clientId,
      client_secret: app.clientSecret,
      ...('code' in by ? { code: by.code } : { grant_type: 'refresh_token', refresh_token: by.refreshToken }),
    });
    const access = accessSchema.safeParse(answer);
    return access.success
      ? { kind: 'ok', access: access.data }
      : { kind: 'unknown', reason: 'Slack gave no token' };
  } catch (error) {
    const called = outcomeOf(error);
    return called.kind === 'ok' ? { kind: 'unknown', reason: 'Slack gave no token' } : called;
  }
}
