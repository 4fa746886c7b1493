import { allKinds, kindInfoByResource, type KindInfo } from '../../kube/scheme.ts';
import { commandName, findCommand, isAvailable } from '../cmd/commandTree.ts';
import { rootCommand } from '../cmd/commands.ts';
import { globalFlags } from '../globalFlags.ts';
import type { ClusterAccess } from '../program.ts';
import type { Shell } from './shell.ts';

/** What could stand at the cursor: each candidate replaces the line from `from` to the cursor. */
export interface Completions { readonly from: number; readonly candidates: readonly string[] }

const MAX_NAMES = 500;
/** Commands whose arguments are Pods, or Nodes, without a type before them. */
const bareTypes: Readonly<Record<string, string>> = { logs: 'pods', exec: 'pods', attach: 'pods', 'port-forward': 'pods', cp: 'pods', debug: 'pods', cordon: 'nodes', uncordon: 'nodes', drain: 'nodes' };
/** Commands that do not take a resource as their argument. */
const withoutTypes = new Set(['create', 'run', 'apply', 'config', 'version', 'api-resources', 'api-versions', 'cluster-info', 'options', 'help', 'proxy']);
const outputs = ['json', 'yaml', 'name', 'wide', 'jsonpath=', 'custom-columns=', 'go-template='];

function namespaces(cluster: ClusterAccess): readonly string[] {
  return cluster.engine.reader.listAny('Namespace').map(({ metadata }) => metadata.name);
}

function names(cluster: ClusterAccess, info: KindInfo | undefined, namespace: string): readonly string[] {
  if (info === undefined) return [];
  return cluster.engine.reader.listAny(info.kind, info.isNamespaced ? namespace : undefined).slice(0, MAX_NAMES).map(({ metadata }) => metadata.name);
}

const types = (): readonly string[] => allKinds.map(({ plural }) => plural).sort();

/** The value of a flag among words. */
function valueOf(words: readonly string[], ...flags: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    for (const flag of flags) {
      if (word === flag) return words[index + 1];
      if (word.startsWith(`${flag}=`)) return word.slice(flag.length + 1);
      if (flag.length === 2 && word.startsWith(flag) && word.length > 2) return word.slice(2);
    }
  }
  return undefined;
}

/** After `kubectl`: subcommands, flags and their values, kinds, names. */
function kubectlCandidates({ namespace: own }: Pick<Shell, 'namespace'>, cluster: ClusterAccess, before: readonly string[], current: string, files: readonly string[]): readonly string[] {
  const last = before.at(-1) ?? '';
  const namespace = valueOf(before, '-n', '--namespace') ?? own;
  if (last === '-n' || last === '--namespace') return namespaces(cluster);
  if (last === '-o' || last === '--output') return outputs;
  if (last === '-f' || last === '--filename') return [...files, '-'];
  const { command, args, path } = findCommand(rootCommand, before, globalFlags);
  if (current.startsWith('-')) {
    const flags = [...(command.flags ?? []), ...globalFlags].filter(({ isHidden }) => isHidden !== true);
    return flags.map(({ name, type }) => `--${name}${type === 'bool' ? '' : '='}`);
  }
  const children = (command.subcommands ?? []).filter(isAvailable).map(commandName);
  if (children.length > 0) return children;
  const top = commandName(path[1] ?? command);
  const words = args.filter((word) => !word.startsWith('-'));
  const bare = bareTypes[top];
  if (bare !== undefined) return names(cluster, kindInfoByResource(bare), namespace);
  if (withoutTypes.has(top)) return [];
  return resourceCandidates(cluster, words, current, namespace);
}

function resourceCandidates(cluster: ClusterAccess, words: readonly string[], current: string, namespace: string): readonly string[] {
  const slash = current.indexOf('/');
  if (slash > 0) return names(cluster, kindInfoByResource(current.slice(0, slash)), namespace).map((name) => `${current.slice(0, slash + 1)}${name}`);
  const [type] = words;
  if (type === undefined) return types();
  return type.includes('/') ? [] : names(cluster, kindInfoByResource(type.split(',').at(-1) ?? ''), namespace).filter((name) => !words.includes(name));
}

/** What could be typed at the cursor of a line. Sorted, each once; empty where nothing is known. */
export function complete(shell: Shell, cluster: ClusterAccess, files: readonly string[], line: string, cursor: number): Completions {
  const text = line.slice(0, cursor);
  const start = Math.max(text.lastIndexOf('|'), text.lastIndexOf(';'), text.lastIndexOf('&')) + 1;
  const words = text.slice(start).split(/\s+/).filter((word, index, all) => word !== '' || index === all.length - 1);
  const current = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const from = cursor - current.length;
  const among = (candidates: readonly string[]): Completions => ({ from, candidates: [...new Set(candidates)].filter((candidate) => candidate.startsWith(current)).sort() });
  if (before.length === 0) return among(shell.names());
  const [first = '', ...rest] = [...(shell.state.aliases.get(before[0] ?? '') ?? [before[0] ?? '']), ...before.slice(1)];
  if (first === 'watch') return before.length === 1 ? among(shell.names()) : among(kubectlCandidates(shell, cluster, rest.slice(1), current, files));
  if (first === 'kubectl') return among(kubectlCandidates(shell, cluster, rest, current, files));
  if (first === 'ssh') return among(names(cluster, kindInfoByResource('nodes'), ''));
  if (first === 'cat') return among(files);
  return { from, candidates: [] };
}
