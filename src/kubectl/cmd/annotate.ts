/** `kubectl annotate`. Mirrors k8s.io/kubectl/pkg/cmd/annotate/annotate.go (v1.36). */
import { fail } from '../errors.ts';
import { createPrinter } from '../printers/printFlags.ts';
import type { JsonObject } from '../../kube/json.ts';
import type { ResourceInfo } from '../resource/resourceInfo.ts';
import { immediate, type CommandContext, type CommandSpec } from './command.ts';
import { dryRunStrategy, type DryRun } from './dryRun.ts';
import { checkPairFlags, listPairs, pairFlags, pairsOf, pairsPatch, pairTargets, resourcesAndPairs, sendPairs, withPairs, type Pairs, type PairWords } from './metadataPairs.ts';

const words: PairWords = { field: 'annotations', pair: 'annotation' };
/** The one annotation that may always be overwritten. */
const changeCause = 'kubernetes.io/change-cause';

export const annotateCommand: CommandSpec = {
  use: 'annotate [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
  short: 'Update the annotations on a resource',
  examples: `# Update pod 'foo' with the annotation 'description' and the value 'my frontend'
kubectl annotate pods foo description='my frontend'

# Update pod 'foo' by removing an annotation named 'description' if it exists
kubectl annotate pods foo description-`,
  flags: pairFlags(words, 'annotate'),
  run: immediate(runAnnotate),
};

function parseAnnotations(specs: readonly string[]): Pairs {
  const set = new Map<string, string>();
  const remove: string[] = [];
  const invalid: string[] = [];
  for (const spec of specs) {
    const at = spec.indexOf('=');
    if (at > 0) set.set(spec.slice(0, at), spec.slice(at + 1));
    else if (spec.endsWith('-') && spec !== '-') remove.push(spec.slice(0, -1));
    else invalid.push(spec);
  }
  if (invalid.length > 0) fail(`invalid annotation format: ${invalid.join(', ')}`);
  return { set, remove };
}

function changed(before: Readonly<Record<string, string>>, { set, remove }: Pairs, mayOverwrite: boolean): Record<string, string> {
  const taken = mayOverwrite ? [] : [...set].filter(([key, value]) => key !== changeCause && before[key] !== undefined && before[key] !== value);
  if (taken.length > 0) fail(`--overwrite is false but found the following declared annotation(s): ${taken.map(([key]) => `'${key}' already has a value (${before[key] ?? ''})`).join('; ')}`);
  return Object.fromEntries([...Object.entries(before).filter(([key]) => !set.has(key)), ...set].filter(([key]) => !remove.includes(key)));
}

function runAnnotate(context: CommandContext): number {
  const { flags, args } = context;
  const dryRun = dryRunStrategy(context);
  const print = createPrinter(context, { operation: 'annotated', dryRun });
  const { resources: names, pairs: specs } = resourcesAndPairs(args, 'annotation');
  const pairs = parseAnnotations(specs);
  if (flags.bool('list') && flags.string('output') !== '') fail('--list and --output may not be specified together');
  checkPairFlags(context, names, dryRun, 'rsrc');
  if (specs.length === 0 && !flags.bool('list')) fail('at least one annotation update is required');
  const both = pairs.remove.filter((key) => pairs.set.has(key));
  if (both.length > 0) fail(`can not both modify and remove the following annotation(s) in the same command: ${both.join(', ')}`);
  const result = pairTargets(context, names);
  result.visit((info) => {
    const object = annotateOne(context, info, pairs, dryRun);
    if (flags.bool('list')) listPairs(context, result, info, words, pairsOf(object, 'annotations'));
    else print(object);
  });
  return 0;
}

function annotateOne(context: CommandContext, info: ResourceInfo, pairs: Pairs, dryRun: DryRun): JsonObject {
  const { flags } = context;
  const object = info.object ?? {};
  const before = pairsOf(object, 'annotations');
  const after = changed(before, pairs, flags.bool('overwrite'));
  if (dryRun === 'client' || flags.bool('local') || flags.bool('list')) return withPairs(object, 'annotations', after, flags.string('resource-version'));
  return sendPairs(context, info, pairsPatch('annotations', before, after) ?? {}, dryRun);
}
