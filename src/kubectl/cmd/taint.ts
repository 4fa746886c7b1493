/** `kubectl taint`. Mirrors k8s.io/kubectl/pkg/cmd/taint (v1.36). */
import { asJsonObject } from '../../kube/json.ts';
import { quote } from '../../kube/quote.ts';
import type { Node, Taint } from '../../kube/types.generated.ts';
import { isLabelValue, isQualifiedName } from '../../kube/validation/names.ts';
import { orFail } from '../client.ts';
import { formatTaint } from '../describe/multiline.ts';
import { Failure, errorText, fail, failUsage } from '../errors.ts';
import { changedAt } from '../generate/podTemplateOf.ts';
import { twoWayPatch } from '../generate/twoWayPatch.ts';
import { createTypedPrinter } from '../printers/typedPrinter.ts';
import { resources } from '../resource/builder.ts';
import { isKind } from '../resource/kinds.ts';
import { mappingFor } from '../resource/mapping.ts';
import { immediate, type CommandContext, type CommandSpec } from './command.ts';
import { dryRunStrategy, validationDirective } from './dryRun.ts';
import { allFlag, dryRunFlag, fieldManagerFlag, overwriteFlag, printFlags, selectorFlag, validateFlag } from './sharedFlags.ts';

const effects: ReadonlySet<string> = new Set(['NoSchedule', 'PreferNoSchedule', 'NoExecute']);
interface TaintWords { readonly resources: readonly string[]; readonly added: readonly Taint[]; readonly removed: readonly Taint[] }

function parseTaint(text: string): Taint {
  const parts = text.split(':');
  const [head = '', effect = ''] = parts;
  const pair = head.split('=');
  const [name = '', value = ''] = pair;
  if (parts.length > 2) fail(`invalid taint spec: ${text}`);
  if (parts.length === 2) {
    if (!effects.has(effect)) fail(`invalid taint effect: ${effect}, unsupported taint effect`);
    if (pair.length > 2) fail(`invalid taint spec: ${text}`);
    const problems = pair.length === 2 ? isLabelValue(value) : [];
    if (problems.length > 0) fail(`invalid taint spec: ${text}, ${problems.join('; ')}`);
  }
  const key = parts.length === 1 ? head : name;
  const problems = isQualifiedName(key);
  if (problems.length > 0) fail(`invalid taint spec: ${text}, ${problems.join('; ')}`);
  return { key, effect, ...(parts.length === 2 && value !== '' ? { value } : {}) };
}

function parseTaints(words: readonly string[]): Pick<TaintWords, 'added' | 'removed'> {
  const added: Taint[] = [];
  const removed: Taint[] = [];
  for (const word of words) {
    if (word.endsWith('-')) {
      const { key, effect } = parseTaint(word.slice(0, -1));
      removed.push({ key, effect });
      continue;
    }
    const taint = parseTaint(word);
    if (taint.effect === '') fail(`invalid taint spec: ${word}`);
    if (added.some(({ key, effect }) => key === taint.key && effect === taint.effect)) fail(`duplicated taints with the same key and effect: {${taint.key} ${taint.value ?? ''} ${taint.effect} <nil>}`);
    added.push(taint);
  }
  return { added, removed };
}

