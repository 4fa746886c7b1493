import { nearest } from '../editDistance.ts';
import { probePorts, templateRule } from '../podTemplate.ts';
import type { FindingDraft } from '../rule.ts';

/** A probe asks for a port by a name that its container does not give: it can never succeed. */
export const probePortUnknown = templateRule('probePortUnknown', 'error', (template) => probePorts(template).flatMap(({ kind, port, path, container }): readonly FindingDraft[] => {
  const names = (container.ports ?? []).flatMap(({ name = '', protocol = 'TCP' }) => (name !== '' && protocol === 'TCP' ? [name] : []));
  if (typeof port === 'number' || names.includes(port)) return [];
  const likely = nearest(port, names) ?? (names.length === 1 ? names[0] : undefined);
  return [{ path, params: { probe: kind, port, container: container.name }, ...(likely === undefined ? {} : { fix: { value: likely } }) }];
}));
