import { deliver } from '../jobs/deliver.ts';
import { done, type JobContext, type JobOutcome } from '../jobs/job.ts';
import { portFor } from '../platform/ports.ts';
import { channelOf, findRound } from '../rounds/load-round.ts';
import { whyNotHere } from './can-share.ts';
import { sharedCard } from './cards.ts';
import { loadShared } from './load-shared.ts';
import { shareKey } from './share-key.ts';

/**
 * Job `answer.share`: posts in the thread what a member chose to share, once. Refused by the platform, it
 * counts as not shared, so that *Share in thread* is offered again. Taken back while it is on its way, it is looked
 * for by its key (removals/ask-removal.ts). Safe to run twice.
 */
export async function postShare(ctx: JobContext, payload: { readonly shareId: string }): Promise<JobOutcome> {
  const share = await ctx.db
    .selectFrom('answer_shares')
    .innerJoin('answers', 'answers.id', 'answer_shares.answer_id')
    .select(['answer_shares.answer_id', 'answer_shares.revision', 'answers.round_id'])
    .where('answer_shares.id', '=', payload.shareId)
    .executeTakeFirst();
  const round = share === undefined ? null : await findRound(ctx.db, share.round_id);
  if (share === undefined || round === null || round.threadId === null || whyNotHere(round) !== null) {
    return done('nothing to share');
  }
  const shared = await loadShared(ctx.db, share.answer_id, share.revision);
  if (shared === null) return done('nothing to share');
  const port = portFor(ctx, round.platform);
  const key = shareKey(payload.shareId);
  const thread = { ...channelOf(round), threadId: round.threadId };
  const sent = await deliver(ctx, {
    key,
    communityId: round.communityId,
    memberId: null,
    pacer: port.pacerOf('post', thread),
    whenUnknown: 'miss',
    send: () => port.replyInThread(thread, sharedCard(shared), key),
    find: () => port.findByKey(thread, key),
  });
  if (sent.kind === 'again') return sent;
  if (sent.kind === 'failed') {
    await ctx.db.deleteFrom('answer_shares').where('id', '=', payload.shareId).execute();
  }
  return done(sent.kind);
}
