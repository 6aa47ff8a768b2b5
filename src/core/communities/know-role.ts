import type { Tx } from '../db/database.ts';
import { storableText } from '../storable-text.ts';

/** Finds or makes a role of the community; its name follows the platform's. Returns our id. Called by adapters for roles that were picked. */
export async function knowRole(
  tx: Tx,
  communityId: string,
  role: { readonly externalId: string; readonly name: string },
): Promise<string> {
  const name = storableText(role.name);
  const row = await tx
    .insertInto('community_roles')
    .values({ community_id: communityId, external_id: role.externalId, name })
    .onConflict((conflict) => conflict.columns(['community_id', 'external_id']).doUpdateSet({ name }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}
