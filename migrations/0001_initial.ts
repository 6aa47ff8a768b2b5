import { sql, type Kysely } from 'kysely';

/**
 * The tables of the daily question loop. Constraints carry the rules: one round per schedule and local
 * date, one answer per round and member, one delivery per key. The community is part of every foreign key
 * that could otherwise cross tenants. Needs PostgreSQL 15 or newer (NULLS NOT DISTINCT).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table communities (
    id bigint generated always as identity primary key,
    platform text not null check (platform in ('web', 'discord', 'slack')),
    external_id text not null,
    name text not null,
    misses_allowed integer not null default 2 check (misses_allowed between 0 and 30),
    misses_window integer not null default 10 check (misses_window between 1 and 60),
    quiet_seconds integer not null default 60 check (quiet_seconds between 0 and 3600),
    notice_channel_id bigint,
    created_at timestamptz not null,
    unique (platform, external_id)
  )`,
  `create table channels (
    id bigint generated always as identity primary key,
    community_id bigint not null references communities on delete cascade,
    external_id text not null,
    name text not null,
    created_at timestamptz not null,
    unique (community_id, external_id),
    unique (community_id, id)
  )`,
  `alter table communities add constraint communities_notice_channel_fkey
    foreign key (id, notice_channel_id) references channels (community_id, id)`,
  `create table members (
    id bigint generated always as identity primary key,
    community_id bigint not null references communities on delete cascade,
    external_id text not null,
    display_name text not null,
    is_organizer boolean not null default false,
    thread_consent text not null default 'ask' check (thread_consent in ('ask', 'always', 'no')),
    consent_asked_at timestamptz,
    created_at timestamptz not null,
    unique (community_id, external_id),
    unique (community_id, id)
  )`,
  `create table questions (
    id bigint generated always as identity primary key,
    community_id bigint references communities on delete cascade,
    pack text not null,
    slug text not null,
    category text not null,
    level smallint not null check (level between 1 and 3),
    body text not null check (char_length(body) between 1 and 300),
    details jsonb not null,
    retired_at timestamptz,
    unique nulls not distinct (community_id, slug)
  )`,
  `create table schedules (
    id bigint generated always as identity primary key,
    community_id bigint not null,
    channel_id bigint not null,
    pack text not null,
    local_time text not null check (local_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
    zone text not null,
    weekdays smallint[] not null check (cardinality(weekdays) between 1 and 7),
    first_date date,
    last_date date check (last_date >= first_date),
    thread_answers boolean not null default true,
    made_by_default boolean not null default false,
    paused_at timestamptz,
    next_run_at timestamptz,
    next_local_date date,
    created_at timestamptz not null,
    foreign key (community_id, channel_id) references channels (community_id, id) on delete cascade,
    unique (community_id, id),
    check ((next_run_at is null) = (next_local_date is null))
  )`,
  `create index schedules_due on schedules (next_run_at) where paused_at is null`,
  `create table holidays (
    community_id bigint not null references communities on delete cascade,
    local_date date not null,
    name text not null,
    primary key (community_id, local_date)
  )`,
  `create table rounds (
    id bigint generated always as identity primary key,
    community_id bigint not null references communities on delete cascade,
    schedule_id bigint,
    channel_id bigint,
    member_id bigint,
    question_id bigint not null references questions,
    local_date date not null,
    zone text not null,
    due_at timestamptz not null,
    state text not null check (state in ('due', 'posted', 'skipped', 'withdrawn')),
    posted_at timestamptz,
    closes_at timestamptz,
    skipped_because text check (skipped_because in ('too_late', 'refused', 'unknown')),
    message_id text,
    thread_id text,
    unique (schedule_id, local_date),
    unique (community_id, id),
    foreign key (community_id, schedule_id) references schedules (community_id, id) on delete cascade,
    foreign key (community_id, channel_id) references channels (community_id, id) on delete cascade,
    foreign key (community_id, member_id) references members (community_id, id) on delete cascade,
    check ((schedule_id is null) = (member_id is not null)),
    check ((schedule_id is null) = (channel_id is null)),
    check ((state = 'posted') <= (posted_at is not null)),
    check ((state = 'skipped') = (skipped_because is not null))
  )`,
  `create index rounds_by_thread on rounds (community_id, thread_id) where thread_id is not null`,
  `create index rounds_by_channel on rounds (channel_id, local_date)`,
  `create index rounds_by_member on rounds (member_id) where member_id is not null`,
  `create table answers (
    id bigint generated always as identity primary key,
    community_id bigint not null references communities on delete cascade,
    round_id bigint not null,
    member_id bigint not null,
    via text not null check (via in ('form', 'thread', 'direct', 'shortcut')),
    state text not null check (state in ('held', 'gathering', 'submitted', 'withdrawn')),
    -- When the member gave it: the day it counts for is decided by this.
    answered_at timestamptz not null,
    -- Held text expires, gathered text is settled, at this moment.
    settle_at timestamptz,
    revision integer not null default 0 check (revision >= 0),
    withdrawn_by text check (withdrawn_by in ('member', 'moderator')),
    unique (round_id, member_id),
    unique (community_id, id),
    foreign key (community_id, round_id) references rounds (community_id, id) on delete cascade,
    foreign key (community_id, member_id) references members (community_id, id) on delete cascade,
    check ((state = 'withdrawn') = (withdrawn_by is not null)),
    check ((state in ('held', 'gathering')) = (settle_at is not null))
  )`,
  `create index answers_by_member on answers (member_id, answered_at)`,
  `create table answer_pieces (
    community_id bigint not null,
    answer_id bigint not null,
    message_id text not null,
    body text not null check (char_length(body) between 1 and 8000),
    sent_at timestamptz not null,
    -- The platform's stamp of the newest edit taken, so that an older copy arriving late changes nothing.
    edited_at timestamptz not null,
    primary key (answer_id, message_id),
    foreign key (community_id, answer_id) references answers (community_id, id) on delete cascade
  )`,
  `create index answer_pieces_by_message on answer_pieces (community_id, message_id)`,
  `create table deleted_messages (
    community_id bigint not null references communities on delete cascade,
    message_id text not null,
    deleted_at timestamptz not null,
    primary key (community_id, message_id)
  )`,
  `create table answer_revisions (
    community_id bigint not null,
    answer_id bigint not null,
    revision integer not null check (revision > 0),
    body text not null check (char_length(body) between 1 and 8000),
    created_at timestamptz not null,
    primary key (answer_id, revision),
    foreign key (community_id, answer_id) references answers (community_id, id) on delete cascade
  )`,
  `create table feedback (
    answer_id bigint not null,
    revision integer not null,
    rubric_version text not null,
    state text not null check (state in ('waiting', 'ready', 'not_graded', 'superseded')),
    source text check (source in ('coach', 'model')),
    source_label text,
    result jsonb,
    not_graded_because text,
    created_at timestamptz not null,
    settled_at timestamptz,
    delivered_at timestamptz,
    primary key (answer_id, revision, rubric_version),
    foreign key (answer_id, revision) references answer_revisions on delete cascade,
    check ((state = 'waiting') = (settled_at is null)),
    check ((state = 'ready') <= (result is not null)),
    check ((state = 'not_graded') = (not_graded_because is not null))
  )`,
  `create table follows (
    community_id bigint not null,
    member_id bigint not null,
    channel_id bigint not null,
    from_date date not null,
    -- The first date on which it is followed no more.
    until_date date check (until_date >= from_date),
    primary key (member_id, channel_id, from_date),
    foreign key (community_id, member_id) references members (community_id, id) on delete cascade,
    foreign key (community_id, channel_id) references channels (community_id, id) on delete cascade
  )`,
  `create table pauses (
    id bigint generated always as identity primary key,
    member_id bigint not null references members on delete cascade,
    from_date date not null,
    last_date date not null check (last_date >= from_date),
    created_at timestamptz not null
  )`,
  `create index pauses_by_member on pauses (member_id)`,
  `create table streaks (
    member_id bigint primary key references members on delete cascade,
    current integer not null,
    longest integer not null,
    kept integer not null,
    misses_used integer not null,
    computed_at timestamptz not null
  )`,
  `create table inbox (
    platform text not null,
    event_key text not null,
    received_at timestamptz not null,
    primary key (platform, event_key)
  )`,
  `create index inbox_by_age on inbox (received_at)`,
  `create table outbox (
    id bigint generated always as identity primary key,
    name text not null,
    payload jsonb not null,
    run_at timestamptz not null,
    created_at timestamptz not null,
    published_at timestamptz,
    -- How often it was handed to the queue; part of the job's id, so a new try is never taken for the old job.
    publishes integer not null default 0,
    done_at timestamptz,
    result text,
    check ((done_at is null) = (result is null))
  )`,
  `create index outbox_to_publish on outbox (run_at) where published_at is null and done_at is null`,
  `create index outbox_unfinished on outbox (run_at) where published_at is not null and done_at is null`,
  `create index outbox_by_age on outbox (done_at) where done_at is not null`,
  `create table deliveries (
    key text primary key,
    community_id bigint not null references communities on delete cascade,
    -- Whom it is for, when it is private to one member.
    member_id bigint references members on delete cascade,
    state text not null check (state in ('pending', 'sending', 'sent', 'failed', 'unknown')),
    attempts integer not null default 0,
    attempt_at timestamptz,
    -- The same moment by the database's own clock, which tells whether a try was cut off.
    tried_at timestamptz,
    external_id text,
    -- While an edit is under way: the message it replaces.
    sent_before text,
    reason text,
    created_at timestamptz not null,
    settled_at timestamptz,
    check ((state = 'sent') = (external_id is not null))
  )`,
  `create index deliveries_by_member on deliveries (member_id) where member_id is not null`,
  `create table pacers (
    name text primary key,
    next_at timestamptz not null
  )`,
  `create table web_messages (
    id text primary key,
    seq bigint generated always as identity,
    community_id bigint not null references communities on delete cascade,
    channel_id text not null,
    -- The message this one hangs under; null in the channel itself.
    thread_id text references web_messages on delete cascade,
    author_id bigint references members on delete cascade,
    -- Only this member sees it.
    audience_id bigint references members on delete cascade,
    body text,
    card jsonb,
    mark text check (mark in ('seen', 'ready')),
    created_at timestamptz not null,
    edited_at timestamptz,
    check ((author_id is null) = (card is not null)),
    check ((author_id is null) = (body is null))
  )`,
  `create index web_messages_by_channel on web_messages (community_id, channel_id, seq) where thread_id is null`,
  `create index web_messages_by_thread on web_messages (thread_id, seq) where thread_id is not null`,
  `create table web_people (
    -- Hash of the browser's cookie; one browser may hold several people, the one chosen last is acting.
    session_hash text not null,
    member_id bigint not null references members on delete cascade,
    chosen_at timestamptz not null,
    primary key (session_hash, member_id)
  )`,
  // Any process may write a message; every web server hears of it and tells its open pages.
  `create function web_messages_notify() returns trigger language plpgsql as $$
    declare message web_messages := coalesce(new, old);
    begin
      perform pg_notify('greenroom_web', json_build_object(
        'id', message.id, 'community', message.community_id::text, 'channel', message.channel_id,
        'thread', message.thread_id, 'audience', message.audience_id::text, 'change', lower(tg_op))::text);
      return null;
    end $$`,
  `create trigger web_messages_notify after insert or update or delete on web_messages
    for each row execute function web_messages_notify()`,
  `create function outbox_notify() returns trigger language plpgsql as $$
    begin
      notify greenroom_outbox;
      return null;
    end $$`,
  `create trigger outbox_notify after insert on outbox
    for each statement execute function outbox_notify()`,
];
