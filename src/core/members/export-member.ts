import type { Reader } from '../db/database.ts';
import { deliver, type Delivered } from '../jobs/deliver.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import type { Platform } from '../platform/event.ts';
import type { ChannelAddress, MemberAddress, OutgoingFile, PlatformPort } from '../platform/port.ts';
import { portFor } from '../platform/ports.ts';
import { categoryName } from '../questions/category-name.ts';
import { collectMemberData, type MemberData } from './collect-member-data.ts';
import { text, type AskedInRound, type DescribeContext } from './describe-row.ts';
import { exportFileCard, exportProgressCard } from './export-cards.ts';
import { exportHtml, exportJson } from './export-documents.ts';

/**
 * Job `member.export`: makes the two documents and brings them to the member privately; one message tells
 * how far it is and is changed in place. Safe to run twice: each part has a key of its own.
 */
export async function exportMember(
  ctx: JobContext,
  payload: { readonly memberId: string; readonly asked: string },
): Promise<JobOutcome> {
  const place = await findPlace(ctx, payload.memberId);
  if (place === null) return done('nobody to tell');
  const sender = {
    ctx,
    place,
    memberId: payload.memberId,
    key: `member:${payload.memberId}:export:${payload.asked}`,
  };
  // The first step is told before it is begun: collecting a long history takes a moment.
  const begun = await tellProgress(sender, 0);
  if (begun.kind === 'again') return begun;
  const { data, context } = await ctx.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const data = await collectMemberData(tx, payload.memberId);
      return { data, context: await describeContext(ctx, tx, data) };
    });
  const parts = { data, context, madeAt: ctx.clock.now() };
  await tellProgress(sender, 1);
  const html = exportHtml(parts);
  await tellProgress(sender, 2);
  const json = exportJson(parts);
  await tellProgress(sender, 3);
  const files: readonly OutgoingFile[] = [
    {
      name: 'greenroom-export.html',
      mediaType: 'text/html; charset=utf-8',
      content: html,
      card: exportFileCard('html'),
    },
    {
      name: 'greenroom-export.json',
      mediaType: 'application/json',
      content: json,
      card: exportFileCard('json'),
    },
  ];
  for (const [index, file] of files.entries()) {
    const sent = await sendFile(sender, file);
    if (sent.kind === 'again') return sent;
    if (sent.kind === 'failed') return done('failed');
    await tellProgress(sender, 4 + index);
  }
  return done('sent');
}

interface Place {
  readonly port: PlatformPort;
  readonly communityId: string;
  readonly platform: Platform;
  readonly to: MemberAddress;
  readonly near: ChannelAddress;
}

interface Sender {
  readonly ctx: JobContext;
  readonly place: Place;
  readonly memberId: string;
  readonly key: string;
}

function tellProgress(sender: Sender, steps: number): Promise<Delivered> {
  const { ctx, place, memberId } = sender;
  const key = `${sender.key}:progress`;
  const card = exportProgressCard(steps);
  return deliver(ctx, {
    key,
    communityId: place.communityId,
    memberId,
    pacer: place.port.pacerOf('tell', place.to),
    whenUnknown: 'repeat',
    send: () => place.port.tellPrivately(place.to, place.near, card, key),
    find: () => place.port.findByKey(place.near, key),
    edit: (messageId) => place.port.update({ ...place.near, messageId }, card, key),
  });
}

function sendFile(sender: Sender, file: OutgoingFile): Promise<Delivered> {
  const { ctx, place, memberId } = sender;
  const key = `${sender.key}:${file.name}`;
  return deliver(ctx, {
    key,
    communityId: place.communityId,
    memberId,
    pacer: place.port.pacerOf('tell', place.to),
    whenUnknown: 'repeat',
    send: () => place.port.sendFile(place.to, place.near, file, key),
    find: () => place.port.findByKey(place.near, key),
  });
}

/** Beside the channel the member follows, else their community's first. */
async function findPlace(ctx: JobContext, memberId: string): Promise<Place | null> {
  const row = await ctx.db
    .selectFrom('members')
    .innerJoin('communities', 'communities.id', 'members.community_id')
    .innerJoin('channels', 'channels.community_id', 'communities.id')
    .leftJoin('follows', (join) =>
      join.onRef('follows.channel_id', '=', 'channels.id').onRef('follows.member_id', '=', 'members.id'),
    )
    .select([
      'members.external_id as member',
      'communities.external_id as community',
      'communities.id',
      'communities.platform',
      'channels.external_id as channel',
    ])
    .where('members.id', '=', memberId)
    .orderBy('follows.from_date', (order) => order.desc().nullsLast())
    .orderBy('channels.id')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    port: portFor(ctx, row.platform),
    communityId: row.id,
    platform: row.platform,
    to: { communityId: row.community, memberId: row.member },
    near: { communityId: row.community, channelId: row.channel },
  };
}

async function describeContext(ctx: JobContext, db: Reader, data: MemberData): Promise<DescribeContext> {
  const answers = data.get('answers') ?? [];
  const rounds = new Map(answers.map((row) => [text(row, 'id'), text(row, 'round_id')]));
  const ids = [...rounds.values(), ...(data.get('rounds') ?? []).map((row) => text(row, 'id'))];
  const rows =
    ids.length === 0
      ? []
      : await db
          .selectFrom('rounds')
          .innerJoin('questions', 'questions.id', 'rounds.question_id')
          .select([
            'rounds.id',
            'rounds.local_date',
            'questions.pack',
            'questions.category',
            'questions.body',
          ])
          .where('rounds.id', 'in', [...new Set(ids)])
          .execute();
  const asked = new Map(
    rows.map((row): [string, AskedInRound] => [
      row.id,
      { localDate: row.local_date, category: categoryName(ctx, row), question: row.body },
    ]),
  );
  return { asked, rounds };
}
