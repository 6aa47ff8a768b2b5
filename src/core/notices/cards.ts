import type { NoticeKind } from '../db/tables/notices.ts';
import { never } from '../errors.ts';
import { encodeAction } from '../platform/action.ts';
import type { Button, Card } from '../platform/card.ts';
import { instant, rich, type Rich } from '../platform/rich.ts';
import type { LocalDate } from '../time.ts';
import type { Notice, NoticeMatter } from './load-notice.ts';

type Missed = Extract<NoticeMatter, { kind: 'missed_post' }>;
type Gone = Extract<NoticeMatter, { kind: 'channel_gone' }>;
type Failed = Extract<NoticeMatter, { kind: 'failed_delivery' }>;

/** A kind of notice as people read and type it. */
export const KIND_WORDS: Readonly<Record<NoticeKind, string>> = {
  missed_post: 'missed posts',
  failed_delivery: 'failed deliveries',
  suggestions: 'suggestions',
  reports: 'reports',
  channel_gone: 'deleted channels',
  lost_access: 'lost access',
};

/** The one message of a problem: what happened, how often, what to do; or that it is over. */
export function noticeCard(notice: Notice): Card {
  const { row, matter } = notice;
  if (row.resolved_at !== null) {
    return {
      tone: 'notice',
      title: rich`Resolved: ${titleOf(matter, row.count)}`,
      blocks: [{ kind: 'text', text: rich`${resolvedWords(matter)} ${instant(row.resolved_at)}.` }],
      buttons: [],
    };
  }
  return {
    tone: 'notice',
    title: rich`${titleOf(matter, row.count)}`,
    blocks: wordsOf(notice).map((text) => ({ kind: 'text' as const, text })),
    buttons: buttonsOf(matter),
  };
}

/** A problem in one line, for the list of open ones. */
export function noticeLine(notice: Notice): Rich {
  return rich`${titleOf(notice.matter, notice.row.count)}. Last seen ${instant(notice.row.last_at)}.`;
}

function titleOf(matter: NoticeMatter, count: number): string {
  switch (matter.kind) {
    case 'missed_post': {
      const where = matter.channel === '' ? '' : ` in ${matter.channel}`;
      return count === 1 ? `A question was not posted${where}` : `${count} questions were not posted${where}`;
    }
    case 'failed_delivery':
      return failedTitle(matter, count);
    case 'suggestions':
      return matter.open === 1 ? '1 suggested question waits' : `${matter.open} suggested questions wait`;
    case 'reports':
      return matter.open === 1
        ? '1 report from a mock interview'
        : `${matter.open} reports from mock interviews`;
    case 'channel_gone':
      return matter.channel === '' ? 'A channel was deleted' : `The channel ${matter.channel} was deleted`;
    case 'lost_access':
      return 'Greenroom is losing its access here';
    default:
      return never(matter);
  }
}

function failedTitle(matter: Failed, count: number): string {
  const where = matter.channel === null ? '' : ` in ${matter.channel}`;
  switch (matter.what) {
    case 'thread':
      return count === 1
        ? `A thread could not be opened${where}`
        : `${count} threads could not be opened${where}`;
    case 'room':
      return count === 1
        ? `A private room could not be opened${where}`
        : `${count} private rooms could not be opened${where}`;
    case 'private':
      return count === 1
        ? 'A private message could not be delivered'
        : `${count} private messages could not be delivered`;
    case 'card':
      return count === 1
        ? `A message could not be delivered${where}`
        : `${count} messages could not be delivered${where}`;
    default:
      return never(matter.what);
  }
}

function wordsOf(notice: Notice): readonly Rich[] {
  const { matter } = notice;
  switch (matter.kind) {
    case 'missed_post':
      return missedWords(matter, notice.row.count);
    case 'failed_delivery':
      return [rich`${matter.reason}`, failedConsequence(matter.what)];
    case 'suggestions':
      return [rich`Members suggested questions. Each one is asked only when an organizer approves it.`];
    case 'reports':
      return [
        rich`A member reported what happened in a mock interview. Organizers can read the sealed copy for 30 days, even when the other side deletes theirs. The two are not matched again.`,
      ];
    case 'channel_gone':
      return goneWords(matter);
    case 'lost_access':
      return accessWords(matter);
    default:
      return never(matter);
  }
}

