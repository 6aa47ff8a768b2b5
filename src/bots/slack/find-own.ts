import { z } from 'zod';
import { CANNOT_TELL, type PlatformPort } from '../../core/platform/port.ts';
import { messageKey } from '../message-key.ts';
import { callSlack, type SlackCalls } from './call.ts';
import { keyOf } from './mark.ts';

/** Newly distributed apps get no more than so many messages at once, and may look once a minute. */
const PAGE = 15;

/** Older messages than this cannot be what a send left: a question may be six hours late at most. */
const LOOK_BACK_HOURS = 8;

const pageSchema = z.looseObject({
  has_more: z.boolean().optional(),
  messages: z.array(
    z.looseObject({
      ts: z.string(),
      user: z.string().optional(),
      bot_id: z.string().optional(),
      metadata: z.unknown().optional(),
    }),
  ),
});

/**
 * Looks once through the newest messages of a channel or thread for the one that was sent with this key. Null
 * only when Slack showed all of them, with the metadata of our own, and it is not there. Whatever keeps us
 * from seeing that (no scope, the limit of one look a minute, too much to read) is "cannot tell".
 */
export async function findOwn(
  io: SlackCalls,
  teamId: string,
  where: { readonly channelId: string; readonly threadTs: string | null },
  key: string,
  now: Temporal.Instant,
): ReturnType<PlatformPort['findByKey']> {
  const bot = await io.tokens.tokenOf(teamId).catch(() => null);
  if (bot === null) return CANNOT_TELL;
  const { channelId, threadTs } = where;
  const called = await callSlack(
    io,
    teamId,
    threadTs === null ? 'conversations.history' : 'conversations.replies',
    {
      channel: channelId,
      limit: PAGE,
      include_all_metadata: true,
      oldest: String(Math.floor(now.subtract({ hours: LOOK_BACK_HOURS }).epochMilliseconds / 1000)),
      ...(threadTs === null ? {} : { ts: threadTs }),
    },
  );
  const read = called.kind === 'ok' ? pageSchema.safeParse(called.value) : null;
  if (read === null || !read.success) return CANNOT_TELL;
  const { messages, has_more: more } = read.data;
  const found = messages.find((message) => keyOf(message.metadata) === key);
  if (found !== undefined) return messageKey({ channelId, messageId: found.ts });
  const ours = messages.filter(
    (one) => one.user === bot.botUserId || (one.bot_id !== undefined && one.bot_id === bot.botId),
  );
  const shown = ours.every((one) => keyOf(one.metadata) !== null);
  return more !== true && shown ? null : CANNOT_TELL;
}
