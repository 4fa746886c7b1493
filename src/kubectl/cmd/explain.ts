/** `kubectl explain`. Mirrors k8s.io/kubectl/pkg/cmd/explain and pkg/explain/v2 (v1.36). */
import type { KindInfo } from '../../kube/scheme.ts';
import { kindInfo, kindInfoByResource } from '../../kube/scheme.ts';
import { wireStruct, type WireField, type WireType } from '../../kube/wireTypes.ts';
import type { FieldDocumentation } from '../../kube/fieldDocumentation.ts';
import { Failure, fail } from '../errors.ts';
import type { KubectlHost } from '../host.ts';
import { noSuchResource } from '../resource/noSuchResource.ts';
import { immediate, type CommandContext, type CommandSpec } from './command.ts';

/** What the API's schema calls the scalars of Go. */
const scalarNames: Readonly<Record<string, string>> = {
  string: 'string', bytes: 'string', time: 'string', microTime: 'string', bool: 'boolean', int32: 'integer', int64: 'integer', float64: 'number',
  quantity: 'Quantity', intOrString: 'IntOrString', any: 'Object',
};
const deepest = 20;
/** Longer lists of values are cut in lists of fields. */
const mostValues = 4;

function typeName(type: WireType): string {
  switch (type.kind) {
    case 'list': return `[]${typeName(type.of)}`;
    case 'map': return `map[string]${typeName(type.of)}`;
    case 'struct': return wireStruct(type.struct).name;
    case 'scalar': return scalarNames[type.scalar] ?? 'Object';
  }
}

/** What a field is: managed fields have a type that is only a name. */
function fieldType({ name, type }: WireField): string {
  return name === 'fieldsV1' ? 'FieldsV1' : typeName(type);
}

function structOf(type: WireType): string | undefined {
  if (type.kind === 'struct') return type.struct;
  return type.kind === 'scalar' ? undefined : structOf(type.of);
}

/** The name under which the schema describes a value that is no struct. */
function scalarOf(type: WireType): string | undefined {
  if (type.kind === 'scalar') return { quantity: 'Quantity', intOrString: 'IntOrString', time: 'Time', microTime: 'MicroTime' }[type.scalar as string];
  return type.kind === 'struct' ? undefined : scalarOf(type.of);
}

function isRequired({ name, type, omitsEmpty }: WireField, said: FieldDocumentation | undefined): boolean {
  return said?.isRequired ?? (!omitsEmpty && name !== 'metadata' && !(type.kind === 'scalar' && (type.scalar === 'time' || type.scalar === 'microTime')));
}

const textWidth = 76;

/** Lines of at most so many characters; a longer word has a line of its own. Mirrors mitchellh/go-wordwrap. */
function wrapped(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const lines: string[] = [];
    let current = '';
    for (const word of line.match(/\s*\S+/g) ?? []) {
      if (current !== '' && current.length + word.length > textWidth) {
        lines.push(current);
        current = word.trimStart();
      } else current += word;
    }
    return [...lines, current];
  });
}

function indented(lines: readonly string[], indent: string): string {
  return lines.map((line) => `${indent}${line}\n`).join('');
}

type Documentations = KubectlHost['documentation'];

function fieldList(documentation: Documentations, struct: string, level: number, isRecursive: boolean): string {
  if (level > deepest) return '';
  const indent = '  '.repeat(level);
  return wireStruct(struct).list.map((field) => {
    const said = documentation?.(struct, field.name);
    const { description = '', values } = said ?? {};
    const head = `${indent}${field.name}\t<${fieldType(field)}>${isRequired(field, said) ? ' -required-' : ''}\n`
      + (values === undefined ? '' : `${indent}enum: ${shownValues(values)}\n`);
    const inner = structOf(field.type);
    if (isRecursive) return head + (inner === undefined ? '' : fieldList(documentation, inner, level + 1, true));
    return `${head}${indented(description === '' ? ['<no description>'] : wrapped(description), `${indent}  `)}\n`;
  }).join('');
}

/** The first values; an empty one is seen as such. */
function shownValues(values: readonly string[]): string {
  const shown = values.toSorted().map((value) => (value === '' ? '""' : value));
  return shown.length > mostValues ? `${shown.slice(0, mostValues).join(', ')}, ....` : shown.join(', ');
}

interface FieldAt { readonly owner: string; readonly field: WireField }

/** The field at a path of names. Ends the command where there is none; what was printed until then stays. */
function fieldAt(info: KindInfo, path: readonly string[]): FieldAt | undefined {
  let struct: string | undefined = info.struct;
  let found: FieldAt | undefined;
  for (const name of path) {
    const field = struct === undefined ? undefined : wireStruct(struct).fields.get(name);
    if (struct === undefined || field === undefined) return fail(`field ${JSON.stringify(path.at(-1) ?? '')} does not exist`);
    found = { owner: struct, field };
    struct = structOf(field.type);
  }
  return found;
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
  long: 'Describe fields and structure of various resources.\n\n This command describes the fields associated with each supported API resource. Fields are identified via a simple JSONPath identifier:\n\n  <type>.<fieldName>[.<fieldName>]\n\n Information about each field is retrieved from the server in OpenAPI format.\n\n Use "kubectl api-resources" for a complete list of supported resources.',
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
    const { documentation } = context.host;
    const found = fieldAt(info, path);
    const struct = found === undefined ? info.struct : structOf(found.field.type);
    const ofField = found === undefined ? undefined : documentation?.(found.owner, found.field.name);
    if (found !== undefined) streams.out(`FIELD: ${found.field.name} <${fieldType(found.field)}>\n${ofField?.values === undefined ? '\n' : `ENUM:\n${indented(ofField.values.toSorted(), '    ')}`}\n`);
    const described = struct ?? (found === undefined ? undefined : scalarOf(found.field.type));
    const ofStruct = described === undefined ? undefined : documentation?.(described);
    const text = [ofField, ofStruct].flatMap((each) => (each === undefined || each.description === '' ? [] : wrapped(each.description)));
    const fields = struct === undefined ? '' : `FIELDS:\n${fieldList(documentation, struct, 1, flags.bool('recursive'))}`;
    streams.out(`DESCRIPTION:\n${indented(text.length === 0 ? ['<empty>'] : [...text, ''], '    ')}${fields}\n`);
    return 0;
  }),
};
