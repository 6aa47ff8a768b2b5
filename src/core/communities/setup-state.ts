import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import { organizerNames } from '../members/organizer-names.ts';
import { questionsOf } from '../questions/plan-questions.ts';
import { loadSchedules, type NumberedSchedule } from '../schedules/load-schedules.ts';

/** What setup looks at, as it is now. */
export interface SetupState {
  /** The schedules of the channel that is set up. */
  readonly schedules: readonly NumberedSchedule[];
  /** Where problems are told; null for privately. */
  readonly noticeChannel: string | null;
  readonly organizers: readonly string[];
  /** Questions that can be asked. */
  readonly questions: number;
  readonly test: TestPost;
}

/** How the newest test question in the channel ended; `none` when none was asked for. */
export type TestPost =
  | { readonly kind: 'none' | 'sent' | 'under_way' }
  | { readonly kind: 'failed'; readonly reason: string };

/** Reads what setup needs to know about one channel. */
export async function loadSetup(
  core: Core,
  tx: Tx,
  communityId: string,
  channelId: string,
): Promise<SetupState> {
  const schedules = (await loadSchedules(tx, communityId)).filter((one) => one.row.channel_id === channelId);
  const community = await tx
    .selectFrom('communities')
    .leftJoin('channels', 'channels.id', 'communities.notice_channel_id')
    .select('channels.name')
    .where('communities.id', '=', communityId)
    .executeTakeFirst();
  const [pack] = core.packs.values();
  const questions = pack === undefined ? [] : await questionsOf(tx, communityId, pack.slug);
  return {
    schedules,
    noticeChannel: community?.name ?? null,
    organizers: await organizerNames(tx, communityId),
    questions: questions.filter((question) => !question.retired).length,
    test: await testOf(tx, channelId),
  };
}

async function testOf(tx: Tx, channelId: string): Promise<TestPost> {
  const row = await tx
    .selectFrom('deliveries')
    .select(['state', 'reason'])
    .where('key', 'like', `channel:${channelId}:test:%`)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return { kind: 'none' };
  if (row.state === 'sent') return { kind: 'sent' };
  if (row.state === 'failed' || row.state === 'unknown') return { kind: 'failed', reason: row.reason ?? '' };
  return { kind: 'under_way' };
}
