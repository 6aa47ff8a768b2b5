import type { Core } from '../core.ts';
import { failpoint } from '../jobs/failpoint.ts';
import { done, type JobOutcome } from '../jobs/job.ts';
import { advanceSession } from './advance-session.ts';

/**
 * Lets every session whose moment has come go on by one step. Any number of processes may do it at once:
 * each session is taken by one. Called by the tick. Returns how many went on.
 */
export async function wakeSessions(core: Core, now: Temporal.Instant): Promise<number> {
  for (let woken = 0; ; woken += 1) {
    const one = await core.db.transaction().execute(async (tx) => {
      const due = await tx
        .selectFrom('mock_sessions')
        .select('id')
        .where('wake_at', '<=', now)
        .orderBy('wake_at')
        .limit(1)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst();
      if (due === undefined) return false;
      const advanced = await advanceSession(core, tx, due.id, { kind: 'wake' }, now);
      if (advanced.kind !== 'moved') throw new Error(`session ${due.id} was due and did not go on`);
      return true;
    });
    if (!one) return woken;
    failpoint('mock:woken');
  }
}

/** Job `mock.wake`: the same for one session, at the moment it is due. Nothing when it is not. */
export async function wakeSession(core: Core, payload: { readonly sessionId: string }): Promise<JobOutcome> {
  const now = core.clock.now();
  const advanced = await core.db
    .transaction()
    .execute((tx) => advanceSession(core, tx, payload.sessionId, { kind: 'wake' }, now));
  failpoint('mock:woken');
  return done(advanced.kind === 'refused' ? advanced.because : advanced.kind);
}
