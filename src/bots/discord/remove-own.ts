import { RequestMethod, Routes } from 'discord.js';
import type { MessagePlace } from '../message-key.ts';
import type { Called, DiscordRequest } from './call.ts';
import { isMoot } from './refusals.ts';
import { markOf, ownPageSchema } from './mark.ts';

/** A long card went out in parts, one right after the other; so many messages before the last one are looked at. */
const LOOKED_AT = 50;

/**
 * Deletes one of our own messages with the earlier parts of the same send: they carry marks made from its
 * key. The last part goes last, so that a try that was cut off can be made again. `request` makes one request
 * with a turn of its own, or says when to come back.
 */
export async function removeOwn(
  place: MessagePlace,
  sentUnder: string,
  request: (request: DiscordRequest) => Promise<Called>,
): Promise<Called> {
  const { channelId, messageId } = place;
  const query = new URLSearchParams({ limit: String(LOOKED_AT), before: messageId });
  const looked = await request({ method: RequestMethod.Get, path: Routes.channelMessages(channelId), query });
  if (looked.kind === 'retry' || looked.kind === 'unknown') return looked;
  // Where the bot may not read, only the last part is known; it is deleted all the same.
  const page = ownPageSchema.safeParse(looked.kind === 'ok' ? looked.value : []);
  const marks = new Set(Array.from({ length: LOOKED_AT }, (_, index) => markOf(`${sentUnder}#${index + 1}`)));
  marks.add(markOf(`${sentUnder}#card`));
  const parts = (page.success ? page.data : []).filter((one) =>
    (one.components ?? []).some((component) => component.id !== undefined && marks.has(component.id)),
  );
  for (const id of [...parts.map((part) => part.id), messageId]) {
    const called = await request({
      method: RequestMethod.Delete,
      path: Routes.channelMessage(channelId, id),
    });
    if (called.kind !== 'ok' && !(called.kind === 'refused' && isMoot(called, 'remove'))) return called;
  }
  return { kind: 'ok', value: { id: messageId } };
}
