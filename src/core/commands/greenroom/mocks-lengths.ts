import { refusalCard } from '../../answers/cards.ts';
import type { Tx } from '../../db/database.ts';
import { echoInput } from '../../echo-input.ts';
import type { Card } from '../../platform/card.ts';
import { rich, strong } from '../../platform/rich.ts';
import type { Parsed } from '../../time.ts';
import type { Command } from '../command.ts';

/** The lengths that a community can set: their word, column, limits in minutes (the database's), and what they are. */
const LENGTHS = [
  { word: 'brief', column: 'mock_brief_minutes', max: 60, min: 1, says: 'reading one’s part' },
  { word: 'answer', column: 'mock_answer_minutes', max: 120, min: 1, says: 'answer and probes' },
  { word: 'scoring', column: 'mock_scoring_minutes', max: 60, min: 1, says: 'silent scoring' },
  { word: 'debrief', column: 'mock_debrief_minutes', max: 60, min: 1, says: 'talking about it' },
  { word: 'confirm', column: 'mock_confirm_minutes', max: 120, min: 1, says: 'to confirm a match for now' },
  {
    word: 'show',
    column: 'mock_show_minutes',
    max: 60,
    min: 1,
    says: 'waiting for Start, for Swap, at the reveal',
  },
  { word: 'idle', column: 'mock_idle_minutes', max: 1_440, min: 10, says: 'until a forgotten session ends' },
] as const;
type Column = (typeof LENGTHS)[number]['column'];

export const mocksLengths: Command = {
  root: 'greenroom',
  words: ['mocks', 'lengths'],
  takes: '[answer 20]',
  example: '/greenroom mocks lengths answer 20 debrief 10',
  says: 'Minutes of each part of a mock.',
  async run({ tx, member }, text) {
    const change = readLengths(text);
    if (!change.ok) return { kind: 'private', card: refusalCard(change.message) };
    if (Object.keys(change.value).length > 0)
      await tx.updateTable('communities').set(change.value).where('id', '=', member.communityId).execute();
    return { kind: 'private', card: await lengthsCard(tx, member.communityId) };
  },
};

/** Reads "answer 20 debrief 10"; nothing changes nothing. Pure. */
export function readLengths(text: string): Parsed<Partial<Record<Column, number>>> {
  const words = text
    .trim()
    .toLowerCase()
    .split(/[\s,=:]+/)
    .filter((word) => word !== '' && word !== '-');
  const values: Partial<Record<Column, number>> = {};
  for (let index = 0; index < words.length; index += 2) {
    const length = LENGTHS.find((one) => one.word === words[index]);
    const minutes = Number(/^(\d{1,5})(?:min|m)?$/.exec(words[index + 1] ?? '')?.[1] ?? Number.NaN);
    if (length === undefined) {
      const known = LENGTHS.map((one) => one.word).join(', ');
      return {
        ok: false,
        message: `"${echoInput(words[index] ?? '')}" is not a part of a mock. Write one of ${known} and its minutes, such as: answer 20`,
      };
    }
    if (!(minutes >= length.min && minutes <= length.max)) {
      return {
        ok: false,
        message: `${length.word} takes whole minutes from ${length.min} to ${length.max}, such as: ${length.word} ${Math.max(length.min, 10)}`,
      };
    }
    values[length.column] = minutes;
  }
  return { ok: true, value: values };
}

async function lengthsCard(tx: Tx, communityId: string): Promise<Card> {
  const row = await tx
    .selectFrom('communities')
    .select(LENGTHS.map((one) => one.column))
    .where('id', '=', communityId)
    .executeTakeFirstOrThrow();
  return {
    tone: 'private',
    title: rich`Mock interviews here`,
    blocks: [
      {
        kind: 'facts',
        facts: LENGTHS.map((one) => ({
          label: one.word,
          value: rich`${row[one.column]} minutes, ${one.says}`,
        })),
      },
      {
        kind: 'text',
        text: rich`To change some, type for example ${strong('/greenroom mocks lengths answer 20 debrief 10')}`,
      },
    ],
    buttons: [],
  };
}
