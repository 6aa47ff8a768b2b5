import { readSettings } from './core/config.ts';
import { runEval } from './core/feedback/eval/run-eval.ts';
import { createModelFromSettings } from './jobs/models/create-model.ts';

/** Entry of `npm run eval`: the product's own feedback path over a file of answers. */

// A reader that closes early ("| head") is not an error.
process.stdout.on('error', () => process.exit(0));

const read = readSettings(process.env);
process.exitCode = await runEval(
  process.argv.slice(2),
  {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  },
  read.ok ? await createModelFromSettings(read.settings) : null,
);
