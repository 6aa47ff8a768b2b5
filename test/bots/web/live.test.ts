import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rich } from '../../../src/core/platform/rich.ts';
import { createWebPort } from '../../../src/bots/web/outbound.ts';
import { serveRoom, visit, type ServedRoom, type Visitor } from './visit.ts';

const CHANNEL = { communityId: 'local', channelId: 'practice' };

let served: ServedRoom;
beforeAll(async () => {
  served = await serveRoom();
});
afterAll(() => served.close());

/** An open page's stream: what it heard, and a way to wait for more. */
interface Heard {
  text(): string;
  until(words: string): Promise<void>;
  close(): void;
}

async function listen(browser: Visitor | null): Promise<Heard> {
  const stop = new AbortController();
  const response = await fetch(`${served.server.url}/events?as=${browser?.person() ?? ''}`, {
    headers: browser === null ? {} : { cookie: browser.cookie() },
    signal: stop.signal,
  });
  let text = '';
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
  })();
  reading.catch(() => {});
  const until = async (words: string): Promise<void> => {
    const limit = performance.now() + 10_000;
    while (!text.includes(words)) {
      if (performance.now() > limit) throw new Error(`never heard ${words} in: ${text}`);
      await sleep(10);
    }
  };
  await until('event: hello');
  return { text: () => text, until, close: () => stop.abort() };
}

async function post(words: string, memberId: string | null): Promise<string> {
  const port = createWebPort(served.room.core.db, served.room.clock);
  const card = { tone: 'plain', blocks: [{ kind: 'text', text: rich`${words}` }], buttons: [] } as const;
  const sent =
    memberId === null
      ? await port.postInChannel(CHANNEL, card, words)
      : await port.tellPrivately(
          { communityId: 'local', memberId },
          { ...CHANNEL, threadId: served.threadId },
          card,
          words,
        );
  return sent.kind === 'sent' ? sent.externalId : 'not sent';
}

describe('open pages', () => {
  it('hear of a message that another process wrote, and get it by asking', async () => {
    const browser = await visit(served.server.url);
    const heard = await listen(browser);
    const id = await post('written elsewhere', null);
    await heard.until(id);
    const part = await browser.get(`/part?pane=feed&as=${browser.person()}&id=${id}`);
    expect(part.text).toContain('written elsewhere');
    heard.close();
  });

  it('do not hear of, and cannot ask for, a private message to somebody else', async () => {
    const [dana, sam] = [await visit(served.server.url), await visit(served.server.url)];
    const [danas, sams, nobodys] = [await listen(dana), await listen(sam), await listen(null)];
    const secret = await post('for Dana alone', dana.person());
    const open = await post('for all', null);
    await Promise.all([danas.until(open), sams.until(open), nobodys.until(open)]);
    expect(danas.text()).toContain(secret);
    expect(sams.text()).not.toContain(secret);
    expect(nobodys.text()).not.toContain(secret);
    for (const asked of [sam.person(), dana.person(), '']) {
      const part = await sam.get(`/part?pane=thread&as=${asked}&open=${served.threadId}&id=${secret}`);
      expect(part.text).not.toContain('for Dana alone');
    }
    expect((await sam.get(`/t/${served.threadId}`)).text).not.toContain('for Dana alone');
    expect((await dana.get(`/t/${served.threadId}`)).text).toContain('for Dana alone');
    expect((await dana.get('/')).text).toContain('1 private message');
    expect((await sam.get('/')).text).not.toContain('1 private message');
    for (const one of [danas, sams, nobodys]) one.close();
  });

  it('hear again after the database connection was cut, and are told to look at what they missed', async () => {
    const heard = await listen(null);
    const admin = new Client({ connectionString: served.room.database.url });
    await admin.connect();
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'greenroom-listen' and datname = current_database()`,
    );
    await admin.end();
    await post('missed while away', null);
    const hellos = () => heard.text().split('event: hello').length - 1;
    const limit = performance.now() + 10_000;
    while (hellos() < 2 && performance.now() < limit) await sleep(20);
    const stamps = [...heard.text().matchAll(/event: hello\ndata: (\S+)/g)].map((match) => match[1]);
    expect(new Set(stamps).size).toBe(2);
    const id = await post('heard again', null);
    await heard.until(id);
    heard.close();
  });
});
