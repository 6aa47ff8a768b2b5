import { acceptMessages } from './answers/accept-messages.ts';
import { forgetMessage } from './answers/forget-message.ts';
import { act } from './actions/act.ts';
import { isReadOnly, look } from './actions/look.ts';
import { runCommand } from './commands/run-command.ts';
import { joinCommunity } from './communities/join-community.ts';
import { leaveCommunity } from './communities/leave-community.ts';
import { loseChannel } from './communities/lose-channel.ts';
import { moveChannel } from './communities/move-channel.ts';
import { openRoom } from './communities/open-room.ts';
import { renameChannel } from './communities/rename-channel.ts';
import type { Core } from './core.ts';
import type { Tx } from './db/database.ts';
import { never } from './errors.ts';
import { seenBefore } from './inbox.ts';
import type { Member } from './members/member.ts';
import { openHome } from './members/open-home.ts';
import { decodeAction } from './platform/action.ts';
import { leaveMember } from './members/leave-member.ts';
import { enterMember } from './members/enter-members.ts';
import type { EventOf, InboundEvent } from './platform/event.ts';
import { NOTHING_TO_SAY, type Reply } from './platform/reply.ts';
import { loseThread } from './rounds/lose-thread.ts';
import { takeMessage } from './take-message.ts';

/**
 * START HERE. Everything that reaches Greenroom, from any platform, comes through this one function:
 *
 *   event → seen before? → who and where → the command → rows and jobs → Reply
 *
 * Presses that only show something read and are done (actions/look.ts). All else is one transaction: when
 * it commits, the event is remembered, its rows are written and its jobs are in the outbox; when it does
 * not, nothing happened and the platform may send the event again. Nothing is sent from here: what goes out
 * later is a job (jobs/catalog.ts); the returned Reply is what the adapter shows at once to the person who
 * acted. Messages that arrive at the same moment share a transaction (take-message.ts).
 *
 * Called by the adapters in src/bots, with events they have validated. `alongside` runs in the same
 * transaction when the event is new (the web channel keeps the member's message with it). A second copy of
 * an event gets "nothing to say". Throws only when something broke; the adapter then must not acknowledge.
 */
export async function handle(
  core: Core,
  event: InboundEvent,
  alongside?: (tx: Tx) => Promise<void>,
): Promise<Reply> {
  const now = core.clock.now();
  if (event.kind === 'action') {
    const action = decodeAction(event.action);
    // Opening a form must be the first response on chat platforms, so it writes nothing.
    if (action !== null && isReadOnly(action)) return look(core, event, action, now);
  }
  if (event.kind === 'message' && alongside === undefined) return takeMessage(core, event);
  return core.db.transaction().execute(async (tx) => {
    if (isByMember(event)) {
      const member = await enterMember(tx, event, now);
      if (member === null) return NOTHING_TO_SAY;
      await alongside?.(tx);
      return takeFromMember(core, tx, event, member, now);
    }
    if (await seenBefore(tx, event, now)) return NOTHING_TO_SAY;
    await alongside?.(tx);
    return takeFromPlatform(core, tx, event, now);
  });
}

/** What a member did. */
type MemberEvent = EventOf<'message' | 'action' | 'command' | 'home_opened'>;

function isByMember(event: InboundEvent): event is MemberEvent {
  return (
    event.kind === 'message' ||
    event.kind === 'action' ||
    event.kind === 'command' ||
    event.kind === 'home_opened'
  );
}

async function takeFromMember(
  core: Core,
  tx: Tx,
  event: MemberEvent,
  member: Member,
  now: Temporal.Instant,
): Promise<Reply> {
  switch (event.kind) {
    case 'message': {
      const [reply] = await acceptMessages(tx, [{ event, member }], now);
      return reply ?? NOTHING_TO_SAY;
    }
    case 'action':
      return act(core, tx, event, member, decodeAction(event.action), now);
    case 'home_opened':
      return openHome(tx, member, now);
    case 'command':
      return runCommand(core, tx, event, member, now);
    default:
      return never(event);
  }
}

/** What happened to a community, a channel or a message. */
async function takeFromPlatform(
  core: Core,
  tx: Tx,
  event: Exclude<InboundEvent, MemberEvent>,
  now: Temporal.Instant,
): Promise<Reply> {
  switch (event.kind) {
    case 'opened':
      return openRoom(core, tx, event, now);
    case 'message_deleted':
      return forgetMessage(tx, event, now);
    case 'community_left':
      return leaveCommunity(core, tx, event, now);
    case 'community_joined':
      return joinCommunity(core, tx, event, now);
    case 'member_left':
      return leaveMember(core, tx, event);
    case 'channel_gone':
      return loseChannel(tx, event, now);
    case 'channel_renamed':
      return renameChannel(tx, event);
    case 'channel_moved':
      return moveChannel(tx, event);
    case 'thread_gone':
      return loseThread(core, tx, event, now);
    default:
      return never(event);
  }
}
