import { sql, type Kysely } from 'kysely';

/**
 * Workspaces that installed the app, with their tokens sealed: nothing here opens without GREENROOM_KEY. The
 * row goes with its community, and at once when the app is removed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table installations (
    community_id bigint primary key references communities (id) on delete cascade,
    key_id text not null check (key_id ~ '^[0-9a-f]{16}$'),
    sealed_token bytea not null,
    sealed_refresh bytea,
    expires_at timestamptz,
    bot_user_id text not null,
    installed_at timestamptz not null,
    refreshing_until timestamptz,
    refresh_refused_at timestamptz,
    check ((sealed_refresh is null) = (expires_at is null))
  )`,
  // A state is signed and ends by itself; what is kept is only that it was used.
  `create table install_states (
    nonce text primary key check (length(nonce) <= 64),
    expires_at timestamptz not null
  )`,
];
