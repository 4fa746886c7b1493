import type { ObjectRef } from '../../protocol/ref.ts';
import type { Place, Reason } from '../../protocol/request.ts';
import type { ApiServer, PodSandbox, StoreReader } from '../context.ts';
import { heldUntilMs } from '../proxy/affinity.ts';
import type { Decision, FrontendRole } from '../proxy/proxier.ts';
import type { ServiceEntry } from '../proxy/serviceEntry.ts';
import { LABEL_SERVICE_NAME, type ProxyEndpoint } from '../proxy/endpointSliceCache.ts';
import { protocolOf } from '../proxy/frontendKey.ts';
import type { ConntrackEntry } from './conntrack.ts';
import type { Machine } from './machines.ts';
import { reason, type ReasonCode, type ReasonParam } from './reasons.ts';
import { policyField, roleField, serviceField, type HopDetail, type Trace } from './trace.ts';
import type { Walk } from './walkState.ts';

/** Where the picture puts the rewriting for a service port. */
export function servicePlace(entry: ServiceEntry): Place {
  return { kind: 'service', id: entry.info.service, portName: entry.info.portName };
}

/** The rule that a packet met, before its destination is rewritten. */
export function traceRule(trace: Trace, walk: Walk, decision: Decision, entry: ServiceEntry): void {
  const { destinationIP: address, destinationPort: port } = walk;
  const service = entry.info.service;
  const why: Readonly<Record<FrontendRole, Reason>> = {
    clusterIP: reason('rule.clusterIP', { service, address, port }),
    externalIP: reason('rule.externalIP', { service, address, port }),
    loadBalancer: reason('rule.loadBalancer', { service, address, port }),
    nodePort: reason('rule.nodePort', { service, port }),
  };
  trace.move('serviceRule', servicePlace(entry), walk.timeMs, why[decision.role], { decidedBy: roleField(decision, entry, address) });
}

type DNATCode = Extract<ReasonCode, `dnat.${string}`>;

const byScheduler = {
  roundRobin: 'dnat.roundRobin', leastConnections: 'dnat.leastConnections', sourceHash: 'dnat.sourceHash',
  destinationHash: 'dnat.destinationHash', shortestDelay: 'dnat.shortestDelay', neverQueue: 'dnat.neverQueue',
} as const satisfies Readonly<Record<string, DNATCode>>;

/** Why this endpoint: the first that holds of policy, topology and the way of choosing. */
function dnatCode(decision: Decision): DNATCode {
  const { endpoints, policy, pick } = decision;
  if (decision.isFallback) return 'dnat.fallback';
  if (policy === 'Local' ? endpoints?.isLocalTerminating : endpoints?.isClusterTerminating) return 'dnat.terminating';
  if (policy === 'Local') return 'dnat.local';
  if (decision.isShortCircuit) return 'dnat.shortCircuit';
  if (endpoints?.topologyMode === 'PreferSameNode') return 'dnat.sameNode';
  if (endpoints?.topologyMode === 'PreferSameZone') return 'dnat.sameZone';
  if (pick === 'only' || pick === 'random' || pick === 'affinity') return decision.candidates.length === 1 ? 'dnat.only' : 'dnat.random';
  return byScheduler[pick];
}

function dnatReason(walk: Walk, decision: Decision, entry: ServiceEntry, endpoint: ProxyEndpoint, machine: Machine, zone: string, wasHeld: boolean): Reason {
  const { ip: address, port } = endpoint;
  const count = decision.candidates.length;
  if (entry.info.affinityTimeoutMs > 0) {
    const untilMs = heldUntilMs(entry, machine.name, walk.sourceIP, endpoint) || walk.startMs + entry.info.affinityTimeoutMs;
    const seconds = Math.ceil((untilMs - walk.startMs) / 1000);
    const common = { address, port, client: walk.sourceIP, seconds };
    return wasHeld ? reason('affinity.held', common) : reason('affinity.new', { ...common, count });
  }
  const params: Readonly<Record<ReasonParam<DNATCode> | 'node' | 'zone', string | number>> = { address, port, count, node: machine.name, zone };
  return reason(dnatCode(decision), params);
}

