import { ApplicationCommandType, InteractionType } from 'discord.js';
import { refusalCard } from '../../core/answers/cards.ts';
import { COMMANDS } from '../../core/commands/registry.ts';
import type { Root } from '../../core/commands/command.ts';
import { upsertChannel, upsertCommunity } from '../../core/communities/upsert-community.ts';
import type { Core } from '../../core/core.ts';
import type { Tx } from '../../core/db/database.ts';
import { decodeAction, encodeAction } from '../../core/platform/action.ts';
import { PICKED } from '../../core/platform/card.ts';
import { inboundEventSchema, type InboundEvent } from '../../core/platform/event.ts';
import type { Reply } from '../../core/platform/reply.ts';
import { messageKey } from '../message-key.ts';
import type { BringFeedback } from './bring-feedback.ts';
import { commandText, focusedText, MESSAGE_COMMANDS } from './commands.ts';
import { managesServer, nameOf, type InteractionPayload, type UserPayload } from './payload.ts';
import { knowPicked } from './picked.ts';
import type { Places } from './places.ts';
import { fieldsOf } from './fields.ts';
import type { Place } from './read-message.ts';
import { actionOf } from '../button-ids.ts';
import { brokenCard } from '../trouble-cards.ts';
import { bring, defer, respond, respondWithChoices, type Responder, type Stage } from './respond.ts';
import { checksFor, type Checking } from './setup-checks.ts';
import { suggestText } from './suggest.ts';

/** So long core may take before the person is told that it takes a moment, in milliseconds (Discord: 3 s). */
const DEFER_AFTER_MS = 1_800;

/** Thread types of Discord: announcement, public, private. */
const THREADS: readonly number[] = [10, 11, 12];

/** What an interaction is taken with. `handle` is core's, given from outside so that tests can slow it down. */
export interface Interacting extends Checking {
  readonly core: Core;
  readonly responder: Responder;
  readonly places: Places;
  readonly feedback: BringFeedback;
  readonly nameOfServer: (guildId: string) => string;
  readonly handle: (event: InboundEvent, alongside?: (tx: Tx) => Promise<void>) => Promise<Reply>;
}

/** Takes one interaction from its event to what the person sees. Never throws. */
export async function interact(io: Interacting, interaction: InteractionPayload): Promise<void> {
  try {
    if (interaction.type === InteractionType.ApplicationCommandAutocomplete)
      return await suggest(io, interaction);
    const fields = fieldsOf(interaction.data?.components ?? []);
    const { reply, stage } = await inTime(io, interaction, replyTo(io, interaction, fields));
    await respond(io.responder, interaction, reply, stage, fields);
    expectFeedback(io, interaction, reply);
  } catch (error) {
    const err = error instanceof Error ? error : new Error('an interaction failed');
    io.core.log.error({ err, interaction: interaction.id }, 'an interaction could not be answered');
  }
}

/** After a form that was taken: its feedback is brought unasked, as long as Discord lets it. */
function expectFeedback(io: Interacting, interaction: InteractionPayload, reply: Reply): void {
  const { guild_id: guildId, type, data } = interaction;
  const user = interaction.member?.user ?? interaction.user;
  const action = decodeAction(actionOf(data?.custom_id ?? ''));
  const taken =
    type === InteractionType.ModalSubmit && (reply.kind === 'private' || reply.kind === 'replace');
  if (!taken || action?.verb !== 'submit' || guildId === undefined || user === undefined) return;
  const { roundId } = action;
  io.feedback.expect({ guildId, userId: user.id, roundId }, async () => {
    const feedback = await onAction(io, interaction, user, encodeAction({ verb: 'feedback', roundId }), {});
    if (feedback.kind === 'private' || feedback.kind === 'replace')
      await bring(io.responder, interaction, feedback.card);
  });
}

