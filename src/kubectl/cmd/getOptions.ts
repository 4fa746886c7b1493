import { noSuchResource } from '../../kube/status.ts';
import { failStatus } from '../errors.ts';
import type { BuilderOptions } from '../resource/builder.ts';
import type { CommandContext } from './command.ts';

/** What is asked for, as the builder takes it. */
export function getOptions(context: CommandContext): BuilderOptions {
  const { flags, args } = context;
  const subresource = flags.string('subresource');
  if (subresource !== '' && subresource !== 'status' && subresource !== 'scale') failStatus(noSuchResource());
  return {
    args, allowEmptySelector: true, filenames: flags.list('filename'), kustomize: flags.string('kustomize'), isRecursive: flags.bool('recursive'),
    labelSelector: flags.string('selector'), fieldSelector: flags.string('field-selector'), allNamespaces: flags.bool('all-namespaces'),
    isNamespaceEnforced: context.isNamespaceEnforced && !flags.bool('all-namespaces'),
    isLatest: true, ...(subresource === '' ? {} : { subresource }),
  };
}
