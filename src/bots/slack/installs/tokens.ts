/** What the bot acts with in one workspace. */
export interface BotToken {
  /** Never logged, never stored outside of sealed rows. */
  readonly token: string;
  /** The bot as a member of the workspace ("U…"): whom a mention of it names. */
  readonly botUserId: string;
  /** The bot as an author ("B…"); Slack leaves it out for some tokens. */
  readonly botId?: string;
}

/** Where the port, the receiver and jobs get a workspace's token from, at every call. */
export interface BotTokens {
  /**
   * Null when this workspace ("T…") has not installed the app, or has removed it. Throws what the Web API's
   * client throws when the token cannot be had just now (a network failure), or was revoked.
   */
  tokenOf(teamId: string): Promise<BotToken | null>;
  /** What is remembered of this workspace counts no more: Slack refused its token, or it was installed or removed. */
  drop(teamId: string): void;
}
