/**
 * The payload keys of all jobs, with the table whose rows they name; null where that table never holds one
 * member's rows alone. Erase takes the queued jobs of the member's rows away by this list, and a test
 * compares it with the catalog, so that a new job cannot be forgotten.
 */
export const PAYLOAD_TABLES: Readonly<Record<string, string | null>> = {
  memberId: 'members',
  answerId: 'answers',
  /** Channel rounds stay; only a member's own personal rounds are theirs. */
  roundId: 'rounds',
  shareId: 'answer_shares',
  channelId: null,
  communityId: null,
  noticeId: null,
  removalId: null,
  /** A session belongs to two; jobs for one who is gone find their seat gone. */
  sessionId: null,
  /** No ids. */
  mark: null,
  revision: null,
  asked: null,
  what: null,
  seat: null,
  turn: null,
  version: null,
  room: null,
  half: null,
  week: null,
};
