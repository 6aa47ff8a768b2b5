/**
 * The least that Bolt does for a message: `node echo-app.ts <signing secret> <token> <Web API> echo|silent` checks
 * signatures, says where it listens and keeps nothing; it says each message back in its thread, or nothing at all.
 * What Greenroom's acknowledgements and stored answers are measured against.
 */
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { freePort } from '../../support/redis.ts';

const [, , signingSecret = '', token = '', slackApiUrl = '', what = ''] = process.argv;
const receiver = new HTTPReceiver({
  signingSecret,
  processBeforeResponse: true,
  logLevel: LogLevel.ERROR,
  endpoints: '/slack/events',
});
const app = new App({ token, receiver, logLevel: LogLevel.ERROR, clientOptions: { slackApiUrl } });
app.message(async ({ message, say }) => {
  if (what === 'echo' && message.subtype === undefined) {
    await say({ text: message.text ?? '', thread_ts: message.thread_ts ?? message.ts });
  }
});
const port = await freePort();
await app.start(port);
process.stdout.write(`listens; http://127.0.0.1:${port}/healthz\n`);
