/** `npm run -s eval -- FILE.jsonl`: the product's own path over a file of answers. */
import { readFile } from 'node:fs/promises';
import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';
import { giveVerifiedFeedback } from '../assess-and-verify.ts';
import { createOfflineCoach } from '../coach.ts';
import type { AssessRequest, FeedbackModel, FeedbackResult } from '../contract.ts';
import { ModelBusy } from '../model-trouble.ts';
import { loadTpmRubric } from '../rubric/load-rubric.ts';
import { readEvalLines } from './read-lines.ts';
import type { EvalLine } from './read-lines.ts';
import { describeSummary, summarise } from './summarise.ts';
import type { EvalResult } from './summarise.ts';

export type EvalIo = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Everything on standard input, for the file name "-". */
  readonly input: () => Promise<string>;
};

/** What stands behind `--model`: an endpoint, or why there is none, in a sentence with what to do. */
export type EvalModel = { readonly model: FeedbackModel } | { readonly missing: string };

/** An endpoint that asks to wait is waited for so often per answer. */
const WAITS = 5;

async function readPatiently(model: FeedbackModel, request: AssessRequest): Promise<FeedbackResult> {
  for (let waits = 0; ; waits += 1) {
    try {
      return await giveVerifiedFeedback(model, request, AbortSignal.timeout(60_000));
    } catch (error) {
      if (!(error instanceof ModelBusy) || waits >= WAITS) throw error;
      await sleep(error.afterMs);
    }
  }
}

const USAGE =
  'Usage: npm run -s eval -- FILE.jsonl [--model]\nFILE has one JSON object a line: id, category, question, answer, and labels if there are any. "-" reads standard input.\n';

const outputLine = (line: EvalLine, result: FeedbackResult): string =>
  `${JSON.stringify({
    id: line.id,
    source: result.source,
    verdict: result.verdict,
    score: result.score,
    band: result.band,
    criteria: Object.fromEntries(
      result.criteria.map((one) => [
        one.key,
        { level: one.level, quotes: one.quotes.map((quote) => quote.text) },
      ]),
    ),
    nextStep: result.nextStep.text,
    injectionSuspected: result.notes.some((note) => note.code === 'injection_suspected'),
  })}\n`;

const readText = async (file: string, io: EvalIo): Promise<string | null> => {
  try {
    return await (file === '-' ? io.input() : readFile(file, 'utf8'));
  } catch {
    return null;
  }
};

/**
 * Runs the evaluation and resolves to the exit code: 0, or 2 when the call was wrong, the file could not be
 * read or holds no answer, or a line was bad.
 */
export const runEval = async (
  args: readonly string[],
  io: EvalIo,
  configured: () => Promise<EvalModel>,
): Promise<number> => {
  if (args.includes('--help')) {
    io.err(USAGE);
    return 0;
  }
  const flags = args.filter((one) => one.startsWith('--'));
  const [file, ...rest] = args.filter((one) => !one.startsWith('--'));
  const unknown = flags.find((one) => one !== '--model');
  if (file === undefined || rest.length > 0 || unknown !== undefined) {
    io.err(unknown === undefined ? USAGE : `${unknown} is not an option.\n${USAGE}`);
    return 2;
  }
  const chosen = flags.includes('--model') ? await configured() : { model: createOfflineCoach() };
  if ('missing' in chosen) {
    io.err(`${chosen.missing}\n`);
    return 2;
  }
  const text = await readText(file, io);
  if (text === null) {
    io.err(`${file} cannot be read. Give the path of a file with one JSON object a line.\n`);
    return 2;
  }
  const { good, bad, notes } = readEvalLines(text, loadTpmRubric());
  for (const { number, problem } of bad) io.err(`line ${number}: ${problem}. Skipped.\n`);
  for (const { number, problem } of notes) io.err(`line ${number}: ${problem}.\n`);
  if (good.length + bad.length === 0) {
    io.err(`${file} holds no answers. Give a file with one JSON object a line.\n`);
    return 2;
  }
  const results: EvalResult[] = [];
  let failed = 0;
  for (const { line, rubric } of good) {
    const { question, category, after, probes, assumptions, answer } = line;
    const request = { question: { text: question, category, after, probes, assumptions }, answer, rubric };
    try {
      const result = await readPatiently(chosen.model, request);
      results.push({ line, result });
      io.out(outputLine(line, result));
      // A reader that closed its end ("| head") is heard of between two answers.
      await breathe();
    } catch (error) {
      failed += 1;
      io.err(
        `${line.id}: ${error instanceof Error ? error.message : 'the model gave no answer'}. Skipped.\n`,
      );
    }
  }
  if (results.some(({ line }) => line.label !== undefined || line.criteria !== undefined)) {
    io.err(describeSummary(summarise(results)));
  }
  return bad.length > 0 || failed > 0 ? 2 : 0;
};
