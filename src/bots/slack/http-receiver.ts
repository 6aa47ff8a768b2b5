import { HTTPReceiver, type App, type ReceiverEvent } from '@slack/bolt';
import type { Logger } from '@slack/web-api';
import type { RequestListener } from 'node:http';
import type { Log } from '../../core/log.ts';
import { sendText } from '../server.ts';

/** The path that Slack sends events, commands and presses to. */
export const EVENTS_PATH = '/slack/events';

/** The largest request, in bytes: a form holds 6,000 characters, which take up to nine bytes each in a URL. */
const BODY_MAX = 512 * 1024;

/**
 * Bolt's receiver for signed HTTP. The answer to an event follows its commit, so that Slack's retries help us. The
 * answer to a press, a form or a command goes out when the code gives it: Bolt's own `processBeforeResponse`
 * would hold it until everything is done, past Slack's three seconds and behind what was shown meanwhile.
 */
export function createHttpReceiver(signingSecret: string, logger: Logger): HTTPReceiver {
  return new CommitFirstReceiver({
    signingSecret,
    endpoints: EVENTS_PATH,
    bodyLimit: BODY_MAX,
    logger,
    // A failed commit is an error of ours: Slack sends the event again.
    processEventErrorHandler: ({ response }) => {
      if (!response.headersSent) sendText(response, 500, 'Something broke here. Send it again.');
      return Promise.resolve(false);
    },
  });
}

class CommitFirstReceiver extends HTTPReceiver {
  override init(app: App): void {
    const take = app.processEvent.bind(app);
    // Bolt acknowledges an event before its listeners run; here it waits for them.
    app.processEvent = async (event: ReceiverEvent): Promise<void> => {
      if (!('event' in event.body)) return take(event);
      await take({ ...event, ack: () => Promise.resolve() });
      await event.ack();
    };
    super.init(app);
  }
}

/**
 * The receiver for the one server. Anything but a POST is refused here: Bolt throws at it, which would end
 * the process. Unsigned requests are counted in the log, since a wrong signing secret looks like that.
 */
export function guarded(receiver: HTTPReceiver, log: Log): RequestListener {
  return (request, response) => {
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      return sendText(response, 405, 'Slack sends its events here. There is nothing to look at.');
    }
    response.once('finish', () => {
      if (response.statusCode === 401) {
        log.warn({}, 'a request to /slack/events was not signed with SLACK_SIGNING_SECRET');
      }
    });
    try {
      receiver.requestListener(request, response);
    } catch (error) {
      log.warn({ err: error instanceof Error ? error : null }, 'a request to /slack/events was refused');
      if (!response.headersSent) sendText(response, 400, 'This request cannot be read.');
    }
    return undefined;
  };
}
