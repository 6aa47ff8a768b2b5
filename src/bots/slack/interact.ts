import { setTimeout as sleep } from 'node:timers/promises';
import { refusalCard } from '../../core/answers/cards.ts';
import { isReadOnly } from '../../core/actions/look.ts';
import { upsertChannel, upsertCommunity } from '../../core/communities/upsert-community.ts';
import type { Core } from '../../core/core.ts';
import type { Tx } from '../../core/db/database.ts';
import { decodeAction, encodeAction } from '../../core/platform/action.ts';
import { PICKED } from '../../core/platform/card.ts';
import { inboundEventSchema, type InboundEvent } from '../../core/platform/event.ts';
import type { Reply } from '../../core/platform/reply.ts';
import { actionOf } from '../button-ids.ts';
import { messageKey } from '../message-key.ts';
import { brokenCard } from '../trouble-cards.ts';
import { checkChannel, type LookedAt } from './checks.ts';
import { commandKey, interactionKey } from './interaction-key.ts';
import type { CommandPayload, Interaction } from './payload.ts';
import type { People } from './people.ts';
import type { Places } from './places.ts';
import { readText } from './read-text.ts';
import { readFields } from './render-form.ts';
import { defer, respond, type Acknowledge, type Acted, type Responder } from './respond.ts';
import { SHORTCUTS } from './surface.ts';
import { teamOfCommand, teamOfInteraction } from './tenant.ts';

/** So long core may take before Slack is told that it takes a moment, in milliseconds (Slack: 3 s). */
const DEFER_AFTER_MS = 1_800;

/** What presses, forms, shortcuts and commands are taken with. */
export interface Interacting {
  readonly core: Core;
  readonly responder: Responder;
  readonly people: People;
  readonly places: Places;
  readonly handle: (event: InboundEvent, alongside?: (tx: Tx) => Promise<void>) => Promise<Reply>;
  /** The workspace's name where it is known without asking; empty when not, which leaves a known name alone. */
  readonly workspaceName: (teamId: string) => string;
}

/** A button was pressed or a form sent. Never throws. */
export function takeAction(io: Interacting, body: Interaction, ack: Acknowledge): Promise<void> {
  const action = body.type === 'view_submission' ? (body.view?.callback_id ?? '') : pressedAction(body);
  const fields = readFields(body.view?.state?.values ?? {});
  const decoded = decodeAction(action);
  const looks = decoded !== null && isReadOnly(decoded);
  const acted = actedBy(body, looks);
  return answer(io, acted, ack, fields, async (from) => {
    const asOrganizer = decoded !== null && 'command' in decoded && decoded.command.startsWith('greenroom.');
    const by = await personOf(io, from, nameIn(body.user), asOrganizer);
    const isSetup = decoded !== null && 'command' in decoded && decoded.command === 'greenroom.setup';
    const picked = body.actions?.[0]?.selected_conversation ?? null;
    const looked = isSetup ? await lookedAt(io, from, by, picked) : null;
    const key = `${interactionKey(body)}/${action}`;
    const filled = picked === null ? fields : { ...fields, [PICKED]: picked };
    return actionEvent(io, from, by, { action, fields: filled, key }, looked, picked !== null);
  });
}

/** *Use as my answer*, *Give me feedback*: only on one's own message, for the question it stands near. */
export function takeShortcut(io: Interacting, body: Interaction, ack: Acknowledge): Promise<void> {
  const acted = actedBy(body, false);
  return answer(io, acted, ack, {}, async (from) => {
    const isOurs = Object.keys(SHORTCUTS).includes(body.callback_id ?? '');
    const { message, channel } = body;
    if (!isOurs || message?.ts === undefined || channel === undefined) return { kind: 'none' };
    if (message.user !== from.userId || message.bot_id !== undefined) {
      return refused('Only your own message can be your answer. Open the menu of a message you wrote.');
    }
    const roundId = await io.places.roundNear(from.teamId, channel.id, message.thread_ts ?? null);
    if (roundId === null) {
      return refused(
        "There is no question here. Use it in a question's thread, or press Answer under a question.",
      );
    }
    const messageId = messageKey({ channelId: channel.id, messageId: message.ts });
    const action = encodeAction({ verb: 'use', roundId, messageId });
    const by = await personOf(io, from, nameIn(body.user), false);
    const key = `${interactionKey(body)}/${action}`;
    return actionEvent(io, from, by, { action, fields: { text: readText(message.text ?? '') }, key });
  });
}

