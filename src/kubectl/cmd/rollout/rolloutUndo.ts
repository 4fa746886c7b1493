/** `kubectl rollout undo`. Mirrors k8s.io/kubectl/pkg/cmd/rollout/rollout_undo.go (v1.36). */
import type { JsonObject } from '../../../kube/json.ts';
import { isJsonObject } from '../../../kube/json.ts';
import { fail } from '../../errors.ts';
import { createTypedPrinter } from '../../printers/typedPrinter.ts';
import type { ResourceInfo } from '../../resource/resourceInfo.ts';
import { rollback } from '../../rollout/rollback.ts';
import { immediate, type CommandContext, type CommandSpec } from '../command.ts';
import { dryRunStrategy, type DryRun } from '../dryRun.ts';
import { dryRunFlag, printFlags } from '../sharedFlags.ts';
import { checkTargets, rolloutTargets, targetFlags } from './rolloutTargets.ts';

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

function warnOfApply({ streams }: CommandContext, { mapping, name }: ResourceInfo, object: JsonObject): void {
  const metadata = isJsonObject(object['metadata']) ? object['metadata'] : {};
  if (!isJsonObject(metadata['annotations']) || metadata['annotations'][lastApplied] === undefined) return;
  streams.err(`Warning: resource ${mapping.plural}/${name} was previously managed with 'kubectl apply'. Rolling back will not update the ${lastApplied} annotation, which may cause unexpected behavior on future 'kubectl apply' operations. Consider using 'kubectl apply' with your previous configuration file instead.\n`);
}

function undo(context: CommandContext, info: ResourceInfo, dryRun: DryRun): void {
  const { mapping, namespace, name, object = {} } = info;
  warnOfApply(context, info, object);
  const toRevision = context.flags.int('to-revision');
  const change = rollback(mapping, object, context.cluster.engine.reader, toRevision, dryRun === 'client');
  let said = 'rolled back';
  if ('said' in change) ({ said } = change);
  else {
    const answer = context.client.patch(mapping, namespace, name, change.patchType, change.patch, dryRun === 'server' ? { isDryRun: true } : {});
    if (!answer.ok) fail(`failed restoring revision ${toRevision}: ${answer.status.message}`);
  }
  createTypedPrinter(context, { operation: said, dryRun })(object);
}

export const rolloutUndoCommand: CommandSpec = {
  use: 'undo (TYPE NAME | TYPE/NAME) [flags]', short: 'Undo a previous rollout', long: 'Roll back to a previous rollout.',
  examples: '# Roll back to the previous deployment\nkubectl rollout undo deployment/abc\n\n# Roll back to daemonset revision 3\nkubectl rollout undo daemonset/abc --to-revision=3\n\n# Roll back to the previous deployment with dry-run\nkubectl rollout undo --dry-run=server deployment/abc',
  flags: [...printFlags(), ...targetFlags, dryRunFlag, { name: 'to-revision', type: 'int64', help: 'The revision to rollback to. Default to 0 (last revision).' }],
  run: immediate((context) => {
    const dryRun = dryRunStrategy(context);
    checkTargets(context);
    rolloutTargets(context).visit((info) => { undo(context, info, dryRun); });
    return 0;
  }),
};
