import { sql, type Kysely } from 'kysely';

/** How a schedule's questions stand in their channel: pinned or not, and the one role that is told of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table community_roles (
    id bigint generated always as identity primary key,
    community_id bigint not null references communities on delete cascade,
    external_id text not null,
    name text not null,
    unique (community_id, external_id),
    unique (community_id, id)
  )`,
  `alter table schedules
    add column pin_posts boolean not null default false,
    add column mention_role_id bigint`,
  `alter table schedules add constraint schedules_mention_role_fkey
    foreign key (community_id, mention_role_id) references community_roles (community_id, id)
    on delete set null (mention_role_id)`,
];
