import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandName } from '../../../src/core/commands/command.ts';
import { COMMANDS } from '../../../src/core/commands/registry.ts';
import { encodeAction } from '../../../src/core/platform/action.ts';
import { serveRoom, visit, type ServedRoom, type Visitor } from './visit.ts';

const REFUSED = 'Only an organizer can do that here. Organizers:';

let served: ServedRoom;
let organizer: Visitor;
let member: Visitor;
beforeAll(async () => {
  served = await serveRoom();
  organizer = await visit(served.server.url);
  member = await visit(served.server.url);
  // Their row is there before anything is compared.
  await member.post('/command', { text: '/practice me' });
});
afterAll(() => served.close());

const PART = { 'x-greenroom': 'part' };

/** Everything in the database but the keys of events, as one text. */
async function everything(): Promise<string> {
  const { db } = served.room.core;
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables
    where schemaname = 'public' and tablename not in ('inbox', 'web_people') order by 1`.execute(db);
  const parts: string[] = [];
  for (const { name } of rows) {
    const found = await sql<{ all: string | null }>`
      select string_agg(t::text, ';' order by t::text) as all from ${sql.table(name)} t`.execute(db);
    parts.push(`${name}: ${found.rows[0]?.all ?? ''}`);
  }
  return parts.join('\n');
}

describe('what organizers do is refused to a member, however they ask', () => {
  const commands = COMMANDS.filter((command) => command.root === 'greenroom');

  it('there are organizer commands, and the first person is let in', async () => {
    expect(commands.length).toBeGreaterThan(20);
    expect((await organizer.post('/command', { text: '/greenroom setup' }, PART)).text).not.toContain(
      REFUSED,
    );
  });

  it.for(commands.map((command) => [commandName(command), command] as const))(
    '%s',
    async ([name, command]) => {
      const before = await everything();
      const forms = command.submit === undefined ? [] : ['-', '1', 'own-1'];
      const requests: (readonly [string, Record<string, string>])[] = [
        ['/command', { text: command.example }],
        ['/command', { text: `/greenroom ${command.words.join(' ').toUpperCase()}` }],
        ['/act', { action: encodeAction({ verb: 'run', command: name, arg: '-' }) }],
        ['/act', { action: encodeAction({ verb: 'run', command: name, arg: 'yes.1' }) }],
        ...forms.map((arg): [string, Record<string, string>] => [
          '/act',
          {
            action: encodeAction({ verb: 'send', command: name, arg }),
            'f.time': '10:00',
            'f.text': 'A question?',
          },
        ]),
      ];
      for (const [path, fields] of requests) {
        const answer = await member.post(path, fields, PART);
        expect(answer.text, `${path} ${JSON.stringify(fields)}`).toContain(REFUSED);
      }
      const disguised = await member.post(
        '/command',
        { text: command.example, as: organizer.person() },
        PART,
      );
      expect(disguised.status).toBe(409);
      expect(await everything()).toBe(before);
    },
  );
});