/** Waits for the reply, but tells Discord in time when it is slow. A failure becomes a sentence. */
async function inTime(
  io: Interacting,
  interaction: InteractionPayload,
  coming: Promise<Reply>,
): Promise<{ readonly reply: Reply; readonly stage: Stage }> {
  const safe = coming.catch((error: unknown): Reply => {
    const err = error instanceof Error ? error : new Error('handling failed');
    io.core.log.error({ err, interaction: interaction.id }, 'an interaction failed');
    return { kind: 'private', card: brokenCard() };
  });
  const slow = Promise.withResolvers<null>();
  const timer = setTimeout(() => slow.resolve(null), DEFER_AFTER_MS);
  const first = await Promise.race([safe, slow.promise]);
  clearTimeout(timer);
  if (first !== null) return { reply: first, stage: 'fresh' };
  const stage = await defer(io.responder, interaction);
  return { reply: await safe, stage };
}

async function replyTo(
  io: Interacting,
  interaction: InteractionPayload,
  fields: Record<string, string>,
): Promise<Reply> {
  const user = interaction.member?.user ?? interaction.user;
  if (user === undefined) return { kind: 'none' };
  switch (interaction.type) {
    case InteractionType.MessageComponent:
    case InteractionType.ModalSubmit:
      return onAction(io, interaction, user, actionOf(interaction.data?.custom_id ?? ''), fields);
    case InteractionType.ApplicationCommand:
      return (interaction.data?.type ?? ApplicationCommandType.ChatInput) === ApplicationCommandType.ChatInput
        ? onCommand(io, interaction, user)
        : onMessageCommand(io, interaction, user);
    default:
      return { kind: 'none' };
  }
}

async function onAction(
  io: Interacting,
  interaction: InteractionPayload,
  user: UserPayload,
  action: string,
  fields: Record<string, string>,
): Promise<Reply> {
  const community = await communityOf(io, interaction, user.id, action);
  if (community === null) return strangerReply();
  const picked = interaction.data?.values?.[0];
  const event = {
    ...envelope(io, interaction, user, community),
    ...(await checksFor(io, interaction, channelOf(interaction).externalId, action)),
    kind: 'action',
    action,
    fields: picked === undefined ? fields : { ...fields, [PICKED]: picked },
  };
  return io.handle(inboundEventSchema.parse(event), (tx) =>
    knowPicked(tx, interaction, community, io.core.clock.now()),
  );
}

async function onCommand(
  io: Interacting,
  interaction: InteractionPayload,
  user: UserPayload,
): Promise<Reply> {
  const root = rootOf(interaction);
  const community = await communityOf(io, interaction, user.id, null);
  if (root === null)
    return {
      kind: 'private',
      card: refusalCard('That command is from an older version. Type /practice help.'),
    };
  if (community === null) return strangerReply();
  const channel = channelOf(interaction);
  const event = {
    ...envelope(io, interaction, user, community),
    ...(root === 'greenroom' ? await checksFor(io, interaction, channel.externalId, null) : {}),
    kind: 'command',
    channelId: channel.externalId,
    command: root,
    // A role that was typed with its @ is known to core by its id, once it was picked or named.
    text: commandText(interaction.data?.options ?? []).replaceAll(/<@&(\d+)>/g, '$1'),
  };
  // Organizers speak of "this channel", so it has to be known before their command runs.
  const known = async (tx: Tx): Promise<void> => {
    const now = io.core.clock.now();
    const communityId = await upsertCommunity(tx, 'discord', community, now);
    await upsertChannel(tx, communityId, channel, now);
  };
  return io.handle(
    inboundEventSchema.parse(event),
    root === 'greenroom' && channel.name !== '' ? known : undefined,
  );
}

