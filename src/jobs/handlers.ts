import type { z } from 'zod';
import { askConsent } from '../core/answers/ask-consent.ts';
import { markReceipt } from '../core/answers/mark-receipt.ts';
import { settleAnswer } from '../core/answers/settle-answer.ts';
import { eraseCommunity } from '../core/communities/erase-community.ts';
import { postInChannel } from '../core/communities/post-in-channel.ts';
import { deliverFeedback } from '../core/feedback/deliver-feedback.ts';
import { giveFeedback, giveUpFeedback } from '../core/feedback/give-feedback.ts';
import { JOBS, type JobName } from '../core/jobs/catalog.ts';
import type { JobContext, JobOutcome } from '../core/jobs/job.ts';
import { exportMember } from '../core/members/export-member.ts';
import { showHome } from '../core/members/show-home.ts';
import { welcomeMember } from '../core/members/welcome-member.ts';
import { askConfirm, tellOff } from '../core/mocks/ask-confirm.ts';
import { givePart } from '../core/mocks/give-part.ts';
import { openRoom } from '../core/mocks/open-room.ts';
import { readTyped, sayReading } from '../core/mocks/read-typed.ts';
import { sendCalendar } from '../core/mocks/send-calendar.ts';
import { saySession } from '../core/mocks/say-in-room.ts';
import { matchJob } from '../core/mocks/join/match-community.ts';
import { tellAlone } from '../core/mocks/join/tell-alone.ts';
import { wakeSession } from '../core/mocks/wake-sessions.ts';
import { tellNotice } from '../core/notices/tell-notice.ts';
import { removeMessage } from '../core/removals/remove-message.ts';
import { keepLine } from '../core/rounds/keep-line.ts';
import { mentionRole } from '../core/rounds/mention-role.ts';
import { noteClosed } from '../core/rounds/note-closed.ts';
import { openThread } from '../core/rounds/open-thread.ts';
import { pinRound, unpinRound } from '../core/rounds/pin-round.ts';
import { postRound } from '../core/rounds/post-round.ts';
import { showWithdrawn } from '../core/rounds/show-withdrawn.ts';
import { postShare } from '../core/sharing/post-share.ts';

/** A post that failed again and again is tried anew so much later, until it is too late for its date. */
const POST_AGAIN_AFTER_MS = 5 * 60_000;

/** An answer must never be left without an end, so closing it is tried until it works. */
const SETTLE_AGAIN_AFTER_MS = 5 * 60_000;

/** What people were promised to be erased is tried until it is. */
const ERASE_AGAIN_AFTER_MS = 60 * 60_000;

type Verb<P> = (ctx: JobContext, payload: P) => Promise<JobOutcome>;

interface Handler {
  /** Runs the job from its stored payload; throws when that is not the job's, or when the verb fails. */
  readonly run: (ctx: JobContext, stored: unknown) => Promise<JobOutcome>;
  /** Ends the matter after the last failed try; null when there is nothing to end. */
  readonly giveUp: (ctx: JobContext, stored: unknown) => Promise<JobOutcome | null>;
}

function handler<S extends z.ZodType>(
  job: { readonly payload: S },
  run: Verb<z.infer<S>>,
  giveUp?: Verb<z.infer<S>>,
): Handler {
  return {
    run: (ctx, stored) => run(ctx, job.payload.parse(stored)),
    giveUp: async (ctx, stored) => (giveUp === undefined ? null : giveUp(ctx, job.payload.parse(stored))),
  };
}

/** Which verb of core does which job. Every one of them may run twice. */
export const HANDLERS: Readonly<Record<JobName, Handler>> = {
  'round.post': handler(JOBS['round.post'], postRound, () =>
    Promise.resolve({ kind: 'again', afterMs: POST_AGAIN_AFTER_MS }),
  ),
  'round.thread': handler(JOBS['round.thread'], openThread),
  'round.line': handler(JOBS['round.line'], keepLine),
  'round.pin': handler(JOBS['round.pin'], pinRound),
  'round.unpin': handler(JOBS['round.unpin'], unpinRound),
  'round.mention': handler(JOBS['round.mention'], mentionRole),
  'round.withdrawn': handler(JOBS['round.withdrawn'], showWithdrawn),
  'round.closed': handler(JOBS['round.closed'], noteClosed),
  'channel.post': handler(JOBS['channel.post'], postInChannel),
  'notice.tell': handler(JOBS['notice.tell'], tellNotice),
  'answer.ask': handler(JOBS['answer.ask'], askConsent),
  'answer.settle': handler(JOBS['answer.settle'], settleAnswer, () =>
    Promise.resolve({ kind: 'again', afterMs: SETTLE_AGAIN_AFTER_MS }),
  ),
  'answer.receipt': handler(JOBS['answer.receipt'], markReceipt),
  'answer.share': handler(JOBS['answer.share'], postShare),
  'message.remove': handler(JOBS['message.remove'], removeMessage),
  'member.welcome': handler(JOBS['member.welcome'], welcomeMember),
  'member.home': handler(JOBS['member.home'], showHome),
  'member.export': handler(JOBS['member.export'], exportMember),
  'mock.ask': handler(JOBS['mock.ask'], askConfirm),
  'mock.calendar': handler(JOBS['mock.calendar'], sendCalendar),
  'mock.room': handler(JOBS['mock.room'], openRoom),
  'mock.say': handler(JOBS['mock.say'], saySession),
  'mock.part': handler(JOBS['mock.part'], givePart),
  'mock.off': handler(JOBS['mock.off'], tellOff),
  'mock.read': handler(JOBS['mock.read'], readTyped),
  'mock.reading': handler(JOBS['mock.reading'], sayReading),
  'mock.match': handler(JOBS['mock.match'], matchJob),
  'mock.alone': handler(JOBS['mock.alone'], tellAlone),
  'mock.wake': handler(JOBS['mock.wake'], wakeSession),
  'community.erase': handler(JOBS['community.erase'], eraseCommunity, () =>
    Promise.resolve({ kind: 'again', afterMs: ERASE_AGAIN_AFTER_MS }),
  ),
  'feedback.give': handler(JOBS['feedback.give'], giveFeedback, giveUpFeedback),
  'feedback.deliver': handler(JOBS['feedback.deliver'], deliverFeedback),
};
