/** `kubectl explain`. Mirrors k8s.io/kubectl/pkg/cmd/explain and pkg/explain/v2 (v1.36). */
import type { KindInfo } from '../../kube/scheme.ts';
import { kindInfo, kindInfoByResource } from '../../kube/scheme.ts';
import { wireStruct, type WireField, type WireType } from '../../kube/wireTypes.ts';
import { Failure, fail } from '../errors.ts';
import { noSuchResource } from '../resource/noSuchResource.ts';
import { immediate, type CommandContext, type CommandSpec } from './command.ts';

/** What the API's schema calls the scalars of Go. */
const scalarNames: Readonly<Record<string, string>> = {
  string: 'string', bytes: 'string', time: 'string', microTime: 'string', bool: 'boolean', int32: 'integer', int64: 'integer', float64: 'number',
  quantity: 'Quantity', intOrString: 'IntOrString', any: 'Object',
};
const deepest = 20;

function typeName(type: WireType): string {
  switch (type.kind) {
    case 'list': return `[]${typeName(type.of)}`;
    case 'map': return `map[string]${typeName(type.of)}`;
    case 'struct': return wireStruct(type.struct).name;
    case 'scalar': return scalarNames[type.scalar] ?? 'Object';
  }
}

function structOf(type: WireType): string | undefined {
  if (type.kind === 'struct') return type.struct;
  return type.kind === 'scalar' ? undefined : structOf(type.of);
}

function isRequired({ name, type, omitsEmpty }: WireField): boolean {
  return !omitsEmpty && name !== 'metadata' && !(type.kind === 'scalar' && (type.scalar === 'time' || type.scalar === 'microTime'));
}

/** Descriptions are not part of what the commands know: they read as they do where a schema has none. */
function fieldList(struct: string, level: number, isRecursive: boolean): string {
  if (level > deepest) return '';
  const indent = '  '.repeat(level);
  return wireStruct(struct).list.map((field) => {
    const head = `${indent}${field.name}\t<${typeName(field.type)}>${isRequired(field) ? ' -required-' : ''}\n`;
    const inner = structOf(field.type);
    if (isRecursive) return head + (inner === undefined ? '' : fieldList(inner, level + 1, true));
    return `${head}${indent}  <no description>\n\n`;
  }).join('');
}

/** The type at a path of field names. Ends the command where there is no such field; what was printed until then stays. */
function typeAt(info: KindInfo, path: readonly string[]): WireField | undefined {
  let struct: string | undefined = info.struct;
  let field: WireField | undefined;
  for (const name of path) {
    field = struct === undefined ? undefined : wireStruct(struct).fields.get(name);
    if (field === undefined) return fail(`field ${JSON.stringify(path.at(-1) ?? '')} does not exist`);
    struct = structOf(field.type);
  }
  return field;
}

function resourceOf({ streams }: CommandContext, name: string, apiVersion: string): KindInfo {
  const info = kindInfoByResource(name);
  if (info === undefined) {
    streams.err(noSuchResource(name));
    throw new Failure([]);
  }
  if (apiVersion === '' || apiVersion === info.apiVersion) return info;
  const other = kindInfo(apiVersion, info.kind);
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  return other ?? fail(`couldn't find resource for "${group ?? ''}/${version ?? ''}, Resource=${info.plural}"`);
}

export const explainCommand: CommandSpec = {
  use: 'explain TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext|plaintext-openapiv2]', short: 'Get documentation for a resource',
  long: 'Describe fields and structure of various resources.\n\nThis command describes the fields associated with each supported API resource. Fields are identified via a simple JSONPath identifier:\n\n  <type>.<fieldName>[.<fieldName>]\n\nInformation about each field is retrieved from the server in OpenAPI format.\n\nUse "kubectl api-resources" for a complete list of supported resources.',
  examples: '# Get the documentation of the resource and its fields\nkubectl explain pods\n\n# Get all the fields in the resource\nkubectl explain pods --recursive\n\n# Get the documentation of a specific field of a resource\nkubectl explain pods.spec.containers',
  flags: [
    { name: 'recursive', type: 'bool', help: 'When true, print the name of all the fields recursively. Otherwise, print the available fields with their description.' },
    { name: 'api-version', type: 'string', help: 'Use given api-version (group/version) of the resource.' },
    { name: 'output', shorthand: 'o', type: 'string', default: 'plaintext', help: 'Format in which to render the schema. Valid values are: (plaintext, plaintext-openapiv2).' },
  ],
  run: immediate((context) => {
    const { args, flags, streams } = context;
    const [word, more] = args;
    if (word === undefined) return fail('You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.');
    if (more !== undefined) fail('We accept only this format: explain RESOURCE');
    const output = flags.string('output');
    const [resource = '', ...path] = word.split('.').filter((part) => part !== '');
    const info = resourceOf(context, resource, flags.string('api-version'));
    if (output !== 'plaintext' && output !== 'plaintext-openapiv2') fail(`unrecognized format: ${output}`);
    streams.out(`${info.group === '' ? '' : `GROUP:      ${info.group}\n`}KIND:       ${info.kind}\nVERSION:    ${info.version}\n\n`);
    const field = typeAt(info, path);
    if (field !== undefined) streams.out(`FIELD: ${field.name} <${typeName(field.type)}>\n\n\n`);
    const struct = field === undefined ? info.struct : structOf(field.type);
    const fields = struct === undefined ? '' : `FIELDS:\n${fieldList(struct, 1, flags.bool('recursive'))}`;
    streams.out(`DESCRIPTION:\n    <empty>\n${fields}\n`);
    return 0;
  }),
};
