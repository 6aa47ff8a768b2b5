import type { Tx } from '../db/database.ts';
import type { Member } from '../members/member.ts';
import type { LocalDate } from '../time.ts';

/** Makes a round of the member's own, open from now on: a question that nobody else is asked. Returns its id. */
export async function insertOwnRound(
  tx: Tx,
  member: Pick<Member, 'id' | 'communityId'>,
  own: {
    readonly questionId: string;
    readonly zone: string;
    readonly today: LocalDate;
    readonly now: Temporal.Instant;
  },
): Promise<string> {
  const { id } = await tx
    .insertInto('rounds')
    .values({
      community_id: member.communityId,
      schedule_id: null,
      channel_id: null,
      member_id: member.id,
      question_id: own.questionId,
      local_date: own.today,
      zone: own.zone,
      due_at: own.now,
      state: 'posted',
      posted_at: own.now,
      closes_at: null,
      skipped_because: null,
      message_id: null,
      thread_id: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
