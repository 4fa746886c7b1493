/**
 * Writes what the code knows of the Kubernetes API's shape, from the models of @kubernetes/client-node, which lose line breaks and say
 * nothing of the values of strings: scripts/apiDescriptions.json has those, as the published OpenAPI of Kubernetes 1.36.3 has them.
 *
 * - src/kube/types.generated.ts       the objects as TypeScript types
 * - src/kube/schema.generated.ts      field names and wire types, for strict decoding (no prose: it is in the first load)
 * - src/kube/schema.generated.json    JSON Schema with descriptions, for completion, hover and `kubectl explain` (lazy)
 *
 * Run with `npm run generate:schema`; a test says when the files are behind.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOTS = [
  'V1Namespace', 'V1Node', 'V1Pod', 'V1Service', 'V1Endpoints', 'V1EndpointSlice', 'V1ConfigMap', 'V1Secret',
  'V1ServiceAccount', 'V1ReplicationController', 'V1PodTemplate', 'V1PersistentVolumeClaim', 'V1PersistentVolume',
  'V1LimitRange', 'V1ResourceQuota', 'CoreV1Event',
  'V1Deployment', 'V1ReplicaSet', 'V1StatefulSet', 'V1DaemonSet', 'V1ControllerRevision',
  'V1Job', 'V1CronJob', 'V1Ingress', 'V1IngressClass', 'V1NetworkPolicy', 'V1ServiceCIDR', 'V1IPAddress',
  'V2HorizontalPodAutoscaler', 'V1PodDisruptionBudget', 'V1PriorityClass', 'V1StorageClass',
  'V1Role', 'V1RoleBinding', 'V1ClusterRole', 'V1ClusterRoleBinding', 'V1Lease', 'V1Status',
  'V1MutatingWebhookConfiguration', 'V1ValidatingWebhookConfiguration', 'V1ValidatingAdmissionPolicy', 'V1ValidatingAdmissionPolicyBinding',
  'V1CustomResourceDefinition', 'V1APIService', 'V1RuntimeClass', 'V1CSIDriver',
] as const;

interface Attribute { readonly name: string; readonly baseName: string; readonly type: string; readonly format: string }
interface FieldInfo { readonly attribute: Attribute; readonly isRequired: boolean; readonly description: string }

const require = createRequire(import.meta.url);
const modelsDir = join(dirname(require.resolve('@kubernetes/client-node')), 'gen', 'models');
const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The Go type's name: what the API server calls it in its messages. */
function goName(model: string): string {
  return model.replace(/^(Core|Discovery|Events)?V\d+((alpha|beta)\d+)?/, '');
}

/** The TypeScript name: the Go name, unless two packages share it. */
function typeName(model: string): string {
  if (model === 'DiscoveryV1EndpointPort') return 'DiscoveryEndpointPort';
  return goName(model);
}

function readModel(model: string): { description: string; fields: FieldInfo[] } {
  const js = readFileSync(join(modelsDir, `${model}.js`), 'utf8');
  const mapSource = /attributeTypeMap = (\[[\s\S]*?\n\]);/.exec(js)?.[1] ?? '[]';
  const attributes = JSON.parse(mapSource) as Attribute[];
  const dts = readFileSync(join(modelsDir, `${model}.d.ts`), 'utf8');
  const fields = attributes.map((attribute) => {
    const pattern = new RegExp(`(?:/\\*\\*\\s*([\\s\\S]*?)\\*/\\s*)?'${attribute.name.replace('$', '\\$')}'(\\?)?:`);
    const start = Math.max(dts.lastIndexOf('/**', dts.search(new RegExp(`'${attribute.name.replace('$', '\\$')}'\\??:`))), 0);
    const match = pattern.exec(dts.slice(start));
    return { attribute, isRequired: match?.[2] === undefined, description: cleanComment(match?.[1] ?? '') };
  });
  const classComment = /\/\*\*\s*((?:(?!\*\/)[\s\S])*?)\*\/\s*export declare class/.exec(dts)?.[1] ?? '';
  return { description: cleanComment(classComment), fields };
}