/** A slash command. Never throws. */
export function takeCommand(io: Interacting, body: CommandPayload, ack: Acknowledge): Promise<void> {
  const root = body.command.replace(/^\//, '');
  const acted: Omit<Acted, 'teamId'> & { readonly teamId: string | null } = {
    teamId: teamOfCommand(body),
    userId: body.user_id,
    where: 'command',
    looks: false,
    triggerId: body.trigger_id ?? null,
    responseUrl: body.response_url ?? null,
    channelId: body.channel_id,
    threadTs: null,
    viewId: null,
    inputs: [],
  };
  return answer(io, acted, ack, {}, async (from) => {
    const by = await personOf(io, from, body.user_name ?? '', root === 'greenroom');
    const name = channelName(body);
    const isSetup = root === 'greenroom' && /^\s*setup\b/i.test(body.text ?? '');
    const looked = isSetup ? await lookedAt(io, from, by) : null;
    const event = inboundEventSchema.parse({
      ...envelope(io, from, io.workspaceName(from.teamId)),
      key: `command/${commandKey(body, io.core.clock.now())}`,
      kind: 'command',
      by,
      channelId: body.channel_id,
      command: root,
      text: readText(body.text ?? ''),
      ...(looked === null ? {} : { checks: { channelId: looked.channelId, lines: looked.lines } }),
    });
    return io.handle(
      event,
      root === 'greenroom' && name !== ''
        ? (tx) => know(io, tx, event, { externalId: body.channel_id, name })
        : undefined,
    );
  });
}

/** Waits for the reply, but tells Slack in time when it is slow. A failure becomes a sentence. */
async function answer(
  io: Interacting,
  acted: Omit<Acted, 'teamId'> & { readonly teamId: string | null },
  ack: Acknowledge,
  fields: Readonly<Record<string, string>>,
  replyTo: (from: Acted) => Promise<Reply>,
): Promise<void> {
  const { teamId } = acted;
  try {
    // An organisation's install, which is not served, or a workspace that removed the app.
    const bot = teamId === null ? null : await io.responder.tokens.tokenOf(teamId);
    if (teamId === null || bot === null) return await ack.send({ kind: 'empty' });
    const from = { ...acted, teamId };
    const coming = replyTo(from).catch((error: unknown): Reply => {
      const err = error instanceof Error ? error : new Error('handling failed');
      io.core.log.error({ err }, 'an interaction failed');
      return { kind: 'private', card: brokenCard() };
    });
    const waiting = new AbortController();
    const slow = sleep(DEFER_AFTER_MS, null, { signal: waiting.signal }).catch(() => null);
    const first = await Promise.race([coming, slow]);
    waiting.abort();
    if (first === null) await defer(from, ack);
    await respond(io.responder, from, ack, first ?? (await coming), fields);
  } catch (error) {
    const err = error instanceof Error ? error : new Error('an interaction failed');
    io.core.log.error({ err }, 'an interaction could not be answered');
    if (!ack.done) await ack.send({ kind: 'empty' }).catch(() => {});
  }
}

function actionEvent(
  io: Interacting,
  from: Acted,
  by: Awaited<ReturnType<typeof personOf>>,
  what: { readonly action: string; readonly fields: Record<string, string>; readonly key: string },
  looked: LookedAt | null = null,
  knowChannel = false,
): Promise<Reply> {
  const { action, fields } = what;
  const key = `interaction/${what.key}`;
  const event = inboundEventSchema.parse({
    ...envelope(io, from, ''),
    kind: 'action',
    key,
    by,
    action,
    fields,
    ...(looked === null ? {} : { checks: { channelId: looked.channelId, lines: looked.lines } }),
  });
  const { channelId: externalId = '', name = null } = looked ?? {};
  // A channel that the bot cannot see stays unknown, and core says so.
  return io.handle(
    event,
    knowChannel && name !== null ? (tx) => know(io, tx, event, { externalId, name: `#${name}` }) : undefined,
  );
}

/** Organizers speak of "this channel", so it has to be known before their command runs. */
async function know(
  io: Interacting,
  tx: Tx,
  event: InboundEvent,
  channel: { readonly externalId: string; readonly name: string },
): Promise<void> {
  const now = io.core.clock.now();
  const communityId = await upsertCommunity(tx, 'slack', event.community, now);
  await upsertChannel(tx, communityId, channel, now);
}

function envelope(io: Interacting, from: Acted, name: string) {
  return {
    platform: 'slack',
    at: io.core.clock.now().toString(),
    community: { externalId: from.teamId, name },
  };
}

/** What the bot may do where an organizer sets it up; it goes into a public channel by itself. */
async function lookedAt(
  io: Interacting,
  from: Acted,
  by: { readonly isOrganizer?: boolean },
  picked: string | null = null,
): Promise<LookedAt | null> {
  const channelId = picked ?? from.channelId;
  if (by.isOrganizer !== true || channelId === null || channelId.startsWith('D')) return null;
  return checkChannel(io.responder, from.teamId, channelId);
}

/** Who acts. Who runs the workspace is asked where it matters: for an organizer's command, at every press. */
async function personOf(io: Interacting, from: Acted, name: string, asOrganizer: boolean) {
  const person = asOrganizer ? await io.people.look(from.teamId, from.userId) : null;
  const displayName = person?.displayName ?? io.people.nameOf(from.teamId, from.userId);
  return {
    externalId: from.userId,
    displayName: displayName === '' ? name : displayName,
    ...(person === null ? {} : { isOrganizer: person.isOrganizer }),
  };
}

function pressedAction(body: Interaction): string {
  return actionOf(body.actions?.[0]?.action_id ?? '');
}

function actedBy(
  body: Interaction,
  looks: boolean,
): Omit<Acted, 'teamId'> & { readonly teamId: string | null } {
  return {
    teamId: teamOfInteraction(body),
    userId: body.user.id,
    where: whereOf(body),
    looks,
    triggerId: body.trigger_id ?? null,
    responseUrl: body.response_url ?? null,
    channelId: body.channel?.id ?? null,
    threadTs: body.message?.thread_ts ?? null,
    viewId: body.view?.id ?? null,
    inputs: (body.view?.blocks ?? []).flatMap((block) =>
      block.type === 'input' && block.block_id !== undefined ? [block.block_id] : [],
    ),
  };
}

function whereOf(body: Interaction): Acted['where'] {
  if (body.type === 'view_submission') return 'sent';
  if (body.type === 'message_action' || body.type === 'shortcut') return 'shortcut';
  if (body.view !== undefined) return body.view.type === 'home' ? 'home' : 'view';
  if (body.container?.is_ephemeral === true) return 'ephemeral';
  return body.channel?.id.startsWith('D') === true ? 'direct' : 'message';
}

function nameIn(user: Interaction['user']): string {
  return user.name ?? user.username ?? '';
}

/** Slack calls private channels "privategroup" and direct messages "directmessage" in commands. */
function channelName(body: CommandPayload): string {
  const name = body.channel_name ?? '';
  if (name === 'directmessage' || body.channel_id.startsWith('D')) return '';
  return name === 'privategroup' ? 'this private channel' : `#${name}`;
}

function refused(sentence: string): Reply {
  return { kind: 'private', card: refusalCard(sentence) };
}
