import { z } from 'zod';
import type { Interaction } from './interactions.ts';
import { flatten, type Component } from './limits.ts';
import { messagePayload } from './payloads.ts';
import { announce } from './routes.ts';
import type { Loopback } from './server.ts';
import type { Channel, Message, User } from './world.ts';

/** What people do on the loopback Discord. */
export interface Person {
  readonly user: User;
  writes(
    channel: Channel,
    content: string,
    more?: { readonly replyTo?: string; readonly mentions?: readonly string[] },
  ): Message;
  /** To the bot directly. */
  tells(content: string): Message;
  edits(message: Message, content: string): void;
  deletes(message: Message): void;
  /** Presses the button with this label. */
  presses(message: Message, label: string): Interaction;
  /** Picks a channel from the menu with this placeholder. */
  picks(message: Message, placeholder: string, channel: Channel): Interaction;
  /** Sends the modal that an interaction opened, with these words in its inputs. */
  submits(from: Interaction, fields: Readonly<Record<string, string>>): Promise<Interaction>;
  /** Types "/practice now metrics": finds the registered command and fills its one option with the rest. */
  types(channel: Channel, line: string): Interaction;
  /** Types without sending: asks for suggestions. */
  begins(channel: Channel, line: string): Interaction;
  /** Picks a command from a message's own menu. */
  uses(command: string, message: Message): Interaction;
}

const optionSchema = z.looseObject({
  type: z.number(),
  name: z.string(),
  get options() {
    return z.array(optionSchema).optional();
  },
});
const commandSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  type: z.number(),
  options: z.array(optionSchema).optional(),
});

/** A new member of the server (or nobody's member, when only direct messages are meant). */
export function person(discord: Loopback, username: string): Person {
  const { world, gateway, interactions } = discord;
  const user = world.addUser(username);
  const writes: Person['writes'] = (channel, content, more = {}) => {
    const message = world.addMessage({
      channelId: channel.id,
      authorId: user.id,
      content,
      replyTo: more.replyTo ?? null,
      mentions: more.mentions ?? [],
    });
    announce(discord, 'MESSAGE_CREATE', message);
    return message;
  };
  const command = (channel: Channel, line: string, type: 2 | 4): Interaction =>
    interactions.open({
      type,
      userId: user.id,
      channelId: channel.id,
      sourceId: null,
      data: commandData(discord, line, type === 4),
    });
  return {
    user,
    writes,
    tells: (content) => writes(world.direct(user.id), content),
    edits(message, content) {
      message.content = content;
      message.editedTimestamp = world.now().toString();
      announce(discord, 'MESSAGE_UPDATE', message);
    },
    deletes(message) {
      world.messages.delete(message.id);
      const guildId = world.channels.get(message.channelId)?.guildId ?? null;
      gateway.dispatch({
        event: 'MESSAGE_DELETE',
        guildId,
        intent: 'messages',
        payload: () => ({
          id: message.id,
          channel_id: message.channelId,
          ...(guildId === null ? {} : { guild_id: guildId }),
        }),
      });
    },
    presses(message, label) {
      const button = flatten(message.components).find((one) => one.type === 2 && one.label === label);
      if (button?.custom_id === undefined) throw new Error(`there is no button "${label}"`);
      const place = world.channels.get(message.channelId);
      if (place?.type === 12 && !place.members.has(user.id))
        throw new Error(`${username} is not in that private thread`);
      if (message.onlyFor !== null && message.onlyFor !== user.id)
        throw new Error(`${username} does not see that message`);
      return interactions.open({
        type: 3,
        userId: user.id,
        channelId: message.channelId,
        sourceId: message.id,
        data: { component_type: 2, custom_id: button.custom_id, id: 1 },
      });
    },
    picks(message, placeholder, channel) {
      const menu = flatten(message.components).find(
        (one) => one.type === 8 && one.placeholder === placeholder,
      );
      if (menu?.custom_id === undefined) throw new Error(`there is no menu "${placeholder}"`);
      return interactions.open({
        type: 3,
        userId: user.id,
        channelId: message.channelId,
        sourceId: message.id,
        data: {
          component_type: 8,
          custom_id: menu.custom_id,
          id: 1,
          values: [channel.id],
          resolved: {
            channels: {
              [channel.id]: { id: channel.id, name: channel.name, type: channel.type, permissions: '0' },
            },
          },
        },
      });
    },
    async submits(from, fields) {
      const shown = await from.shown();
      if (shown.kind !== 'modal') throw new Error(`no modal, but ${shown.kind}`);
      return interactions.open({
        type: 5,
        userId: user.id,
        channelId: from.channelId,
        sourceId: from.sourceId,
        data: {
          custom_id: shown.modal.custom_id,
          components: shown.modal.components.map((one) => submitted(one, fields)),
          resolved: { roles: rolesOf(discord, from.channelId) },
        },
      });
    },
    types: (channel, line) => command(channel, line, 2),
    begins: (channel, line) => command(channel, line, 4),
    uses(name, message) {
      const found = z
        .array(commandSchema)
        .parse(discord.commands.list)
        .find((one) => one.type === 3 && one.name === name);
      if (found === undefined) throw new Error(`there is no message command "${name}"`);
      return interactions.open({
        type: 2,
        userId: user.id,
        channelId: message.channelId,
        sourceId: null,
        data: {
          id: found.id,
          name: found.name,
          type: 3,
          target_id: message.id,
          resolved: { messages: { [message.id]: messagePayload(world, message, true) } },
        },
      });
    },
  };
}