function cleanComment(comment: string): string {
  return comment.replace(/^\s*\*\s?/gm, '').replace(/\\'/g, "'").replace(/\s+/g, ' ').trim();
}

/** `Array<V1ServicePort>` and `{ [key: string]: string; }` taken apart. */
type Shape = { kind: 'list'; of: Shape } | { kind: 'map'; of: Shape } | { kind: 'ref'; model: string } | { kind: 'scalar'; type: string };

function shapeOf(type: string, format: string): Shape {
  const list = /^Array<(.*)>$/.exec(type)?.[1];
  if (list !== undefined) return { kind: 'list', of: shapeOf(list, format) };
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type)?.[1];
  if (map !== undefined) return { kind: 'map', of: shapeOf(map, format) };
  if (type === 'string') return { kind: 'scalar', type: format === 'byte' ? 'bytes' : format === 'quantity' ? 'quantity' : 'string' };
  if (type === 'number') return { kind: 'scalar', type: format === 'int64' ? 'int64' : format === 'double' ? 'float64' : 'int32' };
  if (type === 'boolean') return { kind: 'scalar', type: 'bool' };
  if (type === 'Date' || type === 'V1MicroTime') return { kind: 'scalar', type: 'time' };
  if (type === 'IntOrString') return { kind: 'scalar', type: 'intOrString' };
  if (type === 'any') return { kind: 'scalar', type: 'any' };
  return { kind: 'ref', model: type };
}

const quantityMaps = new Set(['capacity', 'allocatable', 'limits', 'requests', 'hard', 'used', 'overhead', 'podFixed', 'default', 'defaultRequest', 'max', 'min', 'maxLimitRequestRatio', 'allocatedResources']);
const quantityFields = new Set(['divisor', 'sizeLimit']);

function fieldShape(field: FieldInfo): Shape {
  // A schema inside the schema: whatever it says is kept.
  if (field.attribute.baseName === 'openAPIV3Schema') return { kind: 'scalar', type: 'any' };
  const shape = shapeOf(field.attribute.type, field.attribute.format);
  if (shape.kind === 'map' && shape.of.kind === 'scalar' && shape.of.type === 'string' && quantityMaps.has(field.attribute.baseName)) {
    return { kind: 'map', of: { kind: 'scalar', type: 'quantity' } };
  }
  if (shape.kind === 'scalar' && shape.type === 'string' && quantityFields.has(field.attribute.baseName)) return { kind: 'scalar', type: 'quantity' };
  return shape;
}

const models = new Map<string, ReturnType<typeof readModel>>();
function visit(model: string): void {
  if (models.has(model)) return;
  const read = readModel(model);
  models.set(model, read);
  for (const field of read.fields) {
    let shape = fieldShape(field);
    while (shape.kind === 'list' || shape.kind === 'map') shape = shape.of;
    if (shape.kind === 'ref') visit(shape.model);
  }
}
for (const model of ROOTS) visit(model);
const ordered = [...models.keys()].sort();
const isRoot = (model: string): boolean => (ROOTS as readonly string[]).includes(model);

function tsType(shape: Shape): string {
  switch (shape.kind) {
    case 'list': return `readonly ${wrap(tsType(shape.of))}[]`;
    case 'map': return `Readonly<Record<string, ${tsType(shape.of)}>>`;
    case 'ref': return typeName(shape.model);
    case 'scalar': return { int32: 'number', int64: 'number', float64: 'number', bool: 'boolean', intOrString: 'number | string', any: 'JsonValue' }[shape.type] ?? 'string';
  }
}
const wrap = (text: string): string => (text.includes(' ') ? `(${text})` : text);

