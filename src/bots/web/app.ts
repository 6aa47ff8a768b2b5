import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { Asset } from './assets.ts';
import { choosePerson, tellZone } from './choose-person.ts';
import type { WebDeps } from './deps.ts';
import { guard, type Doors } from './guard.ts';
import { isMessageId } from './message-ids.ts';
import { press } from './press.ts';
import { refuse } from './respond.ts';
import { sendFile } from './send-file.ts';
import { runCommand } from './run-command.ts';
import { showHistory } from './show-history.ts';
import { showMePage } from './show-me.ts';
import { showFormPage, showPart, showRoom } from './show-room.ts';
import { readVisitor, welcomeVisitor } from './visitor.ts';
import { deleteMessage, editMessage, postMessage } from './write-message.ts';

/**
 * The largest request, in bytes. An answer of 8,000 characters takes up to 72,000 as a form sends it: three
 * bytes a character in many scripts, each written as %XX.
 */
export const BODY_MAX = 128 * 1024;

/** Every page and form of the web channel. It listens nowhere by itself: see server.ts. */
export function createWebApp(deps: WebDeps, doors: Doors): Hono {
  const app = new Hono();
  app.use(guard(doors));
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: async (c, methods) => {
        c.header('allow', methods.join(', '));
        return await refuse(
          c,
          deps,
          405,
          'Not this way',
          'This address takes forms only. Go back to the channel.',
        );
      },
    }),
  );
  app.use(
    bodyLimit({
      maxSize: BODY_MAX,
      onError: (c) =>
        refuse(
          c,
          deps,
          413,
          'Too much at once',
          'A message can have 8,000 characters. Go back, shorten it, and send it again.',
        ),
    }),
  );

  app.get('/', async (c) => {
    const visitor = await visit(c, deps);
    return visitor instanceof Response ? visitor : await showRoom(c, deps, visitor, { threadId: null });
  });
  app.get('/t/:id', async (c) => {
    const visitor = await visit(c, deps);
    if (visitor instanceof Response) return visitor;
    // Never an id; it finds nothing and is told so.
    const threadId = isMessageId(c.req.param('id')) ? c.req.param('id') : '-';
    return await showRoom(c, deps, visitor, { threadId });
  });
  app.get('/me', async (c) => {
    const visitor = await visit(c, deps);
    return visitor instanceof Response ? visitor : await showMePage(c, deps, visitor);
  });
  app.get('/history', async (c) => {
    const visitor = await visit(c, deps);
    return visitor instanceof Response ? visitor : await showHistory(c, deps, visitor);
  });
  app.get('/form/:id', (c) => showFormPage(c, deps, c.req.param('id')));
  app.get('/part', (c) => showPart(c, deps));
  app.get('/files/:id', (c) => sendFile(c, deps, c.req.param('id')));
  app.get('/events', (c) => openEvents(c, deps));

  app.post('/act', (c) => press(c, deps));
  app.post('/command', (c) => runCommand(c, deps));
  app.post('/people', (c) => choosePerson(c, deps));
  app.post('/zone', (c) => tellZone(c, deps));
  app.post('/t/:id/messages', (c) => postMessage(c, deps, c.req.param('id')));
  app.post('/t/:id/messages/:mid/edit', (c) => editMessage(c, deps, c.req.param('id'), c.req.param('mid')));
  app.post('/t/:id/messages/:mid/delete', (c) =>
    deleteMessage(c, deps, c.req.param('id'), c.req.param('mid')),
  );

  const { version, style, icon, script, modules } = deps.assets;
  // Browsers ask for it wherever a page names none.
  app.get('/favicon.ico', (c) => sendAsset(c, icon, false));
  for (const asset of [style, icon, script, ...modules]) {
    // A page of an earlier version is given what there is now, and may not keep it.
    app.get(`/assets/:version/${asset.name}`, (c) => sendAsset(c, asset, c.req.param('version') === version));
  }

  app.notFound((c) => refuse(c, deps, 404, 'Nothing here', 'There is no page at this address.'));
  app.onError((error, c) => {
    deps.log.error(
      { err: error, method: c.req.method, path: c.req.routePath },
      'a request to the web channel failed',
    );
    return c.text(
      'Something broke on our side, and nothing was lost. Go back and try again in a moment.\n',
      500,
    );
  });
  return app;
}

/**
 * Who opens a page. A browser that was never here becomes a new member; programs that only look, and
 * checks with HEAD, do not. Coming from another site the strict cookie is left at home, so the page asks
 * for itself once more, from here, before anyone new is made.
 */
async function visit(c: Context, deps: WebDeps) {
  const isBrowser = c.req.method === 'GET' && (c.req.header('accept') ?? '').includes('text/html');
  const visitor = await readVisitor(c, deps, c.req.query('as') ?? null);
  if (!isBrowser || visitor.people.length > 0) return visitor;
  const site = c.req.header('sec-fetch-site');
  if (visitor.hash === null && site === 'cross-site') {
    c.header('refresh', '0');
    return c.html(
      '<!doctype html><html lang="en"><title>Greenroom</title><p>Opening the room. <a href="">Open it now</a></p>',
    );
  }
  return await welcomeVisitor(c, deps, null);
}

async function openEvents(c: Context, deps: WebDeps): Promise<Response> {
  c.header('content-type', 'text/event-stream; charset=utf-8');
  c.header('cache-control', 'no-store');
  if (c.req.method === 'HEAD') return c.body(null);
  const visitor = await readVisitor(c, deps, c.req.query('as') ?? null);
  return c.body(deps.live.open(visitor.acting?.id ?? null));
}

/** `forGood`: the address names this very content, so what was fetched under it never grows old. */
function sendAsset(c: Context, asset: Asset, forGood: boolean): Response {
  c.header('etag', asset.etag);
  c.header('cache-control', forGood ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (c.req.header('if-none-match') === asset.etag) return c.body(null, 304);
  c.header('content-type', asset.type);
  return c.body(asset.body);
}
