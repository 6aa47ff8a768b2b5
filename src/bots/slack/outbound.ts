import type { Card } from '../../core/platform/card.ts';
import {
  CANNOT_TELL,
  type Capabilities,
  type MemberAddress,
  type PlatformPort,
  type SendResult,
} from '../../core/platform/port.ts';
import { emptyHomeCards } from '../../core/members/home-cards.ts';
import { CHAT_CATCH_UP } from '../../core/schedules/catch-up.ts';
import { directChannels } from './direct-channels.ts';
import { findOwn } from './find-own.ts';
import { withKey } from './mark.ts';
import {
  homeKey,
  homeOwner,
  isEphemeral,
  readPlace,
  readThread,
  roomKey,
  threadKey,
} from './message-place.ts';
import type { Doing } from './refusals.ts';
import { renderHome } from './render-home.ts';
import { renderCard } from './render.ts';
import {
  callPaced,
  pacerOf,
  resultOf,
  sendParts,
  settled,
  showInThread,
  type SlackOut,
  type Target,
} from './send.ts';
import { uploadFile } from './upload-file.ts';

/** So many sends are remembered, with the channel they went to, for {@link PlatformPort.findByKey}. */
const REMEMBERED = 5_000;

const MARKS = { seen: 'eyes', ready: 'white_check_mark' } as const;

/**
 * Slack as a platform, by the Web API alone. A card that needs several messages is sent part by part, and its
 * id names all of them. A thread is its first message, so opening one calls nobody. What is told privately
 * beside a thread is shown there until the reader reloads; everything else comes as a direct message.
 *
 * Sent twice with one key there would be two messages: Slack knows no such key. So the ledger asks
 * {@link PlatformPort.findByKey} first, and where Slack does not let the bot look, a question is rather missed.
 */
