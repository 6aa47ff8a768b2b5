import { z } from 'zod';
import type { StoredRow } from './collect-member-data.ts';

/** What a round asked, for rows that only hold its id. */
export interface AskedInRound {
  readonly localDate: string;
  readonly category: string;
  readonly question: string;
}

/** What readable rows need to know beside themselves. */
export interface DescribeContext {
  readonly asked: ReadonlyMap<string, AskedInRound>;
  /** Round ids by answer id. */
  readonly rounds: ReadonlyMap<string, string>;
}

/** A row as people read it: what it is in a few words, and its texts in full. */
export interface DescribedRow {
  readonly title: string;
  readonly texts: readonly string[];
}

/** How the rows of one table are told to the person they are about. */
export interface Describer {
  readonly one: string;
  readonly many: string;
  readonly describe: (row: StoredRow, ctx: DescribeContext) => DescribedRow;
}

/**
 * One entry for every table that hangs on `members`, in the order of the readable export. A test compares
 * this list with the database's foreign keys, so that a new table cannot be forgotten.
 */
export const DESCRIBERS: Readonly<Record<string, Describer>> = {
  members: {
    one: 'profile with your settings',
    many: 'profiles with your settings',
    describe: (row) => ({ title: text(row, 'display_name'), texts: facts(row, ['id', 'community_id']) }),
  },
  answers: {
    one: 'answer',
    many: 'answers',
    describe: (row, ctx) => {
      const asked = ctx.asked.get(text(row, 'round_id'));
      const state = `${text(row, 'state')}, by ${text(row, 'via')}, ${moment(row, 'answered_at')}`;
      return { title: `${headOf(asked)}: ${state}`, texts: asked === undefined ? [] : [asked.question] };
    },
  },
  answer_revisions: {
    one: 'version of an answer',
    many: 'versions of answers',
    describe: (row, ctx) => ({
      title: `${headOf(askedOf(row, ctx))}, version ${text(row, 'revision')}, ${moment(row, 'created_at')}`,
      texts: [text(row, 'body')],
    }),
  },
  answer_pieces: {
    one: 'message taken into an answer',
    many: 'messages taken into answers',
    describe: (row, ctx) => ({
      title: `${headOf(askedOf(row, ctx))}, sent ${moment(row, 'sent_at')}`,
      texts: [text(row, 'body')],
    }),
  },
  feedback: {
    one: 'feedback',
    many: 'feedbacks',
    describe: (row, ctx) => ({
      title: `${headOf(askedOf(row, ctx))}, version ${text(row, 'revision')}: ${text(row, 'state')}, read by ${text(row, 'source_label') || 'nobody yet'}`,
      texts: feedbackTexts(row),
    }),
  },
  answer_shares: {
    one: 'answer shared in a thread',
    many: 'answers shared in threads',
    describe: (row, ctx) => ({
      title: `${headOf(askedOf(row, ctx))}, version ${text(row, 'revision')}, since ${moment(row, 'created_at')}`,
      texts: [],
    }),
  },
  rounds: {
    one: 'question of your own',
    many: 'questions of your own',
    describe: (row, ctx) => {
      const asked = ctx.asked.get(text(row, 'id'));
      return { title: headOf(asked), texts: asked === undefined ? [] : [asked.question] };
    },
  },
  pauses: {
    one: 'pause',
    many: 'pauses',
    describe: (row) => ({ title: `${text(row, 'from_date')} to ${text(row, 'last_date')}`, texts: [] }),
  },
  follows: {
    one: 'followed channel',
    many: 'followed channels',
    describe: (row) => ({ title: `since ${text(row, 'from_date')}${until(row)}`, texts: [] }),
  },
  streaks: {
    one: 'streak',
    many: 'streaks',
    describe: (row) => ({
      title: `${text(row, 'current')} days answered, longest ${text(row, 'longest')}`,
      texts: [],
    }),
  },
  question_suggestions: {
    one: 'question suggestion',
    many: 'question suggestions',
    describe: (row) => ({
      title: `${text(row, 'category')}, ${text(row, 'state')}`,
      texts: [text(row, 'body')],
    }),
  },
  mock_requests: {
    one: 'request for a mock partner',
    many: 'requests for mock partners',
    describe: (row) => ({
      title: `${text(row, 'kind')}, ${text(row, 'state')}, ${text(row, 'wish')}, since ${moment(row, 'created_at')}`,
      texts: [text(row, 'notes'), text(row, 'voice_link')].filter((one) => one !== ''),
    }),
  },
  mock_priorities: {
    one: 'missed mock session',
    many: 'missed mock sessions',
    describe: (row) => ({ title: `lowers your place until ${moment(row, 'lowered_until')}`, texts: [] }),
  },
  mock_solos: {
    one: 'solo mock',
    many: 'solo mocks',
    describe: (row, ctx) => ({
      title: `${headOf(ctx.asked.get(text(row, 'round_id')))}, begun ${moment(row, 'created_at')}`,
      texts: [],
    }),
  },
  web_messages: {
    one: 'message in the web room',
    many: 'messages in the web room',
    describe: (row) => ({
      title: `${row['author_id'] === null ? 'to you' : 'by you'}, ${moment(row, 'created_at')}`,
      texts: row['author_id'] === null ? cardTexts(row['card']) : [text(row, 'body')],
    }),
  },
  web_files: {
    one: 'file in the web room',
    many: 'files in the web room',
    describe: (row) => ({ title: `${text(row, 'name')}, ${moment(row, 'created_at')}`, texts: [] }),
  },
  web_people: {
    one: 'browser that may act as you',
    many: 'browsers that may act as you',
    describe: (row) => ({ title: `used ${moment(row, 'chosen_at')}`, texts: [] }),
  },
  web_room_people: {
    one: 'private room on the web that you are in',
    many: 'private rooms on the web that you are in',
    describe: (row) => ({ title: text(row, 'message_id'), texts: [] }),
  },
  mock_seats: {
    one: 'mock interview',
    many: 'mock interviews',
    describe: (row) => ({
      title: `session ${text(row, 'session_id')}, as ${text(row, 'role')}${mockEnd(row)}`,
      texts: ['notes', 'voice_link', 'helped'].map((column) => text(row, column)).filter((one) => one !== ''),
    }),
  },
  mock_messages: {
    one: 'message in a mock interview',
    many: 'messages in mock interviews',
    describe: (row) => ({
      title: `session ${text(row, 'session_id')}, sent ${moment(row, 'sent_at')}`,
      texts: [text(row, 'body')],
    }),
  },
  mock_scores: {
    one: 'score in a mock interview, by you or about you',
    many: 'scores in mock interviews, by you or about you',
    describe: (row) => ({
      title: `session ${text(row, 'session_id')}, half ${text(row, 'half')}`,
      texts: [text(row, 'levels'), text(row, 'note')].filter((one) => one !== ''),
    }),
  },
  mock_reports: {
    one: 'report of yours',
    many: 'reports of yours',
    describe: (row) => ({ title: moment(row, 'created_at'), texts: [text(row, 'reason')] }),
  },
  mock_blocks: {
    one: 'member whom you do not want to meet in a mock',
    many: 'members whom you do not want to meet in a mock',
    describe: (row) => ({ title: `since ${moment(row, 'created_at')}`, texts: [] }),
  },
  model_usage: {
    one: 'day on which a model read for you',
    many: 'days on which a model read for you',
    describe: (row) => ({
      title: `${text(row, 'day')}: ${text(row, 'requests')} requests, ${text(row, 'tokens')} tokens`,
      texts: [],
    }),
  },
  deliveries: {
    one: 'record of a private message',
    many: 'records of private messages',
    describe: (row) => ({ title: `${text(row, 'state')}, ${moment(row, 'created_at')}`, texts: [] }),
  },
};