function failedConsequence(what: Failed['what']): Rich {
  switch (what) {
    case 'private':
      return rich`Nothing is lost: members find their feedback under My feedback at any time.`;
    case 'room':
      return rich`Without a private room a mock interview cannot begin; it ends by itself and costs nobody anything.`;
    case 'thread':
    case 'card':
      return rich`Answers by the Answer button are taken all the same.`;
    default:
      return never(what);
  }
}

/** A channel that is no more, and what to do about each thing that hung on it. */
function goneWords(matter: Gone): readonly Rich[] {
  const numbers = matter.schedules.join(' and ');
  const [first] = matter.schedules;
  return [
    ...(first === undefined
      ? []
      : [
          rich`Schedule ${numbers} asked there and is paused. An open question there is nobody's miss. To go on, type /greenroom schedule add in another channel, then /greenroom schedule remove ${first}.`,
        ]),
    ...(matter.hadNotices
      ? [
          rich`Problems and suggestions were told there. They come privately to organizers now. To choose another channel, type /greenroom notices here in it.`,
        ]
      : []),
  ];
}

function accessWords({ reason, endsAt }: Extract<NoticeMatter, { kind: 'lost_access' }>): readonly Rich[] {
  const end = endsAt === null ? rich`It ends soon.` : rich`It ends ${instant(endsAt)}.`;
  return [
    rich`${end} After that no question is posted and no answer is read. Nothing is lost: schedules, answers and streaks are kept.`,
    rich`${reason}`,
  ];
}

function missedWords(matter: Missed, count: number): readonly Rich[] {
  const listed = matter.dates.map(inWords).join(', ');
  const dates = count > matter.dates.length ? rich`Newest dates: ${listed}.` : rich`${listed}.`;
  const due = matter.dueAt === null ? rich`` : rich` Due ${instant(matter.dueAt)}.`;
  return [
    ...(listed === '' ? [] : [rich`${dates}${due}`]),
    missedReason(matter),
    count === 1 ? rich`This date is nobody's miss.` : rich`These dates are nobody's miss.`,
  ];
}

function missedReason(matter: Missed): Rich {
  switch (matter.because) {
    case 'too_late':
      return rich`Greenroom was not running at that time, and then it was too late for that date. The next question comes as planned.`;
    case 'unknown':
      return rich`The connection broke while it was being sent, and nobody can tell whether it arrived. It was not sent again, so that it cannot be there twice. Look in the channel; the next question comes as planned.`;
    case 'no_question':
      return rich`There was no question left to ask. Add one with /greenroom question add, or restore one: /greenroom question list retired`;
    case 'refused':
    case null:
      return rich`${matter.reason ?? 'The platform refused it. Check that the bot may write in the channel.'} When that is mended, /greenroom post in the channel posts today's question after all.`;
    default:
      return never(matter.because);
  }
}

function resolvedWords(matter: NoticeMatter): string {
  switch (matter.kind) {
    case 'missed_post':
      return 'A question was posted again on';
    case 'failed_delivery':
      return 'Messages arrive again since';
    case 'suggestions':
      return 'All suggestions were decided on';
    case 'reports':
      return 'All reports were closed on';
    case 'channel_gone':
      return 'Nothing is left to do since';
    case 'lost_access':
      return 'The access was renewed on';
    default:
      return never(matter);
  }
}

function buttonsOf(matter: NoticeMatter): readonly Button[] {
  switch (matter.kind) {
    case 'suggestions':
      return [runButton('greenroom.question.approve', 'Look at suggestions')];
    case 'reports':
      return [runButton('greenroom.reports', 'Read reports')];
    case 'missed_post':
    case 'failed_delivery':
    case 'channel_gone':
    case 'lost_access':
      return [];
    default:
      return never(matter);
  }
}

function runButton(command: string, label: string): Button {
  return { action: encodeAction({ verb: 'run', command, arg: '-' }), label, style: 'primary' };
}

function inWords(date: LocalDate): string {
  return Temporal.PlainDate.from(date).toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  });
}
