/** What the subcommands of `rollout` do alike. Mirrors k8s.io/kubectl/pkg/cmd/rollout (v1.36). */
import type { JsonObject } from '../../../kube/json.ts';
import { Failure, errorText, fail, type ClientError } from '../../errors.ts';
import type { FlagSpec } from '../../flags.ts';
import { twoWayPatch } from '../../generate/twoWayPatch.ts';
import { createTypedPrinter } from '../../printers/typedPrinter.ts';
import { resources, type ResourceResult } from '../../resource/builder.ts';
import { immediate, type CommandContext, type CommandSpec } from '../command.ts';
import { fieldManagerFlag, filenameFlags, printFlags, selectorFlag } from '../sharedFlags.ts';

export const targetFlags: readonly FlagSpec[] = [...filenameFlags('identifying the resource to get from a server.'), selectorFlag];

/** Ends the command where nothing is named. */
export function checkTargets({ args, flags }: CommandContext): void {
  if (args.length === 0 && flags.list('filename').length === 0 && flags.string('kustomize') === '') fail('required resource not specified');
}

export function rolloutTargets(context: CommandContext): ResourceResult {
  const { args, flags } = context;
  return resources(context, {
    args, allowEmptySelector: true, filenames: flags.list('filename'), kustomize: flags.string('kustomize'), isRecursive: flags.bool('recursive'), labelSelector: flags.string('selector'),
    isContinueOnError: true, isLatest: true, isFlattened: true,
  });
}

/** A change that `pause`, `resume` and `restart` make. */
interface RolloutChange {
  readonly operation: string;
  /** Throws Failure where it cannot be made; the resource's name is put before its text. */
  readonly change: (object: JsonObject, context: CommandContext) => JsonObject;
  /** What to do where nothing differs: what is said of the object, or an error. */
  readonly unchanged: (name: string) => { readonly operation: string } | { readonly error: string };
}

/** A subcommand that changes each object. */
export function rolloutChangeCommand(usage: Pick<CommandSpec, 'use' | 'short' | 'long' | 'examples'>, { operation, change, unchanged }: RolloutChange): CommandSpec {
  return {
    ...usage, flags: [...printFlags(), fieldManagerFlag('kubectl-rollout'), ...targetFlags],
    run: immediate((context) => {
      checkTargets(context);
      const { infos, errors: missing } = rolloutTargets(context).collect();
      const errors: ClientError[] = [...missing];
      if (infos.length === 0 && errors.length === 0) context.streams.err(`No resources found in ${context.namespace} namespace.\n`);
      const print = (object: JsonObject, what: string): void => createTypedPrinter(context, { operation: what })(object);
      for (const { mapping, namespace, name, object = {} } of infos) {
        const resource = mapping.group === '' ? mapping.plural : `${mapping.plural}.${mapping.group}`;
        try {
          const patch = twoWayPatch(mapping, object, change(object, context));
          const outcome = patch === undefined ? unchanged(name) : undefined;
          if (patch !== undefined) {
            const answer = context.client.patch(mapping, namespace, name, 'strategic', patch, {});
            if (answer.ok) print(answer.object, operation);
            else errors.push({ message: `failed to patch: ${answer.status.message}` });
          } else if (outcome !== undefined && 'error' in outcome) errors.push({ message: outcome.error });
          else if (outcome !== undefined) print(object, outcome.operation);
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          errors.push({ message: `error: ${resource} ${JSON.stringify(name)} ${error.errors.map(errorText).join('\n')}` });
        }
      }
      if (errors.length > 0) throw new Failure(errors);
      return 0;
    }),
  };
}
