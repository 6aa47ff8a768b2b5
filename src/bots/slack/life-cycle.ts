import { z } from 'zod';
import type { Core } from '../../core/core.ts';
import type { Tx } from '../../core/db/database.ts';
import { inboundEventSchema, type InboundEvent } from '../../core/platform/event.ts';
import type { Reply } from '../../core/platform/reply.ts';
import { moveMessages } from './move-messages.ts';
import type { BotTokens } from './installs/tokens.ts';
import type { EventBody } from './payload.ts';

/** What life-cycle events are taken with. */
export interface TakingLifeCycle {
  readonly core: Core;
  readonly tokens: BotTokens;
  readonly handle: (event: InboundEvent, alongside?: (tx: Tx) => Promise<void>) => Promise<Reply>;
  /** Throws the workspace's stored tokens away, unless they came after that moment. */
  readonly forget: (tx: Tx, teamId: string, at: Temporal.Instant) => Promise<void>;
}

/** Which tokens ended; the bot's are given by its user ids. */
const revokedSchema = z.looseObject({ tokens: z.looseObject({ bot: z.array(z.string()).optional() }) });

const renamedSchema = z.looseObject({ id: z.string(), name: z.string() });
/** Names longer than core takes are cut; Slack's own are shorter. */
const NAME_MAX = 200;

/**
 * The app was removed from a workspace, or a channel was closed to it, renamed or given another id. Slack sends these in any order, so each
 * carries its own time, and core leaves alone what is older than what it knows.
 */
export async function takeLifeCycle(io: TakingLifeCycle, teamId: string, body: EventBody): Promise<void> {
  const { event } = body;
  const about = (
    kind: string,
    more: Readonly<Record<string, string>> = {},
    alongside?: (tx: Tx) => Promise<void>,
  ): Promise<Reply> =>
    io.handle(
      inboundEventSchema.parse({
        platform: 'slack',
        key: `event/${teamId}/${body.event_id ?? `${event.type}/${timeOf(io, body)}`}`,
        at: timeOf(io, body),
        community: { externalId: teamId, name: '' },
        kind,
        ...more,
      }),
      alongside,
    );
  const removed = async (): Promise<void> => {
    await about('community_left', {}, (tx) => io.forget(tx, teamId, Temporal.Instant.from(timeOf(io, body))));
    io.tokens.drop(teamId);
  };
  switch (event.type) {
    case 'app_uninstalled':
      await removed();
      return;
    case 'tokens_revoked': {
      // Without the bot's token nothing can be done here any more; a member's own says nothing about it.
      const revoked = revokedSchema.safeParse(event);
      if ((revoked.data?.tokens.bot ?? []).length > 0) await removed();
      return;
    }
    case 'channel_deleted':
    case 'channel_archive':
    case 'group_deleted':
    case 'group_archive':
      if (typeof event['channel'] === 'string') await about('channel_gone', { channelId: event['channel'] });
      return;
    case 'channel_rename':
    case 'group_rename': {
      const renamed = renamedSchema.safeParse(event['channel']);
      if (renamed.success) {
        const { id, name } = renamed.data;
        await about('channel_renamed', { channelId: id, name: `#${name}`.slice(0, NAME_MAX) });
      }
      return;
    }
    case 'channel_id_changed': {
      const { old_channel_id: from, new_channel_id: to } = event;
      if (typeof from !== 'string' || typeof to !== 'string' || from === to) return;
      await about('channel_moved', { channelId: from, newChannelId: to }, (tx) =>
        moveMessages(tx, teamId, { from, to }),
      );
      return;
    }
    case 'member_left_channel': {
      const { user, channel } = event;
      const bot = await io.tokens.tokenOf(teamId);
      if (user === bot?.botUserId && typeof channel === 'string') {
        await about('channel_gone', { channelId: channel });
      }
      return;
    }
    default:
  }
}

/**
 * Slack has just accepted the token of the settings: the workspace has the app, and a removal that was noted
 * before is over. No event tells of that, and without this its data would be erased 30 days after the removal.
 */
export async function takeServed(
  { core, handle }: Pick<TakingLifeCycle, 'core' | 'handle'>,
  workspace: { readonly teamId: string; readonly name: string },
): Promise<void> {
  const lost = await core.db
    .selectFrom('communities')
    .select('id')
    .where('platform', '=', 'slack')
    .where('external_id', '=', workspace.teamId)
    .where('left_at', 'is not', null)
    .executeTakeFirst();
  if (lost === undefined) return;
  const at = core.clock.now().toString();
  await handle(
    inboundEventSchema.parse({
      platform: 'slack',
      key: `served/${workspace.teamId}/${at}`,
      at,
      community: { externalId: workspace.teamId, name: workspace.name.slice(0, 200) },
      kind: 'community_joined',
    }),
  );
}

/** When it happened by Slack's clock, in whole seconds. */
function timeOf(io: TakingLifeCycle, body: EventBody): string {
  const seconds = body.event_time;
  return seconds === undefined
    ? io.core.clock.now().toString()
    : Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toString();
}
