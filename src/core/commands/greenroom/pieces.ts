import { refusalCard } from '../../answers/cards.ts';
import type { Reader } from '../../db/database.ts';
import { encodeAction } from '../../platform/action.ts';
import type { Button, Card } from '../../platform/card.ts';
import type { Reply } from '../../platform/reply.ts';
import type { Rich } from '../../platform/rich.ts';
import { rich } from '../../platform/rich.ts';
import { localDateAt, type LocalDate } from '../../time.ts';
import { zoneOf } from '../../rounds/practise-now.ts';
import type { CommandContext } from '../command.ts';

/** A private card as a reply. */
export function say(card: Card): Reply {
  return { kind: 'private', card };
}

/** A refusal: one sentence that says what to do next. */
export function refuse(sentence: string): Reply {
  return say(refusalCard(sentence));
}

/** A private card of plain lines. */
export function linesCard(lines: readonly Rich[], buttons: readonly Button[] = [], title?: string): Card {
  return {
    tone: 'private',
    ...(title === undefined ? {} : { title: rich`${title}` }),
    blocks: lines.map((text) => ({ kind: 'text' as const, text })),
    buttons,
  };
}

/** A button that runs an organizer command: `command` without its root, as in "schedule.add". */
export function runButton(
  command: string,
  arg: string,
  label: string,
  style: Button['style'] = 'secondary',
): Button {
  return { action: encodeAction({ verb: 'run', command: `greenroom.${command}`, arg }), label, style };
}

/** The action that a form of an organizer command carries. */
export function sendAction(command: string, arg: string): string {
  return encodeAction({ verb: 'send', command: `greenroom.${command}`, arg });
}

/** Today by the community's clock: the zone of its first schedule. */
export async function todayHere(ctx: Pick<CommandContext, 'tx' | 'member' | 'now'>): Promise<LocalDate> {
  return localDateAt(ctx.now, await zoneOf(ctx.tx, ctx.member.communityId));
}

/** A channel of the community as commands need it. */
export interface Channel {
  readonly id: string;
  readonly name: string;
}

/** The community's channel with this id (ours), or null. */
export async function findChannel(db: Reader, communityId: string, id: string): Promise<Channel | null> {
  if (!/^\d{1,18}$/.test(id)) return null;
  const row = await db
    .selectFrom('channels')
    .select(['id', 'name'])
    .where('community_id', '=', communityId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * The channel in which the command was given, made known if it was not (its name then is the platform's id,
 * until the platform tells it). A button knows no channel: it can mean the community's only one; otherwise
 * null.
 */
export async function channelHere(ctx: CommandContext): Promise<Channel | null> {
  const externalId = ctx.channelExternalId;
  if (externalId === null) {
    const [only, ...others] = await ctx.tx
      .selectFrom('channels')
      .select(['id', 'name'])
      .where('community_id', '=', ctx.member.communityId)
      .limit(2)
      .execute();
    return only === undefined || others.length > 0 ? null : only;
  }
  await ctx.tx
    .insertInto('channels')
    .values({
      community_id: ctx.member.communityId,
      external_id: externalId,
      name: externalId,
      created_at: ctx.now,
    })
    .onConflict((conflict) => conflict.columns(['community_id', 'external_id']).doNothing())
    .execute();
  return ctx.tx
    .selectFrom('channels')
    .select(['id', 'name'])
    .where('community_id', '=', ctx.member.communityId)
    .where('external_id', '=', externalId)
    .executeTakeFirstOrThrow();
}
