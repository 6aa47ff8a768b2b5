import { sql, type Kysely } from 'kysely';

/**
 * Mock interviews alone. A row holds where its member stands and no word of theirs: what they write is an
 * answer to a question of their own, like any other. One open at a time.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table mock_solos (
    id bigint generated always as identity primary key,
    community_id bigint not null,
    member_id bigint not null,
    round_id bigint not null,
    state jsonb not null,
    version integer not null default 1 check (version > 0),
    created_at timestamptz not null,
    ended_at timestamptz,
    foreign key (community_id, member_id) references members (community_id, id) on delete cascade,
    foreign key (community_id, round_id) references rounds (community_id, id) on delete cascade,
    check ((ended_at is not null) = (state ->> 'step' = 'over'))
  )`,
  `create unique index mock_solos_one_open on mock_solos (member_id) where ended_at is null`,
  `create index mock_solos_by_round on mock_solos (round_id)`,
];
