import type { Reader } from '../db/database.ts';

/** Names of the community's organizers, so that a refusal can say whom to ask; ten at most. */
export async function organizerNames(db: Reader, communityId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('members')
    .select('display_name')
    .where('community_id', '=', communityId)
    .where('is_organizer', 'is', true)
    .where('left_at', 'is', null)
    .orderBy('id')
    .limit(10)
    .execute();
  return rows.map((row) => row.display_name);
}
