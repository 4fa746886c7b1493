/** `kubectl get`. Mirrors k8s.io/kubectl/pkg/cmd/get/get.go (v1.36). */
import type { JsonObject } from '../../kube/json.ts';
import type { KindInfo } from '../../kube/scheme.ts';
import { Failure, errorText, fail, failUsage } from '../errors.ts';
import { sortObjects, UnsortableError } from '../printers/sorter.ts';
import { createTablePrinter, type TablePrinter } from '../printers/tablePrinter.ts';
import { createTabWriter } from '../printers/tabWriter.ts';
import { resources } from '../resource/builder.ts';
import type { ResourceInfo } from '../resource/resourceInfo.ts';
import type { Running } from '../program.ts';
import type { CommandContext, CommandSpec } from './command.ts';
import { genericPrinter, getFormats, isHumanReadable, isServerPrint, tableOptions } from './getPrinters.ts';
import { getOptions } from './getOptions.ts';
import { getRaw } from './getRaw.ts';
import { watchResources } from './getWatch.ts';
import { objectsOfInfo } from './infoObjects.ts';
import { allNamespacesFlag, chunkSizeFlag, fieldSelectorFlag, filenameFlags, printFlags, selectorFlag, subresourceFlag } from './sharedFlags.ts';

export const getCommand: CommandSpec = {
  use: `get [(-o|--output=)${getFormats.join('|')}] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags]`,
  short: 'Display one or many resources',
  long: 'Display one or many resources.\n\n Prints a table of the most important information about the specified resources. Use "kubectl api-resources" for a complete list of supported resources.',
  examples: `# List all pods in ps output format
kubectl get pods

# List all pods with more information, such as the node's name
kubectl get pods -o wide

# List a single service in YAML output format
kubectl get svc web -o yaml

# Return only the cluster IP of the specified service
kubectl get svc web -o jsonpath='{.spec.clusterIP}'

# List all replica sets and services together
kubectl get rs,services`,
  flags: [
    ...printFlags(getFormats).map((flag) => (flag.name === 'output' ? { ...flag, help: `Output format. One of: (${getFormats.join(', ')}). See custom columns [https://kubernetes.io/docs/reference/kubectl/#custom-columns], golang template [http://golang.org/pkg/text/template/#pkg-overview] and jsonpath template [https://kubernetes.io/docs/reference/kubectl/jsonpath/].` } : flag)),
    { name: 'no-headers', type: 'bool', help: "When using the default or custom-column output format, don't print headers (default print headers)." },
    { name: 'show-labels', type: 'bool', help: 'When printing, show all labels as the last column (default hide labels column)' },
    { name: 'sort-by', type: 'string', help: "If non-empty, sort list types using this field specification.  The field specification is expressed as a JSONPath expression (e.g. '{.metadata.name}'). The field in the API resource specified by this JSONPath expression must be an integer or a string." },
    { name: 'label-columns', shorthand: 'L', type: 'stringSlice', help: 'Accepts a comma separated list of labels that are going to be presented as columns. Names are case-sensitive. You can also use multiple flag options like -L label1 -L label2...' },
    { name: 'show-kind', type: 'bool', help: 'If present, list the resource type for the requested object(s).' },
    { name: 'raw', type: 'string', help: 'Raw URI to request from the server.  Uses the transport specified by the kubeconfig file.' },
    { name: 'watch', shorthand: 'w', type: 'bool', help: 'After listing/getting the requested object, watch for changes.' },
    { name: 'watch-only', type: 'bool', help: 'Watch for changes to the requested object(s), without listing/getting first.' },
    { name: 'output-watch-events', type: 'bool', help: 'Output watch event objects when --watch or --watch-only is used. Existing objects are output as initial ADDED events.' },
    { name: 'ignore-not-found', type: 'bool', help: 'If set to true, suppresses NotFound error for specific objects that do not exist. Using this flag with commands that query for collections of resources has no effect when no resources are found.' },
    fieldSelectorFlag, allNamespacesFlag,
    { name: 'server-print', type: 'bool', default: 'true', help: 'If true, have the server return the appropriate table output. Supports extension APIs and CRDs.' },
    ...filenameFlags('identifying the resource to get from a server.'), chunkSizeFlag, selectorFlag, subresourceFlag('If specified, gets the subresource of the requested object.'),
  ],
  run: runGet,
};

function* runGet(context: CommandContext): Running {
  const { flags, streams, args } = context;
  if (flags.string('raw') !== '') {
    streams.out(getRaw(context));
    return 0;
  }
  const isWatch = flags.bool('watch') || flags.bool('watch-only');
  if (isWatch && flags.string('sort-by') !== '') {
    streams.err(flags.bool('watch') ? 'warning: --watch requested, --sort-by will be ignored for watch events received\n' : 'warning: --watch-only requested, --sort-by will be ignored\n');
  }
  if (!isWatch && args.length === 0 && flags.list('filename').length === 0 && flags.string('kustomize') === '') {
    streams.err('You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n');
    failUsage(context.commandPath, 'Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).');
  }
  validate(context);
  if (isWatch) return yield* watchResources(context);
  if (isHumanReadable(context)) printTables(context);
  else printGeneric(context);
  return 0;
}

