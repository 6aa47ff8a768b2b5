import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { z } from 'zod';
import { plainText } from '../../core/platform/plain-text.ts';
import type { Reply } from '../../core/platform/reply.ts';
import { actionEvent } from './events.ts';
import type { WebDeps } from './deps.ts';
import { isMessageId, isNonce } from './message-ids.ts';
import type { Person } from './people-store.ts';
import { readSent, refuse, safeReturn, wantsPart } from './respond.ts';
import { plainPage } from './shell.ts';
import { showReply } from './show-reply.ts';
import { readVisitor } from './visitor.ts';

const paneSchema = z.enum(['feed', 'thread', 'own']).catch('feed');

/**
 * `POST /act`: a button was pressed or a form was sent. Each press is an event of its own; a form carries a
 * nonce, so that sending it twice is one.
 */
export async function press(c: Context, deps: WebDeps): Promise<Response> {
  const sent = await readSent(c, deps);
  if (!sent.ok) return sent.response;
  const { fields, person, visitor } = sent;
  const nonce = fields['nonce'] !== undefined && isNonce(fields['nonce']) ? fields['nonce'] : null;
  const typed = typedFields(fields);
  const action = fields['action'] ?? '';
  const key = nonce === null ? `press/${randomUUID()}` : `form/${person.externalId}/${nonce}`;
  const event = actionEvent(deps.clock, person, { key, action, fields: typed });
  if (event === null || action === '') {
    const sentence = 'The request did not say which button was pressed. Go back and press it again.';
    return await refuse(c, deps, 400, 'Nothing was done', sentence);
  }
  const reply = await deps.handle(event);
  const last = await lastWords(c, deps, person, reply);
  if (last !== null) return last;
  const pressed = {
    visitor,
    person,
    at: safeReturn(fields['at']),
    pane: paneSchema.parse(fields['pane']),
    from: idOrNull(fields['from']),
    viewId: idOrNull(fields['view']),
    nonce,
    action,
    typed,
  };
  return await showReply(c, deps, pressed, reply);
}

/**
 * Who was erased by this press has no page to come back to: without a script they are told by a page of its
 * own, and the browser is nobody's until it opens the room again. Null for everybody who is still there.
 */
async function lastWords(c: Context, deps: WebDeps, person: Person, reply: Reply): Promise<Response | null> {
  if (wantsPart(c) || reply.kind !== 'replace') return null;
  const row = await deps.db.selectFrom('members').select('id').where('id', '=', person.id).executeTakeFirst();
  if (row !== undefined) return null;
  const visitor = await readVisitor(c, deps, null);
  const sentences = plainText({ ...reply.card, tone: 'plain', buttons: [] }).split('\n');
  return c.html(plainPage({ title: 'Done', visitor, at: '/', assets: deps.assets }, sentences));
}

/** Form fields travel as `f.<name>`, apart from our own. */
function typedFields(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => name.startsWith('f.'))
      .map(([name, value]) => [name.slice(2), unixLines(value)]),
  );
}

/** Browsers send line ends as CR LF whatever was typed; members' words are kept with plain ones. */
export function unixLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

function idOrNull(text: string | undefined): string | null {
  return text !== undefined && isMessageId(text) ? text : null;
}
