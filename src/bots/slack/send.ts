import { z } from 'zod';
import type { Database } from '../../core/db/database.ts';
import { never } from '../../core/errors.ts';
import { holdPace, waitForTurn } from '../../core/jobs/pace.ts';
import type { Card } from '../../core/platform/card.ts';
import type { ChannelAddress, MemberAddress, SendResult, Sending } from '../../core/platform/port.ts';
import type { Clock } from '../../core/time.ts';
import { callSlack, type Called, type SlackCalls } from './call.ts';
import { withKey } from './mark.ts';
import { ephemeralKey, partsKey } from './message-place.ts';
import { explainRefusal, isMoot, type Doing } from './refusals.ts';
import { renderCard } from './render.ts';

/** What is sent with. */
export interface SlackOut extends SlackCalls {
  readonly db: Database;
  readonly clock: Clock;
}

/** How long a send waits that finds its turn taken, in milliseconds. */
const LATER_MS = 3_000;

const sentSchema = z.looseObject({ ts: z.string() });

/** Nothing in what the bot says is fetched and shown as a picture of a page. */
const NO_UNFURLS = { unfurl_links: false, unfurl_media: false } as const;

/**
 * The limit a send uses up: messages a second for each channel. What is told one member comes seldom, and
 * everything else counts for the workspace, so those are only waited for when Slack says so. What one workspace
 * waits for delays no other. Names of one kind and workspace can be held together ({@link holdsOf}).
 */
export function pacerOf(sending: Sending, to: ChannelAddress | MemberAddress): string {
  if (sending === 'edit' || sending === 'mark' || sending === 'thread') {
    return `slack/call/${to.communityId}/${sending}`;
  }
  return 'memberId' in to
    ? `slack/tell/${to.communityId}/@${to.memberId}`
    : `slack/post/${to.communityId}/${to.channelId}`;
}

/** Where a message goes, and whose turn it takes. */
export interface Target {
  readonly communityId: string;
  readonly channelId: string;
  readonly threadTs: string | null;
  readonly pacer: string;
}

/**
 * What waits when Slack refuses a call because of a limit. Messages count for their channel and for the whole workspace
 * (docs.slack.dev/apis/web-api/rate-limits), and Slack does not say which of the two was reached; the pace of a channel is
 * kept here, so it is taken for the workspace's. Every other method has a limit of its own in each workspace. Pure.
 */
export function holdsOf(method: string, teamId: string, pacer: string): readonly string[] {
  if (method === 'chat.postMessage') return [pacer, `slack/post/${teamId}`, `slack/tell/${teamId}`];
  return pacer.startsWith('slack/tell/') ? [pacer, `slack/tell/${teamId}`] : [pacer];
}

/** One call; a limit that was reached holds everything that shares it. */
export async function callPaced(
  out: SlackOut,
  teamId: string,
  method: string,
  args: Readonly<Record<string, unknown>>,
  pacer: string,
): Promise<Called> {
  const called = await callSlack(out, teamId, method, args);
  if (called.kind === 'retry') {
    const held = called.limited ? holdsOf(method, teamId, pacer) : [pacer];
    for (const name of held) await holdPace(out.db, name, called.afterMs);
  }
  return called;
}

/** Posts a card, part by part. The last part carries the key itself: when that one is found, all arrived. */
export async function sendParts(
  out: SlackOut,
  to: Target,
  card: Card,
  key: string,
  doing: Doing,
): Promise<SendResult> {
  const parts = renderCard(card);
  const sent: string[] = [];
  for (const [index, part] of parts.entries()) {
    if (index > 0 && !(await extraTurn(out, to.pacer))) return later();
    const partKey = index === parts.length - 1 ? key : `${key}#${index + 1}`;
    const called = await callPaced(
      out,
      to.communityId,
      'chat.postMessage',
      {
        channel: to.channelId,
        ...(to.threadTs === null ? {} : { thread_ts: to.threadTs }),
        ...part,
        ...NO_UNFURLS,
        metadata: withKey(partKey),
      },
      to.pacer,
    );
    const result = resultOf(called, doing, (value) => sentSchema.safeParse(value).data?.ts ?? null);
    if (result.kind !== 'sent') return result;
    sent.push(result.externalId);
  }
  if (sent.length > 0) return { kind: 'sent', externalId: partsKey(to.channelId, sent) };
  return { kind: 'refused', reason: 'There was nothing to send.', fix: 'Nothing to do.' };
}

/** Slack's words for a person whom an ephemeral message cannot reach in this place. */
const NOT_THERE: readonly string[] = [
  'channel_not_found',
  'is_archived',
  'messages_tab_disabled',
  'not_in_channel',
  'restricted_action',
  'user_not_in_channel',
];

const shownSchema = z.looseObject({ message_ts: z.string() });

/**
 * Shows one person a card in a thread, until they reload. Null when they cannot be reached there; then it has
 * to be told directly.
 */
export async function showInThread(
  out: SlackOut,
  memberId: string,
  to: Target,
  card: Card,
): Promise<SendResult | null> {
  let result: SendResult | null = null;
  for (const part of renderCard(card)) {
    const called = await callPaced(
      out,
      to.communityId,
      'chat.postEphemeral',
      {
        channel: to.channelId,
        user: memberId,
        ...(to.threadTs === null ? {} : { thread_ts: to.threadTs }),
        ...part,
      },
      to.pacer,
    );
    if (called.kind === 'refused' && NOT_THERE.includes(called.error)) return null;
    result = resultOf(called, 'tell', (value) =>
      ephemeralKey(shownSchema.safeParse(value).data?.message_ts ?? '0'),
    );
    if (result.kind !== 'sent') return result;
  }
  return result;
}

/** The turn of a further message of one send; the first one's was taken by whoever called. False: not now. */
async function extraTurn(out: SlackOut, pacer: string): Promise<boolean> {
  const turn = await waitForTurn(out.db, pacer);
  if (turn.kind === 'later') return false;
  return true;
}

function later(): SendResult {
  return { kind: 'retry', afterMs: LATER_MS, reason: 'other messages go first in this channel' };
}

/** `idOf` gives the id of what was made; null when Slack's answer has none. */
export function resultOf(called: Called, doing: Doing, idOf: (value: unknown) => string | null): SendResult {
  switch (called.kind) {
    case 'ok': {
      const externalId = idOf(called.value);
      return externalId === null
        ? { kind: 'unknown', reason: 'Slack answered without the id of the message' }
        : { kind: 'sent', externalId };
    }
    case 'refused':
      return explainRefusal(called.error, doing);
    case 'retry':
    case 'unknown':
      return called;
    default:
      return never(called);
  }
}

/** For what is as good as done when Slack says that there is nothing to do it to. */
export function settled(called: Called, doing: Doing, externalId: string): SendResult {
  if (called.kind === 'refused' && isMoot(called.error, doing)) return { kind: 'sent', externalId };
  return resultOf(called, doing, () => externalId);
}
