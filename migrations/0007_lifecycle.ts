import { sql, type Kysely } from 'kysely';

/**
 * Coming and going. A community, a member, a channel or a thread that left is marked with the moment, by the
 * platform's clock, and so is the newest moment at which it was surely there: events that come late or in
 * another order change nothing. A schedule remembers who stopped it, so that only what stopped by itself goes on by
 * itself.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table communities
    -- The bot was removed at this moment; null while it is there.
    add column left_at timestamptz,
    -- The newest moment at which it was added; an older removal counts no more.
    add column joined_at timestamptz`,
  `create index communities_left on communities (platform, external_id) where left_at is not null`,
  `alter table members
    add column left_at timestamptz,
    -- The newest thing they did here; an older leaving counts no more.
    add column last_here_at timestamptz`,
  // Deleted, archived or closed to the bot.
  `alter table channels add column gone_at timestamptz`,
  // The round's channel, thread or community went before it closed: it is nobody's miss.
  `alter table rounds add column gone_at timestamptz`,
  // Null: an organizer paused it.
  `alter table schedules add column paused_because text
    check (paused_because in ('community_left', 'channel_gone'))`,
  `alter table schedules add constraint schedules_paused_because_is_paused
    check (paused_because is null or paused_at is not null)`,
  `alter table notices drop constraint notices_kind_check`,
  `alter table notices add constraint notices_kind_check
    check (kind in ('missed_post', 'failed_delivery', 'suggestions', 'reports', 'channel_gone'))`,
  `alter table notice_mutes drop constraint notice_mutes_kind_check`,
  `alter table notice_mutes add constraint notice_mutes_kind_check
    check (kind in ('missed_post', 'failed_delivery', 'suggestions', 'reports', 'channel_gone'))`,
];
