import path from 'node:path';
import { encodeAction } from '../../src/core/platform/action.ts';
import type { Database } from '../../src/core/db/database.ts';
import { systemClock } from '../../src/core/time.ts';
import { startChild, startProgram, type Program } from '../support/process.ts';
import { insertPostedRounds, insertSchedules, type Place } from './communities.ts';
import { startLoopback, type RemoteLoopback } from './discord/start-loopback.ts';
import { percentile, spreadOf, type Comparison } from './report.ts';
import type { Stores } from './stores.ts';

const PER_SECOND = 200;
const SECONDS = 20;
/** Before it counts: connections, plans and compiled code are there, as in a bot that runs for longer. */
const WARM_SECONDS = 3;

/**
 * How long a person waits for Discord's tick after sending a form: 200 answers a second for 20 seconds, each of
 * another member, through the gateway, `handle()` and a real PostgreSQL to the callback's arrival; beside a bot
 * that answers with one line and keeps nothing.
 */
export async function benchDiscordAcks(stores: Stores): Promise<Comparison> {
  const bare = await measure((discord) =>
    Promise.resolve({
      program: startChild(
        process.execPath,
        [path.join(import.meta.dirname, 'discord/echo-bot.ts'), discord.apiUrl, discord.token],
        {},
      ),
      roundId: '1',
    }),
  );
  const { url, db } = await stores.freshDatabase();
  const ours = await measure(async (discord, place) => ({
    roundId: await openRound(db, place),
    program: startProgram('bots', {
      DATABASE_URL: url,
      ...(stores.redisUrl === null ? {} : { REDIS_URL: stores.redisUrl }),
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
    }),
  }));
  const stored = await db
    .selectFrom('answers')
    .select(db.fn.countAll<string>().as('count'))
    .executeTakeFirst();
  const expected = PER_SECOND * (SECONDS + WARM_SECONDS);
  return {
    what: `Discord acknowledgements, ${PER_SECOND}/s, 99 % within`,
    unit: 'ms',
    ours: percentile(ours.acks, 0.99),
    bare: percentile(bare.acks, 0.99),
    baseline: 'a discord.js bot that keeps nothing',
    notes: [
      spreadOf('Discord acknowledgements', ours.acks),
      spreadOf('the bare bot', bare.acks),
      `not acknowledged within 3 s: ${ours.unanswered} of ours, ${bare.unanswered} of the bare bot; answers stored: ${stored?.count} of ${expected}`,
    ],
  };
}

type Start = (
  discord: RemoteLoopback,
  place: Place,
) => Promise<{ readonly program: Program; readonly roundId: string }>;

async function measure(start: Start): ReturnType<RemoteLoopback['submit']> {
  const discord = await startLoopback();
  try {
    const { places } = await discord.build({ guilds: 1, channels: 1, people: 0 });
    const [place = { id: '', channelIds: [] }] = places;
    const [channelId = ''] = place.channelIds;
    const { program, roundId } = await start(discord, place);
    try {
      await discord.connected();
      const openedAt = String(Math.floor(systemClock.now().epochMilliseconds / 1_000));
      const customId = encodeAction({ verb: 'submit', roundId, openedAt });
      const form = { customId, channelId, perSecond: PER_SECOND };
      await discord.submit({ ...form, seconds: WARM_SECONDS });
      return await discord.submit({ ...form, seconds: SECONDS });
    } finally {
      await program.kill();
    }
  } finally {
    discord.close();
  }
}

/** A question that stands in the channel and takes answers. Returns its round's id. */
async function openRound(db: Database, place: Place): Promise<string> {
  await insertSchedules(db, 'discord', [place], systemClock.now());
  const [roundId = ''] = await insertPostedRounds(db);
  return roundId;
}
