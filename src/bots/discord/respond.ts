import { InteractionResponseType, MessageFlags, RequestMethod, Routes, type REST } from 'discord.js';
import { refusalCard } from '../../core/answers/cards.ts';
import { never } from '../../core/errors.ts';
import { decodeAction, encodeAction } from '../../core/platform/action.ts';
import type { Button, Card } from '../../core/platform/card.ts';
import type { Log } from '../../core/log.ts';
import type { Reply } from '../../core/platform/reply.ts';
import { callDiscord, type Called, type DiscordRequest } from './call.ts';
import { NO_MENTIONS } from './outbound.ts';
import { formErrorsCard, slowCard } from '../trouble-cards.ts';
import type { InteractionPayload } from './payload.ts';
import { renderForm } from './render-form.ts';
import { renderCard, type DiscordMessage } from './render.ts';

/** Discord closes an interaction after 3 s; each response is given up before that, in milliseconds. */
const RESPONSE_LIMIT_MS = 2_500;

/** What an answer to an interaction is sent with. */
export interface Responder {
  /** A connection of its own: interactions are outside Discord's limits. */
  readonly rest: REST;
  readonly applicationId: string;
  readonly log: Log;
}

/** How far the interaction is: nothing was said yet, or only that it takes a moment. */
export type Stage = 'fresh' | 'deferred_message' | 'deferred_update';

/** Says within the three seconds that it takes a moment, without changing what is seen. */
export async function defer(responder: Responder, interaction: InteractionPayload): Promise<Stage> {
  const onMessage = interaction.message !== undefined;
  await callback(
    responder,
    interaction,
    onMessage
      ? InteractionResponseType.DeferredMessageUpdate
      : InteractionResponseType.DeferredChannelMessageWithSource,
    onMessage ? undefined : { flags: MessageFlags.Ephemeral },
  );
  return onMessage ? 'deferred_update' : 'deferred_message';
}

/** Shows the person who acted what core has for them. `fields` is what a form held, so that nothing is lost. */
export async function respond(
  responder: Responder,
  interaction: InteractionPayload,
  reply: Reply,
  stage: Stage,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  switch (reply.kind) {
    case 'none':
      return showNothing(responder, interaction, stage);
    case 'private':
      return showPrivately(responder, interaction, reply.card, stage);
    case 'replace':
      return replace(responder, interaction, reply.card, stage);
    case 'form':
      if (stage !== 'fresh') return showPrivately(responder, interaction, slowCard(), stage);
      return callback(responder, interaction, InteractionResponseType.Modal, renderForm(reply.form));
    case 'form_errors':
      return showPrivately(
        responder,
        interaction,
        formErrorsCard(reply.errors, fields, reopenButtons(interaction.data?.custom_id ?? '')),
        stage,
      );
    default:
      return never(reply);
  }
}

/** Shows something private to the person of an earlier interaction whose token still lives. */
export function bring(responder: Responder, interaction: InteractionPayload, card: Card): Promise<void> {
  return showPrivately(responder, interaction, card, 'deferred_update');
}

/** Suggestions for what is being typed. */
export async function respondWithChoices(
  responder: Responder,
  interaction: InteractionPayload,
  choices: readonly string[],
): Promise<void> {
  await callback(responder, interaction, InteractionResponseType.ApplicationCommandAutocompleteResult, {
    choices: choices.map((choice) => ({ name: choice, value: choice })),
  });
}

async function showNothing(
  responder: Responder,
  interaction: InteractionPayload,
  stage: Stage,
): Promise<void> {
  if (stage === 'deferred_update') return;
  if (stage === 'fresh' && interaction.message !== undefined) {
    return callback(responder, interaction, InteractionResponseType.DeferredMessageUpdate, undefined);
  }
  return showPrivately(
    responder,
    interaction,
    refusalCard('That was taken already. There is nothing more to do.'),
    stage,
  );
}

