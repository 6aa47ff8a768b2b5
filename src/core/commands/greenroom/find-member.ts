import { echoInput } from '../../echo-input.ts';
import type { Reader } from '../../db/database.ts';

export interface FoundMember {
  readonly id: string;
  readonly displayName: string;
  readonly isOrganizer: boolean;
}

/**
 * The member that a name or a mention means: "Sam", "@Sam", "<@123>". Or one sentence that says what to
 * write instead.
 */
export async function findMemberByName(
  db: Reader,
  communityId: string,
  text: string,
  example: string,
): Promise<
  { readonly ok: true; readonly member: FoundMember } | { readonly ok: false; readonly message: string }
> {
  const mention = /^<@!?([A-Za-z0-9]+)(?:\|[^>]*)?>$/.exec(text.trim())?.[1];
  const name = text.trim().replace(/^@/, '').trim().toLowerCase();
  if (name === '') return { ok: false, message: `Whom? Say the name, such as ${example}.` };
  const rows = await db
    .selectFrom('members')
    .select(['id', 'external_id', 'display_name', 'is_organizer'])
    .where('community_id', '=', communityId)
    .orderBy('id')
    .execute();
  const fits = rows.filter((row) =>
    mention === undefined
      ? row.display_name.trim().toLowerCase() === name || row.external_id.toLowerCase() === name
      : row.external_id === mention,
  );
  const [only, ...others] = fits;
  if (only === undefined) {
    return {
      ok: false,
      message: `I have not met "${echoInput(text)}" here. They become known once they press a button or type a command, such as /practice me.`,
    };
  }
  if (others.length > 0) {
    return {
      ok: false,
      message: `${fits.length} people are called "${echoInput(text)}". Mention the one you mean, or use their id.`,
    };
  }
  return {
    ok: true,
    member: { id: only.id, displayName: only.display_name, isOrganizer: only.is_organizer },
  };
}
