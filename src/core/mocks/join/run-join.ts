import type { CommandContext } from '../../commands/command.ts';
import { findCategory } from '../../commands/find-category.ts';
import { findMemberByName } from '../../commands/greenroom/find-member.ts';
import { refusalCard } from '../../answers/cards.ts';
import { enqueue } from '../../jobs/outbox.ts';
import { memberZone } from '../../members/member-zone.ts';
import { instant, rich, type Rich } from '../../platform/rich.ts';
import type { Reply } from '../../platform/reply.ts';
import { zoneOf } from '../../rounds/practise-now.ts';
import { never } from '../../errors.ts';
import { addDays } from '../../time.ts';
import { sessionCategory } from '../session-question.ts';
import { openSessionOf } from '../session-store.ts';
import { startSession, type NewSeat } from '../start-session.ts';
import { idleCard, joinForm, lead, notYetCard, saidCard, sessionStatusCard, waitingCard } from './cards.ts';
import { leastPractised } from './match-community.ts';
import { decideAsk, earlierAsks, type MayAsk } from './ask-limit.ts';
import { mayJoin } from './may-join.ts';
import { observeNext, stopWatching } from './observe.ts';
import { roundAt, weekDue, weekToSkip } from './weeks.ts';
import { readWish, type JoinWish } from './read-wish.ts';
import { findRequest, putRequest, type RequestRow } from './request-store.ts';

/** Opens the form, unless it is too early for this member or they sit in a session. */
export async function openJoin(ctx: CommandContext): Promise<Reply> {
  const refused = await refuseJoining(ctx);
  if (refused !== null) return refused;
  const zone = await memberZone(ctx.tx, ctx.member);
  const request = await findRequest(ctx.tx, ctx.member.id);
  return { kind: 'form', form: joinForm(request, categoryNames(ctx), zone) };
}

/** Takes the form. */
export async function takeJoin(
  ctx: CommandContext,
  fields: Readonly<Record<string, string>>,
): Promise<Reply> {
  const refused = await refuseJoining(ctx);
  if (refused !== null) return refused;
  const read = readWish(fields, (words) => findCategory(ctx.core, words), categoryNames(ctx));
  if (!read.ok) return { kind: 'form_errors', errors: read.errors };
  return putInLine(ctx, read.value);
}

/** In line for now, as they joined the last time: both parts, by text, when there was none. */
export async function joinNow(ctx: CommandContext): Promise<Reply> {
  const refused = await refuseJoining(ctx);
  if (refused !== null) return refused;
  const before = await findRequest(ctx.tx, ctx.member.id);
  if (before?.kind === 'weekly')
    return {
      kind: 'private',
      card: saidCard(
        rich`You are in the weekly rounds, and one line at a time is enough. Press Change to wait for now instead; your days would go.`,
      ),
    };
  return putInLine(ctx, {
    when: { kind: 'now' },
    category: before?.category ?? null,
    wish: before?.wish ?? 'both',
    voiceLink: before?.voice_link ?? null,
    notes: before?.notes ?? '',
  });
}

async function putInLine(ctx: CommandContext, wish: JoinWish): Promise<Reply> {
  const { tx, member, now } = ctx;
  await putRequest(tx, member, wish, await memberZone(tx, member), now);
  await enqueue(tx, 'mock.match', { communityId: member.communityId }, { now });
  const words =
    wish.when.kind === 'weekly'
      ? 'You are asked to confirm each match. No reason is ever asked when you skip or leave.'
      : 'When there is a partner, you are asked to confirm. If nobody comes, nothing is lost.';
  const request = await findRequest(tx, member.id);
  if (request === null) throw new Error('a request that was just made is not there');
  return { kind: 'private', card: await waiting(ctx, request, lead('You are in line.', words)) };
}

/** Where the member stands: their session, their place in line, or how to begin. `clock` changes that choice first. */
export async function mockStatus(ctx: CommandContext, changeClock: boolean): Promise<Reply> {
  const { core, tx, member } = ctx;
  const session = await openSessionOf(tx, member.id);
  if (session !== null) {
    return { kind: 'private', card: sessionStatusCard(session, member.id, sessionCategory(core, session)) };
  }
  if (changeClock) {
    await tx
      .updateTable('mock_requests')
      .set((eb) => ({ untimed: eb.not('untimed') }))
      .where('member_id', '=', member.id)
      .execute();
  }
  const request = await findRequest(tx, member.id);
  // One for now or this evening has done its part once its mock was held.
  if (request === null || (request.kind !== 'weekly' && request.state !== 'waiting'))
    return { kind: 'private', card: idleCard() };
  const words = request.state === 'waiting' ? 'You are in line.' : 'You are in the weekly rounds.';
  const kind = changeClock ? 'replace' : 'private';
  return { kind, card: await waiting(ctx, request, lead(words, '')) };
}

/** Out of the line; asked nothing. A session that was agreed stays: it has its own button. */
export async function leaveLine(ctx: CommandContext): Promise<Reply> {
  await ctx.tx.deleteFrom('mock_requests').where('member_id', '=', ctx.member.id).execute();
  const session = await openSessionOf(ctx.tx, ctx.member.id);
  const card =
    session === null
      ? saidCard(
          rich`You are out of the line, and what you had chosen is forgotten. Come back whenever you like.`,
        )
      : saidCard(
          rich`You are out of the line. The mock that was agreed stays: press Where I stand to see it or call it off.`,
        );
  return { kind: 'private', card };
}

