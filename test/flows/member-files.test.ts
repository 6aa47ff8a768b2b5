import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expireAnswers } from '../../src/core/answers/expire-answers.ts';
import { sessionHash } from '../../src/bots/web/people-store.ts';
import { ask, serveRoom, type ServedRoom } from '../bots/web/visit.ts';

const TOKENS = { dana: 'd'.repeat(43), sam: 's'.repeat(43) } as const;

let served: ServedRoom;
beforeEach(async () => {
  served = await serveRoom();
  const { room } = served;
  for (const [person, token] of Object.entries(TOKENS)) {
    await room.command(person, 'me');
    const { id } = await room.core.db
      .selectFrom('members')
      .select('id')
      .where('external_id', '=', person)
      .executeTakeFirstOrThrow();
    await room.core.db
      .insertInto('web_people')
      .values({ session_hash: sessionHash(token), member_id: id, chosen_at: room.clock.now() })
      .execute();
  }
  await room.command('dana', 'export');
  await room.settled();
});
afterEach(async () => {
  await served.close();
});

const get = (path: string, token: string | null) =>
  ask(served.server.url, path, {
    headers: {
      host: new URL(served.server.url).host,
      accept: 'text/html',
      ...(token === null ? {} : { cookie: `greenroom=${token}` }),
    },
  });

describe('a file on the web channel', () => {
  it('stands as a link in the page of its member and is saved by it, never shown as a page of ours', async () => {
    const page = await get('/', TOKENS.dana);
    const links = [...page.text.matchAll(/href="(\/files\/f-[^"]+)"/g)].map((match) => match[1] ?? '');
    expect(links).toHaveLength(2);
    const file = await get(links[0] ?? '', TOKENS.dana);
    expect(file.status).toBe(200);
    expect(file.headers['content-disposition']).toBe('attachment; filename="greenroom-export.html"');
    expect(file.headers['x-content-type-options']).toBe('nosniff');
    expect(file.headers['cache-control']).toBe('no-store');
    expect(file.text).toContain('What Greenroom holds about you');
  });

  it('is not there for anybody else', async () => {
    const page = await get('/', TOKENS.dana);
    const [, link = ''] = /href="(\/files\/f-[^"]+)"/.exec(page.text) ?? [];
    expect((await get('/', TOKENS.sam)).text).not.toContain('/files/');
    for (const token of [TOKENS.sam, null]) {
      const file = await get(link, token);
      expect(file.status).toBe(404);
      expect(file.text).not.toContain('What Greenroom holds about you');
    }
  });

  it('goes after a week, with its message', async () => {
    served.room.clock.advance({ days: 7, seconds: 1 });
    await expireAnswers(served.room.core.db, served.room.clock.now());
    expect((await get('/', TOKENS.dana)).text).not.toContain('/files/');
  });
});
