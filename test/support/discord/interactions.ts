import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Gateway } from './gateway.ts';
import {
  messageBodySchema,
  modalSchema,
  problemsOfMessage,
  problemsOfModal,
  type MessageBody,
} from './limits.ts';
import { channelPayload, memberPayload, messagePayload, permissionsIn, userPayload } from './payloads.ts';
import { invalidBody, Refused, unknownInteraction, unknownMessage, unknownWebhook } from './refusals.ts';
import type { Message, World } from './world.ts';

/** Discord waits so long for the first response, and keeps the token so long. */
const ACK_WITHIN_MS = 3_000;
const TOKEN_LIVES_MS = 15 * 60_000;
const EPHEMERAL = 64;

/** What the person who acted sees, one after the other. */
export type Shown =
  | { readonly kind: 'modal'; readonly modal: z.infer<typeof modalSchema> }
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'updated'; readonly message: Message }
  | { readonly kind: 'removed'; readonly messageId: string }
  | {
      readonly kind: 'choices';
      readonly choices: readonly { readonly name: string; readonly value: string }[];
    };

/** One press, command or form, from its dispatch to its last follow-up. */
export class Interaction {
  readonly id: string;
  readonly token = randomUUID().replaceAll('-', '');
  readonly userId: string;
  readonly channelId: string;
  readonly sourceId: string | null;
  readonly startedMs = performance.now();
  /** Milliseconds until the first response; null while there is none. */
  ackMs: number | null = null;
  /** The message that `@original` means. */
  originalId: string | null = null;
  deferred: 'message' | 'update' | null = null;
  readonly #shown: Shown[] = [];
  #tell = Promise.withResolvers<null>();

  constructor(id: string, userId: string, channelId: string, sourceId: string | null) {
    this.id = id;
    this.userId = userId;
    this.channelId = channelId;
    this.sourceId = sourceId;
  }

  show(shown: Shown): void {
    this.#shown.push(shown);
    this.#tell.resolve(null);
    this.#tell = Promise.withResolvers();
  }

  /** How many things were shown so far. */
  get count(): number {
    return this.#shown.length;
  }

  /** The n-th thing shown, from 0; waits for it, a minute at most. */
  async shown(index = 0): Promise<Shown> {
    const over = AbortSignal.timeout(60_000);
    const late = new Promise<never>((_, reject) =>
      over.addEventListener('abort', () =>
        reject(new Error(`nothing was shown (${this.#shown.length} before)`)),
      ),
    );
    for (;;) {
      const found = this.#shown[index];
      if (found !== undefined) return found;
      await Promise.race([this.#tell.promise, late]);
    }
  }
}

const callbackSchema = z.looseObject({ type: z.number(), data: z.unknown().optional() });
const choicesSchema = z.looseObject({
  choices: z.array(z.looseObject({ name: z.string().min(1).max(100), value: z.string().max(100) })).max(25),
});

/** Interactions: single use, three seconds, fifteen minutes, follow-ups, `@original`. */
export class Interactions {
  readonly #byToken = new Map<string, Interaction>();
  readonly #world: World;
  readonly #gateway: Gateway;

  constructor(world: World, gateway: Gateway) {
    this.#world = world;
    this.#gateway = gateway;
  }

  /** Somebody acts: the event goes out by the gateway. */
  open(act: {
    readonly type: 2 | 3 | 4 | 5;
    readonly userId: string;
    readonly channelId: string;
    readonly sourceId: string | null;
    readonly data: Record<string, unknown>;
  }): Interaction {
    const world = this.#world;
    const channel = need(world.channels.get(act.channelId));
    const user = need(world.users.get(act.userId));
    const guild = channel.guildId === null ? null : need(world.guilds.get(channel.guildId));
    const source = act.sourceId === null ? null : need(world.messages.get(act.sourceId));
    const interaction = new Interaction(world.nextId(), user.id, channel.id, act.sourceId);
    this.#byToken.set(interaction.token, interaction);
    const payload = {
      id: interaction.id,
      application_id: world.applicationId,
      type: act.type,
      token: interaction.token,
      version: 1,
      channel_id: channel.id,
      channel: channelPayload(world, channel),
      ...(guild === null
        ? { user: userPayload(user) }
        : {
            guild_id: guild.id,
            guild: { id: guild.id, locale: 'en-US', features: [] },
            member: memberPayload(world, guild, user),
          }),
      ...(source === null ? {} : { message: messagePayload(world, source, true) }),
      locale: 'en-US',
      guild_locale: 'en-US',
      app_permissions: permissionsIn(world, channel),
      entitlements: [],
      authorizing_integration_owners: {},
      context: guild === null ? 1 : 0,
      data: act.data,
    };
    this.#gateway.dispatch({
      event: 'INTERACTION_CREATE',
      guildId: channel.guildId,
      intent: 'always',
      payload: () => payload,
    });
    return interaction;
  }

