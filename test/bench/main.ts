/**
 * `npm run bench`: what the machinery costs, as ratios to the least that could be done in its place, both
 * measured in this run on this machine; `npm run bench -- jobs discord-acks` runs only those named. Seconds
 * differ from machine to machine; the ratios hardly do, so a ratio that doubles after a change is a reason to
 * look. What each one does stands in its file.
 *
 * PostgreSQL is the one that comes along, with its usual durability, in a folder that is thrown away; Redis is
 * started when it is installed. Nothing here is asserted: tests make no claims about time.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { benchAnswers } from './answers.ts';
import { benchDiscordAcks } from './discord-acks.ts';
import { benchDiscordPosts } from './discord-posts.ts';
import { benchJobs } from './jobs.ts';
import { benchMockMatching } from './mock-matching.ts';
import { printTable, type Comparison } from './report.ts';
import { benchRounds } from './rounds.ts';
import { benchSlackAcks } from './slack-acks.ts';
import { benchSlackBurst } from './slack-burst.ts';
import { openStores, type Stores } from './stores.ts';
import { benchWebThread } from './web-thread.ts';

const BENCHES: Readonly<Record<string, (stores: Stores) => Promise<Comparison | readonly Comparison[]>>> = {
  answers: benchAnswers,
  jobs: benchJobs,
  rounds: benchRounds,
  matching: benchMockMatching,
  'discord-acks': benchDiscordAcks,
  'discord-posts': benchDiscordPosts,
  'slack-acks': benchSlackAcks,
  'web-thread': benchWebThread,
  'slack-burst': benchSlackBurst,
};

/** A stop waits so long for the stores, in milliseconds. */
const STOP_WITHIN_MS = 10_000;

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(
    `There is no bench called ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.`,
  );
  process.exit(1);
}
const stores = await openStores();
// Told to stop, as by a limit of time, it takes along what it started.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => {
    void Promise.race([stores.close(), sleep(STOP_WITHIN_MS)]).finally(() => process.exit(code));
  });
}
try {
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const from = performance.now();
    const found = await bench(stores);
    printTable(name, Array.isArray(found) ? found : [found], (performance.now() - from) / 1_000);
  }
} finally {
  await stores.close();
}
