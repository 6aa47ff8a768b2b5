import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BODY_MAX } from '../../../src/bots/web/app.ts';
import { createWebPort } from '../../../src/bots/web/outbound.ts';
import { rich } from '../../../src/core/platform/rich.ts';
import { ask, hidden, serveRoom, visit, type ServedRoom } from './visit.ts';

let served: ServedRoom;
let base: string;
let thread: string;
beforeAll(async () => {
  served = await serveRoom();
  base = served.server.url;
  thread = `/t/${served.threadId}`;
});
afterAll(() => served.close());

const nonce = (): string => crypto.randomUUID();
const db = () => served.room.core.db;

async function bodies(): Promise<(string | null)[]> {
  const rows = await db()
    .selectFrom('web_messages')
    .where('author_id', 'is not', null)
    .select('body')
    .orderBy('seq')
    .execute();
  return rows.map((row) => row.body);
}

async function messageId(body: string): Promise<string> {
  const row = await db()
    .selectFrom('web_messages')
    .where('body', '=', body)
    .select('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

describe('opening the room', () => {
  it('shows the question, its buttons and when the next one comes, without any script', async () => {
    const page = await (await visit(base)).get('/');
    expect(page.status).toBe(200);
    for (const words of [
      'Counts until',
      'Answer',
      'My feedback',
      'Hint',
      'Other question',
      'The next question comes',
    ]) {
      expect(page.text).toContain(words);
    }
  });

  it('makes a member of a browser, once, and none of programs that only look', async () => {
    const count = async () => (await db().selectFrom('members').select('id').execute()).length;
    const before = await count();
    await ask(base, '/');
    await ask(base, '/', { method: 'HEAD', headers: { accept: 'text/html' } });
    expect(await count()).toBe(before);
    const browser = await visit(base);
    await browser.get('/');
    await browser.get(thread);
    expect(await count()).toBe(before + 1);
  });

  it('makes no new member of a browser that comes by a link from elsewhere without its cookie', async () => {
    const headers = { accept: 'text/html', 'sec-fetch-site': 'cross-site' };
    const answer = await ask(base, '/', { headers });
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.headers['refresh']).toBe('0');
  });

  it('keeps only a hash of what the browser shows, in a cookie that scripts and other sites cannot use', async () => {
    const answer = await ask(base, '/', { headers: { accept: 'text/html' } });
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const token = /greenroom=([A-Za-z0-9_-]{43});/.exec(cookie)?.[1] ?? 'none';
    const rows = await db().selectFrom('web_people').select('session_hash').execute();
    expect(rows.some((row) => row.session_hash.includes(token))).toBe(false);
  });

  it('fits into 100 kB in all, with nothing from elsewhere', async () => {
    const page = await (await visit(base)).get(thread);
    const paths = [...page.text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
    // Everything it loads is named in it, the scripts that scripts import as well.
    expect(paths.filter((path) => path.endsWith('.js'))).toHaveLength(7);
    let bytes = Buffer.byteLength(page.text);
    for (const path of new Set(paths)) {
      const asset = await ask(base, path);
      expect(asset.status).toBe(200);
      bytes += Buffer.byteLength(asset.text);
    }
    expect(bytes).toBeLessThan(100_000);
    expect(page.text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  it('sends what never changes once, and asks again for the rest', async () => {
    const page = await ask(base, '/');
    const path = /href="(\/assets\/[^"]+\/room\.css)"/.exec(page.text)?.[1] ?? '';
    const style = await ask(base, path);
    expect(style.headers['cache-control']).toContain('immutable');
    // A page of an earlier version asks for what is not there any more.
    const earlier = await ask(base, '/assets/earlier/room.css');
    expect(earlier.text).toBe(style.text);
    expect(earlier.headers['cache-control']).toBe('no-cache');
    const again = await ask(base, '/assets/earlier/room.css', {
      headers: { 'if-none-match': String(style.headers['etag']) },
    });
    expect(again.status).toBe(304);
    expect(page.headers['cache-control']).toBe('no-store');
  });

  it('lets no other site put a script, a frame or a form into it', async () => {
    const { headers } = await ask(base, '/');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-inline');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});

describe('requests that are not ours', () => {
  it('are refused by another name in Host', async () => {
    const answer = await ask(base, '/', { headers: { host: 'evil.example' } });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain(base);
  });

  it('are refused from another origin, and without any', async () => {
    const browser = await visit(base);
    const fields = { text: 'from elsewhere', nonce: nonce() };
    for (const headers of [{ origin: 'http://evil.example' }, { origin: 'null' }, { origin: '' }]) {
      expect((await browser.post(`${thread}/messages`, fields, headers)).status).toBe(403);
    }
    expect(await bodies()).not.toContain('from elsewhere');
  });

  it('are told that a form cannot be read', async () => {
    for (const path of ['/act', '/command', '/people', '/zone', `${thread}/messages`]) {
      for (const method of ['GET', 'HEAD', 'PUT']) {
        const answer = await ask(base, path, { method, headers: { origin: base } });
        expect([path, method, answer.status, answer.headers['allow']]).toEqual([path, method, 405, 'POST']);
      }
    }
  });

  it('are refused with a sentence when they are too large or no form', async () => {
    const browser = await visit(base);
    const large = await browser.post(`${thread}/messages`, { text: 'x'.repeat(BODY_MAX), nonce: nonce() });
    expect([large.status, large.text]).toEqual([413, expect.stringContaining('shorten it')]);
    const json = await browser.post('/act', {}, { 'content-type': 'application/json' });
    expect([json.status, json.text]).toEqual([415, expect.stringContaining('Only forms can be sent here')]);
  });

  it('find a page that says so at an unknown address', async () => {
    const browser = await visit(base);
    for (const path of ['/t/nope', '/t/%00', `/t/${'x'.repeat(300)}`, '/nothing', '/form/v-gone']) {
      const answer = await browser.get(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.text).toContain('Back to the channel');
    }
  });
});

describe('writing in a thread', () => {
  it('is one message, however often the same box is sent', async () => {
    const browser = await visit(base);
    const page = await browser.get(thread);
    const fields = { text: 'Sent\r\ntwice', nonce: hidden(page.text, 'nonce') };
    const answers = await Promise.all([
      browser.post(`${thread}/messages`, fields),
      browser.post(`${thread}/messages`, fields),
    ]);
    await browser.post(`${thread}/messages`, fields);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
    expect((await bodies()).filter((body) => body === 'Sent\ntwice')).toHaveLength(1);
  });

  it('gives everybody their own message even with the same nonce', async () => {
    const [one, two] = [await visit(base), await visit(base)];
    const same = nonce();
    await one.post(`${thread}/messages`, { text: 'mine', nonce: same });
    await two.post(`${thread}/messages`, { text: 'no, mine', nonce: same });
    expect(await bodies()).toEqual(expect.arrayContaining(['mine', 'no, mine']));
  });

  it('shows words as they were written, and never as markup', async () => {
    const browser = await visit(base);
    const words = '<script>alert(1)</script> & "quotes"\n\n  two  spaces 👩‍👩‍👧';
    const page = await browser.post(`${thread}/messages`, { text: words, nonce: nonce() });
    expect(page.text).toContain(
      '&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot;\n\n  two  spaces 👩‍👩‍👧',
    );
    expect(page.text).not.toContain('<script>alert');
  });

  it('takes a long answer in any script, and NUL and emoji do it no harm', async () => {
    const browser = await visit(base);
    const long = '語'.repeat(8_000);
    for (const [text, kept] of [
      [long, long],
      ['before \0 after', 'before  after'],
      ['🙂🙂', '🙂🙂'],
    ] as const) {
      expect((await browser.post(`${thread}/messages`, { text, nonce: nonce() })).status).toBe(200);
      expect(await bodies()).toContain(kept);
    }
  });

  it('gives words back that cannot be sent, with the reason', async () => {
    const browser = await visit(base);
    const empty = await browser.post(`${thread}/messages`, { text: ' \0 ', nonce: nonce() });
    expect([empty.status, empty.text]).toEqual([
      422,
      expect.stringContaining('There is nothing to send yet'),
    ]);
    const tooLong = await browser.post(`${thread}/messages`, {
      text: `first ${'y'.repeat(8_000)} last`,
      nonce: nonce(),
    });
    expect(tooLong.status).toBe(422);
    expect(tooLong.text).toContain('Shorten it by 11');
    expect(tooLong.text).toContain(`${'y'.repeat(8_000)} last</textarea`);
    expect((await bodies()).filter((body) => body?.startsWith('first'))).toEqual([]);
  });

  it('tells the script the same in a sentence', async () => {
    const browser = await visit(base);
    const answer = await browser.post(
      `${thread}/messages`,
      { text: '', nonce: nonce() },
      { 'x-greenroom': 'part' },
    );
    expect([answer.status, answer.text]).toEqual([
      422,
      'There is nothing to send yet. Write something first.',
    ]);
  });

  it('can be changed and deleted by its author, and by nobody else', async () => {
    const [author, other] = [await visit(base), await visit(base)];
    await author.post(`${thread}/messages`, { text: 'first words', nonce: nonce() });
    const id = await messageId('first words');
    const edited = await author.post(`${thread}/messages/${id}/edit`, {
      text: 'second words',
      nonce: nonce(),
    });
    expect(edited.text).toContain('second words');
    for (const [path, fields] of [
      ['edit', { text: 'not yours', nonce: nonce() }],
      ['delete', {}],
    ] as const) {
      const answer = await other.post(`${thread}/messages/${id}/${path}`, fields);
      expect([answer.status, answer.text]).toEqual([
        403,
        expect.stringContaining('Only the person who wrote a message'),
      ]);
    }
    expect(await bodies()).toContain('second words');
    await author.post(`${thread}/messages/${id}/delete`, {});
    expect(await bodies()).not.toContain('second words');
    const gone = await author.post(`${thread}/messages/${id}/delete`, {});
    expect(gone.status).toBe(404);
  });

  it('goes out under the name that the page shows, or not at all', async () => {
    const browser = await visit(base);
    const first = browser.person();
    await browser.post('/people', { intent: 'add', name: 'Second person' });
    expect(browser.person()).not.toBe(first);
    await browser.post(`${thread}/messages`, { as: first, text: 'from the other tab', nonce: nonce() });
    const author = await db()
      .selectFrom('web_messages')
      .innerJoin('members', 'members.id', 'web_messages.author_id')
      .where('body', '=', 'from the other tab')
      .select('external_id')
      .executeTakeFirstOrThrow();
    expect(author.external_id).toBe(first);
    const stranger = await visit(base);
    const refused = await browser.post(`${thread}/messages`, {
      as: stranger.person(),
      text: 'as another',
      nonce: nonce(),
    });
    expect(refused.status).toBe(409);
    expect(await bodies()).not.toContain('as another');
  });
});

describe('a private message', () => {
  it('has a thread that only its member can read and write in', async () => {
    const [member, other] = [await visit(base), await visit(base)];
    const port = createWebPort(db(), served.room.clock);
    const root = await port.tellPrivately(
      { communityId: 'local', memberId: member.person() },
      { communityId: 'local', channelId: 'practice' },
      { tone: 'question', blocks: [{ kind: 'text', text: rich`For you alone` }], buttons: [] },
      'personal',
    );
    const path = `/t/${root.kind === 'sent' ? root.externalId : ''}`;
    expect((await member.get('/')).text).toContain('For you alone');
    expect((await other.get('/')).text).not.toContain('For you alone');
    const page = await member.post(`${path}/messages`, { text: 'a private thought', nonce: nonce() });
    expect(page.text).toContain('a private thought');
    expect(page.text).toContain('Only you can see this thread.');
    expect((await other.get(path)).status).toBe(404);
    expect((await other.post(`${path}/messages`, { text: 'let me in', nonce: nonce() })).status).toBe(404);
    const part = await other.get(`/part?pane=thread&id=${await messageId('a private thought')}`);
    expect(part.text).not.toContain('a private thought');
  });
});

describe('buttons and forms', () => {
  it('show what was asked under the message whose button it was, to that person only', async () => {
    const [one, other] = [await visit(base), await visit(base)];
    const roundId = await served.room.latestRoundId();
    const press = { action: `hint:${roundId}:1`, at: thread, pane: 'thread', from: served.threadId };
    const page = await one.post('/act', press);
    expect(page.text).toContain('Hint 1 of 3');
    expect(page.text.indexOf('Hint 1 of 3')).toBeGreaterThan(page.text.indexOf(`thread-${served.threadId}`));
    const viewId = hidden(page.text.slice(page.text.indexOf('class="view"')), 'view');
    const theirs = await other.get(`${thread}?view=${viewId}`);
    expect(theirs.text).not.toContain('Hint 1 of 3');
    const next = await one.post('/act', { ...press, action: `hint:${roundId}:2`, view: viewId });
    expect(next.text).toContain('Hint 2 of 3');
  });

  it('open a form that keeps what was typed when it is refused, and is sent once', async () => {
    const browser = await visit(base);
    const roundId = await served.room.latestRoundId();
    const form = await browser.post('/act', {
      action: `answer:${roundId}`,
      at: thread,
      pane: 'thread',
      from: served.threadId,
    });
    expect(form.text).toContain('<textarea id="field-answer"');
    const fields = {
      action: /value="(submit:[^"]+)"/.exec(form.text)?.[1] ?? '',
      at: thread,
      pane: 'thread',
      from: served.threadId,
      view: hidden(form.text, 'view'),
      nonce: hidden(form.text, 'nonce'),
    };
    const wrong = await browser.post('/act', { ...fields, 'f.answer': '🙂', 'f.more': '' });
    expect([wrong.status, wrong.text]).toEqual([
      422,
      expect.stringContaining('There are no words in it yet'),
    ]);
    expect(wrong.text).toContain('🙂</textarea');
    expect(wrong.text).toContain('aria-invalid="true"');
    const again = {
      ...fields,
      nonce: hidden(wrong.text, 'nonce'),
      'f.answer': 'I would ask who acts on it, then decide.',
    };
    const taken = await browser.post('/act', again);
    const twice = await browser.post('/act', again);
    expect(taken.text).toContain('Your answer is in');
    expect(twice.text).toContain('Your answer is in');
  });

  it('keep what was typed also when the server was started anew in between', async () => {
    const browser = await visit(base);
    const roundId = await served.room.latestRoundId();
    const answer = await browser.post('/act', {
      action: `submit:${roundId}:1772445600`,
      at: thread,
      view: 'v-of-another-life',
      nonce: nonce(),
      'f.answer': '…',
      'f.more': '!!',
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('…</textarea');
    expect(answer.text).toContain('!!</textarea');
  });

  it('go back to our own pages only', async () => {
    const browser = await visit(base);
    const roundId = await served.room.latestRoundId();
    const answer = await ask(base, '/act', {
      method: 'POST',
      headers: {
        origin: base,
        cookie: browser.cookie(),
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({
        as: browser.person(),
        action: `hint:${roundId}:1`,
        at: '//evil.example',
      }).toString(),
    });
    expect(answer.headers['location']).toMatch(/^\/\?view=/);
  });

  it('answer odd presses and commands with a sentence, never with an error', async () => {
    const browser = await visit(base);
    for (const action of [
      '',
      'answer',
      'answer:999999999',
      'x'.repeat(300),
      'submit:1',
      'answer:\0',
      "answer:1' or 1",
    ]) {
      const answer = await browser.post('/act', { action });
      expect([action, answer.status < 500]).toEqual([action, true]);
    }
    for (const text of [
      '',
      '/',
      '/practice',
      '/practice me',
      '//practice me',
      '/practise me',
      'me',
      '/greenroom nonsense',
      '/\0',
      'x'.repeat(5_000),
    ]) {
      const answer = await browser.post('/command', { text });
      expect([text, answer.status]).toEqual([text, 200]);
      expect(answer.text).toContain('Only you can see this');
    }
  });
});

describe('people', () => {
  it('have names of their own, can be added and chosen, and only in the browser that has them', async () => {
    const browser = await visit(base);
    const first = browser.person();
    const renamed = await browser.post('/people', { intent: 'rename', name: '  Dana   Okafor ' });
    expect(renamed.text).toContain('You are</span> <strong>Dana Okafor</strong>');
    const added = await browser.post('/people', { intent: 'add', name: 'Sam Lee' });
    expect(added.text).toContain('You are</span> <strong>Sam Lee</strong>');
    const back = await browser.post('/people', { intent: 'choose', member: first });
    expect(back.text).toContain('You are</span> <strong>Dana Okafor</strong>');
    const stranger = await visit(base);
    const refused = await stranger.post('/people', { intent: 'choose', member: first });
    expect(refused.status).toBe(403);
  });

  it('are refused a name that is taken, empty or too long', async () => {
    const [one, two] = [await visit(base), await visit(base)];
    await one.post('/people', { intent: 'rename', name: 'Priya' });
    const taken = await two.post('/people', { intent: 'rename', name: 'PRIYA' });
    expect([taken.status, taken.text]).toEqual([422, expect.stringContaining('already')]);
    for (const name of ['', ' \0 \u200B ', 'n'.repeat(41)]) {
      expect((await two.post('/people', { intent: 'add', name })).status).toBe(422);
    }
  });

  it('tell their zone, and see times in it before any script runs', async () => {
    const browser = await visit(base);
    expect((await browser.post('/zone', { zone: 'Nowhere/At_All' })).status).toBe(422);
    expect((await browser.post('/zone', { zone: 'Asia/Kathmandu' })).status).toBe(204);
    const page = await browser.get('/');
    expect(page.text).toContain(
      'Posted <time datetime="2026-03-02T10:00:00Z" data-style="datetime">Mon 2 Mar, 15:45</time>',
    );
  });
});