function dnatField(decision: Decision, entry: ServiceEntry): HopDetail['decidedBy'] {
  const code = dnatCode(decision);
  if (entry.info.affinityTimeoutMs > 0) return serviceField(entry, 'spec', 'sessionAffinity');
  if (code === 'dnat.local' || code === 'dnat.shortCircuit' || code === 'dnat.fallback') return policyField(decision, entry);
  if (code === 'dnat.sameZone' || code === 'dnat.sameNode') return serviceField(entry, 'spec', 'trafficDistribution');
  if (entry.info.hasSelector) return serviceField(entry, 'spec', 'selector');
  return { object: { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', namespace: entry.info.namespace, name: decision.endpoint?.slice ?? '' }, path: ['endpoints'] };
}

/** The endpoint that was taken. To be called before the packet's destination is rewritten. */
export function traceDNAT(trace: Trace, walk: Walk, decision: Decision, entry: ServiceEntry, machine: Machine, zone: string): void {
  const { endpoint } = decision;
  if (endpoint === undefined) return;
  trace.choose({
    entry, nodeName: machine.name, zone, candidates: decision.candidates, endpoints: decision.endpoints, endpoint, pick: decision.pick,
    policy: decision.policy, isShortCircuit: decision.isShortCircuit, clientIP: walk.sourceIP, isEstablished: false,
  });
  trace.note('dnat', dnatReason(walk, decision, entry, endpoint, machine, zone, decision.pick === 'affinity'), {
    decidedBy: dnatField(decision, entry),
    destination: { before: { ip: walk.destinationIP, port: walk.destinationPort }, after: { ip: endpoint.ip, port: endpoint.port } },
  });
}

/** A machine applies what it remembers. */
export function traceConntrack(trace: Trace, walk: Walk, machine: Machine, known: ConntrackEntry): void {
  const { entry, endpointIP: address, endpointPort: port } = known;
  if (entry === undefined) {
    trace.note('forward', reason('conntrack.untranslated', { node: machine.name }));
    return;
  }
  trace.move('serviceRule', servicePlace(entry), walk.timeMs, reason('conntrack.established', { address, port, node: machine.name }));
  trace.choose({
    entry, nodeName: machine.name, zone: '', candidates: [], endpoints: undefined, endpoint: entry.endpoints.find((endpoint) => endpoint.ip === address && endpoint.port === port),
    pick: 'only', policy: 'Cluster', isShortCircuit: false, clientIP: walk.sourceIP, isEstablished: true,
  });
  trace.note('dnat', reason('conntrack.established', { address, port, node: machine.name }), {
    destination: { before: { ip: walk.destinationIP, port: walk.destinationPort }, after: { ip: address, port } },
  });
}

/** The source address that is put in the place of another. */
export function traceSNAT(trace: Trace, walk: Walk, why: Exclude<Decision['masquerade'], ''>, machine: Machine, after: string, entry: ServiceEntry | undefined): void {
  const params = { node: machine.name, source: after };
  const { sourcePort: port } = walk;
  const codes = {
    externalPolicyCluster: reason('snat.externalPolicyCluster', params),
    nonLocalSource: reason('snat.nonLocalSource', params),
    fromNode: reason('snat.fromNode', params),
    hairpin: reason('snat.hairpin', params),
  } as const;
  const decidedBy = entry !== undefined && why === 'externalPolicyCluster' ? serviceField(entry, 'spec', 'externalTrafficPolicy') : undefined;
  trace.note('snat', codes[why], { decidedBy, source: { before: { ip: walk.sourceIP, port }, after: { ip: after, port } } });
}

/** Why a service port leads nowhere: there are ready endpoints, but none has this port; or else there are none. */
export function noEndpointsField(api: StoreReader, entry: ServiceEntry): HopDetail['decidedBy'] {
  const { namespace, serviceName, portIndex, hasSelector } = entry.info;
  const slices = api.withLabels('EndpointSlice', namespace, { [LABEL_SERVICE_NAME]: serviceName });
  const hasReady = slices.some((slice) => slice.endpoints?.some((endpoint) => endpoint.conditions?.ready !== false) === true);
  if (!hasReady) return hasSelector ? serviceField(entry, 'spec', 'selector') : serviceField(entry, 'metadata', 'name');
  return serviceField(entry, 'spec', 'ports', portIndex, hasSelector ? 'targetPort' : 'name');
}

/** The container port on which a Pod listens; undefined where it declares none of that number. */
export function containerPortField(api: ApiServer, sandbox: PodSandbox, port: number, protocolNumber: number): HopDetail['decidedBy'] {
  const pod = api.get('Pod', sandbox.namespace, sandbox.name);
  const object: ObjectRef = { apiVersion: 'v1', kind: 'Pod', namespace: sandbox.namespace, name: sandbox.name };
  const protocol = protocolOf(protocolNumber);
  for (const [container, { ports }] of (pod?.spec.containers ?? []).entries()) {
    const found = (ports ?? []).findIndex((declared) => declared.containerPort === port && (declared.protocol ?? 'TCP') === protocol);
    if (found >= 0) return { object, path: ['spec', 'containers', container, 'ports', found, 'containerPort'] };
  }
  return undefined;
}
