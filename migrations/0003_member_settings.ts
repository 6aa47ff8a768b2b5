import { sql, type Kysely } from 'kysely';

/**
 * What members set for themselves, how long words are kept, question suggestions, and files of the web
 * channel. Everything of a member hangs on `members` with `on delete cascade`: export and erase find it there.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table communities
    add column retention_months integer not null default 12 check (retention_months between 1 and 120)`,
  `alter table members
    add column literal_wording boolean not null default false,
    add column one_part_at_a_time boolean not null default false,
    add column feedback_by text not null default 'message' check (feedback_by in ('message', 'button')),
    add column streak_hidden boolean not null default false,
    -- IANA zone; null takes the community's.
    add column zone text,
    -- When the first answer brought its explanation, so that it comes once.
    add column welcomed_at timestamptz`,
  // The words are gone, by age; the row stays, and with it the day.
  `alter table answers add column words_erased_at timestamptz`,
  `create index answers_to_expire on answers (answered_at) where words_erased_at is null and state = 'submitted'`,
  `create table question_suggestions (
    id bigint generated always as identity primary key,
    community_id bigint not null,
    member_id bigint not null,
    category text not null,
    body text not null check (char_length(body) between 1 and 300),
    state text not null default 'open' check (state in ('open', 'approved', 'declined')),
    created_at timestamptz not null,
    decided_at timestamptz,
    question_id bigint references questions on delete set null,
    foreign key (community_id, member_id) references members (community_id, id) on delete cascade,
    check ((state = 'open') = (decided_at is null)),
    check ((question_id is not null) <= (state = 'approved'))
  )`,
  `create index question_suggestions_open on question_suggestions (community_id, id) where state = 'open'`,
  `create index question_suggestions_by_member on question_suggestions (member_id)`,
  `create table web_files (
    id text primary key,
    -- Who may see the message may have the file.
    message_id text not null unique references web_messages on delete cascade,
    name text not null,
    media_type text not null,
    bytes bytea not null,
    created_at timestamptz not null
  )`,
  `create index web_files_by_age on web_files (created_at)`,
];