/** Leaves out the coming weekly round, or takes that back. Nobody is told, and nothing is asked. */
export async function skipWeek(ctx: CommandContext, undo: boolean): Promise<Reply> {
  const { tx, member, now } = ctx;
  const request = await findRequest(tx, member.id);
  if (request === null || request.kind !== 'weekly')
    return {
      kind: 'private',
      card: saidCard(rich`You are not in the weekly rounds, so there is nothing to skip.`),
    };
  const week = weekToSkip(now, await zoneOf(tx, member.communityId));
  // Somebody still in line for the week under way is out of it, too.
  await tx
    .updateTable('mock_requests')
    .set(undo ? { skip_week: null } : { skip_week: week, state: 'idle' })
    .where('member_id', '=', member.id)
    .where('state', '<>', 'matched')
    .execute();
  const changed = await findRequest(tx, member.id);
  const words = undo ? 'You are in the next round again.' : 'You skip the next round. Nobody is told.';
  return { kind: 'private', card: await waiting(ctx, changed ?? request, lead(words, '')) };
}

/** Watches the next mock of two others, or, with `stop`, does not watch it any more. */
export async function watchMock(ctx: CommandContext, stop: boolean): Promise<Reply> {
  if (stop) {
    await stopWatching(ctx.tx, ctx.member.id);
    return { kind: 'private', card: saidCard(rich`You watch no mock now. Nobody is told.`) };
  }
  const refused = await refuseJoining(ctx);
  if (refused !== null) return refused;
  const seen = await observeNext(ctx.tx, ctx.member, ctx.now);
  const card =
    seen === null
      ? saidCard(
          rich`No mock that you could watch is coming up right now. A solo mock is open at any time: /practice mock solo`,
        )
      : saidCard(
          rich`You can watch the mock at ${instant(seen.startsAt)}. Its room opens for you, too, when it begins.`,
        );
  return { kind: 'private', card };
}

/** Asks one member for a mock now: both confirm, as in any match. */
export async function mockWith(ctx: CommandContext, text: string): Promise<Reply> {
  const { core, tx, member, now } = ctx;
  const refused = await refuseJoining(ctx);
  if (refused !== null) return refused;
  const found = await findMemberByName(tx, member.communityId, text, '/practice mock with Sam');
  if (!found.ok) return { kind: 'private', card: refusalCard(found.message) };
  const other = found.member;
  if (other.id === member.id)
    return {
      kind: 'private',
      card: refusalCard('That is you. For a mock on your own: /practice mock solo'),
    };
  const may = decideAsk(await earlierAsks(tx, member.id, now), other.id, now);
  if (may.kind !== 'yes') return { kind: 'private', card: saidCard(notAgain(may, other.displayName)) };
  const cannot = `${other.displayName} cannot be asked for a mock right now. Join the line instead: /practice mock now`;
  if (!(await mayJoin(tx, other.id, now)).ok) return { kind: 'private', card: refusalCard(cannot) };
  const own = await findRequest(tx, member.id);
  const category = own?.category ?? (await leastPractised(core, tx, member.communityId, member.id, now));
  const seat = (memberId: string, request: RequestRow | null): NewSeat => ({
    memberId,
    role: 'both',
    notes: request?.notes ?? '',
    voiceLink: request?.voice_link ?? null,
  });
  const started = await startSession(
    core,
    tx,
    {
      communityId: member.communityId,
      channelId: null,
      seats: [seat(member.id, own), seat(other.id, await findRequest(tx, other.id))],
      category: category ?? '',
      untimed: own?.untimed ?? true,
      asked: true,
      startsAt: now,
    },
    now,
  );
  // The same words whatever the reason: an exclusion is nobody's business.
  if (!('sessionId' in started)) return { kind: 'private', card: refusalCard(cannot) };
  return {
    kind: 'private',
    card: saidCard(rich`${other.displayName} is asked, privately. You are asked to confirm as well.`),
  };
}

/** Why somebody is not asked once more, whatever came of the last time. */
function notAgain(may: Exclude<MayAsk, { kind: 'yes' }>, name: string): Rich {
  switch (may.kind) {
    case 'asked':
      return rich`You asked ${name} on ${instant(may.at)}. One person can be asked once in 7 days, so that nobody has to say no again soon; from ${instant(may.from)} it is open again. For another partner, type /practice mock now.`;
    case 'many':
      return rich`You asked ${may.count} people within a day, and that is the most; from ${instant(may.from)} it is open again. For a partner who looks for one as well, type /practice mock now.`;
    default:
      return never(may);
  }
}

/** Why this member cannot join now; null when they can. */
async function refuseJoining(ctx: CommandContext): Promise<Reply | null> {
  const session = await openSessionOf(ctx.tx, ctx.member.id);
  if (session !== null) {
    const card = sessionStatusCard(session, ctx.member.id, sessionCategory(ctx.core, session));
    return { kind: 'private', card };
  }
  const may = await mayJoin(ctx.tx, ctx.member.id, ctx.now);
  return may.ok ? null : { kind: 'private', card: notYetCard(may, ctx.now) };
}

async function waiting(ctx: CommandContext, request: RequestRow, words: Rich) {
  const zone = await zoneOf(ctx.tx, ctx.member.communityId);
  const next = weekToSkip(ctx.now, zone);
  const category = [...ctx.core.packs.values()]
    .flatMap((pack) => pack.categories)
    .find((one) => one.key === request.category);
  return waitingCard(request, {
    categoryName: category?.name ?? null,
    nextRound: roundAt(addDays(weekDue(ctx.now, zone), 7), zone),
    skips: request.skip_week === next,
    lead: words,
  });
}

function categoryNames(ctx: CommandContext): string {
  return [...ctx.core.packs.values()].flatMap((pack) => pack.categories.map((one) => one.name)).join(', ');
}
