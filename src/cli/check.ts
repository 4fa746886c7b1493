import { readFileSync } from 'node:fs';
import { runCheck } from './check/runCheck.ts';

process.exitCode = runCheck(process.argv.slice(2), {
  readInput: () => readFileSync(0, 'utf8'),
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
});
