import type { Context } from 'hono';
import { parseZone } from '../../core/time.ts';
import type { WebDeps } from './deps.ts';
import { openedEvent } from './events.ts';
import { choosePerson as storeChoice, countMembers } from './people-store.ts';
import { readSent, refuse, safeReturn } from './respond.ts';
import { addPerson, rememberZone } from './visitor.ts';

/** The longest name, in characters; it has to fit beside every message. */
const NAME_MAX = 40;

/** `POST /people`: act as another of this browser's people, add one, or change one's name. */
export async function choosePerson(c: Context, deps: WebDeps): Promise<Response> {
  const sent = await readSent(c, deps);
  if (!sent.ok) return sent.response;
  const { fields, visitor, person } = sent;
  const at = safeReturn(fields['at']);
  if (visitor.hash === null && visitor.people.length === 0) return c.redirect(at, 303);
  if (fields['intent'] === 'choose') {
    const chosen = visitor.people.find((one) => one.externalId === fields['member']);
    if (chosen === undefined || visitor.hash === null) {
      return await refuse(
        c,
        deps,
        403,
        'Not one of yours',
        'This browser cannot act as that person. Add a person of your own instead.',
      );
    }
    await storeChoice(deps.db, deps.clock, visitor.hash, chosen.externalId);
    return c.redirect(at, 303);
  }
  const name = cleanName(fields['name'] ?? '');
  if (name === null) {
    const sentence = `A name has 1 to ${NAME_MAX} characters. Go back and write another one.`;
    return await refuse(c, deps, 422, 'That name does not fit', sentence);
  }
  const isRename = fields['intent'] === 'rename';
  if (isRename && name === person.name) return c.redirect(at, 303);
  const sameWord = isRename && name.toLowerCase() === person.name.toLowerCase();
  if (!sameWord && (await countMembers(deps.db, name)).named > 0) {
    const sentence = `Somebody here is called ${name} already. Go back and write another name, for example with a last name.`;
    return await refuse(c, deps, 422, 'That name is taken', sentence);
  }
  if (isRename) await deps.handle(openedEvent(deps.clock, { ...person, name }, visitor.zone ?? ''));
  else await addPerson(c, deps, visitor, name);
  return c.redirect(at, 303);
}

/** `POST /zone`: the script tells the browser's time zone. */
export async function tellZone(c: Context, deps: WebDeps): Promise<Response> {
  const sent = await readSent(c, deps);
  if (!sent.ok) return sent.response;
  const zone = parseZone(sent.fields['zone'] ?? '');
  if (!zone.ok) return c.text(zone.message, 422);
  rememberZone(c, zone.value);
  await deps.handle(openedEvent(deps.clock, sent.person, zone.value));
  return c.body(null, 204);
}

/** A name on one line, without characters that cannot be seen; null when nothing or too much is left. */
export function cleanName(text: string): string | null {
  const name = text
    .toWellFormed()
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim();
  return name === '' || name.length > NAME_MAX ? null : name;
}