  /** POST /interactions/{id}/{token}/callback */
  respond(id: string, token: string, body: unknown): undefined {
    const interaction = this.#byToken.get(token);
    const passed = interaction?.id === id ? performance.now() - interaction.startedMs : Infinity;
    if (interaction === undefined || passed > ACK_WITHIN_MS) throw unknownInteraction();
    if (interaction.ackMs !== null)
      throw new Refused(400, 40_060, 'Interaction has already been acknowledged.');
    const callback = callbackSchema.parse(body);
    this.#take(interaction, callback.type, callback.data);
    interaction.ackMs = passed;
    return undefined;
  }

  #take(interaction: Interaction, type: number, data: unknown): void {
    switch (type) {
      case 4: {
        const message = this.#create(interaction, messageBodySchema.parse(data));
        interaction.originalId = message.id;
        return;
      }
      case 5:
        interaction.deferred = 'message';
        return;
      case 6:
        interaction.deferred = 'update';
        interaction.originalId = interaction.sourceId;
        return;
      case 7:
        if (interaction.sourceId === null) throw invalidBody('there is no message to update');
        interaction.originalId = interaction.sourceId;
        this.#edit(interaction, interaction.sourceId, messageBodySchema.parse(data));
        return;
      case 8:
        interaction.show({ kind: 'choices', choices: choicesSchema.parse(data).choices });
        return;
      case 9: {
        const modal = modalSchema.parse(data);
        const [problem] = problemsOfModal(modal);
        if (problem !== undefined) throw invalidBody(problem);
        interaction.show({ kind: 'modal', modal });
        return;
      }
      default:
        throw invalidBody(`callback type ${type}`);
    }
  }

  /** POST, PATCH and DELETE under /webhooks/{application}/{token} */
  followUp(method: string, token: string, which: string | null, body: unknown): unknown {
    const interaction = this.#byToken.get(token);
    const alive = interaction !== undefined && performance.now() - interaction.startedMs < TOKEN_LIVES_MS;
    if (interaction === undefined || !alive || interaction.ackMs === null) throw unknownWebhook();
    if (method === 'POST') {
      return messagePayload(this.#world, this.#create(interaction, messageBodySchema.parse(body)), true);
    }
    const id = which === '@original' || which === null ? interaction.originalId : which;
    if (method === 'PATCH' && id === null && interaction.deferred === 'message') {
      const message = this.#create(interaction, { flags: EPHEMERAL, ...messageBodySchema.parse(body) });
      interaction.originalId = message.id;
      return messagePayload(this.#world, message, true);
    }
    const message = id === null ? undefined : this.#world.messages.get(id);
    if (message === undefined) throw unknownMessage();
    if (method === 'DELETE') {
      this.#world.messages.delete(message.id);
      interaction.show({ kind: 'removed', messageId: message.id });
      return undefined;
    }
    this.#edit(interaction, message.id, messageBodySchema.parse(body));
    return messagePayload(this.#world, message, true);
  }

  #create(interaction: Interaction, body: MessageBody): Message {
    const [problem] = problemsOfMessage(body);
    if (problem !== undefined) throw invalidBody(problem);
    const flags = body.flags ?? 0;
    const message = this.#world.addMessage({
      channelId: interaction.channelId,
      authorId: this.#world.bot.id,
      content: body.content ?? '',
      components: body.components ?? [],
      flags,
      onlyFor: (flags & EPHEMERAL) === 0 ? null : interaction.userId,
    });
    interaction.show({ kind: 'message', message });
    return message;
  }

  #edit(interaction: Interaction, id: string, body: MessageBody): void {
    const message = this.#world.messages.get(id);
    if (message === undefined) throw unknownMessage();
    const [problem] = problemsOfMessage(body, message.flags);
    if (problem !== undefined) throw invalidBody(problem);
    message.components = body.components ?? message.components;
    message.content = body.content ?? message.content;
    message.editedTimestamp = this.#world.now().toString();
    interaction.show({ kind: 'updated', message });
  }
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the test names something that is not there');
  return value;
}
