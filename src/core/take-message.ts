import { acceptMessages, type Arrival } from './answers/accept-messages.ts';
import { Batches } from './batches.ts';
import type { Core } from './core.ts';
import { byPerson, enterMembers, personKey } from './members/enter-members.ts';
import type { EventOf } from './platform/event.ts';
import { NOTHING_TO_SAY, type Reply } from './platform/reply.ts';

type MessageEvent = EventOf<'message'>;

/** So many messages in one transaction; with more, those that came first would wait for too many others. */
const MOST = 32;
/** So many transactions of messages at once, of the pool's connections (db/database.ts). */
const LANES = 4;
/** A transaction that takes longer than this waits for somebody's lock, or the machine is busy. */
const PATIENCE_MS = 50;
/** In this time some 15,000 messages are written; what waits for longer waits for a database that says nothing. */
const GIVE_UP_MS = 30_000;

const batches = new WeakMap<Core, Batches<MessageEvent, Reply>>();

/**
 * Takes one message as {@link handle} promises. Messages are most of what arrives, and they arrive together when a
 * question is posted; those that do are written in one transaction, where each statement is for all of them.
 */
export function takeMessage(core: Core, event: MessageEvent): Promise<Reply> {
  const known = batches.get(core);
  if (known !== undefined) return known.take(event);
  const made = new Batches<MessageEvent, Reply>({
    run: (events) => takeTogether(core, events),
    keyOf: personKey,
    most: MOST,
    lanes: LANES,
    patienceMs: PATIENCE_MS,
    giveUpMs: GIVE_UP_MS,
  });
  batches.set(core, made);
  return made.take(event);
}

async function takeTogether(core: Core, events: readonly MessageEvent[]): Promise<readonly Reply[]> {
  const now = core.clock.now();
  const sorted = events.toSorted(byPerson);
  const replies = await core.db.transaction().execute(async (tx) => {
    const members = await enterMembers(tx, sorted, now);
    const arrivals = sorted.flatMap((event, index): Arrival[] => {
      const member = members[index] ?? null;
      return member === null ? [] : [{ event, member }];
    });
    const given = await acceptMessages(tx, arrivals, now);
    return new Map(arrivals.map(({ event }, index) => [event, given[index]]));
  });
  return events.map((event) => replies.get(event) ?? NOTHING_TO_SAY);
}
