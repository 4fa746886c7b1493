import type { Service } from '../../kube/types.generated.ts';
import { nearest } from '../editDistance.ts';
import type { FindingDraft, Rule, RuleContext } from '../rule.ts';
import { namespaceOf, selectorOf, slicesOf } from '../servicePods.ts';

const SERVICE_NAME = 'kubernetes.io/service-name';

function isByHand(service: Service): boolean {
  return service.spec.type !== 'ExternalName' && selectorOf(service) === undefined;
}

function hasEndpoints(service: Service, context: RuleContext): boolean {
  if (slicesOf(service, context).some((slice) => (slice.endpoints ?? []).length > 0)) return true;
  const endpoints = context.reader.get('Endpoints', namespaceOf(service), service.metadata.name);
  return (endpoints?.subsets ?? []).some((subset) => (subset.addresses ?? []).length + (subset.notReadyAddresses ?? []).length > 0);
}

/** Names that Endpoints and hand-written slices of the Namespace carry and no Service has. */
function orphanNames(namespace: string, { reader }: RuleContext): readonly string[] {
  const names = [
    ...reader.list('Endpoints', namespace).map((endpoints) => endpoints.metadata.name),
    ...reader.list('EndpointSlice', namespace).map((slice) => slice.metadata.labels?.[SERVICE_NAME] ?? slice.metadata.name),
  ];
  return [...new Set(names)].filter((name) => reader.get('Service', namespace, name) === undefined);
}

function likelyName(service: Service, context: RuleContext): string | undefined {
  const names = orphanNames(namespaceOf(service), context);
  return nearest(service.metadata.name, names) ?? (names.length === 1 ? names[0] : undefined);
}

/** A Service without selector that nobody wrote endpoints for. */
export const noEndpoints: Rule<Service> = {
  id: 'noEndpoints', severity: 'warning',
  check(service, context) {
    if (!isByHand(service) || hasEndpoints(service, context) || likelyName(service, context) !== undefined) return [];
    return [{ path: ['spec'], params: { service: service.metadata.name } }];
  },
};

/** Endpoints are there, under another name. */
export const endpointsNameDiffers: Rule<Service> = {
  id: 'endpointsNameDiffers', severity: 'error',
  check(service, context) {
    if (!isByHand(service) || hasEndpoints(service, context)) return [];
    const name = likelyName(service, context);
    return name === undefined ? [] : [{ path: ['metadata', 'name'], params: { service: service.metadata.name, endpoints: name }, fix: { value: name } }];
  },
};

/** Endpoints are there, but their ports have other names than the Service's: nothing is forwarded. */
export const endpointsPortNameDiffers: Rule<Service> = {
  id: 'endpointsPortNameDiffers', severity: 'error',
  check(service, context) {
    if (!isByHand(service)) return [];
    const slices = slicesOf(service, context).filter((slice) => (slice.endpoints ?? []).length > 0);
    const written = new Set(slices.flatMap((slice) => (slice.ports ?? []).map((port) => port.name ?? '')));
    if (written.size === 0) return [];
    const ports = service.spec.ports ?? [];
    const unused = [...written].filter((name) => !ports.some((port) => (port.name ?? '') === name));
    return ports.flatMap((port, index): readonly FindingDraft[] => {
      const name = port.name ?? '';
      if (written.has(name)) return [];
      const likely = nearest(name, unused) ?? (unused.length === 1 ? unused[0] : undefined);
      const params = { port: port.port, name, names: [...written].sort().map((each) => `"${each}"`).join(', ') };
      return [{ path: ['spec', 'ports', index, 'name'], params, ...(likely === undefined || likely === '' ? {} : { fix: { value: likely } }) }];
    });
  },
};
