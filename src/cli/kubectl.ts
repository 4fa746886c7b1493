/** `npm run kubectl -- [--file FILE]… [--wait SECONDS] ARGUMENTS…`: kubectl on a simulated cluster that the files were applied to. */
import { readFileSync } from 'node:fs';
import { createEngine, type Engine } from '../engine/engine.ts';
import { documentation } from '../kube/documentation.ts';
import { createEngineAccess } from '../kubectl/clusterAccess.ts';
import { createKubeConfig } from '../kubectl/config/kubeConfig.ts';
import { createKubectl } from '../kubectl/kubectl.ts';
import { createShell } from '../kubectl/shell/shell.ts';
import { presetSettings } from '../protocol/settings.ts';
import { runProgram } from './conformance/kubectl.ts';

/** A cluster that nothing settles in is not waited for any longer. */
const MAX_SETTLE_MS = 60_000;
const QUIET_MS = 5_000;

interface CommandLine { readonly files: readonly string[]; readonly waitMs: number | undefined; readonly args: readonly string[] }

/** Our own options stand first; everything from the first other word on is kubectl's. */
function readCommandLine(words: readonly string[]): CommandLine {
  const files: string[] = [];
  let waitMs: number | undefined;
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    const [name = '', inline] = word.split('=', 2);
    if (name !== '--file' && name !== '--wait') break;
    const value = inline ?? words[++at];
    if (value === undefined) throw new Error(`${name} needs a value`);
    if (name === '--file') files.push(value);
    else waitMs = Number(value) * 1000;
  }
  return { files, waitMs, args: words.slice(at) };
}

/** Lets time pass until nothing has changed for a while. */
function settle(engine: Engine): void {
  const endMs = engine.nowMs + MAX_SETTLE_MS;
  for (let quietSince = engine.nowMs; engine.nowMs < endMs && engine.nowMs - quietSince < QUIET_MS;) {
    const output = engine.advance(500);
    if (output.changes.some(({ object }) => object.kind !== 'Lease' && object.kind !== 'Node')) quietSince = engine.nowMs;
  }
}

function readStdin(args: readonly string[]): string {
  const readsStdin = args.some((word, index) => word === '-f-' || word === '--filename=-' || (word === '-' && ['-f', '--filename'].includes(args[index - 1] ?? '')));
  return readsStdin ? readFileSync(0, 'utf8') : '';
}

/** Every file that the arguments could name. */
function filesOf(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.flatMap((name): [string, string][] => {
    try {
      return [[name, readFileSync(name, 'utf8')]];
    } catch {
      return [];
    }
  }));
}

function main(): number {
  const { files, waitMs, args } = readCommandLine(process.argv.slice(2));
  const engine = createEngine({ settings: presetSettings('kubeadm'), seed: 1 });
  const manifests = files.map((name): [string, string] => [name, readFileSync(name, 'utf8')]);
  for (const [name, text] of manifests) {
    const applied = runProgram(engine, createKubectl({ files: new Map([[name, text]]) }), ['apply', '-f', name], '');
    if (applied.exit !== 0) {
      process.stderr.write(applied.stderr);
      return applied.exit;
    }
  }
  if (waitMs === undefined) settle(engine);
  else engine.advance(waitMs);
  const named = args.flatMap((word) => [word, word.slice(word.indexOf('=') + 1), word.replace(/^-f/, '')]);
  const all = filesOf(named);
  const config = createKubeConfig();
  const shell = createShell({ cluster: createEngineAccess(engine).cluster, config, client: engine.settings().outsideClients[0]?.name ?? '', files: () => all });
  const { stdout, stderr, exit } = runProgram(engine, createKubectl({ files: all, config, documentation, exec: shell.exec }), args, readStdin(args));
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  return exit;
}

process.exitCode = main();
