// Every check, in the order in which it is quickest to learn that something is wrong. Stops at the first that fails.
import { spawnSync } from 'node:child_process';

const steps = [
  ['types', 'npx', ['tsc', '--build']],
  ['lint', 'npx', ['eslint', '.', '--max-warnings', '0']],
  ['layers', 'npx', ['depcruise', '--config', '.dependency-cruiser.cjs', 'src']],
  ['dead code', 'npx', ['knip']],
  ['unit, property, conformance', 'npx', ['vitest', 'run', '--config', 'vitest.config.ts']],
  ['build', 'npx', ['vite', 'build']],
  ['bundle size', 'npx', ['size-limit']],
  ['page', 'npx', ['vitest', 'run', '--config', 'vitest.e2e.config.ts']],
];

for (const [name, command, args] of steps) {
  process.stdout.write(`\n== ${name}: ${command} ${args.join(' ')}\n`);
  const startedMs = Date.now();
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (error !== undefined || status !== 0) {
    process.stderr.write(`\n${name} failed${error === undefined ? '' : `: ${error.message}`}\n`);
    process.exit(status ?? 1);
  }
  process.stdout.write(`== ${name}: passed in ${((Date.now() - startedMs) / 1000).toFixed(0)} s\n`);
}
process.stdout.write(`\n${steps.length} passed, 0 failed\n`);
