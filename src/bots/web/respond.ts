import type { Context } from 'hono';
import type { WebDeps } from './deps.ts';
import { readVisitor, welcomeVisitor, type Visitor } from './visitor.ts';
import { choosePerson, type Person } from './people-store.ts';
import { plainPage } from './shell.ts';

type RefusalStatus = 400 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 500;

/** Whether the script asks, which takes a piece of a page, or a plain sentence when something is refused. */
export function wantsPart(c: Context): boolean {
  return c.req.header('x-greenroom') === 'part';
}

/** Says no with a title and a sentence that says what to do: a page, or the sentence alone to the script. */
export async function refuse(
  c: Context,
  deps: WebDeps,
  status: RefusalStatus,
  title: string,
  sentence: string,
): Promise<Response> {
  if (wantsPart(c)) return c.text(sentence, status);
  const visitor = await readVisitor(c, deps, null);
  return c.html(plainPage({ title, visitor, at: '/', assets: deps.assets }, [sentence]), status);
}

/** The fields of a sent form; null when it was not sent as one. Never throws for what is in it. */
export async function readFields(c: Context): Promise<Readonly<Record<string, string>> | null> {
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) return null;
  return Object.fromEntries(new URLSearchParams(await c.req.text()));
}

/** A sent form and the person who sent it, or the refusal to give instead. */
export type Sent =
  | {
      readonly ok: true;
      readonly fields: Readonly<Record<string, string>>;
      readonly visitor: Visitor;
      readonly person: Person;
    }
  | { readonly ok: false; readonly response: Response };

/**
 * Reads a form and who sends it. The page names the person it was made for (`as`); a browser that may not
 * act as that person (any more) is refused, so that nobody's words go out under another name.
 */
export async function readSent(c: Context, deps: WebDeps): Promise<Sent> {
  const fields = await readFields(c);
  if (fields === null) {
    const sentence = 'Only forms can be sent here. Open the room in a browser and use the form on the page.';
    return { ok: false, response: await refuse(c, deps, 415, 'That was not a form', sentence) };
  }
  const as = fields['as'] ?? '';
  const visitor = as === '' ? await welcomeVisitor(c, deps, null) : await readVisitor(c, deps, as);
  if (visitor.acting === null) {
    const sentence =
      'This page was opened for another person than this browser acts as now. Copy your text, reload the page, and send it again.';
    return { ok: false, response: await refuse(c, deps, 409, 'This page is out of date', sentence) };
  }
  const { hash, people, acting } = visitor;
  // Without a script the next page is a new one; it goes on as the same person.
  if (hash !== null && acting !== people[0] && !wantsPart(c)) {
    await choosePerson(deps.db, deps.clock, hash, acting.externalId);
  }
  return { ok: true, fields, visitor, person: acting };
}

/** The page to go back to, when a form names one of ours; otherwise the channel. */
export function safeReturn(at: string | undefined): string {
  return at !== undefined && /^\/(?:me|history|t\/[A-Za-z0-9_.-]{1,40})$/.test(at) ? at : '/';
}
