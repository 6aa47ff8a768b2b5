import { sql, type Kysely } from 'kysely';

/**
 * What reading by a model uses up, and how far a community and a member may go in one UTC day. The default
 * numbers: one reading takes about 5,000 tokens in one or two requests, so a member gets 20 to 40 readings
 * and a community about 1,000. A community's 0 means "no model here". A feedback row also says to which
 * service the words were sent, and why the offline coach read them in its place.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table communities
    add column model_requests_per_day integer not null default 2000 check (model_requests_per_day >= 0),
    add column model_tokens_per_day integer not null default 5000000 check (model_tokens_per_day >= 0),
    add column member_model_requests_per_day integer not null default 40
      check (member_model_requests_per_day >= 0),
    add column member_model_tokens_per_day integer not null default 200000
      check (member_model_tokens_per_day >= 0)`,
  `alter table feedback
    -- Written before the words leave; stays when no usable reading came back.
    add column sent_to text,
    add column source_note text check (source_note in
      ('member_allowance', 'community_allowance', 'unavailable', 'no_reading'))`,
  `create table model_usage (
    community_id bigint not null references communities on delete cascade,
    -- Null: the community as a whole, which keeps what an erased member used.
    member_id bigint,
    day date not null,
    requests integer not null default 0 check (requests >= 0),
    tokens integer not null default 0 check (tokens >= 0),
    unique nulls not distinct (community_id, member_id, day),
    foreign key (community_id, member_id) references members (community_id, id) on delete cascade
  )`,
  `create index model_usage_by_member on model_usage (member_id) where member_id is not null`,
];
