import { sql, type Kysely } from 'kysely';

/**
 * What members show in a thread of their own will, and which of our own messages are to be taken away again
 * (DESIGN §10). A removal names no member: it outlives the rows of the one who asked for it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table answer_shares (
    id bigint generated always as identity primary key,
    community_id bigint not null,
    -- One message at a time: sharing a newer version takes the earlier one away.
    answer_id bigint not null unique,
    revision integer not null,
    created_at timestamptz not null,
    foreign key (community_id, answer_id) references answers (community_id, id) on delete cascade,
    foreign key (answer_id, revision) references answer_revisions on delete cascade
  )`,
  `create table removals (
    id bigint generated always as identity primary key,
    community_id bigint not null references communities on delete cascade,
    channel_id text not null,
    thread_id text,
    -- The key it was sent under: finds it when its id is not known (the send was under way).
    key text not null unique,
    message_id text,
    created_at timestamptz not null
  )`,
  `create index removals_by_community on removals (community_id)`,
];
