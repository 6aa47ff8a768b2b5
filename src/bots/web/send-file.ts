import type { Context } from 'hono';
import type { WebDeps } from './deps.ts';
import { isMessageId } from './message-ids.ts';
import { refuse } from './respond.ts';
import { readVisitor } from './visitor.ts';

/**
 * `GET /files/:id`: a file that came with a message, for those whom the message is for: one of the people
 * this browser may act as. To anybody else it is not there. Always saved, never opened as a page of ours.
 */
export async function sendFile(c: Context, deps: WebDeps, id: string): Promise<Response> {
  const { people } = await readVisitor(c, deps, null);
  const asked = isMessageId(id) ? id : '-';
  const row = await deps.db
    .selectFrom('web_files')
    .innerJoin('web_messages', 'web_messages.id', 'web_files.message_id')
    .select(['web_files.name', 'web_files.media_type', 'web_files.bytes', 'web_messages.audience_id'])
    .where('web_files.id', '=', asked)
    .executeTakeFirst();
  const theirs = row !== undefined && people.some((person) => person.id === row.audience_id);
  if (!theirs) {
    const sentence =
      'This file is not here for you. Files are kept for 7 days; type /practice export to make new ones.';
    return await refuse(c, deps, 404, 'No such file', sentence);
  }
  c.header('content-type', row.media_type);
  c.header('content-disposition', `attachment; filename="${row.name.replaceAll(/[^A-Za-z0-9._-]/g, '_')}"`);
  return c.body(new Uint8Array(row.bytes));
}
