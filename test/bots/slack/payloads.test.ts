import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { interactionKey } from '../../../src/bots/slack/interaction-key.ts';
import {
  commandSchema,
  eventBodySchema,
  interactionSchema,
  messageEventSchema,
} from '../../../src/bots/slack/payload.ts';
import { ownDeleted, readWritten } from '../../../src/bots/slack/read-message.ts';
import { readFields } from '../../../src/bots/slack/render-form.ts';
import { EVENTS } from '../../../src/bots/slack/surface.ts';
import { teamOfCommand, teamOfEvent, teamOfInteraction } from '../../../src/bots/slack/tenant.ts';
import { LONG_ANSWER } from '../../support/room.ts';
import { bodyOf, signed, type Delivery } from '../../support/slack/deliveries.ts';
import { askedByCommand, createSlackStage, type SlackStage } from '../../support/slack/stage.ts';

/** Payloads in the shapes that Slack documents, one file a kind, with every field it sends. */
const FOLDER = path.join(import.meta.dirname, '../../fixtures/slack');
const payloadSchema = z.record(z.string(), z.unknown());
type Payload = z.infer<typeof payloadSchema>;
const NAMES = readdirSync(FOLDER).map((file) => file.replace('.json', ''));
const load = (name: string, ids: (text: string) => string = (text) => text): Payload =>
  payloadSchema.parse(JSON.parse(ids(readFileSync(path.join(FOLDER, `${name}.json`), 'utf8'))));

/** Without these nobody could say what happened, to whom or where. */
const NEEDED: readonly string[] = [
  'event',
  'event.type',
  'event.channel',
  'type',
  'user',
  'user.id',
  'channel.id',
  'view.id',
  'team_id',
  'channel_id',
  'user_id',
  'command',
];

/** The payload once for each field anywhere in it, with that field left out. */
function withoutEach(payload: Payload): readonly (readonly [string, Payload])[] {
  return Object.entries(payload).flatMap(([name, value]) => {
    const { [name]: _, ...rest } = payload;
    const inside = payloadSchema.safeParse(value).data ?? {};
    return [
      [name, rest] as const,
      ...withoutEach(inside).map(
        ([field, fewer]) => [`${name}.${field}`, { ...payload, [name]: fewer }] as const,
      ),
    ];
  });
}

/** Reads it as the receiver does; throws for what it cannot make sense of. */
function read(payload: Payload): unknown {
  if ('command' in payload) return teamOfCommand(commandSchema.parse(payload));
  if (!('event' in payload)) {
    const body = interactionSchema.parse(payload);
    return [teamOfInteraction(body), interactionKey(body), readFields(body.view?.state?.values ?? {})];
  }
  const body = eventBodySchema.parse(payload);
  const message = messageEventSchema.safeParse(body.event);
  if (!message.success) return teamOfEvent(body);
  return [teamOfEvent(body), readWritten(message.data), ownDeleted(message.data, 'U0BOT')];
}

describe('recorded payloads', () => {
  it('are there for every event that the app subscribes to', () => {
    const types = new Set(
      NAMES.map((name) => {
        const event = payloadSchema.safeParse(load(name)['event']).data;
        return event === undefined
          ? ''
          : event['type'] === 'message'
            ? `message.${kindOf(event['channel_type'])}`
            : event['type'];
      }),
    );
    for (const event of EVENTS) expect(types).toContain(event);
  });

  it.each(NAMES)('%s is read whole, and with any field left out that a server might leave out', (name) => {
    const whole = load(name);
    expect(() => read(whole)).not.toThrow();
    for (const [field, fewer] of withoutEach(whole)) {
      if (NEEDED.includes(field)) continue;
      expect(() => read(fewer), field).not.toThrow();
    }
  });
});

describe('recorded payloads, through the real Bolt', () => {
  let stage: SlackStage;
  let questionTs = '';
  beforeAll(async () => {
    stage = await createSlackStage({ by: 'http' });
    questionTs = (await askedByCommand(stage)).ts;
  });
  afterAll(() => stage.close());

  const ids = (text: string): string =>
    text
      .replaceAll('T0TEAM', stage.workspace.id)
      .replaceAll('U0BOT', stage.workspace.botUserId)
      .replaceAll('C0DAILY', stage.channel.id)
      .replaceAll('U0DANA', stage.dana.user.id)
      .replaceAll('1772442000.000100', questionTs)
      .replaceAll('We pushed cancels at once and polled the rest.', LONG_ANSWER)
      .replaceAll('RESPONSE_URL', `${stage.slack.origin()}/response/none`);
  const post = async (delivery: Delivery): Promise<number> => {
    const { body, type } = bodyOf(delivery);
    const headers = { 'content-type': type, ...signed(body, stage.slack.signingSecret) };
    const response = await fetch(`${stage.url}/slack/events`, { method: 'POST', body, headers });
    await response.text();
    return response.status;
  };
  const deliveryOf = (payload: Payload): Delivery =>
    'command' in payload
      ? { kind: 'slash_commands', payload: z.record(z.string(), z.string()).parse(payload) }
      : { kind: 'event' in payload ? 'events_api' : 'interactive', payload };
  /** As a server sends them that tells no more than it must. */
  const BARE = new Set(['blocks', 'channel_type', 'client_msg_id', 'event_ts', 'hash', 'trigger_id']);
  const bareOf = (payload: Payload): Payload =>
    payloadSchema.parse(
      JSON.parse(JSON.stringify(payload, (name, value: unknown) => (BARE.has(name) ? undefined : value))),
    );

  it('are all acknowledged, whole and bare, and one message is one answer', async () => {
    const rest = NAMES.filter((name) => name !== 'message' && name !== 'app-uninstalled');
    for (const name of ['message', ...rest, 'app-uninstalled']) {
      const payload = load(name, ids);
      for (const one of [payload, bareOf(payload)]) {
        expect([name, await post(deliveryOf(one))]).toEqual([name, 200]);
      }
      if (name === 'message') {
        const answers = await stage.core.db.selectFrom('answers').select('via').execute();
        expect(answers).toEqual([{ via: 'thread' }]);
      }
    }
    expect((await fetch(`${stage.url}/healthz`)).status).toBe(200);
    const { left_at: leftAt } = await stage.core.db
      .selectFrom('communities')
      .select('left_at')
      .executeTakeFirstOrThrow();
    expect(leftAt).not.toBeNull();
  });
});

function kindOf(channelType: unknown): string {
  return channelType === 'channel' ? 'channels' : channelType === 'group' ? 'groups' : String(channelType);
}
