import { sql, type Kysely } from 'kysely';

/**
 * Mock interviews of two: sessions with their state and the moment that wakes them, who sits in them, what
 * was written and scored, reports with their sealed copy, and whom a member never wants to meet again. One
 * open seat per member is a constraint. A session's row names nobody; whatever a person said or is hangs on
 * their seat.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table communities
    add column mock_brief_minutes integer not null default 5 check (mock_brief_minutes between 1 and 60),
    add column mock_answer_minutes integer not null default 15 check (mock_answer_minutes between 1 and 120),
    add column mock_scoring_minutes integer not null default 5 check (mock_scoring_minutes between 1 and 60),
    add column mock_debrief_minutes integer not null default 5 check (mock_debrief_minutes between 1 and 60),
    -- How long a match for now waits for both to confirm; an agreed time has until then, a day at most.
    add column mock_confirm_minutes integer not null default 10 check (mock_confirm_minutes between 1 and 120),
    -- How long after its time a session waits for both to press Start, and for Swap between the halves.
    add column mock_show_minutes integer not null default 10 check (mock_show_minutes between 1 and 60),
    -- A session in which nobody does anything ends after so long: untimed, paused or forgotten.
    add column mock_idle_minutes integer not null default 120 check (mock_idle_minutes between 10 and 1440)`,
  `create table mock_sessions (
    id bigint generated always as identity primary key,
    community_id bigint not null references communities on delete cascade,
    -- Where its room is opened; null when that channel is gone.
    channel_id bigint,
    category text not null,
    starts_at timestamptz not null,
    phase text not null check (phase in ('matched', 'confirmed', 'brief', 'answer', 'scoring', 'debrief',
      'swap', 'reveal', 'done', 'cancelled', 'expired', 'no_show')),
    state jsonb not null,
    version integer not null default 1 check (version > 0),
    -- When it goes on by itself. The truth; jobs and ticks only look.
    wake_at timestamptz,
    -- The private room: its thread on the platform, and how often it had to be opened anew.
    room_id text,
    room_number integer not null default 1 check (room_number > 0),
    created_at timestamptz not null,
    ended_at timestamptz,
    unique (community_id, id),
    foreign key (community_id, channel_id) references channels (community_id, id) on delete set null (channel_id),
    check ((ended_at is not null) = (phase in ('done', 'cancelled', 'expired', 'no_show'))),
    -- A session that is not over always wakes: none can last for ever.
    check ((wake_at is null) = (ended_at is not null))
  )`,
  `create index mock_sessions_due on mock_sessions (wake_at) where wake_at is not null`,
  `create index mock_sessions_by_room on mock_sessions (community_id, room_id) where room_id is not null`,
  `create table mock_seats (
    community_id bigint not null,
    session_id bigint not null,
    seat smallint not null check (seat between 0 and 3),
    member_id bigint not null,
    role text not null check (role in ('both', 'candidate', 'interviewer', 'observer')),
    open boolean not null default true,
    notes text not null default '' check (char_length(notes) <= 300),
    voice_link text check (char_length(voice_link) <= 500),
    -- Set when they were a part of a mock that was finished: it keeps their day.
    finished_at timestamptz,
    -- Whether the partner was of help; seen by nobody but this member.
    helped text check (helped in ('yes', 'partly', 'no')),
    -- What they typed as candidate, once it was read.
    answer_id bigint,
    -- They deleted their part: nothing of theirs is shown any more.
    removed_at timestamptz,
    primary key (session_id, seat),
    unique (session_id, member_id),
    foreign key (community_id, session_id) references mock_sessions (community_id, id) on delete cascade,
    foreign key (community_id, member_id) references members (community_id, id) on delete cascade,
    foreign key (community_id, answer_id) references answers (community_id, id) on delete set null (answer_id)
  )`,
  `create unique index mock_seats_one_open on mock_seats (member_id) where open`,
  `create index mock_seats_by_member on mock_seats (member_id, session_id)`,
  `create table mock_messages (
    community_id bigint not null,
    session_id bigint not null,
    seat smallint not null,
    message_id text not null,
    -- The half in which the candidate wrote it as their answer; null for talk.
    half smallint check (half in (1, 2)),
    body text not null check (char_length(body) between 1 and 8000),
    sent_at timestamptz not null,
    edited_at timestamptz not null,
    primary key (session_id, message_id),
    foreign key (session_id, seat) references mock_seats on delete cascade,
    foreign key (community_id, session_id) references mock_sessions (community_id, id) on delete cascade
  )`,
  `create index mock_messages_by_message on mock_messages (community_id, message_id)`,
  `create table mock_scores (
    session_id bigint not null,
    half smallint not null check (half in (1, 2)),
    by_seat smallint not null,
    -- Whose answer it is about; set at the reveal, and from then on it is theirs to see as well.
    about_seat smallint,
    -- Level by criterion; a criterion that was left out is absent.
    levels jsonb not null,
    note text check (char_length(note) between 1 and 2000),
    -- Null while it is being filled in.
    given_at timestamptz,
    primary key (session_id, half, by_seat),
    foreign key (session_id, by_seat) references mock_seats on delete cascade,
    foreign key (session_id, about_seat) references mock_seats on delete cascade,
    check ((given_at is not null) <= (note is not null))
  )`,
  `create table mock_reports (
    id bigint generated always as identity primary key,
    community_id bigint not null references communities on delete cascade,
    -- Kept when the session's own rows go.
    session_id bigint,
    member_id bigint not null,
    reason text not null check (char_length(reason) between 1 and 2000),
    -- What there was at that moment, for organizers only, whatever is deleted later; gone after 30 days.
    sealed jsonb,
    created_at timestamptz not null,
    seal_ends_at timestamptz not null,
    unique (session_id, member_id),
    foreign key (community_id, session_id) references mock_sessions (community_id, id) on delete set null (session_id),
    foreign key (community_id, member_id) references members (community_id, id) on delete cascade
  )`,
  `create index mock_reports_sealed on mock_reports (seal_ends_at) where sealed is not null`,
  `create table mock_blocks (
    community_id bigint not null,
    -- Who does not want to meet the other one; nobody else is ever told.
    member_id bigint not null,
    blocked_member_id bigint not null,
    created_at timestamptz not null,
    primary key (member_id, blocked_member_id),
    check (member_id <> blocked_member_id),
    foreign key (community_id, member_id) references members (community_id, id) on delete cascade,
    foreign key (community_id, blocked_member_id) references members (community_id, id) on delete cascade
  )`,
  `create index mock_blocks_by_blocked on mock_blocks (blocked_member_id)`,
  // The web channel's private rooms: who sees a message and the thread under it, when not everybody does.
  `alter table web_messages add column is_room boolean not null default false`,
  `create table web_room_people (
    message_id text not null references web_messages on delete cascade,
    member_id bigint not null references members on delete cascade,
    primary key (message_id, member_id)
  )`,
  `create index web_room_people_by_member on web_room_people (member_id)`,
  // Everything in a room's thread is of the room, whoever writes it.
  `create function web_messages_in_room() returns trigger language plpgsql as $$
    begin
      new.is_room := new.is_room
        or exists (select from web_messages r where r.id = new.thread_id and r.is_room);
      return new;
    end $$`,
  `create trigger web_messages_in_room before insert on web_messages
    for each row execute function web_messages_in_room()`,
  // What happens in a private room is told to those who are in it and to nobody else.
  `create or replace function web_messages_notify() returns trigger language plpgsql as $$
    declare
      message web_messages := coalesce(new, old);
      root text := coalesce(message.thread_id, message.id);
      change json := json_build_object(
        'id', message.id, 'community', message.community_id::text, 'channel', message.channel_id,
        'thread', message.thread_id, 'audience', message.audience_id::text, 'change', lower(tg_op));
      person bigint;
    begin
      if message.audience_id is null and message.is_room then
        for person in select member_id from web_room_people where message_id = root loop
          perform pg_notify('greenroom_web',
            (change::jsonb || jsonb_build_object('audience', person::text))::text);
        end loop;
      else
        perform pg_notify('greenroom_web', change::text);
      end if;
      return null;
    end $$`,
  `create function web_room_people_notify() returns trigger language plpgsql as $$
    declare seat web_room_people := coalesce(new, old);
    begin
      perform pg_notify('greenroom_web', json_build_object(
        'id', seat.message_id, 'thread', null, 'audience', seat.member_id::text, 'change', 'update')::text);
      return null;
    end $$`,
  `create trigger web_room_people_notify after insert or delete on web_room_people
    for each row execute function web_room_people_notify()`,
  // A report is told like any other matter for organizers.
  `alter table notices drop constraint notices_kind_check`,
  `alter table notices add constraint notices_kind_check
    check (kind in ('missed_post', 'failed_delivery', 'suggestions', 'reports'))`,
  `alter table notice_mutes drop constraint notice_mutes_kind_check`,
  `alter table notice_mutes add constraint notice_mutes_kind_check
    check (kind in ('missed_post', 'failed_delivery', 'suggestions', 'reports'))`,
];
