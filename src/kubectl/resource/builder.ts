/** What a command is to work on: by type and name, by selector, or in files. Mirrors k8s.io/cli-runtime/pkg/resource/{builder,visitor,result}.go (v1.36). */
import { isJsonObject, type JsonObject } from '../../kube/json.ts';
import type { KindInfo } from '../../kube/scheme.ts';
import { parseSelector } from '../../kube/selectorParser.ts';
import { matchesRequirements } from '../../kube/selectors.ts';
import type { CommandContext } from '../cmd/command.ts';
import { Failure, fail, type ClientError } from '../errors.ts';
import { isList } from '../goText.ts';
import { documentsOf, readSources } from './files.ts';
import { mappingFor, replaceAliases } from './mapping.ts';
import type { Entry, ResourceInfo } from './resourceInfo.ts';
import { getInfo, listSelected } from './retrieve.ts';

export interface BuilderOptions {
  /** `svc web`, `svc/web`, `svc,ep`, …: ResourceTypeOrNameArgs. */
  readonly args?: readonly string[];
  /** A type alone stands for all its objects. */
  readonly allowEmptySelector?: boolean;
  readonly types?: readonly string[];
  /** Default types with names: ResourceNames. */
  readonly names?: readonly (readonly [type: string, names: readonly string[]])[];
  readonly filenames?: readonly string[];
  readonly kustomize?: string;
  readonly isRecursive?: boolean;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  readonly selectAll?: boolean;
  readonly allNamespaces?: boolean;
  /** That of the context where absent. */
  readonly namespace?: string;
  readonly isNamespaceEnforced?: boolean;
  readonly isContinueOnError?: boolean;
  readonly isFlattened?: boolean;
  /** Objects of files are fetched from the server. */
  readonly isLatest?: boolean;
  /** Absent: true. */
  readonly isObjectRequired?: boolean;
  readonly isSingleResourceType?: boolean;
  /** The server is not asked. */
  readonly isLocal?: boolean;
  readonly subresource?: 'status' | 'scale';
  readonly ignoresNotFound?: boolean;
  /** Objects of files are checked for apiVersion and kind first. */
  readonly isValidated?: boolean;
}

export interface ResourceResult {
  readonly isSingleItemImplied: boolean;
  readonly targetsSingleItems: boolean;
  /** Calls `visitor` for each. A Failure that it throws ends the visit, or with isContinueOnError is kept till the end. */
  visit(visitor: (info: ResourceInfo) => void): void;
  infos(): readonly ResourceInfo[];
  /** As `infos`, but what was found is not lost where something was not. */
  collect(): { readonly infos: readonly ResourceInfo[]; readonly errors: readonly ClientError[] };
  /** The kinds that were named on the command line. */
  readonly mappings: readonly KindInfo[];
}

type Source = () => Iterable<Entry>;

const missingResource = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;

interface Tuple { readonly resource: string; readonly name: string }

interface Words { readonly tuples: Tuple[]; readonly resources: string[]; readonly names: string[]; labelSelector: string | undefined; fieldSelector: string | undefined }

/** Comma separated words, each once. */
function splitResourceArgument(argument: string): string[] {
  return [...new Set(argument.split(','))];
}

function normalized(args: readonly string[]): readonly string[] {
  const [first = '', ...names] = args;
  if (args.length < 2) return args;
  const types = splitResourceArgument(first);
  return types.length > 1 ? types.flatMap((type) => names.map((name) => `${type}/${name}`)) : args;
}

function hasCombinedTypes(args: readonly string[]): boolean {
  const slashed = args.filter((argument) => argument.includes('/')).length;
  if (slashed === 0) return false;
  if (slashed !== args.length) fail("there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'");
  return true;
}

function tupleOf(argument: string): Tuple {
  const parts = argument.split('/');
  if (parts.length !== 2) fail('arguments in resource/name form may not have more than one slash');
  const [resource = '', name = ''] = parts;
  if (resource === '' || name === '' || splitResourceArgument(resource).length !== 1) fail('arguments in resource/name form must have a single resource and name');
  return { resource, name };
}

