import type { Tx } from '../db/database.ts';
import { openNotice } from '../notices/open-notice.ts';
import type { Parsed } from '../time.ts';
import type { Member } from './member.ts';

/** So many suggestions of one member may wait for organizers at a time. */
export const OPEN_SUGGESTIONS_MAX = 3;
/** The length of a question, in characters: room for a sentence, and what a card can show at a glance. */
export const QUESTION_MIN = 15;
export const QUESTION_MAX = 300;

/** Makes a suggested question fit to be kept: one line, no invisible characters. Refuses what is too short or too long. Pure. */
export function cleanQuestion(raw: string): Parsed<string> {
  const text = raw
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if (text.length < QUESTION_MIN) {
    return {
      ok: false,
      message: `That is ${text.length} characters. Write a whole question, ${QUESTION_MIN} characters or more.`,
    };
  }
  if (text.length > QUESTION_MAX) {
    return {
      ok: false,
      message: `That is ${text.length} characters; a question can have ${QUESTION_MAX}. Shorten it by ${text.length - QUESTION_MAX}.`,
    };
  }
  return { ok: true, value: text };
}

/** How many suggestions of the member wait for organizers. */
export async function countOpenSuggestions(tx: Tx, memberId: string): Promise<number> {
  const row = await tx
    .selectFrom('question_suggestions')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('member_id', '=', memberId)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/**
 * Keeps a suggestion for organizers to decide about, and tells them. The caller has checked the limit; the
 * member's row is locked, so two at once are counted one after the other.
 */
export async function suggestQuestion(
  tx: Tx,
  member: Member,
  suggestion: { readonly category: string; readonly body: string },
  now: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto('question_suggestions')
    .values({
      community_id: member.communityId,
      member_id: member.id,
      category: suggestion.category,
      body: suggestion.body,
      created_at: now,
      decided_at: null,
      question_id: null,
    })
    .execute();
  await openNotice(
    tx,
    { communityId: member.communityId, kind: 'suggestions', subject: 'all', latest: '' },
    now,
  );
}
