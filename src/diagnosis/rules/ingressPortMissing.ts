import type { Ingress } from '../../kube/types.generated.ts';
import { nearest } from '../editDistance.ts';
import { serviceBackends } from '../ingressBackends.ts';
import type { FindingDraft, Rule } from '../rule.ts';
import { namespaceOf } from '../serviceSelector.ts';

/** The Service exists, but has no such port: the Service's own port is meant, not that of the container. */
export const ingressPortMissing: Rule<Ingress> = {
  id: 'ingressPortMissing', severity: 'error',
  check(ingress, { reader }) {
    const namespace = namespaceOf(ingress);
    return serviceBackends(ingress).flatMap(({ backend, path }): readonly FindingDraft[] => {
      const ports = reader.get('Service', namespace, backend.name)?.spec.ports ?? [];
      const { name, number } = backend.port ?? {};
      const isNumber = number !== undefined && number !== 0;
      if (ports.length === 0 || ports.some((port) => (isNumber ? port.port === number : port.name === name))) return [];
      const offered = isNumber ? ports.map(({ port }) => String(port)) : ports.flatMap((port) => port.name ?? []);
      const byTarget = ports.find((port) => isNumber && port.targetPort === number)?.port;
      const likely = byTarget === undefined ? (offered.length === 1 ? offered[0] : nearest(String(number ?? name ?? ''), offered)) : String(byTarget);
      const params = { service: backend.name, port: number ?? name ?? '', ports: ports.map((port) => (port.name === undefined ? String(port.port) : `${port.port} (${port.name})`)).join(', ') };
      return [{ path: [...path, 'port', isNumber ? 'number' : 'name'], params, ...(likely === undefined ? {} : { fix: { value: isNumber ? Number(likely) : likely } }) }];
    });
  },
};