function rolesOf(discord: Loopback, channelId: string): Record<string, unknown> {
  const guildId = discord.world.channels.get(channelId)?.guildId ?? '';
  const roles = discord.world.guilds.get(guildId)?.roles ?? new Map<string, string>();
  return Object.fromEntries([...roles].map(([id, name]) => [id, { id, name, permissions: '0' }]));
}

function submitted(component: Component, fields: Readonly<Record<string, string>>): unknown {
  const input = component.component;
  if (input?.custom_id === undefined) return { type: component.type, id: 1 };
  if (input.type !== 4) {
    const chosen = fields[input.custom_id] ?? '';
    const values = chosen === '' ? [] : [chosen];
    return { type: 18, id: 1, component: { type: input.type, id: 2, custom_id: input.custom_id, values } };
  }
  return {
    type: 18,
    id: 1,
    component: { type: 4, id: 2, custom_id: input.custom_id, value: fields[input.custom_id] ?? '' },
  };
}

/** The interaction data of a typed line, by the commands that the bot registered. */
function commandData(discord: Loopback, line: string, focused: boolean): Record<string, unknown> {
  const [root = '', ...words] = line.replace(/^\//, '').split(' ');
  const found = z
    .array(commandSchema)
    .parse(discord.commands.list)
    .find((one) => one.type === 1 && one.name === root);
  if (found === undefined) throw new Error(`there is no command "/${root}"`);
  const chosen: { readonly name: string; readonly type: number }[] = [];
  let options = found.options ?? [];
  for (let word = words[0]; word !== undefined; word = words[0]) {
    const next = options.find((one) => one.type <= 2 && one.name === word);
    if (next === undefined) break;
    chosen.push({ name: next.name, type: next.type });
    options = next.options ?? [];
    words.shift();
  }
  const rest = words.join(' ');
  const [text] = options.filter((one) => one.type === 3);
  if (rest !== '' && text === undefined) throw new Error(`"${line}" has words that no option takes`);
  const value = { name: text?.name ?? '', type: 3, value: rest, ...(focused ? { focused: true } : {}) };
  let inner: readonly unknown[] = text === undefined || (rest === '' && !focused) ? [] : [value];
  for (const one of chosen.toReversed()) inner = [{ ...one, options: inner }];
  return { id: found.id, name: found.name, type: 1, options: inner };
}
