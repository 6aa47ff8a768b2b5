import type { Core } from '../../core/core.ts';

/** How often it is looked whether feedback is there, in milliseconds: a person waits for it. */
const LOOK_EVERY_MS = 1_000;
/** A form's token lives 15 minutes; one is left for showing, in minutes. */
const TOKEN_MINUTES = 14;
/** People waited for at once; past it the longest wait is given up, and *My feedback* shows it all the same. */
const WAITING_MAX = 5_000;

/** A member's answer to one question, by Discord's ids and the round's. */
export interface OwnAnswer {
  readonly guildId: string;
  readonly userId: string;
  readonly roundId: string;
}

/** Brings feedback unasked to those who sent a form, while its token lives. */
export interface BringFeedback {
  /** Calls `show` once when feedback for the newest version is there. Asking again for the same answer replaces it. */
  expect(own: OwnAnswer, show: () => Promise<void>): void;
  close(): void;
}

interface Waiting {
  readonly own: OwnAnswer;
  readonly until: Temporal.Instant;
  readonly show: () => Promise<void>;
}

/**
 * Waits in this process's memory only, because a token must be written nowhere: when the process ends, nothing is
 * lost, for *My feedback* shows it at any time. One query a second for all who wait. Whoever chose to press *My
 * feedback* themselves, or a direct message, is left alone: it never comes twice.
 */
export function createBringFeedback(core: Core): BringFeedback {
  const waiting = new Map<string, Waiting>();
  let looking = false;
  const look = async (): Promise<void> => {
    const now = core.clock.now();
    const found = await readStates(
      core,
      [...waiting.values()].map((one) => one.own),
    );
    for (const [key, one] of waiting) {
      const state = found.get(key);
      const over = state === undefined || Temporal.Instant.compare(now, one.until) > 0;
      if (!over && state === 'waiting') continue;
      // Asked for anew while it was looked: then it is the newer wait's matter.
      if (waiting.get(key) !== one) continue;
      waiting.delete(key);
      if (!over && state === 'ready') await one.show();
    }
  };
  const timer = setInterval(() => {
    if (waiting.size === 0 || looking) return;
    looking = true;
    look()
      .catch((error: unknown) => {
        const err = error instanceof Error ? error : new Error('looking for feedback');
        core.log.warn({ err }, 'it could not be seen whether feedback is there; looking again');
      })
      .finally(() => {
        looking = false;
      });
  }, LOOK_EVERY_MS).unref();
  return {
    expect(own, show) {
      const key = keyOf(own);
      waiting.delete(key);
      waiting.set(key, { own, until: core.clock.now().add({ minutes: TOKEN_MINUTES }), show });
      const [oldest] = waiting.keys();
      if (waiting.size > WAITING_MAX && oldest !== undefined) waiting.delete(oldest);
    },
    close: () => clearInterval(timer),
  };
}

function keyOf({ guildId, userId, roundId }: OwnAnswer): string {
  return `${guildId}/${userId}/${roundId}`;
}

/** How the feedback of each answer stands; one that was taken back or erased is left out. */
async function readStates(
  core: Core,
  own: readonly OwnAnswer[],
): Promise<ReadonlyMap<string, 'waiting' | 'ready' | 'other_way'>> {
  const rows = await core.db
    .selectFrom('answers')
    .innerJoin('members', 'members.id', 'answers.member_id')
    .innerJoin('communities', 'communities.id', 'answers.community_id')
    .innerJoin('feedback', (join) =>
      join.onRef('feedback.answer_id', '=', 'answers.id').onRef('feedback.revision', '=', 'answers.revision'),
    )
    .select([
      'communities.external_id as guild_id',
      'members.external_id as user_id',
      'answers.round_id',
      'feedback.settled_at',
      'members.feedback_by',
    ])
    .where('communities.platform', '=', 'discord')
    .where('answers.state', '=', 'submitted')
    .where(
      'answers.round_id',
      'in',
      own.map((one) => one.roundId),
    )
    .where(
      'members.external_id',
      'in',
      own.map((one) => one.userId),
    )
    .execute();
  return new Map(
    rows.map((row) => [
      keyOf({ guildId: row.guild_id, userId: row.user_id, roundId: row.round_id }),
      row.feedback_by !== null ? 'other_way' : row.settled_at === null ? 'waiting' : 'ready',
    ]),
  );
}
