import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeAction } from '../../../src/core/platform/action.ts';
import { LONG_ANSWER } from '../../support/room.ts';
import { ask, serveRoom, visit, type ServedRoom } from './visit.ts';

/** As an address or a form may carry them: NUL, other control characters, half an emoji, bytes that are no UTF-8. */
const ODD = ['%00', 'a%00b', '%01%1B', '%EF%BF%BE', '%ED%A0%BD', '%FF', '%', '%u0000', '%E2%80%AE'];

describe('characters that no database text can hold', () => {
  let served: ServedRoom;
  let base = '';
  beforeAll(async () => {
    served = await serveRoom();
    base = served.server.url;
  });
  afterAll(() => served.close());

  it('in an address made by hand end in a page that says what to do', async () => {
    const browser = await visit(base);
    const headers = { accept: 'text/html', cookie: browser.cookie() };
    for (const odd of ODD) {
      for (const path of [
        `/t/${odd}`,
        `/?before=${odd}&earlier=${odd}&view=${odd}&edit=${odd}&delete=${odd}&as=${odd}`,
        `/t/${served.threadId}?earlier=${odd}&view=${odd}&edit=${odd}&as=${odd}`,
        `/history?q=${odd}&page=${odd}&size=${odd}&as=${odd}`,
        `/me?view=${odd}`,
        `/form/${odd}`,
        `/part?pane=${odd}&open=${odd}&id=${odd}&as=${odd}`,
        `/files/${odd}`,
        `/assets/${odd}/room.css`,
        `/${odd}`,
      ]) {
        const answer = await ask(base, path, { headers });
        expect([path, answer.status < 500]).toEqual([path, true]);
      }
    }
  });

  it('in a form made by hand are left out or refused in words, and nothing is lost', async () => {
    const browser = await visit(base);
    const send = (path: string, body: string) =>
      ask(base, path, {
        method: 'POST',
        headers: {
          accept: 'text/html',
          origin: base,
          cookie: browser.cookie(),
          'content-type': 'application/x-www-form-urlencoded',
        },
        body,
      });
    const as = browser.person();
    const thread = `/t/${served.threadId}`;
    const round = await served.room.core.db.selectFrom('rounds').select('id').executeTakeFirstOrThrow();
    const submit = encodeURIComponent(encodeAction({ verb: 'submit', roundId: round.id, openedAt: '1' }));
    for (const odd of ODD) {
      for (const [path, body] of [
        [`/t/${odd}/messages`, `as=${as}&text=words&nonce=${odd}`],
        [`${thread}/messages`, `as=${as}&text=some${odd}words&nonce=${odd}`],
        [`${thread}/messages/${odd}/edit`, `as=${as}&text=words`],
        [`${thread}/messages/${odd}/delete`, `as=${as}`],
        ['/act', `as=${as}&action=${odd}&at=${odd}&pane=${odd}&from=${odd}&view=${odd}&nonce=${odd}`],
        ['/act', `as=${as}&action=answer:${odd}`],
        [
          '/act',
          `as=${as}&action=${submit}&f.answer=${encodeURIComponent(LONG_ANSWER)}${odd}&f.${odd}=${odd}`,
        ],
        ['/command', `as=${as}&text=${odd}&at=${odd}`],
        ['/command', `as=${as}&text=/practice%20suggest%20metrics%20${odd}`],
        ['/command', `as=${as}&text=/practice%20history%20${odd}`],
        ['/command', `as=${as}&text=/greenroom%20holiday%20add%2024%20December%20Eve${odd}`],
        ['/people', `as=${as}&intent=rename&name=Dana${odd}`],
        ['/people', `as=${as}&intent=add&name=Sam${odd}`],
        ['/people', `as=${odd}&intent=choose&member=${odd}`],
        ['/zone', `as=${as}&zone=${odd}`],
      ] as const) {
        const answer = await send(path, body);
        expect([path, body, answer.status, answer.status < 500]).toEqual([path, body, answer.status, true]);
      }
    }
    const kept = await served.room.core.db.selectFrom('answer_revisions').select('body').execute();
    expect(kept.length).toBeGreaterThan(0);
    for (const { body } of kept) expect(body).toContain(LONG_ANSWER);
  });
});
