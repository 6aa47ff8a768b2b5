import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../../src/core/db/database.ts';
import { systemClock } from '../../src/core/time.ts';
import { startChild, startProgram, type Program } from '../support/process.ts';
import { announce } from '../support/slack/context.ts';
import type { Ack, Attempt } from '../support/slack/deliveries.ts';
import { startSlack, type Loopback } from '../support/slack/server.ts';
import type { Channel, Workspace } from '../support/slack/world.ts';
import { insertPostedRounds, insertSchedules } from './communities.ts';
import { atOnce, perSecond, percentile, spreadOf, type Comparison } from './report.ts';
import type { Stores } from './stores.ts';

const PER_SECOND = 200;
const SECONDS = 10;
/** Before it counts. */
const WARM = 100;
/** Then, as fast as it goes, with so many under way. */
const FAST = 1_000;
const WIDTH = 32;
const ANSWER =
  'The dispatcher reassigns a van within two minutes of a cancel, so polling every ten minutes was too late. I chose webhooks with polling as the fallback, which costs the team a second code path.';

/**
 * Answers written in a question's thread on Slack, as signed events over HTTP, each of another member: how long the
 * acknowledgement takes at 200 a second, and how many a second are stored when they come as fast as they can;
 * beside the least that Bolt can do: an app that says each message back, and one that acknowledges and does nothing.
 */
export async function benchSlackAcks(stores: Stores): Promise<readonly Comparison[]> {
  const echo = await measure(bare('echo'));
  const silent = await measure(bare('silent'));
  const { url, db } = await stores.freshDatabase();
  const ours = await measure(async (slack, place) => {
    await openThread(db, place);
    return startProgram('bots', {
      DATABASE_URL: url,
      ...(stores.redisUrl === null ? {} : { REDIS_URL: stores.redisUrl }),
      SLACK_BOT_TOKEN: place.workspace.token,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_API_URL: slack.apiUrl,
    });
  });
  const stored = await db
    .selectFrom('answers')
    .select(db.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  const fast = { what: 'answers on Slack, stored', unit: 'per second' as const, ours: ours.fast };
  return [
    {
      what: `Slack acknowledgements, ${PER_SECOND}/s, 99 % within`,
      unit: 'ms',
      ours: percentile(ours.acks, 0.99),
      bare: percentile(silent.acks, 0.99),
      baseline: 'a Bolt app that does nothing',
      notes: [
        spreadOf('Slack acknowledgements', ours.acks),
        spreadOf('the app that does nothing', silent.acks),
        spreadOf('the app that echoes', echo.acks),
        `not acknowledged within 3 s, or with an error: ${ours.failed} of ours, ${silent.failed} and ${echo.failed} of the bare apps; answers stored: ${stored.count} of ${WARM + PER_SECOND * SECONDS + FAST}`,
      ],
    },
    { ...fast, bare: echo.fast, baseline: 'a Bolt app that echoes' },
    { ...fast, bare: silent.fast, baseline: 'a Bolt app that does nothing' },
  ];
}

/** Starts the app of slack/echo-app.ts. */
function bare(what: 'echo' | 'silent'): (slack: Loopback, place: Place) => Promise<Program> {
  return (slack, { workspace }) =>
    Promise.resolve(
      startChild(
        process.execPath,
        [
          path.join(import.meta.dirname, 'slack/echo-app.ts'),
          slack.signingSecret,
          workspace.token,
          slack.apiUrl,
          what,
        ],
        {},
      ),
    );
}

interface Place {
  readonly workspace: Workspace & { readonly token: string };
  readonly channel: Channel;
  readonly threadTs: string;
  readonly userIds: readonly string[];
}

async function measure(
  start: (slack: Loopback, place: Place) => Promise<Program>,
): Promise<{ readonly acks: readonly number[]; readonly failed: number; readonly fast: number }> {
  const slack = await startSlack(systemClock);
  slack.deliveries.retryDelaysMs = [];
  const workspace = slack.install('bench');
  const userIds = Array.from(
    { length: WARM + PER_SECOND * SECONDS + FAST },
    (_, index) => slack.world.addUser(workspace.id, `writer-${index}`).id,
  );
  const channel = slack.world.addChannel(workspace.id, 'daily', 'channel', [workspace.botUserId, ...userIds]);
  const question = slack.world.addMessage({
    teamId: workspace.id,
    channelId: channel.id,
    userId: workspace.botUserId,
  });
  const place = { workspace, channel, threadTs: question.ts, userIds };
  const program = await start(slack, place);
  try {
    const [, origin = ''] = await program.says(/listens; (\S+)\/healthz/);
    slack.deliverTo(`${origin}/slack/events`);
    let written = 0;
    /** What the app itself writes comes to it as events as well; those are not counted. */
    const acks: Ack[] = [];
    let seen = 0;
    const acknowledged = (): number => {
      const { attempts } = slack.deliveries;
      for (; seen < attempts.length; seen += 1) {
        const attempt = attempts[seen];
        if (attempt !== undefined && isOfWriter(attempt)) acks.push(attempt.ack);
      }
      return acks.length;
    };
    const write = (): number => {
      const message = slack.world.addMessage({
        teamId: workspace.id,
        channelId: channel.id,
        userId: userIds[written] ?? '',
        threadTs: question.ts,
        text: `Answer ${written}. ${ANSWER}`,
      });
      written += 1;
      announce(slack, message, 'created');
      return written;
    };
    const answered = async (count: number): Promise<void> => {
      while (acknowledged() < count) await sleep(2);
    };
    await atOnce(8, WARM, () => answered(write()));
    const from = performance.now();
    const all = WARM + PER_SECOND * SECONDS;
    while (written < all) {
      const due = WARM + Math.floor(((performance.now() - from) * PER_SECOND) / 1_000) + 1;
      while (written < Math.min(all, due)) write();
      await sleep(5);
    }
    await answered(all);
    const paced = acks.slice(WARM);
    const fast = await perSecond(FAST, async () => {
      await atOnce(1, FAST, async () => {
        await answered(write() - WIDTH);
      });
      await answered(all + FAST);
    });
    return {
      acks: paced.map(({ ms }) => ms),
      failed: acks.filter(({ ok }) => !ok).length,
      fast,
    };
  } finally {
    await program.kill();
    await slack.close();
  }
}

/** A member wrote it, not an app. */
function isOfWriter({ delivery }: Attempt): boolean {
  const event = z.object({ event: z.object({ bot_id: z.string().optional() }) }).safeParse(delivery.payload);
  return event.success && event.data.event.bot_id === undefined;
}

/** The question stands in the channel, and its members' messages are always answers. */
async function openThread(db: Database, { workspace, channel, threadTs, userIds }: Place): Promise<void> {
  await insertSchedules(db, 'slack', [{ id: workspace.id, channelIds: [channel.id] }], systemClock.now());
  await insertPostedRounds(db);
  const thread = `${channel.id}/${threadTs}`;
  await db.updateTable('rounds').set({ message_id: thread, thread_id: thread }).execute();
  await sql`
    insert into members (community_id, external_id, display_name, thread_consent, created_at)
    select communities.id, writer, writer, 'always', now()
    from communities, jsonb_array_elements_text(${JSON.stringify(userIds)}::jsonb) as writer`.execute(db);
}
