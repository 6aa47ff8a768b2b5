import { randomUUID } from 'node:crypto';
import type { Channel, Message, OpenView, User, Workspace, World } from './world.ts';

/** Things of the world as Slack writes them; recorded shapes are in test/fixtures/slack. */

export type Payload = Record<string, unknown>;

/** Bold, italic and so on are left out: people on the loopback write plain words. */
function typedBlocks(text: string): unknown[] {
  return [
    {
      type: 'rich_text',
      block_id: 'typed',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
    },
  ];
}

/** A message as events and history show it. */
export function messagePayload(world: World, message: Message): Payload {
  const own = message.botId !== null;
  const replies = world.messagesIn(message.channelId, message.ts);
  return {
    type: 'message',
    ...(own ? { bot_id: message.botId, app_id: world.appId } : {}),
    ...(message.clientMsgId === null ? {} : { client_msg_id: message.clientMsgId }),
    user: message.userId,
    text: message.text,
    ts: message.ts,
    team: message.teamId,
    blocks: own ? message.blocks : typedBlocks(message.text),
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    ...(replies.length === 0 ? {} : { thread_ts: message.ts, reply_count: replies.length }),
    ...(message.editedTs === null ? {} : { edited: { user: message.userId, ts: message.editedTs } }),
    ...(message.metadata === null ? {} : { metadata: message.metadata }),
    ...(message.files.length === 0
      ? {}
      : { files: message.files.map((file) => ({ id: file.id, name: file.name, mode: 'hosted' })) }),
    ...(message.reactions.size === 0
      ? {}
      : {
          reactions: [...message.reactions].map(([name, users]) => ({
            name,
            users: [...users],
            count: users.size,
          })),
        }),
  };
}

export function userPayload(user: User): Payload {
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.name,
    real_name: user.name,
    deleted: false,
    tz: 'Europe/London',
    profile: { display_name: user.name, real_name: user.name, team: user.teamId },
    is_admin: user.isAdmin || user.isOwner,
    is_owner: user.isOwner,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: user.bot,
  };
}

export function channelPayload(channel: Channel, botUserId: string): Payload {
  return {
    id: channel.id,
    ...(channel.kind === 'im' ? {} : { name: channel.name }),
    is_channel: channel.kind === 'channel',
    is_group: channel.kind === 'group',
    is_im: channel.kind === 'im',
    is_mpim: channel.kind === 'mpim',
    is_private: channel.kind !== 'channel',
    is_archived: channel.archived,
    is_member: channel.members.has(botUserId),
    context_team_id: channel.teamId,
    ...(channel.kind === 'im' ? { user: [...channel.members].find((one) => one !== botUserId) } : {}),
  };
}

export function viewPayload(world: World, view: OpenView, botId: string): Payload {
  return {
    id: view.id,
    team_id: view.teamId,
    ...view.content,
    callback_id: view.content.callback_id ?? '',
    private_metadata: view.content.private_metadata ?? '',
    hash: view.hash,
    title: view.content.title ?? null,
    submit: view.content.submit ?? null,
    close: view.content.close ?? null,
    clear_on_close: view.content.clear_on_close ?? false,
    notify_on_close: view.content.notify_on_close ?? false,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    external_id: view.externalId,
    state: { values: {} },
    app_id: world.appId,
    app_installed_team_id: view.teamId,
    bot_id: botId,
  };
}

/** The envelope of the Events API around one event. */
export function eventPayload(world: World, workspace: Workspace, event: Payload): Payload {
  return {
    token: 'verification',
    team_id: workspace.id,
    context_team_id: workspace.id,
    context_enterprise_id: null,
    api_app_id: world.appId,
    event,
    type: 'event_callback',
    event_id: world.nextId('Ev'),
    event_time: Math.floor(world.now().epochMilliseconds / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: workspace.id,
        user_id: workspace.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${randomUUID()}`,
  };
}

/** What every interaction payload says about where it comes from. */
export function interactionPayload(
  world: World,
  workspace: Workspace,
  user: User,
  triggerId: string,
): Payload {
  return {
    token: 'verification',
    api_app_id: world.appId,
    team: { id: workspace.id, domain: workspace.domain },
    user: { id: user.id, username: user.name, name: user.name, team_id: workspace.id },
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: triggerId,
  };
}
