import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discordTextOf } from '../support/discord/read-text.ts';
import { createStage, type Stage } from '../support/discord/stage.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The payload once for each field in it, however deep, without that field. */
function withoutEach(payload: Json): Json[] {
  if (Array.isArray(payload)) {
    const list: readonly Json[] = payload;
    return list.flatMap((one, index) => withoutEach(one).map((less) => list.with(index, less)));
  }
  if (typeof payload !== 'object' || payload === null) return [];
  const entries = Object.entries(payload);
  return entries.flatMap(([key, value]) => [
    Object.fromEntries(entries.filter(([other]) => other !== key)),
    ...withoutEach(value).map((less) => Object.fromEntries([...entries, [key, less]])),
  ]);
}

describe('a server that leaves fields out', () => {
  let stage: Stage;
  const ended: unknown[] = [];
  const note = (error: unknown): void => void ended.push(error);
  beforeAll(async () => {
    stage = await createStage();
    await stage.startBot();
    process.on('uncaughtException', note);
    process.on('unhandledRejection', note);
  });
  afterAll(async () => {
    process.off('uncaughtException', note);
    process.off('unhandledRejection', note);
    await stage.close();
  });

  const user = {
    id: '90',
    username: 'kim',
    global_name: 'Kim',
    bot: false,
    discriminator: '0',
    avatar: null,
  };
  const member = {
    user,
    nick: null,
    roles: [],
    permissions: '32',
    joined_at: '2026-03-02T08:00:00Z',
    flags: 0,
  };
  const payloads = (): Readonly<Record<string, Json>> => {
    const guild_id = stage.guild.id;
    const channel_id = stage.channel.id;
    const message = {
      id: '77',
      channel_id,
      guild_id,
      author: user,
      member,
      content: 'Some words.',
      timestamp: '2026-03-02T08:00:00.000000+00:00',
      edited_timestamp: null,
      type: 19,
      flags: 0,
      message_reference: { type: 0, message_id: '76', channel_id },
      referenced_message: { id: '76', channel_id, author: user },
      mentions: [],
      attachments: [],
      embeds: [],
      components: [],
    };
    const interaction = {
      id: '55',
      application_id: stage.discord.world.applicationId,
      token: 'not-a-real-token',
      version: 1,
      guild_id,
      channel_id,
      channel: { id: channel_id, type: 0, name: 'daily', parent_id: null, guild_id },
      member,
      app_permissions: '8',
      locale: 'en-US',
    };
    const option = { type: 3, name: 'what', value: '1 pin on' };
    const group = { type: 2, name: 'schedule', options: [{ type: 1, name: 'posting', options: [option] }] };
    return {
      MESSAGE_CREATE: message,
      MESSAGE_UPDATE: { ...message, edited_timestamp: '2026-03-02T08:01:00.000000+00:00' },
      'MESSAGE_CREATE with words no database holds': { ...message, id: '78', content: 'NUL \0, half \uD83D' },
      'MESSAGE_CREATE with an odd id': { ...message, id: '79\0' },
      'MESSAGE_DELETE with an odd id': { id: '77\0\uD83D', channel_id, guild_id },
      MESSAGE_DELETE: { id: '77', channel_id, guild_id },
      MESSAGE_DELETE_BULK: { ids: ['77'], channel_id, guild_id },
      'INTERACTION_CREATE command': {
        ...interaction,
        type: 2,
        data: { id: '1', type: 1, name: 'greenroom', options: [group] },
      },
      'INTERACTION_CREATE suggestions': {
        ...interaction,
        type: 4,
        data: {
          id: '1',
          type: 1,
          name: 'practice',
          options: [{ type: 1, name: 'now', options: [{ ...option, focused: true }] }],
        },
      },
      'INTERACTION_CREATE press': {
        ...interaction,
        type: 3,
        message,
        data: {
          component_type: 8,
          custom_id: 'send:greenroom.setup:where.1',
          id: 1,
          values: [channel_id],
          resolved: {
            channels: { [channel_id]: { id: channel_id, name: 'daily', type: 0, permissions: '0' } },
          },
        },
      },
      'INTERACTION_CREATE form': {
        ...interaction,
        type: 5,
        data: {
          custom_id: 'submit:1:1',
          components: [{ type: 18, id: 1, component: { type: 4, id: 2, custom_id: 'answer', value: 'x' } }],
        },
      },
      'INTERACTION_CREATE message menu': {
        ...interaction,
        type: 2,
        data: {
          id: '1',
          type: 3,
          name: 'Use as my answer',
          target_id: '77',
          resolved: { messages: { '77': message } },
        },
      },
      THREAD_CREATE: { id: '66', guild_id, parent_id: channel_id, type: 11, name: 'x' },
      THREAD_DELETE: { id: '66', guild_id, parent_id: channel_id, type: 11 },
      CHANNEL_DELETE: { id: '67', guild_id, type: 0, name: 'x' },
      GUILD_DELETE: { id: '68', unavailable: true },
    };
  };

  it('is met field by field: nothing ends the process, and the bot answers afterwards', async () => {
    let sent = 0;
    for (const [name, payload] of Object.entries(payloads())) {
      for (const less of [payload, ...withoutEach(payload)]) {
        sent += 1;
        stage.discord.gateway.dispatch({
          event: name.split(' ')[0] ?? name,
          guildId: stage.guild.id,
          intent: 'always',
          payload: () => less,
        });
      }
    }
    expect(sent).toBeGreaterThan(150);
    // Hundreds at once take longer than the three seconds that a press has.
    let seen = -1;
    await stage.until('all are through', async () => {
      const before = seen;
      seen = stage.discord.requests.length;
      await sleep(400);
      return before === seen;
    });
    const shown = await stage.dana.types(stage.channel, '/practice help').shown();
    expect(shown.kind === 'message' ? discordTextOf(shown.message.components) : shown.kind).toContain(
      'What you can do',
    );
    await stage.stopBot();
    expect(ended).toEqual([]);
  });
});
