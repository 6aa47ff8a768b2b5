import { sql, type Selectable } from 'kysely';
import type { Reader } from '../db/database.ts';
import type { NoticeKind } from '../db/tables/notices.ts';
import type { Tables } from '../db/tables.ts';
import { never } from '../errors.ts';
import { loadSchedules } from '../schedules/load-schedules.ts';
import type { LocalDate } from '../time.ts';

export type NoticeRow = Selectable<Tables['notices']>;

/** What a notice is about, read when it is told, so that its message is true at that moment. */
export type NoticeMatter =
  | {
      readonly kind: 'missed_post';
      readonly channel: string;
      /** The dates without a question, newest first, five at most. */
      readonly dates: readonly LocalDate[];
      readonly dueAt: Temporal.Instant | null;
      readonly because: 'too_late' | 'refused' | 'unknown' | 'no_question' | null;
      /** The platform's reason with its fix, when it refused. */
      readonly reason: string | null;
    }
  | {
      readonly kind: 'failed_delivery';
      readonly what: FailedWhat;
      readonly channel: string | null;
      readonly reason: string;
    }
  | { readonly kind: 'suggestions'; readonly open: number }
  | { readonly kind: 'reports'; readonly open: number }
  | {
      readonly kind: 'channel_gone';
      readonly channel: string;
      /** The numbers of the schedules that stopped with it. */
      readonly schedules: readonly number[];
      /** Problems were told in it. */
      readonly hadNotices: boolean;
    }
  | {
      readonly kind: 'lost_access';
      /** Why, and who can do what, in the platform's own terms. */
      readonly reason: string;
      /** Null when nobody knows. */
      readonly endsAt: Temporal.Instant | null;
    };

/** What could not be delivered, as far as organizers may know: never whom it was for. */
export type FailedWhat = 'thread' | 'room' | 'private' | 'card';

/** A problem with what can be said about it. */
export interface Notice {
  readonly row: NoticeRow;
  readonly matter: NoticeMatter;
}

/** What stands for a round when there was no question to make one of. */
export const NO_QUESTION = 'no question';

/** How many dates a message names. */
const DATES_SHOWN = 5;

/** Reads what a notice is about. */
export async function loadMatter(db: Reader, row: NoticeRow): Promise<NoticeMatter> {
  switch (row.kind) {
    case 'missed_post':
      return loadMissed(db, row);
    case 'failed_delivery': {
      const [what, channelId] = row.subject.split(':');
      return {
        kind: 'failed_delivery',
        what: what === 'thread' || what === 'room' || what === 'private' ? what : 'card',
        channel: channelId === undefined ? null : await channelName(db, row.community_id, channelId),
        reason: row.latest,
      };
    }
    case 'suggestions':
      return { kind: 'suggestions', open: await openSuggestions(db, row.community_id) };
    case 'reports':
      return { kind: 'reports', open: await openReports(db, row.community_id) };
    case 'channel_gone':
      return loadGone(db, row);
    case 'lost_access':
      return { kind: 'lost_access', reason: row.latest, endsAt: await accessEnds(db, row.community_id) };
    default:
      return never(row.kind);
  }
}

/** Reports whose sealed copy is still there to be read. */
async function openReports(db: Reader, communityId: string): Promise<number> {
  const { count } = await db
    .selectFrom('mock_reports')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('community_id', '=', communityId)
    .where('sealed', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** A community's open problems, newest first; `limit` at most. */
export async function openNotices(db: Reader, communityId: string, limit: number): Promise<Notice[]> {
  const rows = await db
    .selectFrom('notices')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('resolved_at', 'is', null)
    .orderBy('last_at', 'desc')
    .limit(limit)
    .execute();
  const notices: Notice[] = [];
  for (const row of rows) notices.push({ row, matter: await loadMatter(db, row) });
  return notices;
}

/** Until when a kind is muted, or null. */
export async function mutedUntil(
  db: Reader,
  communityId: string,
  kind: NoticeKind,
  now: Temporal.Instant,
): Promise<Temporal.Instant | null> {
  const row = await db
    .selectFrom('notice_mutes')
    .select('muted_until')
    .where('community_id', '=', communityId)
    .where('kind', '=', kind)
    .where('muted_until', '>', now)
    .executeTakeFirst();
  return row?.muted_until ?? null;
}

/** How many suggestions of members wait for a decision. */
export async function openSuggestions(db: Reader, communityId: string): Promise<number> {
  const rows = await db
    .selectFrom('question_suggestions')
    .select('id')
    .where('community_id', '=', communityId)
    .where('state', '=', 'open')
    .execute();
  return rows.length;
}

async function loadMissed(db: Reader, row: NoticeRow): Promise<NoticeMatter> {
  const rounds = await db
    .selectFrom('rounds')
    .leftJoin('deliveries', (join) =>
      join.on(sql<boolean>`deliveries.key = concat('round:', rounds.id, ':post')`),
    )
    .select(['rounds.local_date', 'rounds.due_at', 'rounds.skipped_because', 'deliveries.reason'])
    .where('rounds.community_id', '=', row.community_id)
    .where('rounds.schedule_id', '=', row.subject)
    .where('rounds.state', '=', 'skipped')
    .orderBy('rounds.id', 'desc')
    .limit(Math.min(row.count, DATES_SHOWN))
    .execute();
  const channel = await db
    .selectFrom('schedules')
    .innerJoin('channels', 'channels.id', 'schedules.channel_id')
    .select('channels.name')
    .where('schedules.id', '=', row.subject)
    .executeTakeFirst();
  const [newest] = rounds;
  return {
    kind: 'missed_post',
    channel: channel?.name ?? '',
    dates: rounds.map((round) => round.local_date),
    dueAt: newest?.due_at ?? null,
    because: row.latest === NO_QUESTION ? 'no_question' : (newest?.skipped_because ?? null),
    reason: newest?.reason ?? null,
  };
}

async function loadGone(db: Reader, row: NoticeRow): Promise<NoticeMatter> {
  const schedules = await loadSchedules(db, row.community_id);
  return {
    kind: 'channel_gone',
    channel: (await channelName(db, row.community_id, row.subject)) ?? '',
    schedules: schedules
      .filter((one) => one.row.channel_id === row.subject && one.row.paused_because === 'channel_gone')
      .map((one) => one.number),
    hadNotices: row.latest === 'notices',
  };
}

async function accessEnds(db: Reader, communityId: string): Promise<Temporal.Instant | null> {
  const row = await db
    .selectFrom('installations')
    .select('expires_at')
    .where('community_id', '=', communityId)
    .executeTakeFirst();
  return row?.expires_at ?? null;
}

async function channelName(db: Reader, communityId: string, channelId: string): Promise<string | null> {
  const row = await db
    .selectFrom('channels')
    .select('name')
    .where('community_id', '=', communityId)
    .where('id', '=', channelId)
    .executeTakeFirst();
  return row?.name ?? null;
}
