import { LogLevel, type Logger } from '@slack/web-api';

/**
 * What Slack's libraries say about themselves goes nowhere: their lines hold requests and answers with
 * members' words. What matters is told by the code that calls them, in ids.
 */
export function silentLogger(): Logger {
  const say = (): void => {};
  return {
    debug: say,
    info: say,
    warn: say,
    error: say,
    setLevel: say,
    setName: say,
    // Below this level the libraries do not even write their lines.
    getLevel: () => LogLevel.ERROR,
  };
}
