/** `kubectl replace`. Mirrors k8s.io/kubectl/pkg/cmd/replace/replace.go (v1.36). */
import { withLastApplied } from '../../engine/kubectl/lastApplied.ts';
import { fail } from '../errors.ts';
import { createPrinter } from '../printers/printFlags.ts';
import type { ObjectPrinter } from '../printers/objectPrinter.ts';
import type { Pause, Running } from '../program.ts';
import { resources, type BuilderOptions } from '../resource/builder.ts';
import { orFailWithSource, requireFilename } from './create.ts';
import type { CommandContext, CommandSpec } from './command.ts';
import { deletionFlags, propagationPolicy } from './delete.ts';
import { deleteResult } from './deleteResources.ts';
import { dryRunStrategy, validationDirective } from './dryRun.ts';
import { dryRunFlag, fieldManagerFlag, filenameFlags, printFlags, saveConfigFlag, subresourceFlag, validateFlag } from './sharedFlags.ts';
import { orFail } from '../client.ts';

export const replaceCommand: CommandSpec = {
  use: 'replace -f FILENAME',
  short: 'Replace a resource by file name or stdin',
  long: 'Replace a resource by file name or stdin.\n\n JSON and YAML formats are accepted. If replacing an existing resource, the complete resource spec must be provided.',
  examples: `# Replace a pod using the data in pod.json
kubectl replace -f ./pod.json

# Force replace, delete and then re-create the resource
kubectl replace --force -f ./pod.json`,
  flags: [
    ...printFlags(), ...filenameFlags('The files that contain the configurations to replace.'), ...deletionFlags,
    { name: 'wait', type: 'bool', help: 'If true, wait for resources to be gone before returning. This waits for finalizers.' },
    validateFlag, saveConfigFlag, dryRunFlag,
    { name: 'raw', type: 'string', help: 'Raw URI to PUT to the server.  Uses the transport specified by the kubeconfig file.' },
    fieldManagerFlag('kubectl-replace'), subresourceFlag('If specified, replace will operate on the subresource of the requested object.'),
  ],
  run: runReplace,
};

function* runReplace(context: CommandContext): Running {
  const { flags } = context;
  validationDirective(context);
  const dryRun = dryRunStrategy(context);
  const print = createPrinter(context, { operation: 'replaced', dryRun });
  requireFilename(context);
  const isForced = flags.bool('force');
  const given = flags.int('grace-period');
  if (given >= 0 && !isForced) fail('--grace-period must have --force specified');
  if (flags.durationMs('timeout') !== 0 && !isForced) fail('--timeout must have --force specified');
  if (isForced && dryRun !== 'none') fail('--dry-run can not be used when --force is set');
  const options: BuilderOptions = { filenames: flags.list('filename'), kustomize: flags.string('kustomize'), isRecursive: flags.bool('recursive'), isContinueOnError: true, isFlattened: true };
  if (isForced) yield* forceReplace(context, options, print);
  else replaceAll(context, options, print);
  return 0;
}

function replaceAll(context: CommandContext, options: BuilderOptions, print: ObjectPrinter): void {
  const { flags, client } = context;
  const dryRun = dryRunStrategy(context);
  const fieldValidation = validationDirective(context);
  const subresource = flags.string('subresource');
  resources(context, { ...options, isValidated: fieldValidation !== 'Ignore' }).visit((info) => {
    const sent = flags.bool('save-config') ? withLastApplied(info.object ?? {}) : (info.object ?? {});
    if (dryRun === 'client') {
      print(sent);
      return;
    }
    print(orFailWithSource(client.replace(info.mapping, info.namespace, info.name, sent, {
      fieldValidation, ...(dryRun === 'server' ? { isDryRun: true } : {}), ...(subresource === 'status' || subresource === 'scale' ? { subresource } : {}),
    }), 'replacing', info));
  });
}

/** Deletes, waits till all are gone, and creates. */
function* forceReplace(context: CommandContext, options: BuilderOptions, print: ObjectPrinter): Generator<Pause, void, void> {
  const { flags, client, cluster } = context;
  const given = flags.int('grace-period');
  const result = resources(context, { ...options, isObjectRequired: false });
  yield* deleteResult(context, result, {
    dryRun: 'none', gracePeriodSeconds: given === 0 ? 1 : given, propagationPolicy: propagationPolicy(context), ignoresNotFound: true, waits: flags.bool('wait') || given === 0,
    timeoutMs: flags.durationMs('timeout'), output: flags.string('output'), warnsClusterScope: false,
  });
  const timeoutMs = flags.durationMs('timeout');
  const endMs = cluster.nowMs + (timeoutMs === 0 ? 300_000 : timeoutMs);
  for (const info of result.infos()) {
    while (client.get(info.mapping, info.namespace, info.name).ok) {
      if (cluster.nowMs >= endMs) fail('timed out waiting for the condition');
      yield { untilMs: Math.min(endMs, cluster.nowMs + 1000), orOnChange: true };
    }
  }
  let count = 0;
  const fieldValidation = validationDirective(context);
  resources(context, options).visit((info) => {
    const sent = flags.bool('save-config') ? withLastApplied(info.object ?? {}) : (info.object ?? {});
    print(orFail(client.create(info.mapping, info.namespace, sent, { fieldValidation })));
    count++;
  });
  if (count === 0) fail('no objects passed to replace');
}
