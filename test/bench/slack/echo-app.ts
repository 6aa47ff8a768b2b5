/**
 * The least that acknowledges on Slack: `node echo-app.ts <signing secret> <token> <Web API>` checks signatures, says
 * where it listens, answers every event and keeps nothing. What Greenroom's acknowledgements are measured against.
 */
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { freePort } from '../../support/redis.ts';

const [, , signingSecret = '', token = '', slackApiUrl = ''] = process.argv;
const receiver = new HTTPReceiver({
  signingSecret,
  processBeforeResponse: true,
  logLevel: LogLevel.ERROR,
  endpoints: '/slack/events',
});
const app = new App({ token, receiver, logLevel: LogLevel.ERROR, clientOptions: { slackApiUrl } });
app.message(() => Promise.resolve());
const port = await freePort();
await app.start(port);
process.stdout.write(`listens; http://127.0.0.1:${port}/healthz\n`);
