/** `kubectl edit`: the editor is the host's. Mirrors k8s.io/kubectl/pkg/cmd/edit/edit.go (v1.36) up to where the editor opens. */
import type { JsonObject } from '../../kube/json.ts';
import type { FlagSpec } from '../flags.ts';
import { fail } from '../errors.ts';
import { withoutManagedFields } from '../printers/printFlags.ts';
import { printYAML } from '../printers/yaml.ts';
import { resources } from '../resource/builder.ts';
import { immediate, type CommandContext, type CommandSpec } from './command.ts';
import { fieldManagerFlag, filenameFlags, printFlags, saveConfigFlag, subresourceFlag, validateFlag } from './sharedFlags.ts';

export const editFlags: readonly FlagSpec[] = [
  ...printFlags(), ...filenameFlags('to use to edit the resource'), validateFlag,
  { name: 'windows-line-endings', type: 'bool', help: 'Defaults to the line ending native to your platform.' },
  { name: 'output-patch', type: 'bool', help: 'Output the patch if the resource is edited.' },
  fieldManagerFlag('kubectl-edit'), saveConfigFlag, subresourceFlag('If specified, edit will operate on the subresource of the requested object.'),
];

export const editCommand: CommandSpec = {
  use: 'edit (RESOURCE/NAME | -f FILENAME)',
  short: 'Edit a resource on the server',
  long: 'Edit a resource from the default editor.\n\n The edit command allows you to directly edit any API resource you can retrieve via the command-line tools. It will open the editor of the page.',
  examples: `# Edit the service named 'registry'
kubectl edit svc/registry

# Edit the deployment/mydeployment in YAML
kubectl edit deployment/mydeployment -o yaml`,
  flags: editFlags,
  run: immediate((context) => editResources(context, withoutManagedFields)),
};

/**
 * Hands what is to be edited to the host.
 * Simplified: the command ends when the editor opens; what is saved there is sent by the page, not by this command.
 */
export function editResources(context: CommandContext, shown: (object: JsonObject) => JsonObject): number {
  const { flags, args, host, streams } = context;
  const infos = resources(context, { args, filenames: flags.list('filename'), allowEmptySelector: true, isLatest: true, isFlattened: true, isContinueOnError: true }).infos();
  if (infos.length === 0) fail('edit cancelled, no objects found');
  const { edit } = host;
  if (edit === undefined) return fail('unable to launch the editor: there is no editor here');
  for (const { mapping, namespace, name, object } of infos) {
    edit({ apiVersion: mapping.apiVersion, kind: mapping.kind, namespace, name, text: printYAML(shown(object ?? {})) });
    streams.out(`${mapping.singular}${mapping.group === '' ? '' : `.${mapping.group}`}/${name} opened in the editor\n`);
  }
  return 0;
}
