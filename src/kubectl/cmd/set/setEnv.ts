/** `kubectl set env`. Mirrors k8s.io/kubectl/pkg/cmd/set/set_env.go and env/env_parse.go (v1.36). */
import type { JsonObject, JsonValue } from '../../../kube/json.ts';
import { isJsonObject } from '../../../kube/json.ts';
import { quote } from '../../../kube/quote.ts';
import { isEnvVarName } from '../../../kube/validation/names.ts';
import { Failure, fail } from '../../errors.ts';
import { isList } from '../../goText.ts';
import { sortedKeys } from '../../describe/multiline.ts';
import { changedContainers, matchesName, withPodSpec } from '../../generate/podTemplateOf.ts';
import { resources } from '../../resource/builder.ts';
import { immediate, type CommandContext, type CommandSpec } from '../command.ts';
import { dryRunStrategy } from '../dryRun.ts';
import { resolvedEnv, sourceText } from './envSources.ts';
import { setFlags, setInfos, setObjects } from './setObjects.ts';
import { textOf } from '../../jsonText.ts';

interface EnvChange { readonly set: readonly JsonObject[]; readonly removed: ReadonlySet<string> }

function split(args: readonly string[]): { readonly resources: readonly string[]; readonly words: readonly string[] } {
  const isEnv = (word: string): boolean => /^.+=.*$/s.test(word) || word.endsWith('-');
  const first = args.findIndex(isEnv);
  if (first < 0) return { resources: args, words: [] };
  const words = args.slice(first);
  if (!words.every(isEnv)) fail(`all resources must be specified before environment changes: ${args.join(' ')}`);
  return { resources: args.slice(0, first), words };
}

function pair(text: string): JsonObject {
  const at = text.indexOf('=');
  return { name: text.slice(0, at), value: text.slice(at + 1) };
}

