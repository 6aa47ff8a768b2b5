/** Entry of `npm run eval`. */
import { runEval } from './run-eval.ts';

// A reader that closes early ("| head") is not an error.
process.stdout.on('error', () => process.exit(0));

process.exitCode = await runEval(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
