import { randomUUID } from 'node:crypto';
import { Act } from './acts.ts';
import { answerCommand, answerSubmission, filledIn } from './answers.ts';
import type { AnyBlock } from './block-kit.ts';
import { announce, deleteMessage, sendEvent } from './context.ts';
import { interactionPayload, messagePayload, viewPayload, type Payload } from './payloads.ts';
import { need } from './refusals.ts';
import type { Loopback } from './server.ts';
import type { Channel, Message, OpenView, User, Workspace } from './world.ts';

/** What people do on the loopback Slack. What they cannot see or do throws. */
export interface Person {
  readonly user: User;
  joins(channel: Channel): void;
  leaves(channel: Channel): void;
  /** Brings the bot in, as "/invite @Greenroom" does. */
  invitesBot(channel: Channel): void;
  removesBot(channel: Channel): void;
  /** Words as typed; mentions as `<@U…>`. */
  writes(channel: Channel, text: string, more?: { readonly thread?: string }): Message;
  /** To the bot directly. */
  tells(text: string, more?: { readonly thread?: string }): Message;
  edits(message: Message, text: string): void;
  deletes(message: Message): void;
  /** Presses the button with this label in a message, a modal or Home. */
  presses(on: Message | OpenView, label: string): Act;
  /** Picks a channel in the list with this label, in a message. */
  picks(on: Message, label: string, channel: Channel): Act;
  /** Sends the modal with these words in its inputs, by label or block id; others stay as they are. */
  submits(view: OpenView, fields?: Readonly<Record<string, string>>): Act;
  /** Closes the top modal. */
  closes(view: OpenView): void;
  /** Types "/practice now metrics" in a channel. */
  types(channel: Channel, line: string): Act;
  /** Picks a message shortcut by its callback id. */
  uses(callbackId: string, message: Message): Act;
  /** Picks a global shortcut by its callback id. */
  starts(callbackId: string): Act;
  /** Opens the app's Home tab; the view that is shown there comes with {@link Person.home}. */
  opensHome(): void;
  home(): OpenView;
}