function parse(words: readonly string[], stdin: string): EnvChange {
  const set: JsonObject[] = [];
  const removed = new Set<string>();
  const named = new Set<string>();
  for (const word of words) {
    if (word === '-') set.push(...stdin.split('\n').map((line) => line.replace(/#.*$/, '')).filter((line) => line.includes('=')).map(pair));
    else if (word.includes('=')) {
      const variable = pair(word);
      const name = textOf(variable['name']);
      const problems = isEnvVarName(name);
      if (problems.length > 0) fail(`${quote(name)} is not a valid key name: ${problems.join(';')}`);
      named.add(name);
      set.push(variable);
    } else if (word.endsWith('-')) removed.add(word.slice(0, -1));
    else fail(`unknown environment variable: ${word}`);
  }
  if ([...removed].some((name) => named.has(name))) fail('can not both modify and remove the same environment variable in the same command');
  return { set, removed };
}

/** Variables out of a ConfigMap or Secret, one a key. */
function imported(context: CommandContext): readonly JsonObject[] {
  const { flags, streams } = context;
  if (flags.string('from') === '') return [];
  const keys = flags.list('keys');
  const infos = resources(context, { args: [flags.string('from')], labelSelector: flags.string('selector'), allowEmptySelector: flags.bool('all'), isContinueOnError: true, isFlattened: true, isLatest: true }).infos();
  return infos.flatMap(({ mapping, name, object = {} }) => {
    const reference = mapping.kind === 'Secret' ? 'secretKeyRef' : mapping.kind === 'ConfigMap' ? 'configMapKeyRef' : fail('unsupported resource specified in --from');
    const data = isJsonObject(object['data']) ? object['data'] : {};
    return sortedKeys(data).filter((key) => keys.length === 0 || keys.includes(key)).map((key): JsonObject => {
      const variable = key.replace(/[^a-zA-Z0-9_]/g, '_').toUpperCase();
      if (variable !== key) streams.err(`Warning: key ${key} transferred to ${variable}\n`);
      return { name: variable, valueFrom: { [reference]: { name, key } } };
    });
  });
}

function variablesOf(container: JsonObject): readonly JsonObject[] {
  const list = container['env'];
  return isList(list) ? list.filter(isJsonObject) : [];
}

function merged(before: readonly JsonObject[], { set, removed }: EnvChange): readonly JsonObject[] {
  const byName = new Map<JsonValue | undefined, JsonObject>();
  for (const variable of set) if (!byName.has(variable['name'])) byName.set(variable['name'], variable);
  const covered = new Set<JsonValue | undefined>(removed);
  const out: JsonObject[] = [];
  for (const variable of before) {
    const { name } = variable;
    if (covered.has(name)) continue;
    const newer = byName.get(name);
    if (newer !== undefined) covered.add(name);
    out.push(newer ?? variable);
  }
  return [...out, ...[...byName].filter(([name]) => !covered.has(name)).map(([, variable]) => variable)];
}

function checkOverwrites(before: readonly JsonObject[], { set }: EnvChange): void {
  for (const { name, value } of set) {
    const current = before.find((variable) => variable['name'] === name);
    const old = textOf(current?.['value']);
    if (current !== undefined && old !== textOf(value)) fail(`'${textOf(name)}' already has a value (${old}), and --overwrite is false`);
  }
}

function list(context: CommandContext, object: JsonObject, container: JsonObject): boolean {
  const { flags, streams } = context;
  const metadata = isJsonObject(object['metadata']) ? object['metadata'] : {};
  streams.out(`# ${textOf(object['kind'])} ${textOf(metadata['name'])}, container ${textOf(container['name'])}\n`);
  const problems = new Map<string, string[]>();
  for (const variable of variablesOf(container)) {
    const name = textOf(variable['name']);
    const source = variable['valueFrom'];
    if (!isJsonObject(source)) {
      streams.out(`${name}=${textOf(variable['value'])}\n`);
      continue;
    }
    const resolved = flags.bool('resolve') ? resolvedEnv(context, source, object, container) : undefined;
    if (resolved?.ok === true) {
      streams.out(`${name}=${resolved.value}\n`);
      continue;
    }
    streams.out(`# ${name} from ${sourceText(source)}\n`);
    if (resolved !== undefined) problems.set(resolved.error, [...problems.get(resolved.error) ?? [], name]);
  }
  for (const [problem, names] of [...problems].sort()) streams.err(`error retrieving reference for ${names.sort().join(', ')}: ${problem}\n`);
  return problems.size === 0;
}

export const setEnvCommand: CommandSpec = {
  use: 'env RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N', short: 'Update environment variables on a pod template',
  long: 'Update environment variables on a pod template.\n\n List environment variable definitions in one or more pods, pod templates. Add, update, or remove container environment variable definitions in one or more pod templates (within replication controllers or deployment configurations). View or modify the environment variable definitions on all containers in the specified pods or pod templates, or just those that match a wildcard.\n\n If "--env -" is passed, environment variables can be read from STDIN using the standard env syntax.\n\n Possible resources include (case insensitive):\n\n pod (po), replicationcontroller (rc), deployment (deploy), daemonset (ds), statefulset (sts), cronjob (cj), replicaset (rs)',
  examples: `# Update deployment 'registry' with a new environment variable
kubectl set env deployment/registry STORAGE_DIR=/local

# List the environment variables defined on a deployments 'sample-build'
kubectl set env deployment/sample-build --list

# Import environment from a config map with a prefix
kubectl set env --from=configmap/myconfigmap --prefix=MYSQL_ deployment/myapp

# Remove the environment variable ENV from container 'c1' in all deployment configs
kubectl set env deployments --all --containers="c1" ENV-`,
  flags: [
    ...setFlags('env'),
    { name: 'containers', shorthand: 'c', type: 'string', default: '*', help: 'The names of containers in the selected pod templates to change - may use wildcards' },
    { name: 'from', type: 'string', help: 'The name of a resource from which to inject environment variables' },
    { name: 'prefix', type: 'string', help: 'Prefix to append to variable names' },
    { name: 'env', shorthand: 'e', type: 'stringArray', help: 'Specify a key-value pair for an environment variable to set into each container.' },
    { name: 'keys', type: 'stringSlice', help: 'Comma-separated list of keys to import from specified resource' },
    { name: 'list', type: 'bool', help: 'If true, display the environment and any changes in the standard format. this flag will removed when we have kubectl view env.' },
    { name: 'resolve', type: 'bool', help: 'If true, show secret or configmap references when listing variables' },
    { name: 'overwrite', type: 'bool', default: 'true', help: 'If true, allow environment to be overwritten, otherwise reject updates that overwrite existing environment.' },
  ],
  run: immediate((context) => {
    const { flags, args, streams } = context;
    if (flags.bool('all') && flags.string('selector') !== '') fail('cannot set --all and --selector at the same time');
    const { resources: names, words } = split(args);
    if (flags.bool('local') && dryRunStrategy(context) === 'server') fail('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
    if (flags.list('filename').length === 0 && names.length === 0) fail('one or more resources must be specified as <resource> <name> or <resource>/<name>');
    if (flags.bool('list') && flags.string('output') !== '') fail('--list and --output may not be specified together');
    if (flags.list('keys').length > 0 && flags.string('from') === '') fail('when specifying --keys, a configmap or secret must be provided with --from');
    const parsed = parse([...flags.list('env'), ...words], streams.stdin);
    const prefix = flags.string('prefix');
    const set = [...parsed.set, ...imported(context)].map((variable): JsonObject => (prefix === '' ? variable : { ...variable, name: `${prefix}${textOf(variable['name'])}` }));
    return apply(context, names, { set, removed: parsed.removed });
  }),
};

function apply(context: CommandContext, names: readonly string[], change: EnvChange): number {
  const { flags, streams } = context;
  const pattern = flags.string('containers');
  const isListed = flags.bool('list');
  const changed = (object: JsonObject): JsonObject => {
    const seen = { isMatch: false, isUnresolved: false };
    const after = withPodSpec(object, (spec) => changedContainers(spec, (container) => {
      if (!matchesName(textOf(container['name']), pattern)) return container;
      seen.isMatch = true;
      const before = variablesOf(container);
      if (!flags.bool('overwrite')) checkOverwrites(before, change);
      const env = merged(before, change);
      const next: JsonObject = before.length === 0 && env.length === 0 ? container : { ...container, env };
      if (isListed && !list(context, object, next)) seen.isUnresolved = true;
      return next;
    }));
    const metadata = isJsonObject(object['metadata']) ? object['metadata'] : {};
    if (!seen.isMatch) streams.err(`Warning: ${textOf(object['kind'])}/${textOf(metadata['name'])} does not have any containers matching ${quote(pattern)}\n`);
    if (seen.isUnresolved) fail('failed to retrieve valueFrom references');
    return after;
  };
  const infos = setInfos(context, names);
  if (isListed) return listAll(infos.map(({ object = {} }) => object), changed);
  return setObjects(context, infos, { operation: 'env updated', failure: 'failed to patch env update to pod template: ', change: changed });
}

/** Lists what there is; an object that cannot be listed is passed over. */
function listAll(objects: readonly JsonObject[], changed: (object: JsonObject) => JsonObject): number {
  for (const object of objects) {
    try {
      changed(object);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
  }
  return 0;
}
