import type { EndpointSlice } from '../../kube/types.generated.ts';
import { isOwnSlice, SERVICE_NAME } from '../endpointsByHand.ts';
import type { Rule } from '../rule.ts';
import { namespaceOf } from '../serviceSelector.ts';

/** Addresses without a port: kube-proxy passes them over. */
export const slicePortsMissing: Rule<EndpointSlice> = {
  id: 'slicePortsMissing', severity: 'error',
  check(slice, { reader }) {
    if (!isOwnSlice(slice) || (slice.endpoints ?? []).length === 0 || (slice.ports ?? []).some((port) => (port.port ?? 0) !== 0)) return [];
    const service = reader.get('Service', namespaceOf(slice), slice.metadata.labels?.[SERVICE_NAME] ?? '');
    const [port] = service?.spec.ports ?? [];
    if (service?.spec.clusterIP === 'None') return [];
    const number = port === undefined ? undefined : typeof port.targetPort === 'number' ? port.targetPort : port.port;
    const value = number === undefined ? undefined : [{ ...(port?.name === undefined || port.name === '' ? {} : { name: port.name }), port: number, ...(port?.protocol === undefined ? {} : { protocol: port.protocol }) }];
    return [{ path: ['ports'], params: { slice: slice.metadata.name }, ...(value === undefined || service?.spec.ports?.length !== 1 ? {} : { fix: { value } }) }];
  },
};
