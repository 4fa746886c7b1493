/** `kubectl api-resources` and `api-versions`. Mirrors k8s.io/kubectl/pkg/cmd/apiresources (v1.36). */
import { allKinds, type KindInfo } from '../../kube/scheme.ts';
import { compareBytes } from '../../kube/utf8.ts';
import { fail, failUsage } from '../errors.ts';
import { noPrinter, structuredPrinter } from '../printers/printFlags.ts';
import { tabulate } from '../printers/tabWriter.ts';
import { isInCategoryAll } from '../resource/mapping.ts';
import { immediate, type CommandContext, type CommandSpec } from './command.ts';

const formats = ['json', 'yaml', 'kyaml', 'name', 'wide'];
const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

export const apiResourcesCommand: CommandSpec = {
  use: 'api-resources',
  short: 'Print the supported API resources on the server',
  examples: `# Print the supported API resources
kubectl api-resources

# Print the supported namespaced resources
kubectl api-resources --namespaced=true

# Print the supported API resources with a specific APIGroup
kubectl api-resources --api-group=networking.k8s.io`,
  flags: [
    { name: 'output', shorthand: 'o', type: 'string', help: `Output format. One of: (${formats.join(', ')}).` },
    { name: 'no-headers', type: 'bool', help: "When using the default or custom-column output format, don't print headers (default print headers)." },
    { name: 'show-managed-fields', type: 'bool', help: 'If true, keep the managedFields when printing objects in JSON or YAML format.' },
    { name: 'api-group', type: 'string', help: 'Limit to resources in the specified API group.' },
    { name: 'namespaced', type: 'bool', default: 'true', help: 'If false, non-namespaced resources will be returned, otherwise returning namespaced resources by default.' },
    { name: 'verbs', type: 'stringSlice', help: 'Limit to resources that support the specified verbs.' },
    { name: 'sort-by', type: 'string', help: "If non-empty, sort list of resources using specified field. The field can be either 'name' or 'kind'." },
    { name: 'cached', type: 'bool', help: 'Use the cached list of resources if available.' },
    { name: 'categories', type: 'stringSlice', help: 'Limit to resources that belong to the specified categories.' },
  ],
  run: immediate(runAPIResources),
};

function selected({ flags }: CommandContext): KindInfo[] {
  const sortBy = flags.string('sort-by');
  const key = (info: KindInfo): string => (sortBy === 'name' ? info.plural : sortBy === 'kind' ? info.kind : info.group);
  return allKinds
    .filter(({ group }) => !flags.changed('api-group') || group === flags.string('api-group'))
    .filter(({ isNamespaced }) => !flags.changed('namespaced') || isNamespaced === flags.bool('namespaced'))
    .filter(() => flags.list('verbs').every((verb) => verbs.includes(verb)))
    .filter((info) => flags.list('categories').every((category) => category === 'all' && isInCategoryAll(info)))
    .toSorted((a, b) => compareBytes(key(a), key(b)) || compareBytes(a.plural, b.plural));
}

function runAPIResources(context: CommandContext): number {
  const { flags, args, streams, commandPath } = context;
  if (args.length > 0) failUsage(commandPath, `unexpected arguments: [${args.join(' ')}]`);
  const output = flags.string('output');
  const structured = structuredPrinter(context, output);
  if (structured === undefined && !['', 'wide', 'name'].includes(output)) noPrinter(output, formats);
  if (!['', 'name', 'kind'].includes(flags.string('sort-by'))) fail('--sort-by accepts only name or kind');
  const kinds = selected(context);
  if (structured !== undefined) {
    structured({
      apiVersion: 'v1', kind: 'APIResourceList', groupVersion: '',
      resources: kinds.map(({ plural, singular, isNamespaced, kind, group, version, shortNames, ...info }) => ({
        name: plural, singularName: singular, namespaced: isNamespaced, kind, verbs, ...(group === '' ? {} : { group }), version, ...(shortNames.length === 0 ? {} : { shortNames }),
        ...(isInCategoryAll({ plural, singular, isNamespaced, kind, group, version, shortNames, ...info }) ? { categories: ['all'] } : {}),
      })),
    });
    return 0;
  }
  if (output === 'name') {
    for (const { plural, group } of kinds) streams.out(`${plural}${group === '' ? '' : `.${group}`}\n`);
    return 0;
  }
  const isWide = output === 'wide';
  const header = `NAME\tSHORTNAMES\tAPIVERSION\tNAMESPACED\tKIND${isWide ? '\tVERBS\tCATEGORIES' : ''}\n`;
  const lines = kinds.map((info) => {
    const wide = isWide ? `\t${verbs.join(',')}\t${isInCategoryAll(info) ? 'all' : ''}` : '';
    return `${info.plural}\t${info.shortNames.join(',')}\t${info.apiVersion}\t${String(info.isNamespaced)}\t${info.kind}${wide}\n`;
  });
  streams.out(tabulate((flags.bool('no-headers') ? '' : header) + lines.join('')));
  return 0;
}

export const apiVersionsCommand: CommandSpec = {
  use: 'api-versions',
  short: 'Print the supported API versions on the server, in the form of "group/version"',
  examples: `# Print the supported API versions
kubectl api-versions`,
  run: immediate(({ args, streams, commandPath }) => {
    if (args.length > 0) failUsage(commandPath, `unexpected arguments: [${args.join(' ')}]`);
    for (const version of [...new Set(allKinds.map(({ apiVersion }) => apiVersion))].sort(compareBytes)) streams.out(`${version}\n`);
    return 0;
  }),
};
