import { randomUUID } from 'node:crypto';
import type { Core } from '../../src/core/core.ts';
import { encodeAction, type ActionId } from '../../src/core/platform/action.ts';
import type { InboundEvent } from '../../src/core/platform/event.ts';
import type { Reply } from '../../src/core/platform/reply.ts';
import type { Clock } from '../../src/core/time.ts';

const CHANNEL = { externalId: 'practice', name: 'practice' };

/** What may be said of a message beside its words. */
export interface MessageParts {
  readonly messageId: string;
  readonly threadId: string | null;
  readonly direct: boolean;
  readonly change: 'created' | 'edited';
  readonly at: string;
  readonly sentAt: string;
  readonly addressedToSomeone: boolean;
}

/** One community's people at work. */
export interface Community {
  /** Opens the room; the first time this makes the daily schedule and today's round. */
  open(zone?: string, person?: string): Promise<Reply>;
  /** Presses a button; a text stands for a hand-made action. */
  press(person: string, action: ActionId | string, fields?: Record<string, string>): Promise<Reply>;
  command(person: string, text: string, root?: 'practice' | 'greenroom'): Promise<Reply>;
  write(person: string, text: string, more?: Partial<MessageParts>): Promise<string>;
  /** Like `write`, with what was said back at once. */
  say(person: string, text: string, more?: Partial<MessageParts>): Promise<Reply>;
  remove(messageId: string, by: string | null): Promise<Reply>;
  /** The events that `write` and `remove` send, for tests that deliver them their own way. */
  messageEvent(
    person: string,
    text: string,
    more: Partial<MessageParts> & { readonly messageId: string; readonly threadId: string | null },
  ): InboundEvent;
  deletedEvent(messageId: string, by: string | null): InboundEvent;
  latestRoundId(): Promise<string>;
  latestThread(): Promise<string>;
}

/** The people of a community; `send` delivers what they do. */
export function communityOf(
  core: Core,
  clock: Clock,
  send: (event: InboundEvent) => Promise<Reply>,
  community: { readonly externalId: string; readonly name: string },
): Community {
  const envelope = (key: string) =>
    ({
      platform: 'web',
      key: `${community.externalId}/${key}`,
      at: clock.now().toString(),
      community,
    }) as const;
  const by = (person: string) => ({ externalId: person, displayName: person });
  const latest = () => latestRound(core, community.externalId);
  const messageEvent: Community['messageEvent'] = (person, text, more) => {
    const change = more.change ?? 'created';
    const at = more.at ?? clock.now().toString();
    return {
      ...envelope(`practice/${more.messageId}/${change}${change === 'edited' ? `:${at}` : ''}`),
      kind: 'message',
      by: by(person),
      change,
      channelId: CHANNEL.externalId,
      threadId: more.threadId,
      direct: more.direct ?? false,
      messageId: more.messageId,
      sentAt: more.sentAt ?? at,
      at,
      text,
      addressedToSomeone: more.addressedToSomeone ?? false,
    };
  };
  const deletedEvent: Community['deletedEvent'] = (messageId, person) => ({
    ...envelope(`practice/${messageId}/deleted`),
    kind: 'message_deleted',
    byExternalId: person,
    channelId: CHANNEL.externalId,
    messageId,
  });
  const latestThread = async () => (await latest()).thread_id ?? '';
  const whole = async (more: Partial<MessageParts>) => ({
    ...more,
    messageId: more.messageId ?? nextMessageId(),
    threadId: more.direct === true ? null : (more.threadId ?? (await latestThread())),
  });
  return {
    open: (zone = 'Europe/London', person) =>
      send({
        ...envelope(`opened/${randomUUID()}`),
        kind: 'opened',
        by: person === undefined ? null : by(person),
        channel: CHANNEL,
        zone,
      }),
    press: (person, action, fields = {}) =>
      send({
        ...envelope(randomUUID()),
        kind: 'action',
        by: by(person),
        action: typeof action === 'string' ? action : encodeAction(action),
        fields,
      }),
    command: (person, text, root = 'practice') =>
      send({
        ...envelope(randomUUID()),
        kind: 'command',
        by: by(person),
        channelId: CHANNEL.externalId,
        command: root,
        text,
      }),
    async write(person, text, more = {}) {
      const parts = await whole(more);
      await send(messageEvent(person, text, parts));
      return parts.messageId;
    },
    say: async (person, text, more = {}) => send(messageEvent(person, text, await whole(more))),
    remove: (messageId, person) => send(deletedEvent(messageId, person)),
    messageEvent,
    deletedEvent,
    latestRoundId: async () => (await latest()).id,
    latestThread,
  };
}

async function latestRound(core: Core, community: string): Promise<{ id: string; thread_id: string | null }> {
  return core.db
    .selectFrom('rounds')
    .innerJoin('communities', 'communities.id', 'rounds.community_id')
    .select(['rounds.id', 'rounds.thread_id'])
    .where('communities.external_id', '=', community)
    .where('schedule_id', 'is not', null)
    .orderBy('local_date', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
}

let written = 0;

/** Ids sort in the order of writing, as on the platforms, for messages of one instant. */
function nextMessageId(): string {
  written += 1;
  return `m-${String(written).padStart(6, '0')}-${randomUUID().slice(0, 8)}`;
}
