import type { Core } from '../core/core.ts';
import { expireAnswers } from '../core/answers/expire-answers.ts';
import { pruneInbox } from '../core/inbox.ts';
import { prunePacers } from '../core/jobs/pace.ts';
import { failpoint } from '../core/jobs/failpoint.ts';
import { expireMocks } from '../core/mocks/expire-mocks.ts';
import { expireReports } from '../core/mocks/list-reports.ts';
import { openWeeks } from '../core/mocks/join/open-weeks.ts';
import { wakeSessions } from '../core/mocks/wake-sessions.ts';
import { openDueRounds } from '../core/rounds/open-due-rounds.ts';
import { heal } from './heal.ts';
import type { JobQueue } from './queue.ts';

/** How often the tick runs, in milliseconds (DESIGN §7). */
export const TICK_MS = 30_000;

/** Finished outbox rows and traces of deleted messages are kept so long, in hours. */
const KEPT_HOURS = 7 * 24;

/**
 * The only scheduler: makes due rounds, lets mock sessions go on, puts lost jobs back, clears away what is old, and
 * erases answers older than communities keep them. Any number of
 * processes may run it; each step is safe beside itself.
 */
export function startTick(core: Core, queue: JobQueue): { close(): Promise<void> } {
  let expiredAt: Temporal.Instant | null = null;
  const run = async (graceMinutes?: number): Promise<void> => {
    const now = core.clock.now();
    for (const step of [
      async () => {
        await openDueRounds(core, now);
        failpoint('tick:opened');
      },
      async () => {
        await wakeSessions(core, now);
      },
      async () => {
        await openWeeks(core, now);
      },
      () => heal(core, queue, graceMinutes),
      () => clearOld(core, now),
      async () => {
        // Counted in months, so an hour more or less says nothing; it reads more than the other steps.
        if (expiredAt !== null && Temporal.Instant.compare(now, expiredAt.add({ hours: 1 })) < 0) return;
        await expireAnswers(core.db, now);
        expiredAt = now;
      },
    ]) {
      try {
        await step();
      } catch (err) {
        core.log.error({ err: err instanceof Error ? err : new Error('tick') }, 'a step of the tick failed');
      }
    }
  };
  let running: Promise<void> | null = null;
  const start = (graceMinutes?: number): void => {
    // One at a time; a tick that is missed is made up for by the next one.
    running ??= run(graceMinutes).finally(() => {
      running = null;
    });
  };
  start(0);
  const timer = setInterval(() => start(), TICK_MS);
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}

async function clearOld(core: Core, now: Temporal.Instant): Promise<void> {
  await core.db.transaction().execute(async (tx) => {
    await pruneInbox(tx, now);
    const before = now.subtract({ hours: KEPT_HOURS });
    await expireReports(tx, now);
    await expireMocks(tx, now);
    await tx.deleteFrom('outbox').where('done_at', '<', before).execute();
    await tx.deleteFrom('deleted_messages').where('deleted_at', '<', before).execute();
  });
  await prunePacers(core.db);
}