/** A new member of a workspace. `role` is what users.info says of them. */
export function person(
  slack: Loopback,
  workspace: Workspace,
  name: string,
  role: 'member' | 'admin' | 'owner' = 'member',
): Person {
  const { world, acts, deliveries } = slack;
  const user = world.addUser(workspace.id, name);
  user.isAdmin = role === 'admin';
  user.isOwner = role === 'owner';
  const direct = (): Channel => world.direct(workspace.id, [workspace.botUserId, user.id]);

  const membership = (channel: Channel, userId: string, joined: boolean): void => {
    // Slack tells the bot of its own coming and going, and of others while it is in.
    if (joined) channel.members.add(userId);
    else channel.members.delete(userId);
    if (!channel.members.has(workspace.botUserId) && userId !== workspace.botUserId) return;
    const type = joined ? 'member_joined_channel' : 'member_left_channel';
    sendEvent(slack, workspace.id, type, {
      type,
      user: userId,
      channel: channel.id,
      channel_type: channel.kind === 'channel' ? 'C' : 'G',
      team: workspace.id,
      ...(userId === user.id ? {} : { inviter: user.id }),
      event_ts: world.nextTs(),
    });
  };
  const writes: Person['writes'] = (channel, text, more = {}) => {
    if (!channel.members.has(user.id)) throw new Error(`${name} is not in that channel`);
    const message = world.addMessage({
      teamId: workspace.id,
      channelId: channel.id,
      userId: user.id,
      clientMsgId: randomUUID(),
      text: escapeTyped(text),
      threadTs: more.thread ?? null,
    });
    announce(slack, message, 'created');
    return message;
  };
  const act = (channelId: string | null, source: Message | null, more: (made: Act) => Payload): Act => {
    const made = acts.add(new Act(world, { userId: user.id, teamId: workspace.id }, channelId, source));
    made.ack = deliveries.interact({
      ...interactionPayload(world, workspace, user, made.triggerId),
      ...more(made),
    });
    return made;
  };
  const urlOf = (made: Act): string => `${slack.origin()}/response/${made.responseId}`;
  const channelNamed = (channelId: string): Payload => {
    const channel = need(world.channels.get(channelId), 'channel');
    return { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name };
  };
  const mustSee = (message: Message): void => {
    const inside = world.channels.get(message.channelId)?.members.has(user.id) === true;
    if (!inside || (message.onlyFor !== null && message.onlyFor !== user.id)) {
      throw new Error(`${name} does not see that message`);
    }
  };

  const pressOnMessage = (message: Message, label: string, more: Payload = {}): Act => {
    mustSee(message);
    return act(message.channelId, message, (made) => ({
      type: 'block_actions',
      container: {
        type: 'message',
        message_ts: message.ts,
        channel_id: message.channelId,
        is_ephemeral: message.onlyFor !== null,
        ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
      },
      channel: channelNamed(message.channelId),
      // Ephemeral messages come without their content.
      ...(message.onlyFor === null ? { message: messagePayload(world, message) } : {}),
      state: { values: {} },
      response_url: urlOf(made),
      actions: [{ ...buttonAction(message.blocks, label, world.nextTs()), ...more }],
    }));
  };
  const pressInView = (view: OpenView, label: string): Act =>
    act(null, null, () => ({
      type: 'block_actions',
      container: { type: 'view', view_id: view.id },
      view: viewPayload(world, view, workspace.botId),
      actions: [buttonAction(view.content.blocks, label, world.nextTs())],
    }));

  return {
    user,
    writes,
    joins: (channel) => membership(channel, user.id, true),
    leaves: (channel) => membership(channel, user.id, false),
    invitesBot: (channel) => membership(channel, workspace.botUserId, true),
    removesBot: (channel) => membership(channel, workspace.botUserId, false),
    tells: (text, more) => writes(direct(), text, more),
    edits(message, text) {
      if (message.userId !== user.id) throw new Error(`${name} did not write that`);
      const before = messagePayload(world, message);
      message.text = escapeTyped(text);
      message.editedTs = world.nextTs();
      announce(slack, message, 'changed', before);
    },
    deletes: (message) => deleteMessage(slack, message),
    presses: (on, label) => ('ts' in on ? pressOnMessage(on, label) : pressInView(on, label)),
    picks: (on, label, channel) => pressOnMessage(on, label, { selected_conversation: channel.id }),
    submits(view, fields = {}) {
      if (world.modals(user.id).at(-1)?.id !== view.id)
        throw new Error(`${name} does not have that modal open`);
      const values = filledIn(view.content, fields);
      const made = act(null, null, () => ({
        type: 'view_submission',
        view: { ...viewPayload(world, view, workspace.botId), state: { values } },
        response_urls: [],
      }));
      void made.ack.then((ack) => answerSubmission(slack, made, view, ack));
      return made;
    },
    closes(view) {
      const stack = world.modals(user.id);
      stack.splice(stack.indexOf(view), 1);
      if (view.content.notify_on_close !== true) return;
      act(null, null, () => ({
        type: 'view_closed',
        view: viewPayload(world, view, workspace.botId),
        is_cleared: false,
      }));
    },
    types(channel, line) {
      const [command = '', ...words] = line.split(' ');
      const made = acts.add(new Act(world, { userId: user.id, teamId: workspace.id }, channel.id));
      made.ack = deliveries.command({
        token: 'verification',
        team_id: workspace.id,
        team_domain: workspace.domain,
        channel_id: channel.id,
        channel_name: channel.kind === 'im' ? 'directmessage' : channel.name,
        user_id: user.id,
        user_name: user.name,
        command,
        text: words.join(' '),
        api_app_id: world.appId,
        is_enterprise_install: 'false',
        response_url: urlOf(made),
        trigger_id: made.triggerId,
      });
      void made.ack.then((ack) => answerCommand(slack, made, ack));
      return made;
    },
    uses(callbackId, message) {
      mustSee(message);
      return act(message.channelId, null, (made) => ({
        type: 'message_action',
        callback_id: callbackId,
        action_ts: world.nextTs(),
        message_ts: message.ts,
        channel: channelNamed(message.channelId),
        message: messagePayload(world, message),
        response_url: urlOf(made),
      }));
    },
    starts: (callbackId) =>
      act(null, null, () => ({ type: 'shortcut', callback_id: callbackId, action_ts: world.nextTs() })),
    opensHome() {
      const shown = world.home(user.id);
      sendEvent(slack, workspace.id, 'app_home_opened', {
        type: 'app_home_opened',
        user: user.id,
        channel: direct().id,
        tab: 'home',
        event_ts: world.nextTs(),
        ...(shown === undefined ? {} : { view: viewPayload(world, shown, workspace.botId) }),
      });
    },
    home: () => need(world.home(user.id), `Home of ${name}`),
  };
}

/** What Slack makes of typed words: its three control characters are escaped, mentions stay. */
function escapeTyped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/&lt;(@U\w+)&gt;/g, '<$1>');
}

function buttonAction(blocks: readonly AnyBlock[], label: string, ts: string): Payload {
  for (const [index, block] of blocks.entries()) {
    const button =
      block.type === 'actions'
        ? block.elements.find((one) => (one.type === 'button' ? one.text : one.placeholder).text === label)
        : undefined;
    if (button === undefined) continue;
    return { ...button, block_id: block.block_id ?? `b${index}`, action_ts: ts };
  }
  throw new Error(`there is no button "${label}"`);
}