function validate({ flags }: CommandContext): void {
  const output = flags.string('output');
  if (flags.bool('show-labels') && output !== '' && output !== 'wide') fail(`--show-labels option cannot be used with ${output} printer`);
  if (flags.bool('output-watch-events') && !flags.bool('watch') && !flags.bool('watch-only')) fail('--output-watch-events option can only be used with --watch or --watch-only');
}

/** Sorts what `--sort-by` says. Values without an order end the command with a line of the log. */
function sorted({ streams, flags }: CommandContext, objects: readonly JsonObject[], isTable: boolean): readonly JsonObject[] {
  try {
    return sortObjects(objects, flags.string('sort-by'));
  } catch (error) {
    if (!(error instanceof UnsortableError)) throw error;
    const [line, holder] = isTable ? [375, '[][][]reflect.Value'] : [329, '*unstructured.Unstructured'];
    streams.err(`F0101 00:00:00.000000       1 sorter.go:${line}] Field ${error.field} in ${holder} is an unsortable type: interface, err: ${error.message}\n`);
    throw new Failure([], 1);
  }
}

/**
 * The rows of a table in the order of `--sort-by`. What cannot be sorted is not shown, and kubectl keeps the reason to itself;
 * several tables are sorted as tables are, by fields that they do not have.
 */
function sortedRows(context: CommandContext, info: ResourceInfo, tables: number): readonly JsonObject[] {
  const sortBy = context.flags.string('sort-by');
  const objects = objectsOfInfo(info);
  if (!isServerPrint(context)) return sorted(context, objects, false);
  if (tables > 1) {
    sortObjects([{ kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata: { resourceVersion: '' } }], sortBy);
    return objects;
  }
  if (objects.length < 2) return objects;
  try {
    return sorted(context, objects, true);
  } catch (error) {
    if (error instanceof Failure && error.errors.length > 0) return [];
    throw error;
  }
}

function printTables(context: CommandContext): void {
  const { flags, cluster, streams } = context;
  const sortBy = flags.string('sort-by');
  const result = resources(context, { ...getOptions(context), isContinueOnError: true, ignoresNotFound: flags.bool('ignore-not-found') });
  const { infos, errors } = result.collect();
  // What the server made a table of counts even where the table is empty.
  const shown = isServerPrint(context) ? infos : infos.filter((info) => objectsOfInfo(info).length > 0);
  const hasKind = shown.some(({ mapping }) => mapping !== shown[0]?.mapping);
  const writer = createTabWriter();
  let printer: TablePrinter | undefined;
  let last: KindInfo | undefined;
  let written = '';
  const groups = infos.map((info): [ResourceInfo, readonly JsonObject[]] => [info, sortBy === '' ? objectsOfInfo(info) : sortedRows(context, info, infos.length)]);
  let isSeparatorDue = false;
  const flush = (): void => {
    const text = writer.flush();
    if (text === '') return;
    written += isSeparatorDue ? `\n${text}` : text;
    isSeparatorDue = false;
  };
  for (const [info, objects] of groups) {
    if (printer === undefined || last !== info.mapping) {
      flush();
      writer.forgetWidths();
      if (last !== undefined && !flags.bool('no-headers') && written !== '') isSeparatorDue = true;
      const mapping = objects[0]?.kind === 'Scale' ? { ...info.mapping, kind: 'Scale', group: 'autoscaling' } : info.mapping;
      printer = createTablePrinter(mapping, tableOptions(context, mapping, hasKind), writer);
      last = info.mapping;
    }
    printer.print(objects, cluster.nowMs);
  }
  flush();
  streams.out(written);
  if (written === '' && !flags.bool('ignore-not-found') && errors.length === 0) {
    const isNamespaced = !flags.bool('all-namespaces') && infos.every(({ mapping }) => mapping.isNamespaced);
    streams.err(isNamespaced ? `No resources found in ${context.namespace} namespace.\n` : 'No resources found\n');
  }
  if (errors.length > 0) throw new Failure(errors);
}

function printGeneric(context: CommandContext): void {
  const { flags } = context;
  const sortBy = flags.string('sort-by');
  const result = resources(context, { ...getOptions(context), isContinueOnError: true, isFlattened: true, ignoresNotFound: flags.bool('ignore-not-found') });
  const { infos, errors } = result.collect();
  if (errors.length > 0 && result.isSingleItemImplied) throw new Failure(errors);
  if (infos.length === 0 && flags.bool('ignore-not-found')) {
    if (errors.length > 0) throw new Failure(errors);
    return;
  }
  const print = genericPrinter(context);
  const objects = infos.flatMap(({ object }) => (object === undefined ? [] : [object]));
  const [only] = objects;
  try {
    if (result.isSingleItemImplied && objects.length === 1 && only !== undefined) print(only);
    else print({ apiVersion: 'v1', kind: 'List', metadata: { resourceVersion: '' }, items: sortBy === '' ? objects : sorted(context, objects, false) });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure([...errors, ...error.errors.filter((each) => !errors.some((other) => errorText(other) === errorText(each)))]);
  }
  if (errors.length > 0) throw new Failure(errors);
}
