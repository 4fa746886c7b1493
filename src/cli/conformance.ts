import { parseArgs } from 'node:util';
import { runConformance } from './conformance/run.ts';

const usage = 'usage: npm run conformance -- DIR [DIR…] [--group GROUP] [--only REGEXP] [--json]';

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { group: { type: 'string' }, only: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  if (positionals.length === 0) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  const report = runConformance(positionals, {
    ...(values.group === undefined ? {} : { group: values.group }),
    ...(values.only === undefined ? {} : { only: new RegExp(values.only) }),
  });
  if (values.json) {
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } else {
    for (const [group, { passed, failed }] of Object.entries(report.groups)) process.stdout.write(`${group} ${passed}/${passed + failed}\n`);
    for (const failure of report.failures) {
      process.stdout.write(`\n${failure.file} ${failure.name}, step ${failure.step}: ${failure.path}\n  wanted ${JSON.stringify(failure.wanted)}\n  got    ${JSON.stringify(failure.got)}\n`);
    }
  }
  return report.failures.length === 0 ? 0 : 1;
}

process.exitCode = main();
