import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { collectMemberData } from '../../src/core/members/collect-member-data.ts';
import { idOf, liveThrough, MARK, WHO } from '../support/marked-member.ts';
import { createRoom, LONG_ANSWER, type Room } from '../support/room.ts';

let room: Room;
afterEach(async () => {
  await room.close();
});

const documentSchema = z.object({ tables: z.record(z.string(), z.array(z.unknown())) });

describe('/practice export', () => {
  it("brings two files with everything of the member's, nothing of others', and tells how far it is in one message", async () => {
    room = await createRoom({ byHand: true });
    await liveThrough(room);
    await room.press(
      'sam',
      { verb: 'submit', roundId: await room.latestRoundId(), openedAt: '1' },
      { answer: `${LONG_ANSWER} samsecret` },
    );
    await room.settled();
    const files = await room.core.db
      .selectFrom('web_files')
      .select(['name', 'media_type', 'bytes'])
      .orderBy('name')
      .execute();
    expect(files.map((file) => file.name)).toEqual(['greenroom-export.html', 'greenroom-export.json']);
    const [html = '', json = ''] = files.map((file) => file.bytes.toString('utf8'));
    const { tables } = documentSchema.parse(JSON.parse(json));
    const reached = await collectMemberData(room.core.db, await idOf(room, WHO));
    for (const table of reached.keys())
      if (table !== 'web_files') expect(Object.keys(tables)).toContain(table);
    for (const text of [html, json]) {
      for (const words of ['answer', 'edited', 'suggestion', 'name', 'form'])
        expect(text).toContain(`${MARK} ${words}`);
      expect(text).not.toContain('samsecret');
    }
    expect(html).toContain('&lt;b&gt;bold&lt;/b&gt;');
    expect(html).not.toContain('<b>bold');
    const progress = (await room.cards(WHO)).filter((card) => JSON.stringify(card).includes('Your export"'));
    expect(progress).toHaveLength(1);
    expect(JSON.stringify(progress)).toContain('Done.');
  });

  it("leaves out what somebody else wrote under the member's message", async () => {
    room = await createRoom({ byHand: true });
    await liveThrough(room);
    const own = await room.core.db
      .selectFrom('web_messages')
      .selectAll()
      .where('id', '=', 'm-mark')
      .executeTakeFirstOrThrow();
    const { seq: _seq, card: _card, ...columns } = own;
    await room.core.db
      .insertInto('web_messages')
      .values({
        ...columns,
        id: 'm-sam',
        thread_id: own.id,
        author_id: await idOf(room, 'sam'),
        body: 'samsecret',
        card: null,
      })
      .execute();
    const data = JSON.stringify([...(await collectMemberData(room.core.db, await idOf(room, WHO)))]);
    expect(data).toContain('m-mark');
    expect(data).not.toContain('samsecret');
  });
});
