import { isJsonObject, type JsonObject, type JsonValue } from '../../kube/json.ts';
import type { FieldEdit } from '../../protocol/edit.ts';
import { fieldOf, isList, printed, type Fix } from './fix.ts';
import { title } from './offerTitle.ts';

const wellKnown: Readonly<Record<string, string>> = {
  '53/TCP': 'dns-tcp', '53/UDP': 'dns', '80/TCP': 'http', '443/TCP': 'https', '8080/TCP': 'http-alt', '8443/TCP': 'https-alt', '9090/TCP': 'metrics', '3306/TCP': 'mysql', '5432/TCP': 'postgres',
  '6379/TCP': 'redis', '27017/TCP': 'mongodb', '5672/TCP': 'amqp', '9092/TCP': 'kafka', '2379/TCP': 'client', '2380/TCP': 'server', '25/TCP': 'smtp', '22/TCP': 'ssh', '9200/TCP': 'http', '9300/TCP': 'transport',
};

/** Several ports need names: that of the target, the usual one of the number, else one made of the number. */
export const portNames: Fix = {
  id: 'portNames',
  propose({ reason, path }, target) {
    const isName = path[0] === 'spec' && path[1] === 'ports' && path[3] === 'name';
    const ports = fieldOf(target, ['spec', 'ports']);
    if (!isName || target.info?.kind !== 'Service' || !isList(ports)) return [];
    if (reason === 'FieldValueRequired') {
      const edits = missingNames(ports);
      return edits.length === 0 ? [] : [{ title: title('namePorts', { names: edits.map((edit) => (edit.type === 'set' ? printed(edit.value) : '')).join(', ') }), edits }];
    }
    const port = fieldOf(target, path.slice(0, -1));
    if (reason !== 'FieldValueDuplicate' || !isJsonObject(port)) return [];
    const name = freeName(port, namesOf(ports));
    return [{ title: title('changeTo', { text: name }), edits: [{ type: 'set', path, value: name }] }];
  },
};

function missingNames(ports: readonly JsonValue[]): readonly FieldEdit[] {
  const taken = namesOf(ports);
  return ports.flatMap((port, index): readonly FieldEdit[] => {
    if (!isJsonObject(port) || (typeof port['name'] === 'string' && port['name'] !== '')) return [];
    const name = freeName(port, taken);
    taken.add(name);
    return [{ type: 'set', path: ['spec', 'ports', index, 'name'], value: name }];
  });
}

function namesOf(ports: readonly JsonValue[]): Set<string> {
  return new Set(ports.flatMap((port) => (isJsonObject(port) && typeof port['name'] === 'string' ? [port['name']] : [])));
}

function freeName(port: JsonObject, taken: ReadonlySet<string>): string {
  const { port: number, targetPort, protocol } = port;
  const suffix = protocol === undefined || protocol === 'TCP' ? '' : `-${printed(protocol).toLowerCase()}`;
  const target = typeof targetPort === 'string' && /^[a-z][a-z0-9-]*$/.test(targetPort) ? targetPort : undefined;
  const usual = wellKnown[`${printed(number)}/${printed(protocol ?? 'TCP')}`];
  const candidates = [target, usual, `port-${printed(number)}`, `port-${printed(number)}${suffix}`].filter((name) => name !== undefined);
  let name = candidates.find((candidate) => !taken.has(candidate));
  for (let count = 2; name === undefined; count++) if (!taken.has(`port-${printed(number)}-${count}`)) name = `port-${printed(number)}-${count}`;
  return name;
}
