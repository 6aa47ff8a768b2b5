import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { linearKappa } from '../../../src/core/feedback/eval/kappa.ts';
import { runEval } from '../../../src/core/feedback/eval/run-eval.ts';
import { OWN, ownLines } from './feedback-support.ts';

const run = async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
  let out = '';
  let err = '';
  const code = await runEval(args, { out: (text) => void (out += text), err: (text) => void (err += text) });
  return { code, out, err };
};
const fileWith = (text: string): string => {
  const file = join(mkdtempSync(join(tmpdir(), 'eval-')), 'answers.jsonl');
  writeFileSync(file, text);
  return file;
};

test('one JSON line per answer goes to stdout, the summary to stderr', async () => {
  const { code, out, err } = await run(OWN);
  const lines = out
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(code).toBe(0);
  expect(lines).toHaveLength(ownLines.length);
  expect(lines[0]).toMatchObject({
    id: ownLines[0]?.id,
    source: 'coach',
    verdict: 'assessable',
    injectionSuspected: false,
  });
  expect(err).toMatch(
    /pair accuracy {7}[01]\.\d{3}[\s\S]*criterion kappa[\s\S]*band agreement[\s\S]*quote validity {6}1\.000/u,
  );
});

test('bad lines are named by number and skipped, and the exit code is 2', async () => {
  const good = JSON.stringify({ id: 'a', category: 'design', question: 'Fix a form?', answer: 'Too short.' });
  const { code, out, err } = await run(
    fileWith(`nonsense\n${good}\n\n{"id":"b"}\n${good.replace('design', 'cooking')}\n`),
  );
  expect(code).toBe(2);
  expect(out.trim().split('\n')).toHaveLength(1);
  expect(err).toMatch(/line 1: not JSON/u);
  expect(err).toMatch(/line 4: .*answer/u);
  expect(err).toMatch(/line 5: category: "cooking"/u);
});

test('a byte order mark, any line end and null in place of a missing field are read', async () => {
  const good = JSON.stringify({ id: 'a', category: 'design', question: 'Fix a form?', answer: 'Too short.' });
  const line = good.replace('}', ',"question_id":null,"label":null,"criteria":null}');
  expect(await run(fileWith(`\uFEFF${good}\r\n${line}\r\n\r\n`))).toMatchObject({ code: 0, err: '' });
});

test('an answer longer than the product takes is named and skipped, an unknown category gets the known ones', async () => {
  const line = { id: 'a', category: 'design', question: 'Fix a form?', answer: 'word '.repeat(40_000) };
  const { code, out, err } = await run(
    fileWith(`${JSON.stringify(line)}\n${JSON.stringify({ ...line, answer: 'x', category: 'Design' })}`),
  );
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(
    /line 1: answer: is longer than the 8000 characters[^]*line 2: category: "Design"[^]*use one of architecture/u,
  );
});

test('answers without labels get no summary', async () => {
  const good = JSON.stringify({ id: 'a', category: 'design', question: 'Fix a form?', answer: 'Too short.' });
  expect(await run(fileWith(good))).toMatchObject({ code: 0, err: '' });
});

test('a wrong call says what to do and ends with 2', async () => {
  expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining('Usage') });
  expect(await run('x', '--fast')).toMatchObject({ code: 2, err: expect.stringContaining('--fast') });
  expect(await run('/nowhere.jsonl')).toMatchObject({
    code: 2,
    err: expect.stringContaining('cannot be read'),
  });
  expect(await run(OWN, '--model')).toMatchObject({
    code: 2,
    err: expect.stringContaining('no endpoint'),
    out: '',
  });
});

test('kappa is 1 for agreement, 0 for chance, below 0 for contradiction', () => {
  expect(
    linearKappa(
      [
        [0, 0],
        [1, 1],
        [2, 2],
      ],
      3,
    ),
  ).toBe(1);
  expect(
    linearKappa(
      [
        [0, 0],
        [0, 2],
        [2, 0],
        [2, 2],
      ],
      3,
    ),
  ).toBe(0);
  expect(
    linearKappa(
      [
        [0, 2],
        [2, 0],
      ],
      3,
    ),
  ).toBe(-1);
  expect(linearKappa([], 3)).toBeNaN();
});
