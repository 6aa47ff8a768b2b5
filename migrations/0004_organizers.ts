import { sql, type Kysely } from 'kysely';

/**
 * What organizers decide: questions queued ahead of their turn, questions a community no longer asks,
 * schedules that were removed (their rounds and answers stay), and the problems they are told of.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table schedules add column removed_at timestamptz`,
  `alter table schedules add constraint schedules_removed_is_still
    check (removed_at is null or (paused_at is not null and next_run_at is null))`,
  `create table schedule_queue (
    community_id bigint not null,
    schedule_id bigint not null,
    position integer not null check (position > 0),
    question_id bigint not null references questions on delete cascade,
    -- The round that took it; when that round is not posted, the question is free again.
    round_id bigint,
    primary key (schedule_id, position),
    unique (schedule_id, question_id),
    foreign key (community_id, schedule_id) references schedules (community_id, id) on delete cascade,
    foreign key (community_id, round_id) references rounds (community_id, id) on delete set null (round_id)
  )`,
  `create table question_retirements (
    community_id bigint not null references communities on delete cascade,
    question_id bigint not null references questions on delete cascade,
    retired_at timestamptz not null,
    primary key (community_id, question_id)
  )`,
  `create table notices (
    id bigint generated always as identity primary key,
    community_id bigint not null references communities on delete cascade,
    kind text not null check (kind in ('missed_post', 'failed_delivery', 'suggestions')),
    -- What the problem is about: a schedule, a channel, or one word; never a member.
    subject text not null,
    count integer not null default 1 check (count > 0),
    -- A problem that lasts is told in a new message after some days; this counts the messages.
    series integer not null default 1 check (series > 0),
    -- What happened last: a round's id, or the platform's reason.
    latest text not null,
    opened_at timestamptz not null,
    last_at timestamptz not null,
    -- When its message is (or was last) written anew.
    tell_at timestamptz,
    resolved_at timestamptz
  )`,
  `create unique index notices_open on notices (community_id, kind, subject) where resolved_at is null`,
  `create index notices_by_time on notices (community_id, opened_at)`,
  `create table notice_mutes (
    community_id bigint not null references communities on delete cascade,
    kind text not null check (kind in ('missed_post', 'failed_delivery', 'suggestions')),
    muted_until timestamptz not null,
    primary key (community_id, kind)
  )`,
];