function tsInterface(model: string): string {
  const { fields } = models.get(model)!;
  const lines = fields.map((field) => {
    const name = field.attribute.baseName;
    const required = field.isRequired || (isRoot(model) && (name === 'metadata' || name === 'kind' || name === 'apiVersion' || name === 'spec')) || (model === 'V1ObjectMeta' && name === 'name')
      || (name === 'spec' && /TemplateSpec$/.test(model));
    return `  readonly ${/^\w+$/.test(name) ? name : `'${name}'`}${required ? '' : '?'}: ${name === 'metadata' && model.endsWith('TemplateSpec') ? 'Partial<ObjectMeta>' : tsType(fieldShape(field))};`;
  });
  return `export interface ${typeName(model)} {\n${lines.join('\n')}\n}`;
}

/** One letter a scalar, `[]` and `{}` as prefixes, a Go type's name for a struct. */
function wireType(shape: Shape): string {
  switch (shape.kind) {
    case 'list': return `[]${wireType(shape.of)}`;
    case 'map': return `{}${wireType(shape.of)}`;
    case 'ref': return typeName(shape.model);
    case 'scalar': return shape.type;
  }
}

const banner = '// Generated by scripts/generateSchema.ts from the API models of Kubernetes 1.36. Do not edit.\n';
writeFileSync(join(root, 'src/kube/types.generated.ts'),
  `${banner}import type { JsonValue } from './json.ts';\n\n${ordered.map(tsInterface).join('\n\n')}\n`);
const wire = Object.fromEntries(ordered.map((model) => [typeName(model), Object.fromEntries(models.get(model)!.fields.map((f) => [f.attribute.baseName, wireType(fieldShape(f))]))]));
writeFileSync(join(root, 'src/kube/schema.generated.ts'),
  `${banner}\n/** Go struct → JSON field → wire type (\`[]T\` list, \`{}T\` map from string, otherwise a scalar or a struct's name). */\nexport const structs: Readonly<Record<string, Readonly<Record<string, string>>>> = ${JSON.stringify(wire, null, 1)};\n`);

function jsonSchema(shape: Shape): object {
  switch (shape.kind) {
    case 'list': return { type: 'array', items: jsonSchema(shape.of) };
    case 'map': return { type: 'object', additionalProperties: jsonSchema(shape.of) };
    case 'ref': return { $ref: `#/definitions/${typeName(shape.model)}` };
    case 'scalar':
      switch (shape.type) {
        case 'int32': case 'int64': return { type: 'integer' };
        case 'float64': return { type: 'number' };
        case 'bool': return { type: 'boolean' };
        case 'intOrString': case 'quantity': return { type: ['integer', 'string', 'number'] };
        case 'any': return {};
        default: return { type: 'string' };
      }
  }
}
/** What the published API says where the models say something else; `values` are those that a string may have. */
interface Published { readonly description?: string; readonly fields?: Readonly<Record<string, string>>; readonly values?: Readonly<Record<string, readonly string[]>> }
const published = JSON.parse(readFileSync(join(root, 'scripts/apiDescriptions.json'), 'utf8')) as Readonly<Record<string, Published>>;

const definitions = Object.fromEntries(ordered.map((model) => {
  const { description, fields } = models.get(model)!;
  const said = published[typeName(model)];
  const required = fields.filter((f) => f.isRequired).map((f) => f.attribute.baseName);
  return [typeName(model), {
    type: 'object', description: said?.description ?? description, additionalProperties: false, ...(required.length > 0 ? { required } : {}),
    properties: Object.fromEntries(fields.map((field) => {
      const name = field.attribute.baseName;
      const text = said?.fields?.[name] ?? field.description;
      const values = said?.values?.[name];
      return [name, { ...jsonSchema(fieldShape(field)), ...(text === '' ? {} : { description: text }), ...(values === undefined ? {} : { values }) }];
    })),
  }];
}));
/** Types that are written as one value; their descriptions only. */
const scalars = Object.fromEntries(Object.entries(published).flatMap(([name, { description, fields, values }]) => (description === undefined || fields !== undefined || values !== undefined || name in definitions ? [] : [[name, description]])));
writeFileSync(join(root, 'src/kube/schema.generated.json'), `${JSON.stringify({ definitions, scalars })}\n`);
