import { z } from 'zod';
import type { SendResult } from '../../core/platform/port.ts';
import { callPaced, pacerOf, resultOf, type SlackOut } from './send.ts';

/** So many conversations are remembered; Slack gives the same one when asked again. */
const REMEMBERED = 20_000;
/** Nothing was said yet, so what nobody can tell about is simply tried again, after so many milliseconds. */
const AGAIN_MS = 3_000;

const openedSchema = z.looseObject({ channel: z.looseObject({ id: z.string() }) });

/** The conversation of the bot with one member or a few, which has to be asked for; `externalId` is its channel. */
export interface DirectChannels {
  open(teamId: string, memberIds: readonly string[]): Promise<SendResult>;
}

export function directChannels(out: SlackOut): DirectChannels {
  const known = new Map<string, string>();
  return {
    async open(teamId, memberIds) {
      const users = memberIds.toSorted().join(',');
      const who = `${teamId}/${users}`;
      const channel = known.get(who);
      if (channel !== undefined) return { kind: 'sent', externalId: channel };
      const pacer = pacerOf('tell', { communityId: teamId, memberId: users });
      const called = await callPaced(out, teamId, 'conversations.open', { users }, pacer);
      const result = resultOf(
        called,
        'tell',
        (value) => openedSchema.safeParse(value).data?.channel.id ?? null,
      );
      if (result.kind === 'unknown') return { kind: 'retry', afterMs: AGAIN_MS, reason: result.reason };
      if (result.kind === 'sent') {
        if (known.size >= REMEMBERED) known.clear();
        known.set(who, result.externalId);
      }
      return result;
    },
  };
}
