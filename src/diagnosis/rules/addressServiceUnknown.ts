import { nearest, unlikeness } from '../editDistance.ts';
import { templateRule } from '../podTemplate.ts';
import type { FindingDraft } from '../rule.ts';
import { writtenAddresses } from '../serviceAddresses.ts';

const ALMOST_EQUAL = 0.25;
const MIN_LETTERS = 4;

/** A variable names a host that is no Service, but nearly one. */
export const addressServiceUnknown = templateRule('addressServiceUnknown', 'warning', (template, context) => writtenAddresses(template, context.settings.dns.clusterDomain).flatMap((address): readonly FindingDraft[] => {
  const { host, service, namespace, port, variable, path } = address;
  if (service.length < MIN_LETTERS || context.reader.get('Service', namespace, service) !== undefined) return [];
  if ((template.spec.hostAliases ?? []).some((alias) => (alias.hostnames ?? []).includes(host))) return [];
  const likely = nearest(service, context.shapes('Service', namespace).map((each) => each.metadata.name));
  if (likely === undefined || unlikeness(service, likely) > ALMOST_EQUAL) return [];
  return [{ path, params: { variable, service, namespace, nearest: likely }, fix: { value: address.with(likely + host.slice(service.length), port) } }];
}));
