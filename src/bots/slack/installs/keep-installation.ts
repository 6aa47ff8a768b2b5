import { upsertCommunity } from '../../../core/communities/upsert-community.ts';
import type { Reader, Tx } from '../../../core/db/database.ts';
import { Refusal } from '../../../core/errors.ts';
import { noteAccessKept } from '../../../core/notices/note-access.ts';
import type { Sealer } from './seal.ts';

/** A workspace's tokens as Slack just gave them. */
export interface NewTokens {
  readonly token: string;
  readonly botUserId: string;
  /** Both null where tokens do not rotate. */
  readonly refreshToken: string | null;
  readonly expiresAt: Temporal.Instant | null;
}

/** Both tokens sealed for this workspace, as columns. */
export function sealedColumns(sealer: Sealer, teamId: string, tokens: NewTokens) {
  const token = sealer.seal(tokens.token, { teamId, what: 'token' });
  const { refreshToken } = tokens;
  return {
    key_id: token.keyId,
    sealed_token: token.bytes,
    sealed_refresh:
      refreshToken === null ? null : sealer.seal(refreshToken, { teamId, what: 'refresh' }).bytes,
    expires_at: tokens.expiresAt,
    refreshing_until: null,
    refresh_refused_at: null,
  };
}

/** Keeps the tokens of an install, over those of an earlier one, with the row of its community. */
export async function keepInstallation(
  tx: Tx,
  sealer: Sealer,
  { teamId, name }: { readonly teamId: string; readonly name: string },
  tokens: NewTokens,
  now: Temporal.Instant,
): Promise<void> {
  const id = await upsertCommunity(tx, 'slack', { externalId: teamId, name }, now);
  const columns = {
    ...sealedColumns(sealer, teamId, tokens),
    bot_user_id: tokens.botUserId,
    installed_at: now,
  };
  await tx
    .insertInto('installations')
    .values({ community_id: id, ...columns })
    .onConflict((conflict) => conflict.column('community_id').doUpdateSet(columns))
    .execute();
  await noteAccessKept(tx, id, now);
}

/**
 * The app was removed at this moment: its tokens are of no use to anybody and go at once. What was installed
 * after that moment stays, however late the news comes.
 */
export async function forgetInstallation(tx: Tx, teamId: string, at: Temporal.Instant): Promise<void> {
  await tx
    .deleteFrom('installations')
    .where('installed_at', '<=', at)
    .where('community_id', 'in', (eb) =>
      eb
        .selectFrom('communities')
        .select('id')
        .where('platform', '=', 'slack')
        .where('external_id', '=', teamId),
    )
    .execute();
}

/** Throws a Refusal when tokens are stored that no key of GREENROOM_KEY opens. */
export async function checkKeys(db: Reader, sealer: Sealer): Promise<void> {
  const { count } = await db
    .selectFrom('installations')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('key_id', 'not in', sealer.keyIds)
    .executeTakeFirstOrThrow();
  if (Number(count) === 0) return;
  throw new Refusal(
    `The tokens of ${count === '1' ? 'one workspace' : `${count} workspaces`} were sealed with another key than GREENROOM_KEY holds. Put the key that was used before after the new one, with a comma between.`,
  );
}

/** What is kept of a workspace's install. */
export type InstallationRow = NonNullable<Awaited<ReturnType<typeof loadInstallation>>>;

/** The install of a workspace; undefined where there is none. */
export function loadInstallation(db: Reader, teamId: string) {
  return db
    .selectFrom('installations')
    .innerJoin('communities', 'communities.id', 'installations.community_id')
    .selectAll('installations')
    .where('communities.platform', '=', 'slack')
    .where('communities.external_id', '=', teamId)
    .executeTakeFirst();
}
