import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import type { Member } from '../members/member.ts';
import { comesByMessage } from '../members/settings.ts';
import type { Reply } from '../platform/reply.ts';
import type { Round } from '../rounds/load-round.ts';
import { addRevision } from './add-revision.ts';
import { beginAnswer, beginFirst, lockAnswer, type AnswerRow, type Beginning } from './answer-store.ts';
import { refusalCard, takenCard } from './cards.ts';
import { cleanText } from './clean-text.ts';
import { joinFields } from './forms.ts';

/** A form opened before closing counts for the day when it is sent within so many hours of opening. */
const FORM_LIVES_HOURS = 24;

/**
 * A form was sent: the whole text is the answer, or its new revision, and is read at once. A problem with
 * the text comes back beside the field, with nothing lost.
 */
export async function submitForm(
  core: Core,
  tx: Tx,
  member: Member,
  round: Round,
  form: { readonly openedAt: Temporal.Instant; readonly fields: Readonly<Record<string, string>> },
  now: Temporal.Instant,
): Promise<Reply> {
  const { text, first } = joinFields(form.fields);
  const cleaned = cleanText(text);
  if (!cleaned.ok)
    return { kind: 'form_errors', errors: { [first]: `${cleaned.message} Your text is still here.` } };
  return takeWholeText(
    core,
    tx,
    member,
    round,
    { text: cleaned.value, via: 'form', at: countsFrom(round, form.openedAt, now) },
    now,
  );
}

/**
 * *Use as my answer* on one's own message: that message, as it is now, is the answer, and edits of it make
 * new versions. A message that is part of somebody else's answer is refused.
 */
export async function useMessage(
  core: Core,
  tx: Tx,
  member: Member,
  round: Round,
  message: { readonly messageId: string; readonly text: string },
  now: Temporal.Instant,
): Promise<Reply> {
  const cleaned = cleanText(message.text);
  if (!cleaned.ok) return { kind: 'private', card: refusalCard(cleaned.message) };
  const holder = await tx
    .selectFrom('answer_pieces')
    .innerJoin('answers', 'answers.id', 'answer_pieces.answer_id')
    .select('answers.id')
    .where('answer_pieces.community_id', '=', member.communityId)
    .where('answer_pieces.message_id', '=', message.messageId)
    .where('answers.member_id', '<>', member.id)
    .executeTakeFirst();
  if (holder !== undefined) {
    return {
      kind: 'private',
      card: refusalCard("That message is part of somebody else's answer. Use one that you wrote."),
    };
  }
  const answer = { text: cleaned.value, via: 'shortcut', at: now, messageId: message.messageId } as const;
  return takeWholeText(core, tx, member, round, answer, now);
}

/** Takes a text that is surely meant as the answer, in the place of what was there before. */
async function takeWholeText(
  core: Core,
  tx: Tx,
  member: Member,
  round: Round,
  answer: {
    readonly text: string;
    readonly via: 'form' | 'shortcut';
    readonly at: Temporal.Instant;
    readonly messageId?: string;
  },
  now: Temporal.Instant,
): Promise<Reply> {
  const beginning = {
    communityId: member.communityId,
    roundId: round.id,
    memberId: member.id,
    via: answer.via,
    state: 'gathering',
    answeredAt: answer.at,
    settleAt: now,
  } as const;
  const { row, fresh } = await takeUp(tx, beginning);
  if (answer.messageId !== undefined) {
    await tx
      .insertInto('answer_pieces')
      .values({
        community_id: member.communityId,
        answer_id: row.id,
        message_id: answer.messageId,
        body: answer.text,
        sent_at: answer.at,
        edited_at: answer.at,
      })
      .execute();
  }
  const changed = await addRevision(core, tx, row, answer.text, now, round);
  const late = round.closesAt !== null && Temporal.Instant.compare(row.answered_at, round.closesAt) >= 0;
  return {
    kind: 'private',
    card: takenCard({
      round,
      changed,
      late,
      again: !fresh,
      byButton: !comesByMessage(member.settings.feedbackBy, core.can.get(round.platform)),
    }),
  };
}

/** The row that takes the text, locked: a new one, or the one there was, without the messages it was made of. */
async function takeUp(
  tx: Tx,
  beginning: Beginning,
): Promise<{ readonly row: AnswerRow; readonly fresh: boolean }> {
  const first = await beginFirst(tx, beginning);
  if (first !== null) return { row: first, fresh: true };
  const before = await lockAnswer(tx, beginning.roundId, beginning.memberId);
  const fresh = before === null || before.state === 'withdrawn' || before.state === 'held';
  const row = fresh ? await beginAnswer(tx, beginning) : before;
  // From here on the form's text is the answer; an edit of an older message must not bring that one back.
  await tx.deleteFrom('answer_pieces').where('answer_id', '=', row.id).execute();
  return { row, fresh };
}

/** When an answer counts as given: at the latest moment of the round, if its form was open by then. */
function countsFrom(round: Round, openedAt: Temporal.Instant, now: Temporal.Instant): Temporal.Instant {
  const { closesAt } = round;
  if (closesAt === null || Temporal.Instant.compare(now, closesAt) < 0) return now;
  const openInTime = Temporal.Instant.compare(openedAt, closesAt) < 0;
  const stillAlive = Temporal.Instant.compare(now, openedAt.add({ hours: FORM_LIVES_HOURS })) <= 0;
  return openInTime && stillAlive ? openedAt : now;
}