/** For a table without a describer: every column as it is. */
export function describePlainly(row: StoredRow): DescribedRow {
  return { title: '', texts: facts(row, []) };
}

/** A column as text; empty for null. */
export function text(row: StoredRow, column: string): string {
  const value = row[column];
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function facts(row: StoredRow, without: readonly string[]): string[] {
  return Object.keys(row)
    .filter((column) => !without.includes(column) && text(row, column) !== '')
    .map((column) => `${column.replaceAll('_', ' ')}: ${text(row, column)}`);
}

/** "2026-11-24 15:00 UTC". */
function moment(row: StoredRow, column: string): string {
  return `${text(row, column).slice(0, 16).replace('T', ' ')} UTC`;
}

function mockEnd(row: StoredRow): string {
  return text(row, 'finished_at') === '' ? '' : `, finished ${moment(row, 'finished_at')}`;
}

function until(row: StoredRow): string {
  return text(row, 'until_date') === '' ? '' : `, until ${text(row, 'until_date')}`;
}

function askedOf(row: StoredRow, ctx: DescribeContext): AskedInRound | undefined {
  return ctx.asked.get(ctx.rounds.get(text(row, 'answer_id')) ?? '');
}

function headOf(asked: AskedInRound | undefined): string {
  return asked === undefined ? 'A question that is gone' : `${asked.localDate}, ${asked.category}`;
}

const resultSchema = z.object({
  criteria: z.array(z.object({ title: z.string(), level: z.string(), reason: z.string() })),
  strength: z.object({ quote: z.object({ text: z.string() }) }).nullable(),
  nextStep: z.object({ text: z.string() }),
});

function feedbackTexts(row: StoredRow): string[] {
  const result = resultSchema.safeParse(row['result']);
  if (!result.success) return [];
  const { criteria, strength, nextStep } = result.data;
  return [
    ...(strength === null ? [] : [`What works: “${strength.quote.text}”`]),
    `One next step: ${nextStep.text}`,
    ...criteria.map((one) => `${one.title}: ${one.level}${one.reason === '' ? '' : `. ${one.reason}`}`),
  ];
}

const wordsSchema = z.object({ text: z.string() });

/** Every text in a stored card, wherever it stands, so that a card of any version can be read. */
function cardTexts(card: unknown): string[] {
  if (Array.isArray(card)) {
    const line = card
      .map((part) => wordsSchema.safeParse(part))
      .flatMap((part) => (part.success ? [part.data.text] : []));
    return line.length > 0 ? [line.join('')] : card.flatMap(cardTexts);
  }
  if (typeof card !== 'object' || card === null) return [];
  return Object.values(card).flatMap(cardTexts);
}
