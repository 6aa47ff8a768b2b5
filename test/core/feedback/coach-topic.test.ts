import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { questionBank } from '../../../src/core/feedback/coach/question-bank.ts';
import { relatedTo } from '../../../src/core/feedback/coach/related-words.ts';
import { stem } from '../../../src/core/feedback/coach/stem.ts';
import { readBuiltInPacks } from '../../../src/core/questions/load-pack.ts';
import { LONG_ANSWER } from '../../support/room.ts';
import type { EvalLine } from '../../../src/core/feedback/eval/read-lines.ts';
import {
  allLines,
  coach,
  freshLines,
  heldLines,
  openLines,
  plainLines,
  secondLines,
  thirdLines,
  unseenLines,
  untouchedLines,
  wideLines,
} from './feedback-support.ts';

const everyLine = [
  ...allLines,
  ...freshLines,
  ...secondLines,
  ...heldLines,
  ...thirdLines,
  ...unseenLines,
  ...untouchedLines,
  ...openLines,
  ...wideLines,
  ...plainLines,
];
const labelled = (label: string): readonly EvalLine[] => everyLine.filter((line) => line.label === label);
const questions = [...new Map(everyLine.map((line) => [line.question, line])).values()];

/** Questions of three other kinds, taken in turn so that all come up. */
const ofOtherKinds = (line: EvalLine, turn: number): readonly EvalLine[] => {
  const others = Map.groupBy(
    questions.filter((one) => one.category !== line.category),
    (one) => one.category,
  );
  const kinds = [...others.values()];
  return [0, 2, 5].flatMap((step) => {
    const lines = kinds[(turn + step) % kinds.length] ?? [];
    return lines[(turn * 5) % lines.length] ?? [];
  });
};

/** Two others of its own kind, taken in turn. */
const ofItsKind = (line: EvalLine, turn: number): readonly EvalLine[] => {
  const others = questions.filter((one) => one.category === line.category && one.question !== line.question);
  return [0, 4].flatMap((step) => others[(turn * 3 + step) % others.length] ?? []);
};

/** From below 30 nothing can fall by 30: it has to end about here. */
const NEXT_TO_NOTHING = 10;

/** Share of answers that fall by 30, are off topic, or have next to nothing to fall to, when given to other questions. */
const caughtWhenSwapped = (
  label: string,
  others: (line: EvalLine, turn: number) => readonly EvalLine[],
): number => {
  let caught = 0;
  let all = 0;
  // Every second answer says enough, in half the time.
  for (const [turn, line] of labelled(label).entries()) {
    if (turn % 2 === 1) continue;
    const before = coach(line).score;
    for (const other of others(line, turn)) {
      const { score, verdict } = coach(other, line.answer);
      all += 1;
      const fell = before - score >= 30 || (before < 30 && score <= NEXT_TO_NOTHING);
      if (verdict === 'off_topic' || fell) caught += 1;
    }
  }
  return caught / all;
};

test('a strong answer to a question of another kind mostly falls by 30 or is off topic', () => {
  expect(caughtWhenSwapped('strong', ofOtherKinds)).toBeGreaterThanOrEqual(0.91);
});

test('a medium answer to a question of another kind mostly falls by 30 or is off topic', () => {
  expect(caughtWhenSwapped('medium', ofOtherKinds)).toBeGreaterThanOrEqual(0.94);
});

test('a weak answer, too low to fall by 30, is off topic or ends next to nothing', () => {
  expect(caughtWhenSwapped('weak', ofOtherKinds)).toBeGreaterThanOrEqual(0.96);
});

test('a strong answer to another question of its own kind now and then falls by 30 or is off topic', () => {
  expect(caughtWhenSwapped('strong', ofItsKind)).toBeGreaterThanOrEqual(0.33);
});

test('a medium answer to another question of its own kind now and then falls by 30 or is off topic', () => {
  expect(caughtWhenSwapped('medium', ofItsKind)).toBeGreaterThanOrEqual(0.46);
});

test('no answer to its own question is called off topic, and hardly any unclear', () => {
  const right = [...labelled('strong'), ...labelled('medium')].map((line) => ({ line, result: coach(line) }));
  expect(right.filter(({ result }) => result.verdict !== 'assessable').map(({ line }) => line.id)).toEqual(
    [],
  );
  const unclear = right.filter(({ result }) =>
    result.notes.some((note) => note.code === 'question_link_unclear'),
  );
  expect(unclear.length / right.length).toBeLessThanOrEqual(0.025);
});

test('the bank that answers are compared with holds every question of the pack as it is asked', async () => {
  const packs = await readBuiltInPacks();
  expect(
    questionBank()
      .map(({ text }) => text)
      .toSorted(),
  ).toEqual((packs.get('tpm')?.questions ?? []).map(({ text }) => text).toSorted());
});

test.each(['beside', 'together'])(
  'every line of the word list %s names words and what is met with them',
  (name) => {
    const url = new URL(`../../../src/core/feedback/coach/words/${name}.txt`, import.meta.url);
    const lines = readFileSync(url, 'utf8').trimEnd().split('\n');
    for (const line of lines.filter((one) => !one.startsWith('#'))) {
      expect(line).toMatch(/^[a-z][a-z' -]*: [a-z][a-z' -]*$/);
    }
  },
);

test('a word is known by what stands beside it in a list, and an unknown one by nothing', () => {
  expect(relatedTo(stem('subscription'))).toContain(stem('monthly'));
  expect([...relatedTo('zyzzyva')]).toEqual([]);
});

