/**
 * The loopback Discord in a process of its own, so that it does not share a thread with what is measured:
 * forked by start-loopback.ts, takes orders (orders.ts) over the channel between the two. The argument is how
 * long its answers are on the way, in milliseconds.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { never } from '../../../src/core/errors.ts';
import { systemClock } from '../../../src/core/time.ts';
import type { Interaction } from '../../support/discord/interactions.ts';
import { announce } from '../../support/discord/routes.ts';
import { startDiscord } from '../../support/discord/server.ts';
import {
  orderSchema,
  type builtSchema,
  type Order,
  type statsSchema,
  type submittedSchema,
  type writtenSchema,
} from './orders.ts';
import type { Channel } from '../../support/discord/world.ts';

const latencyMs = Number(process.argv[2] ?? '0');
// Checking bodies against the OpenAPI document belongs to tests; here it would only take the machine's time.
const discord = await startDiscord(systemClock, { openapi: false, latencyMs });
/** A pace is kept by looking this often for what is due, in milliseconds. */
const LOOK_MS = 5;
/** Discord's limit for the first response, and a little. */
const LAST_ACK_MS = 3_500;

process.on('message', (message) => {
  const { id, order } = z.object({ id: z.int(), order: orderSchema }).parse(message);
  void carryOut(order).then((result) => process.send?.({ id, result }));
});
// Whoever forked it has gone.
process.on('disconnect', () => process.exit());
process.send?.({ apiUrl: discord.apiUrl, token: discord.token });

type OrderTo<D extends Order['do']> = Extract<Order, { do: D }>;

async function carryOut(order: Order): Promise<unknown> {
  switch (order.do) {
    case 'build':
      return build(order);
    case 'connected':
      return discord.gateway.connected;
    case 'submit':
      return submit(order);
    case 'write':
      return write(order);
    case 'stats':
      return stats(order.fromMs);
    default:
      return never(order);
  }
}

function build(order: OrderTo<'build'>): z.infer<typeof builtSchema> {
  const places = Array.from({ length: order.guilds }, (_, index) => {
    const guild = discord.world.addGuild(`Server ${index}`);
    const channelIds = Array.from(
      { length: order.channels },
      () => discord.world.addChannel({ guildId: guild.id, type: 0, name: 'daily' }).id,
    );
    return { id: guild.id, channelIds };
  });
  const people = Array.from({ length: order.people }, (_, index) => discord.world.addUser(`writer-${index}`));
  return { places, userIds: people.map(({ id }) => id) };
}

async function submit(order: OrderTo<'submit'>): Promise<z.infer<typeof submittedSchema>> {
  const sent: Interaction[] = [];
  const from = performance.now();
  const all = order.perSecond * order.seconds;
  while (sent.length < all) {
    const due = Math.min(all, Math.floor(((performance.now() - from) * order.perSecond) / 1_000) + 1);
    while (sent.length < due) sent.push(submitOne(order, sent.length));
    await sleep(LOOK_MS);
  }
  const over = performance.now() + LAST_ACK_MS;
  while (sent.some((one) => one.ackMs === null) && performance.now() < over) await sleep(50);
  return {
    acks: sent.flatMap((one) => (one.ackMs === null ? [] : [one.ackMs])),
    unanswered: sent.filter((one) => one.ackMs === null).length,
  };
}

const ANSWER =
  'The dispatcher reassigns a van within two minutes of a cancel, so polling every ten minutes was too late. I chose webhooks with polling as the fallback, which costs the team a second code path.';

function submitOne(order: OrderTo<'submit'>, index: number): Interaction {
  const value = `Answer ${index}. ${ANSWER}`;
  return discord.interactions.open({
    type: 5,
    userId: discord.world.addUser(`writer-${index}`).id,
    channelId: order.channelId,
    sourceId: null,
    data: {
      custom_id: order.customId,
      components: [{ type: 18, id: 1, component: { type: 4, id: 2, custom_id: 'answer', value } }],
    },
  });
}

const READY = encodeURIComponent('✅');

async function write(order: OrderTo<'write'>): Promise<z.infer<typeof writtenSchema>> {
  const written = new Map<string, number>();
  for (const userId of order.userIds) {
    const thread = await newestThread();
    const message = discord.world.addMessage({
      channelId: thread.id,
      authorId: userId,
      content: `Answer ${written.size}. ${ANSWER}`,
    });
    announce(discord, 'MESSAGE_CREATE', message);
    written.set(message.id, performance.timeOrigin + performance.now());
    await sleep(1_000 / order.perSecond);
  }
  const marked = (): Map<string, number> =>
    new Map(
      discord.requests
        .filter(({ path, status }) => status < 300 && path.includes(`/reactions/${READY}/`))
        .map(({ path, atMs }) => [path.split('/')[4] ?? '', atMs]),
    );
  const over = performance.now() + order.withinMs;
  while (marked().size < written.size && performance.now() < over) await sleep(100);
  const ends = marked();
  const ready = [...written].flatMap(([id, atMs]) => {
    const end = ends.get(id);
    return end === undefined ? [] : [end - atMs];
  });
  return { ready, missing: written.size - ready.length };
}

async function newestThread(): Promise<Channel> {
  for (;;) {
    const thread = [...discord.world.channels.values()].findLast((channel) => channel.type === 11);
    if (thread !== undefined) return thread;
    await sleep(50);
  }
}

function stats(fromMs: number): z.infer<typeof statsSchema> {
  const counted = discord.requests.filter(
    ({ path, atMs }) =>
      atMs >= fromMs && !path.startsWith('/interactions/') && !path.startsWith('/webhooks/'),
  );
  const channels = [...discord.world.channels.values()].filter((channel) => channel.type === 0);
  const ids = new Set(channels.map((channel) => channel.id));
  const done = counted.filter(({ status }) => status < 300);
  const posts = done.filter(
    ({ method, path }) =>
      method === 'POST' && path.endsWith('/messages') && ids.has(path.split('/')[2] ?? ''),
  );
  const lastPostAtMs = posts.at(-1)?.atMs ?? 0;
  const limited = counted.filter(({ status }) => status === 429).length;
  const inChannel = Map.groupBy(discord.world.messages.values(), (message) => message.channelId);
  return {
    requests: counted.length,
    requestsToLastPost: counted.filter(({ atMs }) => atMs <= lastPostAtMs).length,
    limitedGlobally: discord.limits.globalRefusals,
    limitedByBucket: limited - discord.limits.globalRefusals,
    mostInASecond: discord.limits.mostInASecond,
    posts: posts.length,
    threads: done.filter(({ path }) => path.endsWith('/threads')).length,
    lastPostAtMs,
    notOnce: channels.filter((channel) => inChannel.get(channel.id)?.length !== 1).length,
  };
}
