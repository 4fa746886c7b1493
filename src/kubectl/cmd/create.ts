/** `kubectl create -f`. Mirrors k8s.io/kubectl/pkg/cmd/create/create.go (v1.36). */
import { withSource } from '../../engine/kubectl/clientErrors.ts';
import { withLastApplied } from '../../engine/kubectl/lastApplied.ts';
import type { JsonObject } from '../../kube/json.ts';
import type { Answer } from '../client.ts';
import { Failure, fail, failUsage } from '../errors.ts';
import { createPrinter } from '../printers/printFlags.ts';
import { resources } from '../resource/builder.ts';
import type { ResourceInfo } from '../resource/resourceInfo.ts';
import { immediate, type CommandContext, type CommandSpec } from './command.ts';
import { createSubcommands } from './createGenerators.ts';
import { dryRunStrategy, validationDirective } from './dryRun.ts';
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags, saveConfigFlag, selectorFlag, validateFlag } from './sharedFlags.ts';

export const createCommand: CommandSpec = {
  use: 'create -f FILENAME',
  short: 'Create a resource from a file or from stdin',
  long: 'Create a resource from a file or from stdin.\n\n JSON and YAML formats are accepted.',
  examples: `# Create a pod using the data in pod.json
kubectl create -f ./pod.json

# Create a pod based on the JSON passed into stdin
cat pod.json | kubectl create -f -`,
  flags: [
    ...filenameFlags('to use to create the resource'), validateFlag,
    { name: 'edit', type: 'bool', help: 'Edit the API resource before creating' },
    { name: 'windows-line-endings', type: 'bool', help: 'Only relevant if --edit=true. Defaults to the line ending native to your platform.' },
    saveConfigFlag, dryRunFlag, selectorFlag,
    { name: 'raw', type: 'string', help: 'Raw URI to POST to the server.  Uses the transport specified by the kubeconfig file.' },
    fieldManagerFlag('kubectl-create'), ...printFlags(),
  ],
  subcommands: createSubcommands,
  run: immediate(runCreate),
};

/** The object of an answer; a refusal ends the visit with what kubectl was doing before its message. */
export function orFailWithSource(answer: Answer, verb: string, { source }: ResourceInfo): JsonObject {
  if (answer.ok) return answer.object;
  throw new Failure([{ status: source === '' ? answer.status : withSource(answer.status, verb, source) }]);
}

/** `-f` or `-k` has to be there. */
export function requireFilename({ flags }: CommandContext): void {
  if (flags.list('filename').length === 0 && flags.string('kustomize') === '') fail('must specify one of -f and -k');
}

function runCreate(context: CommandContext): number {
  const { flags, args, client, commandPath } = context;
  if (args.length > 0) failUsage(commandPath, `Unexpected args: [${args.join(' ')}]`);
  const dryRun = dryRunStrategy(context);
  const fieldValidation = validationDirective(context);
  const print = createPrinter(context, { operation: 'created', dryRun });
  requireFilename(context);
  const result = resources(context, {
    filenames: flags.list('filename'), kustomize: flags.string('kustomize'), isRecursive: flags.bool('recursive'), labelSelector: flags.string('selector'),
    isContinueOnError: true, isFlattened: true, isValidated: fieldValidation !== 'Ignore',
  });
  let count = 0;
  result.visit((info) => {
    const sent = flags.bool('save-config') ? withLastApplied(info.object ?? {}) : (info.object ?? {});
    const object = dryRun === 'client' ? sent : orFailWithSource(client.create(info.mapping, info.namespace, sent, { fieldValidation, ...(dryRun === 'server' ? { isDryRun: true } : {}) }), 'creating', info);
    count++;
    print(object);
  });
  if (count === 0) fail('no objects passed to create');
  return 0;
}
