import { randomBytes, randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { parseZone } from '../../core/time.ts';
import type { WebDeps } from './deps.ts';
import { openedEvent } from './events.ts';
import { choosePerson, countMembers, readPeople, sessionHash, type Person } from './people-store.ts';

/** The browser that asks: the people it may act as, and its zone when it has told it. */
export interface Visitor {
  /** Hash of its token; null when it has none yet. */
  readonly hash: string | null;
  readonly people: readonly Person[];
  /** Whom the page acts as; null before the first visit is complete, or when `as` is none of them. */
  readonly acting: Person | null;
  readonly zone: string | null;
}

const TOKEN_COOKIE = 'greenroom';
const ZONE_COOKIE = 'greenroom_zone';
/** 400 days, the longest that browsers keep a cookie. */
const TOKEN_SECONDS = 400 * 24 * 60 * 60;

/**
 * Who is there. `as` is the member that the page was made for, so that a page left open in another tab
 * goes on acting for the person it shows; without it, the person chosen last.
 */
export async function readVisitor(c: Context, deps: WebDeps, as: string | null): Promise<Visitor> {
  const token = readToken(c);
  const hash = token === null ? null : sessionHash(token);
  const people = hash === null ? [] : await readPeople(deps.db, hash);
  const acting = (as === null ? people[0] : people.find((person) => person.externalId === as)) ?? null;
  return { hash, people, acting, zone: readZone(c) };
}

/** Like {@link readVisitor}, and a browser that nobody came with before becomes a new member. */
export async function welcomeVisitor(c: Context, deps: WebDeps, as: string | null): Promise<Visitor> {
  const visitor = await readVisitor(c, deps, as);
  if (visitor.people.length > 0) return visitor;
  await addPerson(c, deps, visitor, null);
  return await readVisitor(c, deps, null);
}

/** Makes a new member of the room and lets this browser act as them. Without a name, "Member 3". */
export async function addPerson(
  c: Context,
  deps: WebDeps,
  visitor: Visitor,
  name: string | null,
): Promise<Person> {
  const token = readToken(c) ?? giveToken(c);
  const hash = sessionHash(token);
  const externalId = `p-${randomUUID()}`;
  const displayName = name ?? `Member ${(await countMembers(deps.db, '')).members + 1}`;
  await deps.handle(openedEvent(deps.clock, { externalId, name: displayName }, visitor.zone ?? ''));
  await choosePerson(deps.db, deps.clock, hash, externalId);
  const person = (await readPeople(deps.db, hash)).find((one) => one.externalId === externalId);
  if (person === undefined) throw new Error('the new member was not made');
  return person;
}

/** Keeps the browser's zone until it is closed, so that times are right before any script runs. */
export function rememberZone(c: Context, zone: string): void {
  setCookie(c, ZONE_COOKIE, zone, { path: '/', sameSite: 'Strict', httpOnly: true });
}

function readToken(c: Context): string | null {
  const given = c.get('token');
  const token: unknown = given ?? getCookie(c, TOKEN_COOKIE);
  return typeof token === 'string' && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : null;
}

function giveToken(c: Context): string {
  const token = randomBytes(32).toString('base64url');
  // Later in this same request the cookie is not there yet.
  c.set('token', token);
  setCookie(c, TOKEN_COOKIE, token, {
    path: '/',
    sameSite: 'Strict',
    httpOnly: true,
    maxAge: TOKEN_SECONDS,
  });
  return token;
}

function readZone(c: Context): string | null {
  const zone = parseZone(getCookie(c, ZONE_COOKIE) ?? '');
  return zone.ok ? zone.value : null;
}
