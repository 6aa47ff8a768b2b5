import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { linearKappa } from '../../../src/core/feedback/eval/kappa.ts';
import { runEval, type EvalModel } from '../../../src/core/feedback/eval/run-eval.ts';
import { ANSWER, sampleAssessment, sampleRequest } from '../../jobs/models/sample-assessment.ts';
import { says, startModelServer } from '../../support/model-server.ts';
import { OWN, ownLines } from './feedback-support.ts';

const EVAL = fileURLToPath(new URL('../../../src/eval.ts', import.meta.url));

const NO_MODEL: EvalModel = { missing: '--model needs an endpoint.' };
const runWith = async (
  configured: EvalModel,
  input: string,
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> => {
  let out = '';
  let err = '';
  const io = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    input: () => Promise.resolve(input),
  };
  return { code: await runEval(args, io, () => Promise.resolve(configured)), out, err };
};
const run = (...args: string[]) => runWith(NO_MODEL, '', ...args);
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
  const line = good.replace('"a"', '"b"').replace('}', ',"question_id":null,"label":null,"criteria":null}');
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
    err: expect.stringContaining('needs an endpoint'),
    out: '',
  });
});

const GOOD = { id: 'a', category: 'design', question: 'Fix a form?', answer: 'Too short.' };

test('what is missing in a line is named, and a line that is no object is said to be none', async () => {
  const { code, out, err } = await run(
    fileWith('{"id":"b","answer":"x"}\n[1]\n"text"\nnull\n{"id":3,"category":"design"}'),
  );
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err.split('\n')).toEqual([
    'line 1: category: is missing; question: is missing. Skipped.',
    'line 2: not a JSON object. Skipped.',
    'line 3: not a JSON object. Skipped.',
    'line 4: not a JSON object. Skipped.',
    expect.stringMatching(
      /^line 5: id: .*expected string.*; question: is missing; answer: is missing. Skipped\.$/u,
    ),
    '',
  ]);
});

test('an id that comes twice and labels that cannot be read are named, and the answers are read all the same', async () => {
  const lines = [
    GOOD,
    GOOD,
    { ...GOOD, id: 'b', label: 'superb', criteria: { friction_point: 'yes' }, expected_score_band: 3 },
  ];
  const { code, out, err } = await run(fileWith(lines.map((line) => JSON.stringify(line)).join('\n')));
  expect({ code, lines: out.trim().split('\n').length }).toEqual({ code: 0, lines: 3 });
  expect(err).toMatch(
    /^line 2: id: "a" stands in line 1 too\.\nline 3: label: cannot be read[^]*line 3: expected_score_band[^]*line 3: criteria/u,
  );
});

test('an empty file is said to hold no answers; "-" reads what is piped in; --help explains itself', async () => {
  for (const text of ['', '\uFEFF', '\n \r\n'])
    expect(await run(fileWith(text))).toEqual({
      code: 2,
      out: '',
      err: expect.stringContaining('holds no answers'),
    });
  expect(await runWith(NO_MODEL, `${JSON.stringify(GOOD)}\n`, '-')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^\{"id":"a".*\}\n$/u),
  });
  expect(await run('--help')).toEqual({ code: 0, out: '', err: expect.stringContaining('Usage') });
  expect(await run(tmpdir())).toMatchObject({ code: 2, err: expect.stringContaining('cannot be read') });
});

test('a line of five million characters is one bad line', async () => {
  const long = JSON.stringify({ ...GOOD, answer: 'x'.repeat(5_000_000) });
  const { code, out, err } = await run(fileWith(`${long}\n${JSON.stringify(GOOD)}`));
  expect({ code, lines: out.trim().split('\n').length }).toEqual({ code: 2, lines: 1 });
  expect(err).toMatch(
    /^line 1: answer: is longer than the 8000 characters an answer may have\. Skipped\.\n$/u,
  );
});

/** The command itself, its output cut off after the first chunk where `hangUp` is set. */
const command = (args: readonly string[], env: Record<string, string> = {}, hangUp = false) =>
  new Promise<{ code: number | null; out: string; err: string }>((resolve, reject) => {
    const child = spawn(process.execPath, [EVAL, ...args], {
      env: { PATH: process.env['PATH'] ?? '', ...env },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (hangUp) child.stdout.destroy();
    });
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });

test('the command ends quietly and soon when nobody reads on, as under "| head -1"', async () => {
  // Reading all of them would take a minute.
  const lines = Array.from({ length: 12_000 }, (_, index) => {
    const line = ownLines[index % ownLines.length];
    return JSON.stringify({ ...line, id: String(index) });
  });
  const begun = performance.now();
  const { code, out, err } = await command([fileWith(lines.join('\n'))], {}, true);
  expect(performance.now() - begun).toBeLessThan(30_000);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^\{"id"/u);
});

test('--model reads by the endpoint of the settings, names what failed, and says what is missing without one', async () => {
  const server = await startModelServer();
  try {
    const line = {
      ...GOOD,
      category: 'architecture',
      question: sampleRequest().question.text,
      answer: ANSWER,
    };
    const file = fileWith(`${JSON.stringify(line)}\n${JSON.stringify({ ...line, id: 'refused' })}`);
    server.script(says(sampleAssessment()), says(null, { refusal: 'no' }));
    const { code, out, err } = await command([file, '--model'], {
      OPENAI_BASE_URL: server.url,
      OPENAI_MODEL: 'small',
    });
    const rows = out
      .trim()
      .split('\n')
      .map((row): unknown => JSON.parse(row));
    expect(rows).toEqual([expect.objectContaining({ id: 'a', source: 'model', verdict: 'assessable' })]);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'refused: the model failed (refused, status 200). Skipped.\n',
    });
    expect(await command([file, '--model'])).toEqual({
      code: 2,
      out: '',
      err: expect.stringMatching(/^--model needs an endpoint: set OPENAI_MODEL.*\n$/u),
    });
    expect(await command([file, '--model'], { OPENAI_MODEL: 'small' })).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('without an endpoint'),
    });
  } finally {
    await server.close();
  }
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
