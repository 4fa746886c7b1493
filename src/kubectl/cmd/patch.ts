/** `kubectl patch`. Mirrors k8s.io/kubectl/pkg/cmd/patch/patch.go (v1.36). */
import { deepEqual } from '../../kube/objects.ts';
import { orFail } from '../client.ts';
import { noSuchResource } from '../../kube/status.ts';
import { fail, failStatus } from '../errors.ts';
import { createPrinter } from '../printers/printFlags.ts';
import { resources } from '../resource/builder.ts';
import { immediate, type CommandContext, type CommandSpec } from './command.ts';
import { dryRunStrategy } from './dryRun.ts';
import { applyLocally, failUnreadable, readPatch, type PatchType } from './patchText.ts';
import { dryRunFlag, fieldManagerFlag, filenameFlags, localFlag, printFlags, subresourceFlag } from './sharedFlags.ts';

const patchTypes: ReadonlyMap<string, PatchType> = new Map([['json', 'json'], ['merge', 'merge'], ['strategic', 'strategic']]);

export const patchCommand: CommandSpec = {
  use: 'patch (-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE]',
  short: 'Update fields of a resource',
  long: 'Update fields of a resource using strategic merge patch, a JSON merge patch, or a JSON patch.\n\n JSON and YAML formats are accepted.',
  examples: `# Partially update a node using a strategic merge patch, specifying the patch as JSON
kubectl patch node k8s-node-1 -p '{"spec":{"unschedulable":true}}'

# Update a container's image using a JSON patch with positional arrays
kubectl patch pod valid-pod --type='json' -p='[{"op": "replace", "path": "/spec/containers/0/image", "value":"new image"}]'

# Update a deployment's replicas through the 'scale' subresource using a merge patch
kubectl patch deployment nginx-deployment --subresource='scale' --type='merge' -p '{"spec":{"replicas":2}}'`,
  flags: [
    ...printFlags(),
    { name: 'patch', shorthand: 'p', type: 'string', help: 'The patch to be applied to the resource JSON file.' },
    { name: 'patch-file', type: 'string', help: 'A file containing a patch to be applied to the resource.' },
    { name: 'type', type: 'string', default: 'strategic', help: 'The type of patch being provided; one of [json merge strategic]' },
    dryRunFlag, ...filenameFlags('identifying the resource to update'), localFlag('patch'), fieldManagerFlag('kubectl-patch'),
    subresourceFlag('If specified, patch will operate on the subresource of the requested object.'),
  ],
  run: immediate(runPatch),
};

function patchText({ flags, host }: CommandContext): string {
  const file = flags.string('patch-file');
  if (file === '') return flags.string('patch');
  return host.files.get(file) ?? fail(`unable to read patch file: open ${file}: no such file or directory`);
}

function checked(context: CommandContext): PatchType {
  const { flags, args } = context;
  const isLocal = flags.bool('local');
  const [inline, file] = [flags.string('patch'), flags.string('patch-file')];
  if (inline !== '' && file !== '') fail('cannot specify --patch and --patch-file together');
  if (inline === '' && file === '') fail('must specify --patch or --patch-file containing the contents of the patch');
  if (isLocal && args.length > 0) fail('cannot specify --local and server resources');
  if (isLocal && dryRunStrategy(context) === 'server') fail('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
  const name = flags.string('type');
  return patchTypes.get(name === '' ? 'strategic' : name.toLowerCase()) ?? fail(`--type must be one of [json merge strategic], not ${JSON.stringify(name)}`);
}

function subresourceOf({ flags }: CommandContext): 'status' | 'scale' | undefined {
  const name = flags.string('subresource');
  if (name === '') return undefined;
  return name === 'status' || name === 'scale' ? name : failStatus(noSuchResource());
}

function runPatch(context: CommandContext): number {
  const { flags, client } = context;
  const dryRun = dryRunStrategy(context);
  const type = checked(context);
  const { body, error } = readPatch(patchText(context));
  const subresource = subresourceOf(context);
  const isLocal = flags.bool('local');
  const result = resources(context, {
    args: context.args, filenames: flags.list('filename'), kustomize: flags.string('kustomize'), isContinueOnError: true, isFlattened: true, isLocal,
    ...(subresource === undefined ? {} : { subresource }),
  });
  let count = 0;
  result.visit((info) => {
    count++;
    const before = info.object ?? {};
    if (error !== undefined) {
      if (isLocal || dryRun === 'client') fail('invalid JSON document');
      failUnreadable(type, error);
    }
    const after = isLocal || dryRun === 'client'
      ? applyLocally(before, type, body, info.mapping)
      : orFail(client.patch(info.mapping, info.namespace, info.name, type, body, { ...(dryRun === 'server' ? { isDryRun: true } : {}), ...(subresource === undefined ? {} : { subresource }) }));
    createPrinter(context, { operation: deepEqual(before, after) ? 'patched (no change)' : 'patched' })(after);
  });
  if (count === 0) fail('no objects passed to patch');
  return 0;
}
