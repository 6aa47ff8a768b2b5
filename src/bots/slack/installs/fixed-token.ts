import { z } from 'zod';
import type { SlackWeb } from '../web-client.ts';
import type { BotToken, BotTokens } from './tokens.ts';

const authSchema = z.looseObject({
  team_id: z.string(),
  team: z.string().optional(),
  user_id: z.string(),
  bot_id: z.string().optional(),
});

/** The workspace that a bot token belongs to. */
export interface FixedWorkspace extends BotToken {
  readonly teamId: string;
  readonly name: string;
}

/** The token of `SLACK_BOT_TOKEN`: one workspace, which Slack names (auth.test). */
export interface FixedToken extends BotTokens {
  /** Asks Slack once; a failure is forgotten, so that the next call asks again. Throws what the client throws. */
  workspace(): Promise<FixedWorkspace>;
}

/** Makes {@link FixedToken}; asks nothing yet. */
export function fixedToken(web: SlackWeb, token: string): FixedToken {
  let asked: Promise<FixedWorkspace> | null = null;
  const ask = async (): Promise<FixedWorkspace> => {
    const auth = authSchema.parse(await web.clientFor('auth', token).apiCall('auth.test'));
    return {
      token,
      teamId: auth.team_id,
      name: auth.team ?? '',
      botUserId: auth.user_id,
      ...(auth.bot_id === undefined ? {} : { botId: auth.bot_id }),
    };
  };
  const workspace = (): Promise<FixedWorkspace> => {
    asked ??= ask().catch((error: unknown) => {
      asked = null;
      throw error;
    });
    return asked;
  };
  return {
    workspace,
    async tokenOf(teamId) {
      const known = await workspace();
      return known.teamId === teamId ? known : null;
    },
    // There is no other token than the one of the settings.
    drop() {},
  };
}
