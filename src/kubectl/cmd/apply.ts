/** `kubectl apply`. Mirrors k8s.io/kubectl/pkg/cmd/apply/apply.go (v1.36). */
import { applyObject, resourceText, type ApplyResult } from '../../engine/kubectl/apply.ts';
import { withSource } from '../../engine/kubectl/clientErrors.ts';
import { configurationText, withLastApplied } from '../../engine/kubectl/lastApplied.ts';
import { isJsonObject, type JsonObject } from '../../kube/json.ts';
import { Failure, errorText, fail, failUsage, type ClientError } from '../errors.ts';
import { createPrinter } from '../printers/printFlags.ts';
import type { Pause, Running } from '../program.ts';
import { resources } from '../resource/builder.ts';
import type { ResourceInfo } from '../resource/resourceInfo.ts';
import { editLastAppliedCommand, setLastAppliedCommand, viewLastAppliedCommand } from './applyLastApplied.ts';
import type { CommandContext, CommandSpec } from './command.ts';
import { orFailWithSource, requireFilename } from './create.ts';
import { deletionFlags, propagationPolicy } from './delete.ts';
import { dryRunStrategy, validationDirective, type DryRun } from './dryRun.ts';
import { dryRunFlag, fieldManagerFlag, filenameFlags, overwriteFlag, printFlags, selectorFlag, subresourceFlag, validateFlag } from './sharedFlags.ts';

export const applyCommand: CommandSpec = {
  use: 'apply (-f FILENAME | -k DIRECTORY)',
  short: 'Apply a configuration to a resource by file name or stdin',
  long: 'Apply a configuration to a resource by file name or stdin. The resource name must be specified. This resource will be created if it doesn\'t exist yet. To use \'apply\', always create the resource initially with either \'apply\' or \'create --save-config\'.\n\n JSON and YAML formats are accepted.',
  examples: `# Apply the configuration in pod.json to a pod
kubectl apply -f ./pod.json

# Apply the JSON passed into stdin to a pod
cat pod.json | kubectl apply -f -`,
  flags: [
    ...filenameFlags('The files that contain the configurations to apply.'), ...deletionFlags,
    { name: 'wait', type: 'bool', help: 'If true, wait for resources to be gone before returning. This waits for finalizers.' },
    ...printFlags(), validateFlag, dryRunFlag,
    { name: 'server-side', type: 'bool', help: 'If true, apply runs in the server instead of the client.' },
    { name: 'force-conflicts', type: 'bool', help: 'If true, server-side apply will force the changes against conflicts.' },
    fieldManagerFlag('kubectl-client-side-apply'), selectorFlag,
    { ...overwriteFlag('Automatically resolve conflicts between the modified and live configuration by using values from the modified configuration'), default: 'true' },
    { name: 'openapi-patch', type: 'bool', default: 'true', help: 'If true, use openapi to calculate diff when the openapi presents and the resource can be found in the openapi spec. Otherwise, fall back to use baked-in types.' },
    subresourceFlag('If specified, apply will operate on the subresource of the requested object.  Only allowed when using --server-side.'),
  ],
  subcommands: [viewLastAppliedCommand, setLastAppliedCommand, editLastAppliedCommand],
  run: runApply,
};

function checkFlags({ flags }: CommandContext, dryRun: DryRun): void {
  const isServerSide = flags.bool('server-side');
  if (flags.bool('force-conflicts') && !isServerSide) fail('--force-conflicts only works with --server-side');
  if (dryRun === 'client' && isServerSide) fail("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)");
  if (isServerSide && flags.bool('force')) fail('--force cannot be used with --server-side');
  if (dryRun === 'server' && flags.bool('force')) fail('--dry-run=server cannot be used with --force');
  if (flags.string('subresource') !== '' && !isServerSide) fail('--subresource can only be specified for --server-side');
}

function* runApply(context: CommandContext): Running {
  const { flags, args, commandPath } = context;
  if (args.length > 0) failUsage(commandPath, `Unexpected args: [${args.join(' ')}]`);
  const dryRun = dryRunStrategy(context);
  requireFilename(context);
  validationDirective(context);
  checkFlags(context, dryRun);
  const result = resources(context, {
    filenames: flags.list('filename'), kustomize: flags.string('kustomize'), isRecursive: flags.bool('recursive'), labelSelector: flags.string('selector'),
    isContinueOnError: true, isFlattened: true, isValidated: validationDirective(context) !== 'Ignore',
  });
  const found = result.collect();
  const errors: ClientError[] = [];
  if (found.infos.length === 0 && found.errors.length === 0) fail('no objects passed to apply');
  const output = flags.string('output');
  const printsObjects = output !== '' && output !== 'name';
  const applied: JsonObject[] = [];
  for (const info of found.infos) {
    const outcome = flags.bool('server-side') ? applyOnServer(context, info, dryRun) : yield* applyInClient(context, info, dryRun);
    if ('error' in outcome) errors.push(outcome.error);
    else {
      applied.push(outcome.object);
      if (!printsObjects) createPrinter(context, { operation: outcome.operation, dryRun })(outcome.object);
    }
  }
  failAll(found.errors, errors);
  if (printsObjects) printAll(context, applied);
  return 0;
}

