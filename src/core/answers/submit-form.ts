import type { Core } from '../core.ts';
import type { Tx } from '../db/database.ts';
import type { Member } from '../members/member.ts';
import { comesByMessage } from '../members/settings.ts';
import type { Reply } from '../platform/reply.ts';
import type { Round } from '../rounds/load-round.ts';
import { addRevision } from './add-revision.ts';
import { beginAnswer, lockAnswer, type Beginning } from './answer-store.ts';
import { refusalCard, takenCard } from './cards.ts';
import { cleanText } from './clean-text.ts';
import { joinFields } from './forms.ts';
import { keepFirstRevision } from './keep-revision.ts';

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
  const firstId = await keepFirstRevision(core, tx, beginning, answer.text, round, now);
  const kept =
    firstId === null
      ? await keepLater(core, tx, beginning, answer.text, round, now)
      : { id: firstId, answeredAt: answer.at, fresh: true, changed: true };
  if (answer.messageId !== undefined) {
    await tx
      .insertInto('answer_pieces')
      .values({
        community_id: member.communityId,
        answer_id: kept.id,
        message_id: answer.messageId,
        body: answer.text,
        sent_at: answer.at,
        edited_at: answer.at,
      })
      .execute();
  }
  const late = round.closesAt !== null && Temporal.Instant.compare(kept.answeredAt, round.closesAt) >= 0;
  return {
    kind: 'private',
    card: takenCard({
      round,
      changed: kept.changed,
      late,
      again: !kept.fresh,
      byButton: !comesByMessage(member.settings.feedbackBy, core.can.get(round.platform)),
    }),
  };
}

/** What became of a text. */
interface Kept {
  readonly id: string;
  readonly answeredAt: Temporal.Instant;
  /** There was no answer, or none that counted. */
  readonly fresh: boolean;
  /** It is another text than the one before. */
  readonly changed: boolean;
}

/** The text takes the place of the answer there was, which begins anew or loses the messages it was made of. */
async function keepLater(
  core: Core,
  tx: Tx,
  beginning: Beginning,
  text: string,
  round: Round,
  now: Temporal.Instant,
): Promise<Kept> {
  const before = await lockAnswer(tx, beginning.roundId, beginning.memberId);
  const fresh = before === null || before.state === 'withdrawn' || before.state === 'held';
  const row = fresh ? await beginAnswer(tx, beginning) : before;
  // From here on the form's text is the answer; an edit of an older message must not bring that one back.
  await tx.deleteFrom('answer_pieces').where('answer_id', '=', row.id).execute();
  const changed = await addRevision(core, tx, row, text, now, round);
  return { id: row.id, answeredAt: row.answered_at, fresh, changed };
}

/** When an answer counts as given: at the latest moment of the round, if its form was open by then. */
function countsFrom(round: Round, openedAt: Temporal.Instant, now: Temporal.Instant): Temporal.Instant {
  const { closesAt } = round;
  if (closesAt === null || Temporal.Instant.compare(now, closesAt) < 0) return now;
  const openInTime = Temporal.Instant.compare(openedAt, closesAt) < 0;
  const stillAlive = Temporal.Instant.compare(now, openedAt.add({ hours: FORM_LIVES_HOURS })) <= 0;
  return openInTime && stillAlive ? openedAt : now;
}
