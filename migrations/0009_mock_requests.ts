import { sql, type Kysely } from 'kysely';

/**
 * Who waits for a partner, and how: one request a member. Weekly rounds are one a community and week, by
 * constraint. A missed session lowers a member's place for a while; that outlives the request.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table communities
    -- From when on a member may be matched: days since they were met first, and answers given.
    add column mock_after_days integer not null default 7 check (mock_after_days between 0 and 365),
    add column mock_after_answers integer not null default 1 check (mock_after_answers between 0 and 100)`,
  `create table mock_requests (
    member_id bigint primary key,
    community_id bigint not null,
    kind text not null check (kind in ('now', 'evening', 'weekly')),
    -- Idle: a weekly one between rounds. Matched: until that session comes to nothing, or to its end.
    state text not null check (state in ('waiting', 'matched', 'idle')),
    wish text not null check (wish in ('both', 'candidate', 'interviewer')),
    -- Null: what they practise least.
    category text,
    -- Shared with the partner, by choice.
    notes text not null default '' check (char_length(notes) <= 300),
    voice_link text check (char_length(voice_link) <= 500),
    untimed boolean not null default true,
    -- Weekly: weekdays with times on the clock of the zone.
    slots jsonb not null default '[]',
    zone text not null,
    weekly_cap smallint not null default 1 check (weekly_cap between 1 and 7),
    -- Now and this evening: the one stretch in which they are free.
    free_from timestamptz,
    free_until timestamptz,
    -- The Monday of a week they leave out.
    skip_week date,
    waiting_since timestamptz not null,
    left_out_last boolean not null default false,
    times_left_out integer not null default 0 check (times_left_out >= 0),
    created_at timestamptz not null,
    foreign key (community_id, member_id) references members (community_id, id) on delete cascade,
    check ((kind = 'weekly') = (free_until is null)),
    check ((free_from is null) = (free_until is null)),
    check (state <> 'idle' or kind = 'weekly')
  )`,
  `create index mock_requests_waiting on mock_requests (community_id) where state = 'waiting'`,
  `create table mock_weeks (
    community_id bigint not null references communities on delete cascade,
    week date not null,
    made_at timestamptz not null,
    primary key (community_id, week)
  )`,
  `create table mock_priorities (
    member_id bigint primary key,
    community_id bigint not null,
    lowered_until timestamptz not null,
    foreign key (community_id, member_id) references members (community_id, id) on delete cascade
  )`,
];
