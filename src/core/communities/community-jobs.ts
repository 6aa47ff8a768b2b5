/**
 * The ids in payloads of jobs, with the table whose rows they name; each of these tables says of a row whose
 * community it is. Erasing a community takes its queued jobs away by this list, and a test compares it with the
 * catalog, so that a new job cannot be forgotten.
 */
export const JOB_ROWS: Readonly<Record<string, string>> = {
  answerId: 'answers',
  channelId: 'channels',
  communityId: 'communities',
  memberId: 'members',
  noticeId: 'notices',
  removalId: 'removals',
  roundId: 'rounds',
  sessionId: 'mock_sessions',
  shareId: 'answer_shares',
};
