import type { Tx } from '../../core/db/database.ts';
import type { Card } from '../../core/platform/card.ts';
import type { ChannelAddress, SendResult } from '../../core/platform/port.ts';
import { rich } from '../../core/platform/rich.ts';
import { botMessageId } from './message-ids.ts';
import { cardToJson } from './messages-store.ts';
import { channelUnknown, findChannel } from './places.ts';

/** A room to open; see PlatformPort.openPrivateRoom. */
export interface NewRoom {
  readonly beside: ChannelAddress;
  readonly memberIds: readonly string[];
  readonly title: string;
  readonly key: string;
}

/**
 * Opens a private room: a message in the channel that only its people see, with a thread under it. The room's
 * id follows from its key, so asking again finds it; people who have erased themselves are left out.
 */
export async function openRoom(tx: Tx, now: Temporal.Instant, room: NewRoom): Promise<SendResult> {
  const channel = await findChannel(tx, room.beside);
  if (channel === null) return channelUnknown(room.beside);
  const people = await tx
    .selectFrom('members')
    .select('id')
    .where('community_id', '=', channel.communityId)
    .where('external_id', 'in', [...room.memberIds])
    .execute();
  if (people.length === 0) {
    return {
      kind: 'refused',
      reason: 'Nobody whom the private room is for is in the web channel any more.',
      fix: 'Nothing to do: what it was for is over.',
    };
  }
  const id = botMessageId(room.key);
  await tx
    .insertInto('web_messages')
    .values({
      id,
      community_id: channel.communityId,
      channel_id: room.beside.channelId,
      thread_id: null,
      author_id: null,
      audience_id: null,
      body: null,
      card: cardToJson(rootCard(room.title)),
      mark: null,
      is_room: true,
      created_at: now,
      edited_at: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  await tx
    .insertInto('web_room_people')
    .values(people.map((one) => ({ message_id: id, member_id: one.id })))
    .onConflict((conflict) => conflict.columns(['message_id', 'member_id']).doNothing())
    .execute();
  return { kind: 'sent', externalId: id };
}

/** What stands in the channel for those who are in the room. It names nobody, so nothing in it has to be erased. */
function rootCard(title: string): Card {
  return {
    tone: 'question',
    title: rich`${title}`,
    blocks: [{ kind: 'text', text: rich`A private room. Everything else is inside.` }],
    buttons: [],
  };
}