function readWords(options: BuilderOptions): Words {
  const label = (options.labelSelector ?? '').trim();
  const field = (options.fieldSelector ?? '').trim();
  const words: Words = { tuples: [], resources: [...(options.types ?? [])], names: [], labelSelector: label === '' ? undefined : label, fieldSelector: field === '' ? undefined : field };
  if (options.selectAll === true && (label !== '' || field !== '')) fail("setting 'all' parameter but found a non empty selector. ");
  for (const [type, names] of options.names ?? []) {
    for (const name of names) {
      if (name.includes('/')) words.tuples.push(tupleOf(name));
      else if (type === '') fail(`the argument ${JSON.stringify(name)} must be RESOURCE/NAME`);
      else words.tuples.push({ resource: type, name });
    }
  }
  const args = normalized(options.args ?? []);
  if (hasCombinedTypes(args)) {
    words.tuples.push(...args.map(tupleOf));
    return words;
  }
  const [types, ...names] = args;
  if (types === undefined) return words;
  words.resources.push(...splitResourceArgument(replaceAliases(types)));
  words.names.push(...names);
  if (names.length === 0 && options.allowEmptySelector === true) words.labelSelector ??= '';
  return words;
}

/** Both groups of events have the short name; discovery puts the core group first. */
function warnOfShortNames({ streams }: CommandContext, { resources: types, tuples }: Words): void {
  for (const type of [...types, ...tuples.map(({ resource }) => resource)]) {
    if (type === 'ev') streams.err('Warning: short name "ev" could also match lower priority resource events.events.k8s.io\n');
  }
}

/** Resolves what the options name. Nothing is fetched yet. Throws Failure where they cannot be understood. */
export function resources(context: CommandContext, options: BuilderOptions): ResourceResult {
  const words = readWords(options);
  const filenames = options.filenames ?? [];
  if (filenames.length > 0 && (options.kustomize ?? '') !== '') fail('only one of -f or -k can be specified');
  const files = readSources(context, filenames);
  if (options.selectAll === true) words.labelSelector = '';
  warnOfShortNames(context, words);
  const namespace = options.allNamespaces === true ? '' : (options.namespace ?? context.namespace);
  if (files.length > 0) return byPaths(context, options, words, namespace);
  if (words.labelSelector !== undefined || words.fieldSelector !== undefined) return bySelector(context, options, words, namespace);
  if (words.tuples.length > 0) return byResource(context, options, words, namespace);
  if (words.names.length > 0) return byName(context, options, words, namespace);
  if (words.resources.length > 0) {
    words.resources.forEach(mappingFor);
    fail('resource(s) were provided, but no name was specified');
  }
  return fail(missingResource);
}

function uniqueMappings(options: BuilderOptions, names: readonly string[]): KindInfo[] {
  if (names.length > 1 && options.isSingleResourceType === true) fail('you may only specify a single resource type');
  return [...new Set(names.map(mappingFor))];
}

function byPaths(context: CommandContext, options: BuilderOptions, words: Words, namespace: string): ResourceResult {
  if (words.resources.length > 0) fail('when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well');
  if (words.names.length > 0) fail('name cannot be provided when a path is specified');
  if (words.tuples.length > 0) fail('resource/name arguments cannot be provided when a path is specified');
  const selector = words.labelSelector === undefined ? undefined : parseSelector(words.labelSelector);
  if (selector?.ok === false) fail(`the provided selector ${JSON.stringify(words.labelSelector)} is not valid: ${selector.error}`);
  const files = readSources(context, options.filenames ?? []);
  const sources = files.map((file): Source => function* read() {
    for (const entry of documentsOf(file, { namespace, isNamespaceEnforced: options.isNamespaceEnforced ?? context.isNamespaceEnforced, isValidated: options.isValidated ?? false, isLocal: options.isLocal ?? false })) {
      if ('info' in entry && selector?.ok === true && !matchesRequirements(selector.requirements, labelsOf(entry.info.object))) continue;
      yield entry;
    }
  });
  const isStream = files.some(({ isStdin }) => isStdin);
  return result(context, options, sources, { isSingleItemImplied: !isStream && files.length === 1, targetsSingleItems: true, mappings: [] });
}

function labelsOf(object: JsonObject | undefined): Record<string, string> {
  const metadata = isJsonObject(object?.metadata) ? object.metadata : {};
  const labels = isJsonObject(metadata.labels) ? metadata.labels : {};
  return Object.fromEntries(Object.entries(labels).flatMap(([key, value]): [string, string][] => (typeof value === 'string' ? [[key, value]] : [])));
}

function bySelector(context: CommandContext, options: BuilderOptions, words: Words, namespace: string): ResourceResult {
  if (words.names.length > 0) fail('name cannot be provided when a selector is specified');
  if (words.tuples.length > 0) fail('selectors and the all flag cannot be used when passing resource/name arguments');
  if (words.resources.length === 0) fail('at least one resource must be specified to use a selector');
  if (options.subresource !== undefined) fail('subresource cannot be used when bulk resources are specified');
  const mappings = uniqueMappings(options, words.resources);
  const { labelSelector = '', fieldSelector = '' } = words;
  const sources = mappings.map((mapping): Source => () => listSelected(context, mapping, mapping.isNamespaced ? namespace : '', { labelSelector, fieldSelector }));
  return result(context, options, sources, { isSingleItemImplied: false, targetsSingleItems: false, mappings });
}

