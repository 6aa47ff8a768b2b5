import type { Reader } from '../db/database.ts';
import { deliver, endOf } from '../jobs/deliver.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import type { Card } from '../platform/card.ts';
import { portFor } from '../platform/ports.ts';
import { lineCard } from './cards.ts';
import { channelOf, findRound } from './load-round.ts';

/**
 * Job `round.line`: keeps the one public line of a thread true, edited in place: for how many people
 * feedback on what they wrote there is ready. Answers by form are not counted, so nothing about them is
 * public. Nothing is posted while there is nobody to count. Safe to run twice.
 */
export async function keepLine(ctx: JobContext, payload: { readonly roundId: string }): Promise<JobOutcome> {
  const round = await findRound(ctx.db, payload.roundId);
  if (round === null || round.threadId === null) return done('no thread');
  const { threadId } = round;
  const key = `round:${round.id}:line`;
  const posted = await ctx.db
    .selectFrom('deliveries')
    .select('key')
    .where('key', '=', key)
    .executeTakeFirst();
  if (posted === undefined && (await countReady(ctx.db, round.id)) === 0) return done('nobody to count');
  const port = portFor(ctx, round.platform);
  const thread = { ...channelOf(round), threadId };
  const card = async (): Promise<Card> => lineCard(round, await countReady(ctx.db, round.id));
  const sent = await deliver(ctx, {
    key,
    communityId: round.communityId,
    memberId: null,
    pacer: port.pacerOf('post', thread),
    whenUnknown: 'miss',
    // Counted after the ledger row is claimed: of two jobs at once, the later one writes the newer number.
    send: async () => port.replyInThread(thread, await card(), key),
    find: () => port.findByKey(thread, key),
    edit: async (messageId) => port.update({ ...channelOf(round), messageId }, await card(), key),
  });
  return endOf(sent);
}

async function countReady(db: Reader, roundId: string): Promise<number> {
  const rows = await db
    .selectFrom('answers')
    .innerJoin('feedback', (join) =>
      join
        .onRef('feedback.answer_id', '=', 'answers.id')
        .onRef('feedback.revision', '=', 'answers.revision')
        .on('feedback.delivered_at', 'is not', null),
    )
    .select('answers.id')
    .distinct()
    .where('answers.round_id', '=', roundId)
    .where('answers.via', '=', 'thread')
    .where('answers.state', '=', 'submitted')
    .execute();
  return rows.length;
}
