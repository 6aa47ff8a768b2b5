import { insertMemberMessage } from '../../src/bots/web/messages-store.ts';
import { handle } from '../../src/core/handle.ts';
import { LONG_ANSWER, type Room } from './room.ts';
import { button } from './said.ts';

/** Written through every way in; found nowhere afterwards. */
export const MARK = 'zanzibarquokka';
/** The member's platform id. */
export const WHO = 'p-5f2d9c51-4b7e-quagga';

/** The member uses every way in, each time with the mark. */
export async function liveThrough(room: Room): Promise<void> {
  await room.open('Europe/London', 'sam');
  await room.settled();
  const now = () => room.clock.now().toString();
  const community = { externalId: 'local', name: 'Practice room' };
  const named = { platform: 'web', community, by: { externalId: WHO, displayName: `${MARK} name` } } as const;
  await handle(room.core, {
    ...named,
    at: now(),
    key: `opened/${WHO}`,
    kind: 'opened',
    channel: { externalId: 'practice', name: 'practice' },
    zone: 'Europe/Paris',
  });
  const roundId = await room.latestRoundId();
  const thread = await room.latestThread();

  // A web message, taken into an answer, edited, then replaced by a form sent under a key with the member's id.
  await room.command(WHO, 'settings thread always');
  const event = room.messageEvent(WHO, `${MARK} answer ${LONG_ANSWER}`, {
    messageId: 'm-mark',
    threadId: thread,
  });
  const { community_id: communityId } = await room.core.db
    .selectFrom('members')
    .select('community_id')
    .limit(1)
    .executeTakeFirstOrThrow();
  await handle(room.core, event, (tx) =>
    insertMemberMessage(tx, {
      id: 'm-mark',
      communityId,
      channelId: 'practice',
      threadId: thread,
      authorExternalId: WHO,
      body: `${MARK} answer`,
      at: room.clock.now(),
    }),
  );
  room.clock.advance({ minutes: 2 });
  await room.settled();
  await room.write(WHO, `${MARK} edited ${LONG_ANSWER}`, { messageId: 'm-mark', change: 'edited' });
  room.clock.advance({ minutes: 2 });
  await room.settled();
  const form = { ...named, at: now(), key: `form/${WHO}/nonce1`, kind: 'action' } as const;
  const { id: ownRound } = await personalRound(room);
  await handle(room.core, {
    ...form,
    action: `submit:${ownRound}:1`,
    fields: { answer: `${MARK} form <b>bold</b> ${LONG_ANSWER}` },
  });
  await room.press(WHO, { verb: 'feedback', roundId });
  await room.settled();
  const asked = await room.press(
    WHO,
    button(await room.press(WHO, { verb: 'feedback', roundId }), 'Share in thread'),
  );
  await room.press(WHO, button(asked, 'Share it'));
  await room.settled();
  await room.command(WHO, `suggest metrics: ${MARK} suggestion, how would you count it?`);
  await room.command(WHO, 'settings zone Asia/Kathmandu');
  await room.press(WHO, button(await room.command(WHO, 'pause 2 weeks'), 'Pause'));
  await room.core.db
    .insertInto('web_people')
    .values({ session_hash: MARK, member_id: await idOf(room, WHO), chosen_at: room.clock.now() })
    .execute();
  // A press carries the display name, so that it is the marked one again.
  await handle(room.core, {
    ...form,
    at: now(),
    key: `form/${WHO}/nonce2`,
    action: 'run:practice.export:-',
    fields: {},
  });
  await room.settled();
}

async function personalRound(room: Room): Promise<{ id: string }> {
  await room.command(WHO, 'now research');
  return room.core.db
    .selectFrom('rounds')
    .select('id')
    .where('member_id', 'is not', null)
    .executeTakeFirstOrThrow();
}

/** Our id of a member by their platform id. */
export async function idOf(room: Room, externalId: string): Promise<string> {
  const row = await room.core.db
    .selectFrom('members')
    .select('id')
    .where('external_id', '=', externalId)
    .executeTakeFirstOrThrow();
  return row.id;
}
