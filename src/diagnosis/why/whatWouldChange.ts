/** Which single field, changed alone, would give a request another end. */
import type { StoreReader } from '../../engine/context.ts';
import { reason, type ReasonCode } from '../../engine/network/reasons.ts';
import type { Service } from '../../kube/types.generated.ts';
import type { WhatWouldChange } from '../../protocol/inspection.ts';
import { parseObjectId, type FieldPath, type FieldRef } from '../../protocol/ref.ts';
import type { Hop, RequestTrace } from '../../protocol/request.ts';
import type { FindingView } from '../../protocol/view.ts';

/** More than this nobody tries. */
const MAX_CHANGES = 6;
const MAX_NAMES = 3;

interface Asked { readonly trace: RequestTrace; readonly reader: StoreReader; readonly service: Service | undefined }

function serviceField({ metadata }: Service, ...path: FieldPath): FieldRef {
  return { object: { apiVersion: 'v1', kind: 'Service', namespace: metadata.namespace ?? '', name: metadata.name }, path };
}

function set(service: Service, code: Extract<ReasonCode, 'change.policyCluster' | 'change.noAffinity' | 'change.policyLocalSource' | 'change.publishNotReady'>, path: FieldPath, value: string | boolean): WhatWouldChange {
  return { reason: reason(code, { service: service.metadata.name, field: String(path.at(-1)) }), field: serviceField(service, ...path), edits: [{ type: 'set', path, value }] };
}

function endpointsOf({ reader }: Asked, service: Service) {
  return reader.withLabels('EndpointSlice', service.metadata.namespace ?? '', { 'kubernetes.io/service-name': service.metadata.name }).flatMap((slice) => slice.endpoints ?? []);
}

/** The policy that a hop was decided by, if Cluster would do something else. */
function policyCluster(asked: Asked, service: Service, hop: Hop): readonly WhatWouldChange[] {
  const path = hop.decidedBy?.path;
  const isPolicy = path?.at(-1) === 'externalTrafficPolicy' || path?.at(-1) === 'internalTrafficPolicy';
  const isAnywhere = endpointsOf(asked, service).some(({ conditions }) => conditions?.ready !== false);
  return path !== undefined && isPolicy && isAnywhere ? [set(service, 'change.policyCluster', path, 'Cluster')] : [];
}

function sourceRanges(service: Service, hop: Hop): readonly WhatWouldChange[] {
  const source = String(hop.reason.params['source'] ?? '');
  const ranges = service.spec.loadBalancerSourceRanges ?? [];
  const cidr = `${source}/${source.includes(':') ? 128 : 32}`;
  const path = ['spec', 'loadBalancerSourceRanges'];
  return [{ reason: reason('change.sourceRange', { cidr }), field: serviceField(service, ...path), edits: [{ type: 'set', path, value: [...ranges, cidr] }] }];
}

function noEndpoints(asked: Asked, service: Service): readonly WhatWouldChange[] {
  const isPublished = service.spec.publishNotReadyAddresses === true;
  const isThere = endpointsOf(asked, service).some(({ conditions, targetRef }) => conditions?.ready === false && conditions.terminating !== true && targetRef?.kind === 'Pod');
  return isThere && !isPublished ? [set(service, 'change.publishNotReady', ['spec', 'publishNotReadyAddresses'], true)] : [];
}

/** Other ports of the Service whose address was asked. */
function otherPort(service: Service | undefined, trace: RequestTrace): readonly WhatWouldChange[] {
  const host = /^(?:\w+:\/\/)?(?<host>.*?)(?::\d+)?(?:\/.*)?$/.exec(trace.spec.to)?.groups?.['host'];
  return (service?.spec.ports ?? []).filter(({ protocol = 'TCP' }) => protocol === trace.spec.protocol).slice(0, MAX_NAMES).flatMap(({ port }) => {
    const to = `${host ?? ''}:${port}`;
    return to === trace.spec.to ? [] : [{ reason: reason('change.port', { service: service?.metadata.name ?? '', port }), to }];
  });
}

