/** `kubectl label`. Mirrors k8s.io/kubectl/pkg/cmd/label/label.go (v1.36). */
import { isLabelValue } from '../../kube/validation/names.ts';
import { Failure, fail } from '../errors.ts';
import { createPrinter } from '../printers/printFlags.ts';
import type { ResourceInfo } from '../resource/resourceInfo.ts';
import { immediate, type CommandContext, type CommandSpec } from './command.ts';
import { dryRunStrategy, type DryRun } from './dryRun.ts';
import { checkPairFlags, listPairs, pairFlags, pairsOf, pairsPatch, pairTargets, resourcesAndPairs, sendPairs, withPairs, type Pairs, type PairWords } from './metadataPairs.ts';

const words: PairWords = { field: 'labels', pair: 'label' };

export const labelCommand: CommandSpec = {
  use: 'label [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N [--resource-version=version]',
  short: 'Update the labels on a resource',
  examples: `# Update pod 'foo' with the label 'unhealthy' and the value 'true'
kubectl label pods foo unhealthy=true

# Update pod 'foo' with the label 'status' and the value 'unhealthy', overwriting any existing value
kubectl label --overwrite pods foo status=unhealthy

# Update pod 'foo' by removing a label named 'bar' if it exists
kubectl label pods foo bar-`,
  flags: pairFlags(words, 'label'),
  run: immediate(runLabel),
};

function parseLabels(specs: readonly string[]): Pairs {
  const set = new Map<string, string>();
  const remove: string[] = [];
  for (const spec of specs) {
    if (spec.includes('=')) {
      const [key = '', value = '', ...others] = spec.split('=');
      if (others.length > 0) fail(`invalid label spec: ${spec}`);
      const problems = isLabelValue(value);
      if (problems.length > 0) fail(`invalid label value: ${JSON.stringify(spec)}: ${problems.join(';')}`);
      set.set(key, value);
    } else if (spec.endsWith('-')) remove.push(spec.slice(0, -1));
    else fail(`unknown label spec: ${spec}`);
  }
  if (remove.some((key) => set.has(key))) fail('can not both modify and remove a label in the same command');
  return { set, remove };
}

interface Change { readonly labels: Record<string, string>; readonly operation: string }

function changed(before: Readonly<Record<string, string>>, { set, remove }: Pairs, mayOverwrite: boolean): Change {
  const taken = mayOverwrite ? [] : [...set].filter(([key, value]) => before[key] !== undefined && before[key] !== value);
  if (taken.length > 0) throw new Failure(taken.map(([key]) => ({ message: `'${key}' already has a value (${before[key] ?? ''}), and --overwrite is false` })));
  const hasAdded = [...set].some(([key, value]) => before[key] !== value);
  const hasRemoved = remove.some((key) => key in before || set.has(key));
  const labels = Object.fromEntries([...Object.entries(before).filter(([key]) => !set.has(key)), ...set].filter(([key]) => !remove.includes(key)));
  const operation = hasAdded && hasRemoved ? 'modified' : hasAdded ? 'labeled' : hasRemoved ? 'unlabeled' : 'not labeled';
  return { labels, operation };
}

function runLabel(context: CommandContext): number {
  const { flags, args } = context;
  const dryRun = dryRunStrategy(context);
  const { resources: names, pairs: specs } = resourcesAndPairs(args, 'label');
  const pairs = parseLabels(specs);
  if (flags.bool('list') && flags.string('output') !== '') fail('--list and --output may not be specified together');
  checkPairFlags(context, names, dryRun, 'pod');
  if (specs.length === 0 && !flags.bool('list')) fail('at least one label update is required');
  const result = pairTargets(context, names);
  result.visit((info) => {
    const { labels, operation } = labelOne(context, info, pairs, dryRun);
    if (flags.bool('list')) listPairs(context, result, info, words, labels);
    else createPrinter(context, { operation, dryRun })(withPairs(info.object ?? {}, 'labels', labels, flags.string('resource-version')));
  });
  return 0;
}

function labelOne(context: CommandContext, info: ResourceInfo, pairs: Pairs, dryRun: DryRun): Change {
  const { flags, streams } = context;
  const before = pairsOf(info.object ?? {}, 'labels');
  const isLocal = dryRun === 'client' || flags.bool('local') || flags.bool('list');
  if (!isLocal) for (const key of pairs.remove) if (!(key in before)) streams.out(`label ${JSON.stringify(key)} not found.\n`);
  const change = changed(before, pairs, flags.bool('overwrite'));
  if (isLocal) return change;
  const patch = pairsPatch('labels', before, change.labels);
  if (patch !== undefined) sendPairs(context, info, patch, dryRun);
  return change;
}