function readWords({ args, commandPath }: CommandContext): TaintWords {
  const first = args.findIndex((word) => /[=:]|-$/.test(word));
  const names = first < 0 ? args : args.slice(0, first);
  const words = first < 0 ? [] : args.slice(first);
  const stray = words.find((word) => !/[=:]|-$/.test(word));
  if (stray !== undefined) fail(`all resources must be specified before taint changes: ${stray}`);
  if (names.length === 0) fail('one or more resources must be specified as <resource> <name>');
  if (words.length === 0) fail('at least one taint update is required');
  try {
    return { resources: names, ...parseTaints(words) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return failUsage(commandPath, error.errors.map(errorText).join('\n'));
  }
}

function check({ flags }: CommandContext, { resources: names, added, removed }: TaintWords): void {
  const type = (names[0] ?? '').toLowerCase();
  if (mappingFor(type).kind !== 'Node') fail(`invalid resource type ${type}, only node types are supported`);
  const conflicts = added.flatMap((taint) => removed.filter(({ key, effect }) => key === taint.key && (effect === '' || effect === taint.effect)).map(({ key, effect }) => `${key}=${effect}`));
  if (conflicts.length > 0) fail(`can not both modify and remove the following taint(s) in the same command: ${conflicts.join(', ')}`);
  const selector = flags.string('selector');
  if (flags.bool('all') && selector !== '') fail("setting 'all' parameter with a non empty selector is prohibited");
  if (!flags.bool('all') && selector === '' && names.length < 2) fail("at least one resource name must be specified since 'all' parameter is not set");
}

/** The taints that a Node has then, and what to say was done. */
function reorganized(node: Node, { added, removed }: TaintWords, mayOverwrite: boolean): { readonly taints: readonly Taint[]; readonly operation: string } {
  const before = node.spec.taints ?? [];
  const isSame = (a: Taint, b: Taint): boolean => a.key === b.key && a.effect === b.effect;
  if (!mayOverwrite) {
    const existing = added.filter((taint) => before.some((old) => isSame(old, taint))).map(({ key }) => key);
    if (existing.length > 0) fail(`node ${node.metadata.name} already has ${existing.join(',')} taint(s) with same effect(s) and --overwrite is false`);
  }
  let taints = [...added, ...before.filter((old) => !added.some((taint) => isSame(old, taint)))];
  const isAdded = before.length !== taints.length;
  let isRemoved = false;
  const missing: string[] = [];
  for (const gone of removed) {
    const rest = taints.filter((taint) => !(gone.effect === '' ? taint.key === gone.key : isSame(taint, gone)));
    isRemoved = rest.length !== taints.length;
    taints = rest;
    if (!isRemoved) missing.push(`taint ${quote(formatTaint(gone))} not found`);
  }
  if (missing.length > 0) fail(missing.length === 1 ? missing.join('') : `[${missing.join(', ')}]`);
  return { taints, operation: (isAdded && isRemoved) || mayOverwrite ? 'modified' : isAdded ? 'tainted' : 'untainted' };
}

export const taintCommand: CommandSpec = {
  use: 'taint NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N', short: 'Update the taints on one or more nodes',
  long: 'Update the taints on one or more nodes.\n\n*  A taint consists of a key, value, and effect. As an argument here, it is expressed as key=value:effect.\n*  The key must begin with a letter or number, and may contain letters, numbers, hyphens, dots, and underscores, up to 253 characters.\n*  Optionally, the key can begin with a DNS subdomain prefix and a single \'/\', like example.com/my-app.\n*  The value is optional. If given, it must begin with a letter or number, and may contain letters, numbers, hyphens, dots, and underscores, up to 63 characters.\n*  The effect must be NoSchedule, PreferNoSchedule or NoExecute.\n*  Currently taint can only apply to node.',
  examples: "# Update node 'foo' with a taint with key 'dedicated' and value 'special-user' and effect 'NoSchedule'\n# If a taint with that key and effect already exists, its value is replaced as specified\nkubectl taint nodes foo dedicated=special-user:NoSchedule\n\n# Remove from node 'foo' the taint with key 'dedicated' and effect 'NoSchedule' if one exists\nkubectl taint nodes foo dedicated:NoSchedule-\n\n# Remove from node 'foo' all the taints with key 'dedicated'\nkubectl taint nodes foo dedicated-",
  flags: [...printFlags(), dryRunFlag, validateFlag, selectorFlag, overwriteFlag('If true, allow taints to be overwritten, otherwise reject taint updates that overwrite existing taints.'), allFlag('Select all nodes in the cluster'), fieldManagerFlag('kubectl-taint')],
  run: immediate((context) => {
    const { flags, client } = context;
    const dryRun = dryRunStrategy(context);
    const fieldValidation = validationDirective(context);
    const words = readWords(context);
    check(context, words);
    const selector = flags.string('selector');
    const isNamed = !flags.bool('all') && selector === '';
    resources(context, {
      ...(isNamed ? { names: [['node', words.resources.slice(1)]] as const } : { types: ['node'], ...(flags.bool('all') ? { selectAll: true } : { labelSelector: selector }) }),
      isContinueOnError: true, isFlattened: true, isLatest: true,
    }).visit(({ mapping, name, object }) => {
      if (!isKind(object, 'Node')) return fail(`unexpected type *v1.${mapping.kind}, expected Node`);
      const { taints, operation } = reorganized(object, words, flags.bool('overwrite'));
      const after = changedAt(object, ['spec'], (spec) => ({ ...spec, taints: taints.map(asJsonObject) }));
      const print = createTypedPrinter(context, { operation });
      if (dryRun === 'client') return print(after);
      print(orFail(client.patch(mapping, '', name, 'strategic', twoWayPatch(mapping, object, after) ?? {}, { fieldValidation, ...(dryRun === 'server' ? { isDryRun: true } : {}) })));
    });
    return 0;
  }),
};
