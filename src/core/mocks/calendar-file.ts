/** A meeting to put into a calendar. All of it goes into a file that its reader opens elsewhere. */
export interface Meeting {
  /** The same for every copy, so that opening it twice makes one entry. */
  readonly uid: string;
  readonly startsAt: Temporal.Instant;
  readonly minutes: number;
  readonly title: string;
  readonly notes: string;
  readonly madeAt: Temporal.Instant;
}

/** A line may have so many bytes (RFC 5545 §3.1); what is longer goes on in the next one, after a space. */
const LINE_MAX = 75;

/**
 * The meeting as an iCalendar file (RFC 5545). Moments are written in UTC, so a clock change between match
 * and meeting moves nothing: each calendar shows its reader's own time. Pure.
 */
export function calendarFile(meeting: Meeting): string {
  const end = meeting.startsAt.add({ minutes: meeting.minutes });
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Greenroom//Mock interviews//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${meeting.uid}`,
    `DTSTAMP:${utc(meeting.madeAt)}`,
    `DTSTART:${utc(meeting.startsAt)}`,
    `DTEND:${utc(end)}`,
    `SUMMARY:${escape(meeting.title)}`,
    `DESCRIPTION:${escape(meeting.notes)}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}

/** "20260302T190000Z". */
function utc(at: Temporal.Instant): string {
  return at.round('second').toString().replaceAll(/[-:]/g, '');
}

function escape(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(/[;,]/g, String.raw`\$&`)
    .replaceAll(/\r?\n/g, String.raw`\n`);
}

function fold(line: string): string {
  const parts: string[] = [];
  let part = '';
  for (const character of line) {
    const room = parts.length === 0 ? LINE_MAX : LINE_MAX - 1;
    if (Buffer.byteLength(part + character) > room) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part].join('\r\n ');
}
