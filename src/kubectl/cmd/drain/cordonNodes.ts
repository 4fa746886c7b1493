/** Marking Nodes. Mirrors RunCordonOrUncordon of k8s.io/kubectl/pkg/cmd/drain/drain.go (v1.36). */
import { parseSelector } from '../../../kube/selectorParser.ts';
import type { JsonObject } from '../../../kube/json.ts';
import { isJsonObject } from '../../../kube/json.ts';
import { fail, failUsage } from '../../errors.ts';
import { changedAt } from '../../generate/podTemplateOf.ts';
import { createTypedPrinter } from '../../printers/typedPrinter.ts';
import { resources } from '../../resource/builder.ts';
import type { ResourceInfo } from '../../resource/resourceInfo.ts';
import type { CommandContext } from '../command.ts';
import { dryRunStrategy } from '../dryRun.ts';

/** The Nodes that the command names. Ends it where none is, or something else. */
export function namedNodes(context: CommandContext): readonly ResourceInfo[] {
  const { args, command, commandPath, flags } = context;
  const selector = flags.string('selector');
  if (args.length === 0 && !flags.changed('selector')) failUsage(commandPath, `USAGE: ${command.use} [flags]`);
  if (args.length > 0 && selector !== '') failUsage(commandPath, 'error: cannot specify both a node name and a --selector option');
  dryRunStrategy(context);
  if (flags.has('pod-selector') && !parseSelector(flags.string('pod-selector')).ok) fail('--pod-selector=<pod_selector> must be a valid label selector');
  const infos = resources(context, {
    names: [['nodes', args]], isSingleResourceType: true, isFlattened: true, ...(selector === '' ? {} : { labelSelector: selector, types: ['nodes'] }),
  }).infos();
  const other = infos.find(({ mapping }) => mapping.kind !== 'Node');
  if (other !== undefined) fail(`error: expected resource of type node, got "${other.mapping.group === '' ? '' : `${other.mapping.group}/`}${other.mapping.version}, Resource=${other.mapping.plural}"`);
  return infos;
}

/** Makes Nodes take no new Pods, or take them again. A refusal is told and passed over. */
export function setUnschedulable(context: CommandContext, nodes: readonly ResourceInfo[], isUnschedulable: boolean): void {
  const dryRun = dryRunStrategy(context);
  const word = isUnschedulable ? 'cordon' : 'uncordon';
  const print = (operation: string, object: JsonObject): void => createTypedPrinter(context, { operation, dryRun })(object);
  for (const { mapping, name, object = {} } of nodes) {
    const spec = isJsonObject(object['spec']) ? object['spec'] : {};
    if ((spec['unschedulable'] === true) === isUnschedulable) {
      print(`already ${word}ed`, object);
      continue;
    }
    if (dryRun !== 'client') {
      const answer = context.client.patch(mapping, '', name, 'strategic', { spec: { unschedulable: isUnschedulable ? true : null } }, dryRun === 'server' ? { isDryRun: true } : {});
      if (!answer.ok) {
        context.streams.err(`error: unable to ${word} node "${name}": ${answer.status.message}\n`);
        continue;
      }
    }
    print(`${word}ed`, changedAt(object, ['spec'], (before) => ({ ...before, unschedulable: isUnschedulable })));
  }
}
