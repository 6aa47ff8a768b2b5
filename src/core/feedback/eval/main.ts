/** Entry of `npm run eval`. */
import { runEval } from './run-eval.ts';

process.exitCode = await runEval(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
