import { countWords } from '../../core/answers/clean-text.ts';
import type { Core } from '../../core/core.ts';
import { inboundEventSchema, type InboundEvent } from '../../core/platform/event.ts';
import type { Card } from '../../core/platform/card.ts';
import type { Reply } from '../../core/platform/reply.ts';
import { messageKey } from '../message-key.ts';
import { callSlack } from './call.ts';
import { isCommandLine, mentionCard, mentionedCommand } from './mention.ts';
import { messageEventSchema, type EventBody } from './payload.ts';
import type { People } from './people.ts';
import type { Places } from './places.ts';
import { instantOf, messageEvent, ownDeleted, readWritten, type WrittenMessage } from './read-message.ts';
import { afterMention, openingMention } from './read-text.ts';
import { renderCard } from './render.ts';
import type { Responder } from './respond.ts';
import { teamOfEvent } from './tenant.ts';
import type { BotToken } from './installs/tokens.ts';

/** Words that open by naming the bot are for the bot, unless they are as long as an answer (DESIGN §9). */
const ANSWER_WORDS = 25;

/** What events are taken with. */
export interface TakingEvents {
  readonly core: Core;
  readonly responder: Responder;
  readonly people: People;
  readonly places: Places;
  readonly handle: (event: InboundEvent) => Promise<Reply>;
  /** Everything that is about the app or its channels, not about messages. */
  readonly onLifeCycle: (teamId: string, body: EventBody) => Promise<void>;
}

/** What every event of one workspace is read with. */
interface Workspace {
  readonly teamId: string;
  readonly bot: BotToken;
}

/**
 * One event of the Events API, from its payload to its committed rows. Throws when something broke: then it
 * must not be acknowledged, so that Slack sends it again.
 */
export async function takeEvent(io: TakingEvents, body: EventBody): Promise<void> {
  const teamId = teamOfEvent(body);
  if (teamId === null) {
    io.core.log.warn({ event: body.event.type }, 'an event of an organisation-wide install was left');
    return;
  }
  const { type } = body.event;
  if (type === 'app_uninstalled' || type === 'tokens_revoked') return io.onLifeCycle(teamId, body);
  const bot = await io.responder.tokens.tokenOf(teamId);
  if (bot === null) return;
  const workspace = { teamId, bot };
  switch (type) {
    case 'message':
    case 'app_mention':
      return takeMessage(io, workspace, body);
    case 'app_home_opened':
      return takeHome(io, teamId, body);
    default:
      return io.onLifeCycle(teamId, body);
  }
}

/** Somebody opened the app: its Home tab is filled, by a job. */
async function takeHome(io: TakingEvents, teamId: string, body: EventBody): Promise<void> {
  const { user, tab } = body.event;
  if (typeof user !== 'string' || (tab !== undefined && tab !== 'home')) return;
  const at = io.core.clock.now().toString();
  await io.handle(
    inboundEventSchema.parse({
      platform: 'slack',
      key: `event/${teamId}/${body.event_id ?? at}`,
      at,
      community: { externalId: teamId, name: '' },
      kind: 'home_opened',
      by: { externalId: user, displayName: io.people.nameOf(teamId, user) },
    }),
  );
}

/** Both copies of a message that mentions the bot have one key, so the second one changes nothing. */
async function takeMessage(io: TakingEvents, workspace: Workspace, body: EventBody): Promise<void> {
  const parsed = messageEventSchema.safeParse(body.event);
  if (!parsed.success) return;
  const gone = ownDeleted(parsed.data, workspace.bot.botUserId);
  if (gone !== null) return takeThreadGone(io, workspace, parsed.data.channel, gone);
  const written = readWritten(parsed.data);
  if (written === null || written.userId === workspace.bot.botUserId) return;
  if (written.change === 'created' && isForTheBot(written, workspace)) {
    return takeMention(io, workspace, written);
  }
  const now = io.core.clock.now();
  const place = await io.places.of(workspace.teamId, written, now);
  if (place === null) return;
  const event = messageEvent(written, place, {
    community: { externalId: workspace.teamId, name: '' },
    displayName: io.people.nameOf(workspace.teamId, written.userId),
    botUserId: workspace.bot.botUserId,
    now,
  });
  if (event === null) return;
  const reply = await io.handle(event);
  if (reply.kind !== 'private' && reply.kind !== 'replace') return;
  // In a thread such a word would stand beside everyone's; what is refused there is said to nobody else either.
  await tell(io, workspace, written, reply.card);
}

/** The message under which a thread hangs was deleted; core knows whether that was a question. */
async function takeThreadGone(
  io: TakingEvents,
  { teamId }: Workspace,
  channelId: string,
  ts: string,
): Promise<void> {
  const threadId = messageKey({ channelId, messageId: ts });
  await io.handle(
    inboundEventSchema.parse({
      platform: 'slack',
      key: `${teamId}/${threadId}/thread-gone`,
      at: io.core.clock.now().toString(),
      community: { externalId: teamId, name: '' },
      kind: 'thread_gone',
      channelId,
      threadId,
    }),
  );
}

function isForTheBot(written: WrittenMessage, { bot }: Workspace): boolean {
  const words = afterMention(written.text);
  if (countWords(words, ANSWER_WORDS) >= ANSWER_WORDS) return false;
  const mentioned = openingMention(written.text);
  return mentioned === null ? written.isDirect && isCommandLine(words) : mentioned === bot.botUserId;
}

/** "@Greenroom me", or "me" to the bot alone: any command, since slash commands do not work in threads. Answered privately. */
async function takeMention(io: TakingEvents, workspace: Workspace, written: WrittenMessage): Promise<void> {
  const at = instantOf(written.ts);
  if (at === null) return;
  const { command, text } = mentionedCommand(afterMention(written.text));
  const person = command === 'greenroom' ? await io.people.look(workspace.teamId, written.userId) : null;
  const reply = await io.handle(
    inboundEventSchema.parse({
      platform: 'slack',
      key: `${workspace.teamId}/${messageKey({ channelId: written.channelId, messageId: written.ts })}/mention`,
      at,
      community: { externalId: workspace.teamId, name: '' },
      kind: 'command',
      by: {
        externalId: written.userId,
        displayName: person?.displayName ?? io.people.nameOf(workspace.teamId, written.userId),
        ...(person === null ? {} : { isOrganizer: person.isOrganizer }),
      },
      channelId: written.channelId,
      command,
      text,
    }),
  );
  const card = mentionCard(reply, command, text);
  if (card !== null) await tell(io, workspace, written, card);
}

/** Says it where the person wrote, to them alone. They can ask again, so what does not get through is only noted. */
async function tell(
  io: TakingEvents,
  { teamId }: Workspace,
  written: WrittenMessage,
  card: Card,
): Promise<void> {
  const thread = written.threadTs === null ? {} : { thread_ts: written.threadTs };
  for (const message of renderCard(card)) {
    const called = written.isDirect
      ? await callSlack(io.responder, teamId, 'chat.postMessage', {
          channel: written.channelId,
          ...thread,
          ...message,
          unfurl_links: false,
          unfurl_media: false,
        })
      : await callSlack(io.responder, teamId, 'chat.postEphemeral', {
          channel: written.channelId,
          user: written.userId,
          ...thread,
          ...message,
        });
    if (called.kind === 'ok') continue;
    const reason = called.kind === 'refused' ? called.error : called.reason;
    io.core.log.warn({ reason }, 'a message was not answered');
  }
}
