/** What `label` and `annotate` do alike. Mirrors k8s.io/kubectl/pkg/cmd/{label,annotate} and pkg/cmd/util/helpers.go (v1.36). */
import { isJsonObject, type JsonObject } from '../../kube/json.ts';
import { fail } from '../errors.ts';
import type { FlagSpec } from '../flags.ts';
import { metadataMap } from '../metadata.ts';
import { orFail } from '../client.ts';
import { resources, type ResourceResult } from '../resource/builder.ts';
import type { ResourceInfo } from '../resource/resourceInfo.ts';
import type { CommandContext } from './command.ts';
import type { DryRun } from './dryRun.ts';
import { allFlag, dryRunFlag, fieldManagerFlag, fieldSelectorFlag, filenameFlags, localFlag, overwriteFlag, printFlags, selectorFlag } from './sharedFlags.ts';

export interface Pairs { readonly set: ReadonlyMap<string, string>; readonly remove: readonly string[] }

export interface PairWords {
  /** `labels` or `annotations`. */
  readonly field: 'labels' | 'annotations';
  /** `label`, `annotation`. */
  readonly pair: string;
}

/** The flags of both commands. */
export function pairFlags({ field, pair }: PairWords, command: string): readonly FlagSpec[] {
  return [
    ...printFlags(), overwriteFlag(`If true, allow ${field} to be overwritten, otherwise reject ${pair} updates that overwrite existing ${field}.`),
    { name: 'list', type: 'bool', help: `If true, display the ${field} for a given resource.` },
    localFlag(pair), fieldSelectorFlag, allFlag('Select all resources, in the namespace of the specified resource types'),
    { name: 'all-namespaces', shorthand: 'A', type: 'bool', help: 'If true, check the specified action in all namespaces.' },
    { name: 'resource-version', type: 'string', help: `If non-empty, the ${pair} update will only succeed if this is the current resource-version for the object. Only valid when specifying a single resource.` },
    ...filenameFlags(`identifying the resource to update the ${field === 'labels' ? 'labels' : 'annotation'}`), dryRunFlag, fieldManagerFlag(`kubectl-${command}`), selectorFlag,
  ];
}

/** Splits arguments into resources and pairs: `KEY=VALUE`, `KEY-`. */
export function resourcesAndPairs(args: readonly string[], pair: string): { readonly resources: readonly string[]; readonly pairs: readonly string[] } {
  const isPair = (word: string): boolean => (word.includes('=') && !word.startsWith('=')) || (word.endsWith('-') && word !== '-');
  const at = args.findIndex(isPair);
  if (at < 0) return { resources: args, pairs: [] };
  const stray = args.slice(at).find((word) => !isPair(word));
  if (stray !== undefined) fail(`all resources must be specified before ${pair} changes: ${stray}`);
  return { resources: args.slice(0, at), pairs: args.slice(at) };
}

/** An object's labels or annotations; empty where it has none. */
export function pairsOf(object: JsonObject, field: PairWords['field']): Record<string, string> {
  return metadataMap(object, field);
}

/** The object with another set of labels or annotations. */
export function withPairs(object: JsonObject, field: PairWords['field'], pairs: Readonly<Record<string, string>>, resourceVersion: string): JsonObject {
  const metadata = isJsonObject(object.metadata) ? object.metadata : {};
  const kept = Object.fromEntries(Object.entries(metadata).filter(([key]) => key !== field));
  return { ...object, metadata: { ...kept, ...(Object.keys(pairs).length === 0 ? {} : { [field]: pairs }), ...(resourceVersion === '' ? {} : { resourceVersion }) } };
}

/** The merge patch between two sets of pairs; undefined where they are the same. */
export function pairsPatch(field: PairWords['field'], before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): JsonObject | undefined {
  const changed: [string, string | null][] = [
    ...Object.entries(after).filter(([key, value]) => before[key] !== value),
    ...Object.keys(before).filter((key) => !(key in after)).map((key): [string, null] => [key, null]),
  ];
  if (changed.length === 0) return undefined;
  return { metadata: { [field]: Object.keys(after).length === 0 && Object.keys(before).length > 0 ? null : Object.fromEntries(changed) } };
}

/** What both commands refuse before they look anything up. `files` is how the command calls a manifest in its messages. */
export function checkPairFlags({ flags }: CommandContext, names: readonly string[], dryRun: DryRun, files: string): void {
  if (flags.bool('all') && flags.string('selector') !== '') fail('cannot set --all and --selector at the same time');
  if (flags.bool('all') && flags.string('field-selector') !== '') fail('cannot set --all and --field-selector at the same time');
  const hasFiles = flags.list('filename').length > 0 || flags.string('kustomize') !== '';
  if (!flags.bool('local')) {
    if (names.length === 0 && !hasFiles) fail('one or more resources must be specified as <resource> <name> or <resource>/<name>');
    return;
  }
  if (dryRun === 'server') fail('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
  if (names.length > 0) fail(`can only use local files by -f ${files}.yaml or --filename=${files}.json when --local=true is set`);
  if (!hasFiles) fail(`one or more files must be specified as -f ${files}.yaml or --filename=${files}.json`);
}

/** What the command is to change. */
export function pairTargets(context: CommandContext, names: readonly string[]): ResourceResult {
  const { flags } = context;
  const isLocal = flags.bool('local');
  const result = resources(context, {
    isContinueOnError: true, isFlattened: true, filenames: flags.list('filename'), kustomize: flags.string('kustomize'), isLocal,
    ...(isLocal ? {} : {
      labelSelector: flags.string('selector'), fieldSelector: flags.string('field-selector'), allNamespaces: flags.bool('all-namespaces'),
      args: names, allowEmptySelector: flags.bool('all'), isLatest: true,
    }),
  });
  if (!result.isSingleItemImplied && flags.string('resource-version') !== '') fail('--resource-version may only be used with a single resource');
  return result;
}

/** Sends the change as a merge patch. */
export function sendPairs({ client, flags }: CommandContext, info: ResourceInfo, patch: JsonObject, dryRun: DryRun): JsonObject {
  const resourceVersion = flags.string('resource-version');
  const metadata = isJsonObject(patch.metadata) ? patch.metadata : {};
  const body = { ...patch, metadata: { ...metadata, ...(resourceVersion === '' ? {} : { resourceVersion }) } };
  return orFail(client.patch(info.mapping, info.namespace, info.name, 'merge', body, dryRun === 'server' ? { isDryRun: true } : {}));
}

/** `--list`. */
export function listPairs({ streams }: CommandContext, result: ResourceResult, info: ResourceInfo, { field }: PairWords, pairs: Readonly<Record<string, string>>): void {
  if (!result.isSingleItemImplied) streams.out(`Listing ${field} for ${info.mapping.kind}.${info.mapping.group}/${info.name}:\n`);
  const indent = result.isSingleItemImplied ? '' : ' ';
  for (const [key, value] of Object.entries(pairs)) streams.out(`${indent}${key}=${value}\n`);
}