/** Several errors of reading stand in one line where applying fails too, and in a line each where it does not. */
function failAll(unread: readonly ClientError[], errors: readonly ClientError[]): void {
  if (errors.length === 0 && unread.length === 0) return;
  const isNested = errors.length > 0 && unread.length > 1;
  throw new Failure([...(isNested ? [{ message: `[${[...new Set(unread.map(errorText))].join(', ')}]` }] : unread), ...errors]);
}

function printAll(context: CommandContext, objects: readonly JsonObject[]): void {
  const print = createPrinter(context);
  const [only, ...others] = objects;
  if (only !== undefined && others.length === 0) print(only);
  else print({ apiVersion: 'v1', kind: 'List', metadata: {}, items: objects });
}

type Outcome = { readonly object: JsonObject; readonly operation: string } | { readonly error: ClientError };

function* applyInClient(context: CommandContext, info: ResourceInfo, dryRun: DryRun): Generator<Pause, Outcome, void> {
  const { client, flags, streams } = context;
  const before = flags.bool('force') && dryRun === 'none' ? client.get(info.mapping, info.namespace, info.name) : undefined;
  const result: ApplyResult = applyObject({ handle: (request) => client.send(request) }, info.object ?? {}, {
    namespace: context.namespace, isNamespaceEnforced: context.isNamespaceEnforced, source: info.source, fieldValidation: validationDirective(context),
    ...(dryRun === 'server' ? { isDryRun: true } : {}), ...(dryRun === 'client' ? { isClientDryRun: true } : {}),
  });
  for (const note of result.notes) streams.err(note);
  if (before?.ok === true && (result.status?.reason === 'Invalid' || result.status?.reason === 'Conflict')) return yield* deleteAndCreate(context, info, before.object);
  if (result.error !== undefined) return { error: result.error };
  return { object: result.object ?? {}, operation: result.outcome };
}

/** What cannot be changed goes and comes again. Where the new object is refused, the old one comes back. */
function* deleteAndCreate(context: CommandContext, info: ResourceInfo, original: JsonObject): Generator<Pause, Outcome, void> {
  const { client, cluster, flags } = context;
  const { mapping, namespace, name } = info;
  const modified = withLastApplied(info.object ?? {});
  const doing = `applying patch:\n${configurationText(modified)}\nto:\n${resourceText({ info: mapping, namespace, name })}\nfor:`;
  const graceSeconds = flags.int('grace-period');
  const deleted = client.delete(mapping, namespace, name, { ...(graceSeconds < 0 ? {} : { gracePeriodSeconds: graceSeconds }), propagationPolicy: propagationPolicy(context) });
  if (!deleted.ok) return { error: { status: withSource(deleted.status, doing, info.source) } };
  // Without --timeout it is looked once.
  const endMs = cluster.nowMs + flags.durationMs('timeout');
  while (client.get(mapping, namespace, name).ok) {
    if (cluster.nowMs >= endMs) return { error: { message: `error when ${doing} ${JSON.stringify(info.source)}: context deadline exceeded` } };
    yield { untilMs: Math.min(endMs, cluster.nowMs + 1000), orOnChange: true };
  }
  const created = client.create(mapping, namespace, modified, { fieldValidation: validationDirective(context) });
  if (created.ok) return { object: created.object, operation: 'configured' };
  const { resourceVersion: _resourceVersion, ...metadata } = isJsonObject(original.metadata) ? original.metadata : {};
  client.create(mapping, namespace, { ...original, metadata });
  return { error: { status: withSource(created.status, doing, info.source) } };
}

/** Simplified: who owns which field is not kept, so that there are no conflicts and nothing that was applied before is taken away. */
function applyOnServer({ client }: CommandContext, info: ResourceInfo, dryRun: DryRun): Outcome {
  const options = dryRun === 'server' ? { isDryRun: true } : {};
  try {
    const answer = client.get(info.mapping, info.namespace, info.name).ok
      ? client.patch(info.mapping, info.namespace, info.name, 'strategic', info.object ?? {}, { ...options, fieldValidation: 'Strict' })
      : client.create(info.mapping, info.namespace, info.object ?? {}, options);
    return { object: orFailWithSource(answer, 'applying', { ...info, source: '' }), operation: 'serverside-applied' };
  } catch (error) {
    const [first] = error instanceof Failure ? error.errors : [];
    if (first === undefined) throw error;
    return { error: first };
  }
}
