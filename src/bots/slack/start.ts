import {
  App,
  type Receiver,
  type RespondArguments,
  type ViewResponseAction,
  type ViewSubmitAction,
} from '@slack/bolt';
import { z } from 'zod';
import type { Core } from '../../core/core.ts';
import type { Tx } from '../../core/db/database.ts';
import { never } from '../../core/errors.ts';
import type { InboundEvent } from '../../core/platform/event.ts';
import type { Reply } from '../../core/platform/reply.ts';
import type { SlackCalls } from './call.ts';
import { takeAction, takeCommand, takeShortcut } from './interact.ts';
import { commandSchema, eventBodySchema, interactionSchema, type EventBody } from './payload.ts';
import { createPeople } from './people.ts';
import { createPlaces } from './places.ts';
import type { Ack, Acknowledge } from './respond.ts';
import { silentLogger } from './sdk-logger.ts';
import { takeEvent } from './take-event.ts';

/** What the Bolt app works with. */
export interface SlackAppOptions extends SlackCalls {
  readonly core: Core;
  readonly receiver: Receiver;
  readonly handle: (event: InboundEvent, alongside?: (tx: Tx) => Promise<void>) => Promise<Reply>;
  /** See {@link Interacting}. */
  readonly workspaceName: (teamId: string) => string;
  /** Installs, channels and members coming and going. */
  readonly onLifeCycle: (teamId: string, body: EventBody) => Promise<void>;
}

/**
 * Bolt, listening to everything that the manifest subscribes to. Each payload is validated here; which
 * workspace it belongs to comes from the payload, which Bolt has checked. A failed event is thrown on, so that
 * the receiver does not acknowledge it and Slack sends it again.
 */
export function createSlackApp(options: SlackAppOptions): App {
  const { core, handle } = options;
  const responder = { web: options.web, tokens: options.tokens, log: core.log };
  const people = createPeople(responder);
  const places = createPlaces(core.db);
  const { workspaceName } = options;
  const interacting = { core, responder, people, places, handle, workspaceName };
  const taking = { ...interacting, onLifeCycle: options.onLifeCycle };
  const app = new App({
    receiver: options.receiver,
    // Tokens are looked up where something is called; Bolt's own client is not used.
    authorize: ({ teamId, enterpriseId }) =>
      Promise.resolve({
        ...(teamId === undefined ? {} : { teamId }),
        ...(enterpriseId === undefined ? {} : { enterpriseId }),
      }),
    // Own messages are told from others' by what they say themselves (read-message.ts).
    ignoreSelf: false,
    convoStore: false,
    logger: silentLogger(),
  });
  const anything = /[\s\S]*/;
  app.event(anything, async ({ body }) => takeEvent(taking, eventBodySchema.parse(body)));
  app.command(anything, async ({ body, ack }) =>
    takeCommand(
      interacting,
      commandSchema.parse(body),
      once((one) => ack(commandAnswer(one))),
    ),
  );
  app.action(anything, async ({ body, ack }) =>
    takeAction(
      interacting,
      interactionSchema.parse(body),
      once(() => ack()),
    ),
  );
  app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: anything }, async ({ body, ack }) =>
    takeAction(
      interacting,
      interactionSchema.parse(body),
      once((one) => ack(viewAnswer(one))),
    ),
  );
  app.shortcut(anything, async ({ body, ack }) =>
    takeShortcut(
      interacting,
      interactionSchema.parse(body),
      once(() => ack()),
    ),
  );
  app.error((error) => {
    throw error;
  });
  return app;
}

function once(send: (ack: Ack) => Promise<void>): Acknowledge {
  let done = false;
  return {
    get done() {
      return done;
    },
    async send(ack) {
      if (done) return;
      done = true;
      await send(ack);
    },
  };
}

/** Bolt's types want arrays that may be changed; ours are only read. */
const commandBody = z.custom<RespondArguments>((value) => typeof value === 'object');
const viewBody = z.custom<ViewResponseAction>((value) => typeof value === 'object');

function commandAnswer(ack: Ack): RespondArguments | undefined {
  return ack.kind === 'message'
    ? commandBody.parse({ response_type: 'ephemeral', ...ack.message })
    : undefined;
}

function viewAnswer(ack: Ack): ViewResponseAction | undefined {
  switch (ack.kind) {
    case 'update':
      return viewBody.parse({ response_action: 'update', view: ack.view });
    case 'errors':
      return viewBody.parse({ response_action: 'errors', errors: ack.errors });
    case 'empty':
    case 'message':
      return undefined;
    default:
      return never(ack);
  }
}
