/** `kubectl rollout history`. Mirrors k8s.io/kubectl/pkg/cmd/rollout/rollout_history.go (v1.36). */
import { asJsonObject, type JsonObject } from '../../../kube/json.ts';
import { fail } from '../../errors.ts';
import { changedAt } from '../../generate/podTemplateOf.ts';
import { outputFormat } from '../../printers/printFlags.ts';
import { createTypedPrinter } from '../../printers/typedPrinter.ts';
import type { ResourceInfo } from '../../resource/resourceInfo.ts';
import { historyText, revisionsOf, sortedRevisions, type Revision } from '../../rollout/revisions.ts';
import { immediate, type CommandContext, type CommandSpec } from '../command.ts';
import { printFlags } from '../sharedFlags.ts';
import { checkTargets, rolloutTargets, targetFlags } from './rolloutTargets.ts';

function asObjects(object: JsonObject, revisions: readonly Revision[]): readonly JsonObject[] {
  return revisions.map(({ source, template }) => (object.kind === 'Deployment' ? asJsonObject(source) : changedAt(object, ['spec'], (spec) => ({ ...spec, template: asJsonObject(template) }))));
}

function print(context: CommandContext, { mapping, object = {} }: ResourceInfo): void {
  const revision = context.flags.int('revision');
  const revisions = revisionsOf(mapping, object, context.cluster.engine.reader);
  if (outputFormat(context) === '') {
    const head = revision > 0 ? `with revision #${revision}` : '';
    return createTypedPrinter(context, { operation: `${head}\n${historyText(revisions, revision)}` })(object);
  }
  const printer = createTypedPrinter(context);
  const sorted = sortedRevisions(revisions);
  const chosen = revision > 0 ? [sorted.find(({ number }) => number === revision) ?? fail('unable to find the specified revision')] : sorted;
  asObjects(object, chosen).forEach(printer);
}

export const rolloutHistoryCommand: CommandSpec = {
  use: 'history (TYPE NAME | TYPE/NAME) [flags]', short: 'View rollout history', long: 'View previous rollout revisions and configurations.',
  examples: '# View the rollout history of a deployment\nkubectl rollout history deployment/abc\n\n# View the details of daemonset revision 3\nkubectl rollout history daemonset/abc --revision=3',
  flags: [...printFlags(), ...targetFlags, { name: 'revision', type: 'int64', help: 'See the details, including podTemplate of the revision specified' }],
  run: immediate((context) => {
    checkTargets(context);
    const revision = context.flags.int('revision');
    if (revision < 0) fail(`revision must be a positive integer: ${revision}`);
    rolloutTargets(context).visit((info) => { print(context, info); });
    return 0;
  }),
};
