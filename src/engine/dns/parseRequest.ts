import { labelsOf } from './domainName.ts';

/** What a name under the cluster's domain asks for; empty strings where it does not say. */
export interface RecordRequest {
  readonly port: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly service: string;
  readonly namespace: string;
  /** Empty for the domain itself and for `svc` and `pod` directly under it. */
  readonly podOrService: '' | 'pod' | 'svc';
}

const apex: RecordRequest = { port: '', protocol: '', endpoint: '', service: '', namespace: '', podOrService: '' };

/**
 * Takes a lower-case absolute name apart; undefined where no record can have it.
 * The zone's labels count `zoneLabels`. Mirrors parseRequest of CoreDNS's kubernetes plugin.
 */
export function parseRequest(name: string, zoneLabels: number): RecordRequest | undefined {
  const all = labelsOf(name);
  const labels = all.slice(0, all.length - zoneLabels).reverse();
  const [podOrService, namespace = '', service = '', ...rest] = labels;
  if (podOrService === undefined) return apex;
  if (podOrService !== 'pod' && podOrService !== 'svc') return undefined;
  if (labels.length === 1) return apex;
  const base: RecordRequest = { ...apex, podOrService, namespace, service };
  const [first, second] = rest;
  if (rest.length > 2) return undefined;
  if (first === undefined) return base;
  if (second === undefined) return { ...base, endpoint: first };
  return { ...base, protocol: stripUnderscore(first), port: stripUnderscore(second) };
}

function stripUnderscore(label: string): string {
  return label.startsWith('_') ? label.slice(1) : label;
}
