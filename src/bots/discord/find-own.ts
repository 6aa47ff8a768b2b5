import { RequestMethod, Routes, type REST } from 'discord.js';
import { CANNOT_TELL, type PlatformPort } from '../../core/platform/port.ts';
import { messageKey } from '../message-key.ts';
import { callDiscord } from './call.ts';
import { markOf, nonceOf, ownPageSchema } from './mark.ts';

/** Messages a page, Discord's most; and pages looked through before giving up. */
const PAGE = 100;
const PAGES = 5;

/** Older messages than this cannot be what a send left: a question may be six hours late at most. */
const LOOK_BACK_HOURS = 8;

/** Discord's error code for a channel or thread that is not there. */
const UNKNOWN_CHANNEL = 10_003;

/**
 * Looks through a channel's newest messages for the one that was sent with this key. Null when it is surely
 * not there; `unknown` when Discord does not let the bot look, or there is too much to look through. `turn`
 * is called before every request; when it says no, the answer is `unknown`.
 */
export async function findOwn(
  rest: REST,
  channelId: string,
  key: string,
  now: Temporal.Instant,
  turn: () => Promise<boolean>,
): ReturnType<PlatformPort['findByKey']> {
  const mark = markOf(key);
  const nonce = nonceOf(key);
  const oldest = now.subtract({ hours: LOOK_BACK_HOURS });
  let before: string | null = null;
  for (let page = 0; page < PAGES; page += 1) {
    if (!(await turn())) return CANNOT_TELL;
    const query = new URLSearchParams({ limit: String(PAGE), ...(before === null ? {} : { before }) });
    const called = await callDiscord(rest, {
      method: RequestMethod.Get,
      path: Routes.channelMessages(channelId),
      query,
    });
    if (called.kind === 'refused' && called.code === UNKNOWN_CHANNEL) return null;
    if (called.kind !== 'ok') return CANNOT_TELL;
    const read = ownPageSchema.safeParse(called.value);
    if (!read.success) return CANNOT_TELL;
    const found = read.data.find(
      (one) =>
        String(one.nonce) === nonce || one.components?.some((component) => component.id === mark) === true,
    );
    if (found !== undefined) return messageKey({ channelId, messageId: found.id });
    const last = read.data.at(-1);
    // A channel without any message the bot may read: it may well be that it may not read the history.
    if (last === undefined) return page === 0 ? CANNOT_TELL : null;
    if (read.data.length < PAGE || isBefore(last.timestamp, oldest)) return null;
    before = last.id;
  }
  return CANNOT_TELL;
}

function isBefore(timestamp: string | undefined, oldest: Temporal.Instant): boolean {
  if (timestamp === undefined) return false;
  return Temporal.Instant.compare(Temporal.Instant.from(timestamp), oldest) < 0;
}
