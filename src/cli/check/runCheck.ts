import { parseArgs } from 'node:util';
import { presetSettings } from '../../protocol/settings.ts';
import { checkManifests, type CheckReport } from './checkManifests.ts';
import { printReport } from './printReport.ts';
import { readFiles } from './readFiles.ts';

const usage = `usage: npm run check -- FILE… [--json] [--quiet] [--strict] [--nodes N]
  FILE      a manifest, a folder of manifests, or - for standard input
  --json    one JSON document with everything that was found
  --quiet   one line a problem, without notes
  --strict  warnings count as errors
  --nodes   how many Nodes the cluster has (2)
Exit code: 0 nothing wrong, 1 errors, 2 nothing could be checked.`;

const MAX_NODES = 1000;

export interface CheckIO {
  readInput(): string;
  out(text: string): void;
  error(text: string): void;
}

interface CheckArguments { readonly paths: readonly string[]; readonly isJSON: boolean; readonly isQuiet: boolean; readonly isStrict: boolean; readonly nodes: number }

/** Runs the command with these arguments; gives its exit code. */
export function runCheck(args: readonly string[], io: CheckIO): number {
  const read = readArguments(args);
  if (typeof read === 'string') {
    io.error(`${read}\n${usage}\n`);
    return 2;
  }
  const { files, unreadable } = readFiles(read.paths, () => io.readInput());
  for (const { path, reason } of unreadable) io.error(`${path}: ${reason}\n`);
  if (unreadable.length > 0) return 2;
  if (files.length === 0) {
    io.error(`no manifests in ${read.paths.join(', ')}\n`);
    return 2;
  }
  const report = checkManifests(files, { settings: presetSettings('kubeadm', { nodes: read.nodes }) });
  io.out(read.isJSON ? `${JSON.stringify(report, null, 2)}\n` : printReport(report, read));
  return isFailed(report, read.isStrict) ? 1 : 0;
}

function isFailed({ counts }: CheckReport, isStrict: boolean): boolean {
  return counts.error > 0 || (isStrict && counts.warning > 0);
}

/** The arguments, or what is wrong with them. */
function readArguments(args: readonly string[]): CheckArguments | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false }, quiet: { type: 'boolean', default: false }, strict: { type: 'boolean', default: false }, nodes: { type: 'string', default: '2' },
      },
    });
    const nodes = Number(values.nodes);
    if (positionals.length === 0) return 'no file is given';
    if (!Number.isInteger(nodes) || nodes < 1 || nodes > MAX_NODES) return `--nodes takes a number from 1 to ${MAX_NODES}, not "${values.nodes}"`;
    return { paths: positionals, isJSON: values.json, isQuiet: values.quiet, isStrict: values.strict, nodes };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