function namespaceOfName(mapping: KindInfo, options: BuilderOptions, namespace: string): string {
  if (!mapping.isNamespaced) return '';
  if (namespace === '') fail(options.allNamespaces === true ? 'a resource cannot be retrieved by name across all namespaces' : 'namespace may not be empty when retrieving a resource by name');
  return namespace;
}

function named(mapping: KindInfo, namespace: string, name: string): Source {
  return () => [{ info: { mapping, namespace, name, source: '', isList: false } }];
}

function byResource(context: CommandContext, options: BuilderOptions, words: Words, namespace: string): ResourceResult {
  if (words.resources.length > 0) fail('you may not specify individual resources and bulk resources in the same call');
  const mappings = words.tuples.map(({ resource }) => mappingFor(resource));
  if (options.isSingleResourceType === true && new Set(mappings).size > 1) fail('you may only specify a single resource type');
  const sources = words.tuples.map(({ name }, index) => {
    const mapping = mappings[index] ?? mappingFor('');
    return named(mapping, namespaceOfName(mapping, options, namespace), name);
  });
  return result(context, options, sources, { isSingleItemImplied: words.tuples.length === 1, targetsSingleItems: true, mappings: [...new Set(mappings)] });
}

function byName(context: CommandContext, options: BuilderOptions, words: Words, namespace: string): ResourceResult {
  const [resource, ...others] = words.resources;
  if (resource === undefined) return fail('you must provide a resource and a resource name together');
  if (others.length > 0) fail('you must specify only one resource');
  const mapping = mappingFor(resource);
  const place = namespaceOfName(mapping, options, namespace);
  return result(context, options, words.names.map((name) => named(mapping, place, name)), { isSingleItemImplied: words.names.length === 1, targetsSingleItems: true, mappings: [mapping] });
}

function itemsOf(list: ResourceInfo): ResourceInfo[] {
  const items = list.object?.items;
  if (!isList(items)) return [];
  return items.filter(isJsonObject).map((object) => {
    const metadata = isJsonObject(object.metadata) ? object.metadata : {};
    const text = (key: string): string => (typeof metadata[key] === 'string' ? metadata[key] : '');
    return { mapping: list.mapping, namespace: text('namespace'), name: text('name'), source: list.source, object, isList: false };
  });
}

function result(context: CommandContext, options: BuilderOptions, sources: readonly Source[], properties: Pick<ResourceResult, 'isSingleItemImplied' | 'targetsSingleItems' | 'mappings'>): ResourceResult {
  const isKept = (error: ClientError): boolean => options.ignoresNotFound !== true || !('status' in error) || error.status.reason !== 'NotFound';

  function prepare(info: ResourceInfo): void {
    const fromFile = info.source !== '';
    if (fromFile && options.isLatest === true && info.name !== '') getInfo(context, info, options.subresource);
    if (info.object === undefined && options.isObjectRequired !== false) getInfo(context, info, options.subresource);
  }

  function visitAll(visitor: (info: ResourceInfo) => void): ClientError[] {
    const errors: ClientError[] = [];
    const attempt = (info: ResourceInfo): void => {
      try {
        prepare(info);
        visitor(info);
      } catch (error) {
        if (!(error instanceof Failure) || error.errors.length === 0) throw error;
        errors.push(...error.errors);
      }
    };
    for (const source of sources) {
      for (const entry of source()) {
        if ('error' in entry) errors.push(entry.error);
        else if (options.isFlattened === true && entry.info.isList) itemsOf(entry.info).forEach(attempt);
        else attempt(entry.info);
        if (errors.length > 0 && options.isContinueOnError !== true) return errors.filter(isKept);
      }
    }
    return errors.filter(isKept);
  }

  function collect(): { infos: ResourceInfo[]; errors: ClientError[] } {
    const infos: ResourceInfo[] = [];
    const errors = visitAll((info) => void infos.push(info));
    return { infos, errors };
  }

  return {
    ...properties,
    collect,
    visit(visitor) {
      const errors = visitAll(visitor);
      if (errors.length > 0) throw new Failure(errors);
    },
    infos() {
      const { infos, errors } = collect();
      if (errors.length > 0) throw new Failure(errors);
      return infos;
    },
  };
}
