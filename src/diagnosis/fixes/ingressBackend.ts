import { isJsonObject, type JsonValue } from '../../kube/json.ts';
import type { FieldEdit } from '../../protocol/edit.ts';
import type { FieldPath } from '../../protocol/ref.ts';
import { fieldOf, isList, type Fix, type FixTarget } from './fix.ts';
import { title } from './offerTitle.ts';

/** Backends as they were written before networking.k8s.io/v1: serviceName and servicePort. */
export const ingressBackend: Fix = {
  id: 'ingressBackend',
  propose({ message, path }, target) {
    const key = path.at(-1);
    if (!message.startsWith('unknown field') || target.info?.kind !== 'Ingress' || (key !== 'serviceName' && key !== 'servicePort' && path.join('.') !== 'spec.backend')) return [];
    const edits = ingressEdits(target);
    return edits.length === 0 ? [] : [{ title: title('ingressBackend'), edits }];
  },
};

/** All that an Ingress of an older version has to change. */
export function ingressEdits(target: FixTarget): readonly FieldEdit[] {
  const edits: FieldEdit[] = [];
  const add = (path: FieldPath): void => {
    const backend = fieldOf(target, path);
    if (isJsonObject(backend)) edits.push(...backendEdits(path, backend['serviceName'], backend['servicePort']));
  };
  const rules = fieldOf(target, ['spec', 'rules']);
  (isList(rules) ? rules : []).forEach((_, rule) => {
    const paths = fieldOf(target, ['spec', 'rules', rule, 'http', 'paths']);
    (isList(paths) ? paths : []).forEach((given, index) => {
      const path: FieldPath = ['spec', 'rules', rule, 'http', 'paths', index];
      add([...path, 'backend']);
      if (isJsonObject(given) && given['pathType'] === undefined) edits.push({ type: 'set', path: [...path, 'pathType'], value: 'Prefix' });
    });
  });
  if (fieldOf(target, ['spec', 'backend']) !== undefined && fieldOf(target, ['spec', 'defaultBackend']) === undefined) {
    add(['spec', 'backend']);
    edits.push({ type: 'rename', path: ['spec', 'backend'], key: 'defaultBackend' });
  }
  return edits;
}

function backendEdits(path: FieldPath, name: JsonValue | undefined, port: JsonValue | undefined): readonly FieldEdit[] {
  return [
    ...(name === undefined ? [] : [{ type: 'move', path: [...path, 'serviceName'], to: [...path, 'service', 'name'] } as const]),
    ...(port === undefined ? [] : [{ type: 'move', path: [...path, 'servicePort'], to: [...path, 'service', 'port', typeof port === 'number' ? 'number' : 'name'] } as const]),
  ];
}
