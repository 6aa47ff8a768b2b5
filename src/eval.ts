import { text } from 'node:stream/consumers';
import { readSettings } from './core/config.ts';
import { runEval, type EvalModel } from './core/feedback/eval/run-eval.ts';
import { createModelFromSettings } from './jobs/models/create-model.ts';

/** Entry of `npm run eval`: the product's own feedback path over a file of answers. */

// A reader that closes early ("| head") is not an error; a full disk is.
const onBroken = (error: NodeJS.ErrnoException): never => process.exit(error.code === 'EPIPE' ? 0 : 1);
process.stdout.on('error', onBroken);
process.stderr.on('error', onBroken);

const NO_ENDPOINT =
  '--model needs an endpoint: set OPENAI_MODEL, and OPENAI_API_KEY for api.openai.com or OPENAI_BASE_URL for another one. Leave --model out to use the offline coach.';

async function configuredModel(): Promise<EvalModel> {
  const read = readSettings(process.env);
  if (!read.ok)
    return { missing: `--model cannot be used with these settings:\n${read.problems.join('\n')}` };
  const model = await createModelFromSettings(read.settings);
  return model === null ? { missing: NO_ENDPOINT } : { model };
}

const args = process.argv.slice(2);
process.exitCode = await runEval(
  args,
  {
    out: (words) => void process.stdout.write(words),
    err: (words) => void process.stderr.write(words),
    input: () => text(process.stdin),
  },
  configuredModel,
);
