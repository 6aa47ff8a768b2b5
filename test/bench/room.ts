import { createWebPort } from '../../src/bots/web/outbound.ts';
import type { Database } from '../../src/core/db/database.ts';
import { createOfflineCoach } from '../../src/core/feedback/coach.ts';
import { loadTpmRubric } from '../../src/core/feedback/rubric/load-rubric.ts';
import { handle } from '../../src/core/handle.ts';
import type { JobContext } from '../../src/core/jobs/job.ts';
import { silentLog } from '../../src/core/log.ts';
import { readBuiltInPacks, storePack } from '../../src/core/questions/load-pack.ts';
import { systemClock } from '../../src/core/time.ts';

export const COMMUNITY = { externalId: 'local', name: 'Room' };
export const CHANNEL = { externalId: 'practice', name: 'practice' };

export interface BenchRoom {
  readonly ctx: JobContext;
  /** A round that takes answers. */
  readonly roundId: string;
}

/** A room whose first question counts as posted. */
export async function openRoom(db: Database): Promise<BenchRoom> {
  const packs = await readBuiltInPacks();
  for (const pack of packs.values()) await storePack(db, pack, systemClock.now());
  const web = createWebPort(db, systemClock);
  const coach = createOfflineCoach();
  const ctx: JobContext = {
    db,
    clock: systemClock,
    log: silentLog,
    packs,
    rubric: loadTpmRubric(),
    readBy: null,
    can: new Map([[web.platform, web.can]]),
    ports: new Map([[web.platform, web]]),
    model: coach,
    fallbackModel: coach,
  };
  const now = systemClock.now();
  await handle(ctx, {
    platform: 'web',
    key: 'opened',
    at: now.toString(),
    community: COMMUNITY,
    kind: 'opened',
    by: null,
    channel: CHANNEL,
    zone: 'UTC',
  });
  const round = await db
    .updateTable('rounds')
    .set({
      state: 'posted',
      posted_at: now,
      closes_at: now.add({ hours: 24 }),
      message_id: 'm',
      thread_id: 'm',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db.deleteFrom('outbox').execute();
  return { ctx, roundId: round.id };
}