export function createSlackPort(out: SlackOut): PlatformPort {
  /** Null: shown to one person, where nobody can look for it. */
  const sentTo = new Map<string, string | null>();
  const direct = directChannels(out);
  const can: Capabilities = {
    readThreadReplies: true,
    tellPrivatelyUnasked: true,
    react: true,
    pick: true,
    formTimer: false,
    pin: false,
    mentionRole: false,
    // A group conversation has its people and the bot in it, nobody else.
    roomsOpenToModerators: false,
    home: true,
    catchUp: CHAT_CATCH_UP,
  };
  const remember = (key: string, channelId: string | null): void => {
    sentTo.set(key, channelId);
    const [oldest] = sentTo.keys();
    if (sentTo.size > REMEMBERED && oldest !== undefined) sentTo.delete(oldest);
  };
  const send = (to: Target, card: Card, key: string, doing: Doing): Promise<SendResult> => {
    remember(key, to.channelId);
    return sendParts(out, to, card, key, doing);
  };
  const tellDirectly = async (to: MemberAddress, card: Card, key: string): Promise<SendResult> => {
    const channel = await direct.open(to.communityId, [to.memberId]);
    if (channel.kind !== 'sent') return channel;
    const pacer = pacerOf('tell', to);
    const target = { communityId: to.communityId, channelId: channel.externalId, threadTs: null, pacer };
    return send(target, card, key, 'tell');
  };

  return {
    platform: 'slack',
    can,
    pacerOf,
    postInChannel: (to, card, key) =>
      send({ ...to, threadTs: null, pacer: pacerOf('post', to) }, card, key, 'post'),
    replyInThread(to, card, key) {
      const thread = readThread(to.threadId, to.channelId);
      return send({ ...thread, communityId: to.communityId, pacer: pacerOf('post', to) }, card, key, 'reply');
    },
    threadOf: (messageId) => threadKey(messageId, ''),
    openThread: (on) => Promise.resolve({ kind: 'sent', externalId: threadKey(on.messageId, on.channelId) }),
    async openPrivateRoom(beside, memberIds) {
      const room = await direct.open(beside.communityId, memberIds);
      return room.kind === 'sent' ? { kind: 'sent', externalId: roomKey(room.externalId) } : room;
    },
    async tellPrivately(to, near, card, key) {
      if ('threadId' in near) {
        const thread = readThread(near.threadId, near.channelId);
        const target = { ...thread, communityId: to.communityId, pacer: pacerOf('tell', to) };
        remember(key, null);
        const shown = await showInThread(out, to.memberId, target, card);
        if (shown !== null) return shown;
      }
      return tellDirectly(to, card, key);
    },
    async sendFile(to, _near, file, key) {
      const channel = await direct.open(to.communityId, [to.memberId]);
      if (channel.kind !== 'sent') return channel;
      const told = await tellDirectly(to, file.card, `${key}#card`);
      return told.kind === 'sent' ? uploadFile(out, to.communityId, channel.externalId, file) : told;
    },
    async showHome(to, cards) {
      const args = { user_id: to.memberId, view: renderHome(cards) };
      const called = await callPaced(out, to.communityId, 'views.publish', args, pacerOf('edit', to));
      return resultOf(called, 'tell', () => homeKey(to.memberId));
    },
    async update(message, card, key) {
      const { channelId, ts, all } = readPlace(message.messageId, message.channelId);
      const [part, ...more] = renderCard(card);
      if (part === undefined || more.length > 0 || all.length > 1 || isEphemeral(message.messageId)) {
        return {
          kind: 'refused',
          reason: 'A message on Slack could not be given its new text, so the old one was left.',
          fix: 'Nothing to do; the next message says how things are.',
        };
      }
      const args = { channel: channelId, ts, ...part, metadata: withKey(key) };
      const called = await callPaced(out, message.communityId, 'chat.update', args, pacerOf('edit', message));
      return resultOf(called, 'edit', () => message.messageId);
    },
    async remove(message) {
      const gone: SendResult = { kind: 'sent', externalId: message.messageId };
      // What only one person saw is gone by itself.
      if (isEphemeral(message.messageId)) return gone;
      const owner = homeOwner(message.messageId);
      if (owner !== null) {
        const args = { user_id: owner, view: renderHome(emptyHomeCards()) };
        const called = await callPaced(
          out,
          message.communityId,
          'views.publish',
          args,
          pacerOf('edit', message),
        );
        return settled(called, 'remove', message.messageId);
      }
      const { channelId, all, fileId } = readPlace(message.messageId, message.channelId);
      for (const ts of all) {
        const [method, args] =
          fileId === null ? ['chat.delete', { channel: channelId, ts }] : ['files.delete', { file: fileId }];
        const called = await callPaced(out, message.communityId, method, args, pacerOf('edit', message));
        const result = settled(called, 'remove', message.messageId);
        if (result.kind !== 'sent') return result;
      }
      return gone;
    },
    setPinned: () =>
      Promise.resolve({
        kind: 'refused',
        reason: 'Greenroom does not pin on Slack.',
        fix: 'Turn pins off: /greenroom schedule posting 1 pin off',
      }),
    async react(message, mark) {
      const { channelId, ts } = readPlace(message.messageId, message.channelId);
      const args = { channel: channelId, timestamp: ts, name: MARKS[mark] };
      const called = await callPaced(
        out,
        message.communityId,
        'reactions.add',
        args,
        pacerOf('mark', message),
      );
      return settled(called, 'react', message.messageId);
    },
    async findByKey(near, key) {
      const thread = 'threadId' in near ? readThread(near.threadId, near.channelId) : null;
      const remembered = sentTo.get(key);
      if (remembered === null) return CANNOT_TELL;
      const channelId = remembered ?? thread?.channelId ?? near.channelId;
      const threadTs = thread?.channelId === channelId ? thread.threadTs : null;
      return findOwn(out, near.communityId, { channelId, threadTs }, key, out.clock.now());
    },
  };
}
