import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { REDIRECT_PATH } from '../../../src/bots/slack/installs/routes.ts';
import { EVENTS_PATH } from '../../../src/bots/slack/http-receiver.ts';
import { BOT_SCOPES, COMMANDS, EVENTS, SHORTCUTS } from '../../../src/bots/slack/surface.ts';
import { METHODS } from '../../support/slack/server.ts';

const FILE = 'src/bots/slack/manifest.yaml';
const source = readFileSync(FILE, 'utf8');
const manifestSchema = z.object({
  display_information: z.object({ name: z.string().max(35), description: z.string().max(140) }).loose(),
  features: z
    .object({
      app_home: z
        .object({ home_tab_enabled: z.literal(true), messages_tab_enabled: z.literal(true) })
        .loose(),
      shortcuts: z.array(
        z.object({
          name: z.string().max(24),
          type: z.literal('message'),
          callback_id: z.string(),
          description: z.string().max(150),
        }),
      ),
      slash_commands: z.array(
        z
          .object({ command: z.string(), description: z.string().max(2_000), url: z.string().optional() })
          .loose(),
      ),
    })
    .loose(),
  oauth_config: z.object({
    redirect_urls: z.array(z.string()).optional(),
    scopes: z.object({ bot: z.array(z.string()) }),
  }),
  settings: z
    .object({
      event_subscriptions: z.object({ bot_events: z.array(z.string()), request_url: z.string().optional() }),
      interactivity: z.object({ is_enabled: z.literal(true), request_url: z.string().optional() }),
      socket_mode_enabled: z.boolean(),
    })
    .loose(),
});
const read = (text: string) => manifestSchema.parse(parse(text));

/** Every Web API method that the adapter names. */
const methods = globSync('src/bots/slack/**/*.ts').flatMap((file) =>
  [
    ...readFileSync(file, 'utf8').matchAll(
      /'((?:chat|conversations|files|reactions|users|views)\.[A-Za-z]+)'/g,
    ),
  ].map(([, method = '']) => method),
);

/** Scopes by method; those that depend on the kind of conversation are listed (docs.slack.dev/reference/methods). */
const BY_KIND: Readonly<Record<string, readonly string[]>> = {
  'conversations.open': ['im:write', 'mpim:write'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
};

/** What an event needs that a method does not already (docs.slack.dev/reference/events). */
const BY_EVENT: Readonly<Record<string, string>> = {
  app_mention: 'app_mentions:read',
  channel_archive: 'channels:read',
  channel_deleted: 'channels:read',
  channel_id_changed: 'groups:read',
  channel_rename: 'channels:read',
  group_archive: 'groups:read',
  group_deleted: 'groups:read',
  group_rename: 'groups:read',
  member_left_channel: 'channels:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  'message.mpim': 'mpim:history',
};

describe('the manifest to paste', () => {
  const manifest = read(source);

  it('has the scopes, events, commands and shortcuts of the code', () => {
    expect(manifest.oauth_config.scopes.bot.sort()).toEqual([...BOT_SCOPES].sort());
    expect(manifest.settings.event_subscriptions.bot_events.sort()).toEqual([...EVENTS].sort());
    expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual([...COMMANDS]);
    expect(Object.fromEntries(manifest.features.shortcuts.map((one) => [one.callback_id, one.name]))).toEqual(
      SHORTCUTS,
    );
  });

  it('asks for what the methods and events in use need', () => {
    expect(methods.length).toBeGreaterThan(10);
    const needed = methods.flatMap((method): readonly (string | null)[] => {
      const known = METHODS[method];
      if (known === undefined) throw new Error(`the loopback Slack lacks ${method}`);
      return typeof known.scope === 'function' ? (BY_KIND[method] ?? ['unknown']) : [known.scope];
    });
    const asked = new Set<string | null>([...BOT_SCOPES, null]);
    expect(needed.filter((scope) => !asked.has(scope))).toEqual([]);
    const forEvents = EVENTS.flatMap((event) => BY_EVENT[event] ?? []);
    expect(forEvents.filter((scope) => !asked.has(scope))).toEqual([]);
    // Nothing is asked for that nothing needs; a workspace sees each of them before it allows the app.
    const used = new Set<string | null>([...needed, ...forEvents, 'commands']);
    expect(BOT_SCOPES.filter((scope) => !used.has(scope))).toEqual([]);
  });

  it('is the hosted one with the comment signs taken away', () => {
    const hosted = read(
      source.replaceAll(/^( *(?:- )?.*?)# ((?:url|request_url|redirect_urls|  - https).*)$/gm, '$1$2'),
    );
    const events = `https://your.host${EVENTS_PATH}`;
    expect(hosted.features.slash_commands.map(({ url }) => url)).toEqual([events, events]);
    expect(hosted.settings.event_subscriptions.request_url).toBe(events);
    expect(hosted.settings.interactivity.request_url).toBe(events);
    expect(hosted.oauth_config.redirect_urls).toEqual([`https://your.host${REDIRECT_PATH}`]);
  });
});
