import { nearest } from '../editDistance.ts';
import { isServiceIPSet } from '../../kube/serviceUtil.ts';
import { templateRule } from '../podTemplate.ts';
import type { FindingDraft } from '../rule.ts';
import { writtenAddresses } from '../serviceAddresses.ts';

/** A variable names a Service with a port that the Service does not have. */
export const addressPortUnknown = templateRule('addressPortUnknown', 'warning', (template, context) => writtenAddresses(template, context.settings.dns.clusterDomain).flatMap((address): readonly FindingDraft[] => {
  const service = context.reader.get('Service', address.namespace, address.service);
  const ports = (service?.spec.ports ?? []).map(({ port }) => port);
  if (service === undefined || !isServiceIPSet(service) || ports.length === 0 || ports.includes(address.port)) return [];
  const likely = ports.length === 1 ? ports[0] : Number(nearest(String(address.port), ports.map(String)));
  const params = { variable: address.variable, service: address.service, port: address.port, ports: ports.join(', ') };
  return [{ path: address.path, params, ...(likely === undefined || Number.isNaN(likely) ? {} : { fix: { value: address.with(address.host, likely) } }) }];
}));
