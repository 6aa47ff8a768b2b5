/**
 * `npm run bench`: what the machinery costs, as ratios to the least that could be done in its place, both
 * measured in this run on this machine; `npm run bench -- jobs discord-acks` runs only those named. Seconds
 * differ from machine to machine; the ratios hardly do, so a ratio that doubles after a change is a reason to
 * look. What each one does stands in its file.
 *
 * PostgreSQL is the one that comes along, with its usual durability, in a folder that is thrown away; Redis is
 * started when it is installed. Nothing here is asserted: tests make no claims about time.
 */
import { benchAnswers } from './answers.ts';
import { benchDiscordAcks } from './discord-acks.ts';
import { benchDiscordPosts } from './discord-posts.ts';
import { benchJobs } from './jobs.ts';
import { benchMockMatching } from './mock-matching.ts';
import { printTable, type Comparison } from './report.ts';
import { benchRounds } from './rounds.ts';
import { benchSlackAcks } from './slack-acks.ts';
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
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(
    `There is no bench called ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}.`,
  );
  process.exit(1);
}
const stores = await openStores();
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
