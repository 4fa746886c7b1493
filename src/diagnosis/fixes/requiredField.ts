import { isJsonObject, type JsonValue } from '../../kube/json.ts';
import { ipFamilyOf } from '../../kube/ip.ts';
import { matchesLabels } from '../../kube/selectors.ts';
import type { FieldPath } from '../../protocol/ref.ts';
import { fieldOf, isList, textOf, type Fix, type FixTarget, type Offer } from './fix.ts';
import { title } from './offerTitle.ts';
import { validName } from './validName.ts';

/** A field that must be there, where what the document and the cluster have tells its value. */
export const requiredField: Fix = {
  id: 'requiredField',
  propose({ reason, message, path }, target) {
    if (/resource name may not be empty|name or generateName is required/.test(message)) return setTo(['metadata', 'name'], objectName(target));
    if (reason !== 'FieldValueRequired') return [];
    return values(path, target).flatMap((value) => setTo(path, value));
  },
};

function setTo(path: FieldPath, value: JsonValue | undefined): readonly Offer[] {
  if (value === undefined || value === '') return [];
  const field = String(path.at(-1) ?? '');
  const isText = typeof value !== 'object';
  return [{ title: isText ? title('addValue', { field, text: String(value) }) : title('add', { field }), edits: [{ type: 'set', path, value }] }];
}

function values(path: FieldPath, target: FixTarget): readonly (JsonValue | undefined)[] {
  const field = path.at(-1);
  const kind = target.info?.kind;
  const printed = path.join('.');
  if (kind === 'Service' && printed === 'spec.ports') return [servicePorts(target)];
  if (printed === 'spec.selector') {
    const labels = fieldOf(target, ['spec', 'template', 'metadata', 'labels']);
    return [isJsonObject(labels) ? { matchLabels: labels } : undefined];
  }
  if (field === 'restartPolicy') return kind === 'Job' || kind === 'CronJob' ? ['OnFailure', 'Never'] : [];
  if (field === 'pathType') return ['Prefix'];
  if (field === 'addressType') return [addressType(target)];
  const parent = path.slice(0, -1);
  const isContainer = /ontainers$/.test(String(path.at(-3)));
  if (isContainer && field === 'image') return [imageOf(textOf(target, [...parent, 'name']))];
  if (isContainer && field === 'name') return [validName(textOf(target, [...parent, 'image']).replace(/^.*\//, '').replace(/[:@].*$/, ''), 63) ?? 'main'];
  return [];
}

/** The ports that the Pods declare which the selector picks: in templates and Pods that there are. */
function servicePorts({ body, context: { reader } }: FixTarget): JsonValue | undefined {
  const { spec, metadata } = body;
  const selector = isJsonObject(spec) && isJsonObject(spec['selector']) ? textsOf(spec['selector']) : {};
  if (Object.keys(selector).length === 0) return undefined;
  const namespace = isJsonObject(metadata) && typeof metadata['namespace'] === 'string' ? metadata['namespace'] : 'default';
  const templates = [...reader.list('Deployment', namespace), ...reader.list('StatefulSet', namespace), ...reader.list('DaemonSet', namespace)].map(({ spec: { template } }) => template);
  const found = [...templates, ...reader.list('Pod', namespace)].find((pod) => matchesLabels(selector, pod.metadata?.labels) && pod.spec.containers.some((container) => (container.ports ?? []).length > 0));
  const ports = (found?.spec.containers ?? []).flatMap((container) => container.ports ?? []);
  if (ports.length === 0) return undefined;
  return ports.map(({ name, containerPort, protocol = 'TCP' }) => ({
    ...(ports.length > 1 ? { name: name ?? `port-${containerPort}` } : {}), port: containerPort, ...(name === undefined ? {} : { targetPort: name }), ...(protocol === 'TCP' ? {} : { protocol }),
  }));
}

function textsOf(map: Readonly<Record<string, JsonValue | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(map).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])));
}

function objectName(target: FixTarget): string | undefined {
  const named = [['metadata', 'labels', 'app'], ['metadata', 'labels', 'app.kubernetes.io/name'], ['spec', 'selector', 'app'], ['spec', 'template', 'metadata', 'labels', 'app']].map((path) => textOf(target, path)).find((name) => name !== '');
  return validName(named ?? target.info?.kind ?? '', 63);
}

function addressType(target: FixTarget): string | undefined {
  const endpoints = fieldOf(target, ['endpoints']);
  const [first] = isList(endpoints) ? endpoints : [];
  const addresses = isJsonObject(first) ? first['addresses'] : undefined;
  const [address] = isList(addresses) ? addresses : [];
  return typeof address === 'string' ? (ipFamilyOf(address) ?? 'FQDN') : 'IPv4';
}

const images = ['nginx', 'redis', 'mysql', 'postgres', 'mongo', 'httpd', 'busybox', 'memcached', 'rabbitmq', 'node', 'python', 'golang', 'alpine'];

/** Containers are often named for their image. */
function imageOf(name: string): string {
  return images.find((image) => name.startsWith(image)) ?? 'nginx';
}
