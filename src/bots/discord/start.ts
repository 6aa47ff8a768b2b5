import { GatewayDispatchEvents, type REST } from 'discord.js';
import { z } from 'zod';
import { COMMANDS } from '../../core/commands/registry.ts';
import type { Core } from '../../core/core.ts';
import type { Tx } from '../../core/db/database.ts';
import type { Refusal } from '../../core/errors.ts';
import type { InboundEvent } from '../../core/platform/event.ts';
import type { Reply } from '../../core/platform/reply.ts';
import { createBringFeedback } from './bring-feedback.ts';
import { createRest } from './call.ts';
import { catchUp } from './catch-up.ts';
import type { ShardRange } from './client.ts';
import { appCommands } from './commands.ts';
import { connect, type Connection, type OnDispatch } from './connection.ts';
import { interact } from './interact.ts';
import {
  channelSchema,
  findLostServers,
  goneSchema,
  receiveChannelChange,
  receiveChannelGone,
  receiveServer,
  receiveServerGone,
  receiveThreadGone,
  serverSchema,
} from './lifecycle.ts';
import { deletedSchema, interactionSchema, messageSchema, readySchema } from './payload.ts';
import { createPlaces } from './places.ts';
import { receiveDeleted, receiveMessage, type Receiving } from './receive.ts';
import { registerCommands } from './register.ts';

const eventSchema = z.enum(GatewayDispatchEvents);

export interface DiscordBotOptions {
  readonly token: string;
  readonly api: string | null;
  readonly shards: ShardRange | null;
  /** The one server that gets the commands, while they are worked on; null for all. */
  readonly devServer: string | null;
  readonly core: Core;
  /** The connection for everything but interactions; the port's. */
  readonly rest: REST;
  readonly granted: { readThreadReplies: boolean };
  readonly handle: (event: InboundEvent, alongside?: (tx: Tx) => Promise<void>) => Promise<Reply>;
  /** Discord ended it for good after the start. */
  readonly onEnd: (refusal: Refusal) => void;
}

/**
 * The receiving side of Discord: the gateway's events become core's events, replies go back at once. Throws a
 * Refusal when the token is not accepted. `close` takes nothing new and lets what is under way end.
 */
export async function startDiscordBot(options: DiscordBotOptions): Promise<{ close(): Promise<void> }> {
  const { core } = options;
  const underWay = new Set<Promise<unknown>>();
  const run = (work: Promise<unknown>): void => {
    const done = work
      .catch((error: unknown) => {
        core.log.error(
          { err: error instanceof Error ? error : new Error('gateway event') },
          'a gateway event failed',
        );
      })
      .finally(() => underWay.delete(done));
    underWay.add(done);
  };

  let connection: Connection | null = null;
  const nameOfServer = (guildId: string): string => connection?.nameOfServer(guildId) ?? '';
  const places = createPlaces(core.db, nameOfServer);
  let botId = '';
  const receiving: Receiving = {
    core,
    rest: options.rest,
    places,
    handle: (event) => options.handle(event),
    botId: () => botId,
    lastSeen: new Map(),
  };
  const feedback = createBringFeedback(core);
  const interactions = createRest({ token: options.token, api: options.api, unlimited: true });
  let applicationId = '';
  let registering: Promise<void> | null = null;

  const register = async (): Promise<void> => {
    const registered = await registerCommands(
      options.rest,
      { applicationId, serverId: options.devServer },
      appCommands(COMMANDS),
    );
    if (registered.kind === 'failed') {
      registering = null;
      core.log.warn(
        { reason: registered.reason },
        'the commands could not be registered; tried again with the next session',
      );
    } else core.log.info({ result: registered.kind }, 'the commands are registered');
  };

  const onDispatch: OnDispatch = (event, data, shard) => {
    const known = eventSchema.safeParse(event);
    if (!known.success) return;
    switch (known.data) {
      case GatewayDispatchEvents.Ready: {
        const ready = readySchema.parse(data);
        botId = ready.user?.id ?? botId;
        applicationId = ready.application?.id ?? botId;
        run((registering ??= register()));
        run(catchUp(receiving, shard));
        // A server that leaves the list out says nothing about removals.
        if (ready.guilds !== undefined) run(findLostServers(receiving, ready.guilds, shard));
        return;
      }
      case GatewayDispatchEvents.GuildCreate:
        run(receiveServer(receiving, serverSchema.parse(data)));
        return;
      case GatewayDispatchEvents.GuildDelete:
        run(receiveServerGone(receiving, serverSchema.parse(data)));
        return;
      case GatewayDispatchEvents.ChannelDelete:
        run(receiveChannelGone(receiving, goneSchema.parse(data)));
        return;
      case GatewayDispatchEvents.ChannelUpdate:
        run(receiveChannelChange(receiving, channelSchema.parse(data)));
        return;
      case GatewayDispatchEvents.ThreadDelete:
        run(receiveThreadGone(receiving, goneSchema.parse(data)));
        return;
      case GatewayDispatchEvents.ThreadCreate:
        places.forget(z.looseObject({ id: z.string() }).parse(data).id);
        return;
      case GatewayDispatchEvents.MessageCreate:
        run(receiveMessage(receiving, messageSchema.parse(data), 'created'));
        return;
      case GatewayDispatchEvents.MessageUpdate:
        run(receiveMessage(receiving, messageSchema.parse(data), 'edited'));
        return;
      case GatewayDispatchEvents.MessageDelete:
      case GatewayDispatchEvents.MessageDeleteBulk:
        run(receiveDeleted(receiving, deletedSchema.parse(data)));
        return;
      case GatewayDispatchEvents.InteractionCreate: {
        const interaction = interactionSchema.parse(data);
        const responder = {
          rest: interactions,
          applicationId: interaction.application_id ?? applicationId,
          log: core.log,
        };
        run(
          interact(
            {
              core,
              responder,
              places,
              feedback,
              nameOfServer,
              rest: options.rest,
              botId: () => botId,
              handle: options.handle,
            },
            interaction,
          ),
        );
        return;
      }
      default:
    }
  };

  connection = await connect({
    token: options.token,
    api: options.api,
    shards: options.shards,
    log: core.log,
    onDispatch: (event, data, shard) => {
      try {
        onDispatch(event, data, shard);
      } catch (error) {
        core.log.warn(
          { event, err: error instanceof Error ? error : new Error('payload') },
          'a gateway event was not understood',
        );
      }
    },
    onWithoutContent: () => {
      options.granted.readThreadReplies = false;
    },
    onEnd: options.onEnd,
  });
  return {
    async close() {
      feedback.close();
      await connection?.close();
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