/** Services of that name elsewhere, for a name that was not found. */
function otherNamespace({ trace, reader }: Asked): readonly WhatWouldChange[] {
  const found = /^(?<scheme>\w+:\/\/)?(?<name>[a-z0-9-]+)(?:\.(?<namespace>[a-z0-9-]+))?(?:\.svc\S*?)?(?<rest>:\d+.*|\/.*)?$/.exec(trace.spec.to)?.groups;
  if (found === undefined) return [];
  const own = found['namespace'] ?? (trace.spec.from.kind === 'pod' ? trace.spec.from.namespace : 'default');
  return reader.list('Service').filter(({ metadata }) => metadata.name === found['name'] && metadata.namespace !== own).slice(0, MAX_NAMES).map(({ metadata }) => ({
    reason: reason('change.name', { name: metadata.name, namespace: metadata.namespace ?? '' }), to: `${found['scheme'] ?? ''}${metadata.name}.${metadata.namespace ?? ''}${found['rest'] ?? ''}`,
  }));
}

function changesAt(asked: Asked, hop: Hop): readonly WhatWouldChange[] {
  const { service, trace } = asked;
  const { code } = hop.reason;
  if (code === 'dns.nameError') return otherNamespace(asked);
  if (code === 'reject.undefinedPort' || code === 'drop.noService') return otherPort(service, trace);
  if (service === undefined) return [];
  switch (code) {
    case 'drop.noLocalEndpoints': case 'dnat.local': return policyCluster(asked, service, hop);
    case 'drop.sourceRanges': return sourceRanges(service, hop);
    case 'reject.noEndpoints': return noEndpoints(asked, service);
    case 'affinity.held': return [set(service, 'change.noAffinity', ['spec', 'sessionAffinity'], 'None')];
    case 'dnat.sameZone': case 'dnat.sameNode':
      return [{ reason: reason('change.noDistribution', { service: service.metadata.name }), field: serviceField(service, 'spec', 'trafficDistribution'), edits: [{ type: 'remove', path: ['spec', 'trafficDistribution'] }] }];
    case 'snat.externalPolicyCluster': return [set(service, 'change.policyLocalSource', ['spec', 'externalTrafficPolicy'], 'Local')];
    default: return [];
  }
}

/** The Service that was asked, by the trace or by the address. */
function askedService(reader: StoreReader, trace: RequestTrace): Service | undefined {
  if (trace.service !== undefined) {
    const { namespace, name } = parseObjectId(trace.service);
    return reader.get('Service', namespace, name);
  }
  const address = trace.hops.map(({ reason: { params } }) => params['address']).find((value) => typeof value === 'string' && value !== '');
  return address === undefined ? undefined : reader.list('Service').find(({ spec, status }) => spec.clusterIPs?.includes(String(address)) === true || spec.externalIPs?.includes(String(address)) === true || status?.loadBalancer?.ingress?.some(({ ip }) => ip === address) === true);
}

/**
 * The fields that alone would change what became of a request, as edits of the objects; or targets that would be answered instead.
 * Findings about the Service that can be mended count for a request that failed. Nothing where no single field decides.
 */
export function whatWouldChange(trace: RequestTrace, reader: StoreReader, findings: readonly FindingView[]): readonly WhatWouldChange[] {
  const service = askedService(reader, trace);
  const changes = trace.hops.flatMap((hop) => changesAt({ trace, reader, service }, hop));
  const mended = trace.outcome === 'answered' ? [] : findings.flatMap((finding): readonly WhatWouldChange[] => {
    if (finding.fix === undefined || finding.object !== trace.service) return [];
    const { rule, params, field, fix } = finding;
    return [{ reason: reason('change.finding', { service: service?.metadata.name ?? '' }), finding: { rule, params }, field, edits: fix.edits }];
  });
  return [...changes, ...mended].slice(0, MAX_CHANGES);
}
