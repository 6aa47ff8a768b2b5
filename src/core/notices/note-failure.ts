import { markChannelGone } from '../communities/lose-channel.ts';
import type { Tx } from '../db/database.ts';
import { markMemberLeft } from '../members/mark-member-left.ts';
import { openNotice, resolveNotice } from './open-notice.ts';

/**
 * Notes that a platform refused a message, as far as organizers may know it. Called where the ledger
 * records the refusal, in the same transaction. Posts of rounds are told by their own verb, receipts are told to nobody, and a
 * notice that cannot be delivered goes to the organizers privately instead.
 */
export async function noteFailure(
  tx: Tx,
  delivery: { readonly key: string; readonly communityId: string; readonly reason: string },
  now: Temporal.Instant,
): Promise<void> {
  const subject = await subjectOf(tx, delivery.key);
  if (subject === null) return;
  const { communityId, reason } = delivery;
  await openNotice(tx, { communityId, kind: 'failed_delivery', subject, latest: reason }, now);
}

/** Notes that a private room could be opened again. */
export async function noteRoomOpened(
  tx: Tx,
  room: { readonly communityId: string; readonly channelId: string },
  now: Temporal.Instant,
): Promise<void> {
  const subject = `room:${room.channelId}`;
  await resolveNotice(tx, { communityId: room.communityId, kind: 'failed_delivery', subject }, now);
}

/**
 * Notes that a message was refused because its channel or its member is gone, where no event had said so: then the
 * same follows as from the event, and organizers hear of the cause instead of each message.
 */
export async function noteGone(
  tx: Tx,
  delivery: { readonly key: string; readonly memberId: string | null },
  gone: 'channel' | 'member',
  now: Temporal.Instant,
): Promise<void> {
  if (gone === 'member') {
    if (delivery.memberId !== null) await markMemberLeft(tx, delivery.memberId, now);
    return;
  }
  const channelId = await channelOfKey(tx, delivery.key);
  if (channelId !== null) await markChannelGone(tx, channelId, now, now);
}

async function channelOfKey(tx: Tx, key: string): Promise<string | null> {
  const channelId = /^channel:(\d{1,18}):/.exec(key)?.[1] ?? /^notice:.*:c(\d{1,18})$/.exec(key)?.[1];
  if (channelId !== undefined) return channelId;
  const roundId = /^round:(\d{1,18}):/.exec(key)?.[1];
  if (roundId === undefined) return null;
  const row = await tx.selectFrom('rounds').select('channel_id').where('id', '=', roundId).executeTakeFirst();
  return row?.channel_id ?? null;
}

/** Notes that a thread could be opened again. Other kinds of messages say nothing about each other. */
export async function noteThreadOpened(
  tx: Tx,
  round: { readonly communityId: string; readonly channelId: string | null },
  now: Temporal.Instant,
): Promise<void> {
  if (round.channelId === null) return;
  const subject = `thread:${round.channelId}`;
  await resolveNotice(tx, { communityId: round.communityId, kind: 'failed_delivery', subject }, now);
}

async function subjectOf(tx: Tx, key: string): Promise<string | null> {
  if (/^feedback:|^answer:\d+:ask$/.test(key)) return 'private';
  const shareId = /^share:(\d{1,18})$/.exec(key)?.[1];
  if (shareId !== undefined) return channelOfShare(tx, shareId);
  const channel = /^channel:(\d{1,18}):/.exec(key)?.[1];
  if (channel !== undefined) return `card:${channel}`;
  const [, sessionId, sent] = /^mock:(\d{1,18}):(\w+)/.exec(key) ?? [];
  if (sessionId !== undefined) {
    const row = await tx
      .selectFrom('mock_sessions')
      .select('channel_id')
      .where('id', '=', sessionId)
      .executeTakeFirst();
    if (row === undefined || row.channel_id === null) return null;
    return `${sent === 'room' ? 'room' : 'card'}:${row.channel_id}`;
  }
  const [, roundId, what] = /^round:(\d{1,18}):(thread|line|withdrawn|pin|unpin|mention)$/.exec(key) ?? [];
  if (roundId === undefined) return null;
  const row = await tx.selectFrom('rounds').select('channel_id').where('id', '=', roundId).executeTakeFirst();
  if (row === undefined || row.channel_id === null) return null;
  return `${what === 'thread' ? 'thread' : 'card'}:${row.channel_id}`;
}

async function channelOfShare(tx: Tx, shareId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('answer_shares')
    .innerJoin('answers', 'answers.id', 'answer_shares.answer_id')
    .innerJoin('rounds', 'rounds.id', 'answers.round_id')
    .select('rounds.channel_id')
    .where('answer_shares.id', '=', shareId)
    .executeTakeFirst();
  return row === undefined || row.channel_id === null ? null : `card:${row.channel_id}`;
}