/** *Use as my answer*, *Give me feedback*: only on one's own message, for the question it stands near. */
async function onMessageCommand(
  io: Interacting,
  interaction: InteractionPayload,
  user: UserPayload,
): Promise<Reply> {
  const isOurs = MESSAGE_COMMANDS.some((name) => name === interaction.data?.name);
  const target = interaction.data?.resolved?.messages?.[interaction.data.target_id ?? ''];
  const guildId = interaction.guild_id;
  if (!isOurs || target === undefined || guildId === undefined) return { kind: 'none' };
  if (target.author?.id !== user.id) {
    return {
      kind: 'private',
      card: refusalCard('Only your own message can be your answer. Open the menu of a message you wrote.'),
    };
  }
  const roundId = await roundNear(io, guildId, target.channel_id);
  if (roundId === null) {
    return {
      kind: 'private',
      card: refusalCard(
        "There is no question here. Use it in a question's thread, or press Answer under a question.",
      ),
    };
  }
  const messageId = messageKey({ channelId: target.channel_id, messageId: target.id });
  const action = encodeAction({ verb: 'use', roundId, messageId });
  return onAction(io, interaction, user, action, { text: target.content ?? '' });
}

/** The question of this thread, or the newest one of this channel. */
async function roundNear(io: Interacting, guildId: string, channelId: string): Promise<string | null> {
  const row = await io.core.db
    .selectFrom('rounds')
    .innerJoin('communities', 'communities.id', 'rounds.community_id')
    .innerJoin('channels', 'channels.id', 'rounds.channel_id')
    .select('rounds.id')
    .where('communities.platform', '=', 'discord')
    .where('communities.external_id', '=', guildId)
    .where('rounds.state', '=', 'posted')
    .where((eb) =>
      eb.or([eb('rounds.thread_id', '=', channelId), eb('channels.external_id', '=', channelId)]),
    )
    .orderBy('rounds.posted_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

async function suggest(io: Interacting, interaction: InteractionPayload): Promise<void> {
  const root = rootOf(interaction);
  const focused = focusedText(interaction.data?.options ?? []);
  if (root === null || focused === null) return respondWithChoices(io.responder, interaction, []);
  const categories = [...io.core.packs.values()].flatMap((pack) =>
    pack.categories.map((category) => category.name),
  );
  const choices = suggestText(COMMANDS, root, focused.words, focused.typed, categories);
  return respondWithChoices(io.responder, interaction, choices);
}

function rootOf(interaction: InteractionPayload): Root | null {
  const name = interaction.data?.name;
  return name === 'practice' || name === 'greenroom' ? name : null;
}

/** The tenant comes from the signed payload; in direct messages, from where Greenroom knows this person. */
async function communityOf(
  io: Interacting,
  interaction: InteractionPayload,
  userId: string,
  action: string | null,
): Promise<Place['community'] | null> {
  const guildId = interaction.guild_id;
  if (guildId !== undefined) return { externalId: guildId, name: io.nameOfServer(guildId) };
  return io.places.ofPerson(userId, action);
}

function envelope(
  io: Interacting,
  interaction: InteractionPayload,
  user: UserPayload,
  community: Place['community'],
) {
  return {
    platform: 'discord',
    key: `interaction/${interaction.id}`,
    at: io.core.clock.now().toString(),
    community,
    by: {
      externalId: user.id,
      displayName: nameOf(user, interaction.member),
      ...(interaction.member?.permissions === undefined
        ? {}
        : { isOrganizer: managesServer(interaction.member) }),
    },
  };
}

/** The channel an interaction came from; a thread stands for the channel it hangs in. */
function channelOf(interaction: InteractionPayload): { readonly externalId: string; readonly name: string } {
  const { channel } = interaction;
  const id = channel?.id ?? interaction.channel_id ?? 'unknown';
  const parent = channel?.parent_id ?? null;
  if (parent !== null && THREADS.includes(channel?.type ?? 0)) return { externalId: parent, name: '' };
  return {
    externalId: id,
    name: channel?.name === undefined || channel.name === null ? '' : `#${channel.name}`,
  };
}

function strangerReply(): Reply {
  const sentence =
    'I do not know you from a server yet. Answer a question in a server where I am, then write to me here.';
  return { kind: 'private', card: refusalCard(sentence) };
}