async function showPrivately(
  responder: Responder,
  interaction: InteractionPayload,
  card: Card,
  stage: Stage,
): Promise<void> {
  const [first, ...more] = renderCard(card);
  if (first === undefined) return showNothing(responder, interaction, stage);
  if (stage === 'fresh') {
    await callback(
      responder,
      interaction,
      InteractionResponseType.ChannelMessageWithSource,
      onlyForThem(first),
    );
  } else if (stage === 'deferred_message') await editOriginal(responder, interaction, first);
  else await followUp(responder, interaction, first);
  for (const part of more) await followUp(responder, interaction, part);
}

/** Only a private message is replaced. In the place of a public one the person gets a private one of their own. */
async function replace(
  responder: Responder,
  interaction: InteractionPayload,
  card: Card,
  stage: Stage,
): Promise<void> {
  const { message } = interaction;
  if (message === undefined) return showPrivately(responder, interaction, card, stage);
  const isPrivate =
    interaction.guild_id === undefined || ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  const [first, ...more] = renderCard(card);
  if (first === undefined) return showNothing(responder, interaction, stage);
  if (isPrivate) {
    if (stage === 'fresh') {
      await callback(responder, interaction, InteractionResponseType.UpdateMessage, body(first));
    } else await editOriginal(responder, interaction, first);
    for (const part of more) await followUp(responder, interaction, part);
    return;
  }
  if (decodeAction(interaction.data?.custom_id ?? '')?.verb !== 'consent') {
    return showPrivately(responder, interaction, card, stage);
  }
  // The question for consent stood in the thread for one person, who has chosen now: it goes away.
  if (stage === 'fresh')
    await callback(responder, interaction, InteractionResponseType.DeferredMessageUpdate, undefined);
  await showPrivately(responder, interaction, card, 'deferred_update');
  await send(responder, 'a consent question was not taken away', {
    method: RequestMethod.Delete,
    path: Routes.webhookMessage(responder.applicationId, interaction.token, '@original'),
  });
}

function reopenButtons(submitted: string): readonly Button[] {
  const action = decodeAction(submitted);
  if (action?.verb === 'submit') {
    return [
      {
        action: encodeAction({ verb: 'answer', roundId: action.roundId }),
        label: 'Answer',
        style: 'primary',
      },
    ];
  }
  return [];
}

function body(message: DiscordMessage): Record<string, unknown> {
  return { flags: message.flags, components: message.components, allowed_mentions: NO_MENTIONS };
}

function onlyForThem(message: DiscordMessage): Record<string, unknown> {
  return { ...body(message), flags: message.flags | MessageFlags.Ephemeral };
}

function followUp(
  responder: Responder,
  interaction: InteractionPayload,
  message: DiscordMessage,
): Promise<void> {
  return send(responder, 'a follow-up was not shown', {
    method: RequestMethod.Post,
    path: Routes.webhook(responder.applicationId, interaction.token),
    body: onlyForThem(message),
  });
}

function editOriginal(
  responder: Responder,
  interaction: InteractionPayload,
  message: DiscordMessage,
): Promise<void> {
  return send(responder, 'an answer was not shown', {
    method: RequestMethod.Patch,
    path: Routes.webhookMessage(responder.applicationId, interaction.token, '@original'),
    body: body(message),
  });
}

function callback(
  responder: Responder,
  interaction: InteractionPayload,
  type: InteractionResponseType,
  data: unknown,
): Promise<void> {
  return send(responder, 'an interaction was not answered', {
    method: RequestMethod.Post,
    path: Routes.interactionCallback(interaction.id, interaction.token),
    body: { type, ...(data === undefined ? {} : { data }) },
    limitMs: RESPONSE_LIMIT_MS,
  });
}

/** The person can press again, so a response that does not get through is only noted. */
async function send(responder: Responder, what: string, request: DiscordRequest): Promise<void> {
  const called: Called = await callDiscord(responder.rest, { ...request, auth: false });
  if (called.kind === 'ok') return;
  const reason = called.kind === 'refused' ? `${called.message} (${called.code})` : called.kind;
  responder.log.warn({ reason }, what);
}