test('an answer to a question whose words no list knows gets the benefit of the doubt', () => {
  const line = everyLine.find(({ id }) => id === 'architecture-f1-strong');
  if (line === undefined) throw new Error('fixture missing');
  const asked = { ...line, question: 'Glorbs zyzzyva quuxed?' };
  const { verdict, notes } = coach(asked, line.answer);
  expect(verdict).toBe('assessable');
  expect(notes.map(({ code }) => code)).not.toContain('question_link_unclear');
});

test('an answer that takes up none of the scene is not graded as if it did', () => {
  const [farm, ferry] = ['architecture-f1-strong', 'architecture-g1-medium'].map((id) =>
    everyLine.find((line) => line.id === id),
  );
  if (farm === undefined || ferry === undefined) throw new Error('fixture missing');
  const { verdict, notes } = coach(ferry, farm.answer);
  const doubted = verdict === 'off_topic' || notes.some((note) => note.code === 'question_link_unclear');
  expect(doubted).toBe(true);
});

test('the anchors of an answer that is not to its question are still its own words', () => {
  const [other] = everyLine.filter(({ category }) => category === 'metrics');
  const story = everyLine.find(({ id }) => id === 'behavioral-o2-strong');
  const swapped = everyLine.find(({ id }) => id === 'third-architecture-api-retire-version-strong');
  if (other === undefined || story === undefined || swapped === undefined) throw new Error('fixture missing');
  const scene = {
    ...swapped,
    question:
      'Pupils send short videos of sports exercises to their teacher. Many pay for mobile data by the megabyte. How does that shape what you ask engineering to build?',
  };
  const seen = [coach(other, story.answer), coach(scene)].map((result) => {
    const anchors = Object.values(result.anchors).filter((words) => words !== null);
    expect(anchors.length).toBeGreaterThan(0);
    for (const words of anchors) expect(`${story.answer}\n${swapped.answer}`).toContain(words);
    return result.verdict;
  });
  expect(seen).toContain('off_topic');
});

const PUSH_OR_SYNC =
  'A partner wants order updates "in real time". How do you decide between pushing every change and syncing every few minutes?';

/** Right answers that use hardly a word of their questions. */
test.each([
  ['architecture', PUSH_OR_SYNC, LONG_ANSWER],
  [
    'architecture',
    PUSH_OR_SYNC,
    'The dispatcher reassigns a van within two minutes of a cancel, so polling every ten minutes was too late. I chose webhooks with polling as the fallback, which costs the team a second code path.',
  ],
  [
    'behavioral',
    'Tell me about a time you got hard feedback.',
    'Marta from the warehouse said, with the whole shift listening, that I write mails like a lawyer. I laughed it off, then went home and counted: my last one had 640 words. Next morning I rang her and asked her to cut it. Nine lines were left. I have sent her every long one since.',
  ],
  [
    'behavioral',
    'Tell me about a mistake you made that affected other people.',
    'I pressed send on the wage slips with last year’s table behind them. Forty cleaners saw 30 euros less than they were owed, two of them had rent to pay on Monday. I drove to both with cash from my own account and rang the others one by one. Now a second pair of eyes opens three slips before anything goes out.',
  ],
  [
    'design',
    'Describe a mobile or form flow that makes users work too hard. How would you fix it?',
    'My father wants to stop his newspaper for two weeks. He is asked for a reader number that is printed on a bill he threw away, then for a password he never had. I would start with his address, which they know. He reads large letters only, so one question at a time.',
  ],
  [
    'design',
    'How would you make a self-service machine usable for everyone?',
    'Coin laundry in our street. My neighbour cannot see well and counts the buzzes to know which wash it is. I would put the three washes people use on three big raised buttons and let it say the price aloud. Students who like the twelve fine settings lose a step.',
  ],
  [
    'strategy',
    'What would make you shut down a product that still makes money?',
    'Our printed road atlas brings in 200,000 a year and all of it comes from people over seventy. The two cartographers who keep it alive are the ones I need for the cycling map. I would print one last edition and say so on the cover. The lorry clubs would be sad.',
  ],
  [
    'prioritization',
    'Tell me about a time you said no to sales.',
    'Karim had a hotel in Dubai ready to sign if we put in Arabic by May. I told him we would not, because the fire door bug hit eleven houses every week. He lost the commission and did not talk to me until summer. The houses stayed, all eleven.',
  ],
  [
    'metrics',
    'A key number drops by a tenth overnight. What do you do?',
    'First I would see whether it is real: our counter once forgot everybody with an old tablet. Then cut it by town and by hour. Last June only Graz had changed, a school holiday there. I wrote that on the board and left everything as it was.',
  ],
  [
    'research',
    'How do you validate a problem when you can’t easily talk to users?',
    'Divers are under water and the boats are far out. I read the repair slips that come back with the regulators, 300 of them, and the shop owner let me stand behind his counter for two Saturdays. We were sure of leaks; what came back was salt in the clip. So we changed the clip.',
  ],
  [
    'competitive',
    'A much larger company launches your main feature for free. What now?',
    'The post office now lends its cargo bikes at no charge. Bakers who need one on a Sunday will go there, and I would too. Ours are for florists with a fixed tour who want the same bike with their shelf in it each day. I would drop hourly rent and build shelves.',
  ],
])(
  'a right answer in other words than its question is never off topic (%s: %s)',
  (category, question, answer) => {
    const result = coach({ id: 'own-words', question_id: 'own-words', category, question, answer });
    expect(result.verdict).toBe('assessable');
  },
);
