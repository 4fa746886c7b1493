import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Machine } from '../../src/engine/network/machines.ts';
import { createAddressBook } from '../../src/engine/network/addressBook.ts';
import { createLocalDetector } from '../../src/engine/proxy/cidrSet.ts';
import { createIPTablesProxier } from '../../src/engine/proxy/iptables.ts';
import { newDecision, resetDecision, type FilterVerdict, type Proxier } from '../../src/engine/proxy/proxier.ts';
import { formatRules } from '../../src/engine/proxy/rules/formatRules.ts';
import type { JsonValue } from '../../src/kube/json.ts';
import { createCluster, type TestCluster } from '../unit/engine/network/cluster.ts';
import { parseRuleset, type Ruleset } from './rulesWalker/parse.ts';
import { walkRules, type Fate, type TestPacket } from './rulesWalker/walk.ts';

const NODES = 3;
const nodeNames = Array.from({ length: NODES }, (_, index) => `node-${index + 1}`);
const family = (isIPv6: boolean): 'IPv6' | 'IPv4' => (isIPv6 ? 'IPv6' : 'IPv4');

interface PodPlan { readonly node: string; readonly app: string; readonly state: 'ready' | 'unready' | 'terminating'; readonly isOnHost: boolean; readonly port: number }
interface ServicePlan {
  readonly app: string;
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  readonly isExternalLocal: boolean;
  readonly isInternalLocal: boolean;
  readonly isAffine: boolean;
  readonly hasExternalIP: boolean;
  readonly ranges: readonly string[];
  readonly distribution: '' | 'PreferSameZone' | 'PreferSameNode';
  readonly hasUDP: boolean;
  readonly isNamed: boolean;
}

const app = fc.constantFrom('web', 'api');
const podPlan: fc.Arbitrary<PodPlan> = fc.record({
  node: fc.constantFrom(...nodeNames), app, port: fc.constantFrom(8080, 9090),
  state: fc.oneof({ weight: 4, arbitrary: fc.constant('ready' as const) }, fc.constantFrom('unready' as const, 'terminating' as const)),
  isOnHost: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
});
const servicePlan: fc.Arbitrary<ServicePlan> = fc.record({
  app, type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'), isExternalLocal: fc.boolean(), isInternalLocal: fc.boolean(), isAffine: fc.boolean(), hasExternalIP: fc.boolean(),
  ranges: fc.subarray(['172.30.0.0/24', '172.30.0.200/32', '10.244.0.0/16', '198.51.100.0/24', '172.30.0.12/32', 'fd00:10:244::/56'], { maxLength: 2 }),
  distribution: fc.constantFrom('', 'PreferSameZone', 'PreferSameNode'), hasUDP: fc.boolean(), isNamed: fc.boolean(),
});
const clusterPlan = fc.record({ pods: fc.array(podPlan, { maxLength: 7 }), services: fc.array(servicePlan, { minLength: 1, maxLength: 3 }), isDualStack: fc.boolean() });

function serviceSpec(plan: ServicePlan, index: number, isDualStack: boolean): Readonly<Record<string, JsonValue>> {
  const ports: JsonValue[] = [{ name: 'http', port: 80, targetPort: plan.isNamed ? 'http' : 8080, ...(plan.type === 'ClusterIP' ? {} : { nodePort: 30_080 + index }) }];
  if (plan.hasUDP) ports.push({ name: 'dns', port: 53, protocol: 'UDP', targetPort: 8080, ...(plan.type === 'ClusterIP' ? {} : { nodePort: 30_180 + index }) });
  const isExternal = plan.type !== 'ClusterIP' || plan.hasExternalIP;
  return {
    type: plan.type, clusterIP: `10.96.1.${10 + index}`, selector: { app: plan.app }, ports,
    ...(isDualStack ? { ipFamilyPolicy: 'RequireDualStack' } : {}),
    ...(isExternal ? { externalTrafficPolicy: plan.isExternalLocal ? 'Local' : 'Cluster' } : {}),
    internalTrafficPolicy: plan.isInternalLocal ? 'Local' : 'Cluster',
    sessionAffinity: plan.isAffine ? 'ClientIP' : 'None',
    ...(plan.hasExternalIP ? { externalIPs: [`172.30.0.${240 + index}`, ...(isDualStack ? [`fd00:99::${index + 1}`] : [])] } : {}),
    ...(plan.type === 'LoadBalancer' && plan.ranges.length > 0 ? { loadBalancerSourceRanges: [...plan.ranges] } : {}),
    ...(plan.distribution === '' ? {} : { trafficDistribution: plan.distribution }),
  };
}

type ClusterPlan = typeof clusterPlan extends fc.Arbitrary<infer T> ? T : never;

function build(plan: ClusterPlan): TestCluster {
  const cluster = createCluster({ nodes: NODES, isDualStack: plan.isDualStack });
  plan.services.forEach((service, index) => {
    cluster.service(`svc-${index}`, serviceSpec(service, index, plan.isDualStack));
  });
  plan.pods.forEach((pod, index) => {
    cluster.pod(`pod-${index}`, pod.node, {
      labels: { app: pod.app }, isReady: pod.state !== 'unready', isHeld: pod.state === 'terminating',
      ports: [{ containerPort: pod.isOnHost ? 8080 + index * 100 : pod.port, name: 'http' }], spec: pod.isOnHost ? { hostNetwork: true } : {},
    });
  });
  plan.pods.forEach((pod, index) => {
    if (pod.state === 'terminating') cluster.remove('Pod', `pod-${index}`);
  });
  return cluster;
}

/** Addresses that packets come from and go to, of one family. */
function packetsOf(cluster: TestCluster, plan: ClusterPlan, machine: Machine, isIPv6: boolean): readonly TestPacket[] {
  const own = plan.pods.flatMap((pod, index) => (pod.node === machine.name && !pod.isOnHost ? [`pod-${index}`] : []));
  const podIPs = own.flatMap((name) => cluster.context.api.get('Pod', 'default', name)?.status?.podIPs ?? []).flatMap(({ ip }) => (ip.includes(':') === isIPv6 ? [ip] : []));
  const outside = isIPv6 ? ['fd00:172:30::200', '2001:db8::1'] : ['172.30.0.200', '198.51.100.7', '192.0.2.1'];
  const services = cluster.context.api.list('Service', 'default');
  const addresses = services.flatMap(({ spec, status }) => [...(spec.clusterIPs ?? []), ...(spec.externalIPs ?? []), ...(status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => ip ?? [])]).filter((ip) => ip.includes(':') === isIPv6);
  const ports = services.flatMap(({ spec }) => (spec.ports ?? []).flatMap(({ port, nodePort = 0 }) => [port, nodePort])).filter((port) => port > 0);
  const loopback = isIPv6 ? '::1' : '127.0.0.1';
  const ownIPs = [machine.primaryIP(isIPv6), machine.gatewayIP(isIPv6)];
  const targets = new Set([...addresses, ...ownIPs, ...nodeNames.map((_, index) => (isIPv6 ? `fd00:172:30::${11 + index}` : `172.30.0.${11 + index}`)), isIPv6 ? 'fd00:10:96::77' : '10.96.7.7']);
  const packets: TestPacket[] = [];
  for (const protocol of ['tcp', 'udp'] as const) {
    for (const port of new Set([...ports, 8080])) {
      for (const destination of targets) {
        for (const source of [...podIPs, ...outside]) packets.push({ hook: 'prerouting', protocol, source, destination, port });
        for (const source of ownIPs) packets.push({ hook: 'output', protocol, source, destination, port });
      }
      packets.push({ hook: 'output', protocol, source: loopback, destination: loopback, port });
    }
  }
  return packets;
}

const show = ({ kind, destination, port, isMasqueraded }: Fate): string => (kind === 'pass' ? `${destination} ${port}${isMasqueraded ? ' masqueraded' : ''}` : kind);

const protocolNumbers = { tcp: 0, udp: 1 } as const;

/** What the engine makes of a packet when its random choices fall as `choose` says; the order of the filters is the kernel's. */
function engineFate(proxier: Proxier, machine: Machine, packet: TestPacket): string {
  const decision = newDecision();
  resetDecision(decision);
  const walked = { sourceIP: packet.source, destinationIP: packet.destination, destinationPort: packet.port, protocolNumber: protocolNumbers[packet.protocol] };
  proxier.translate(machine, walked, packet.hook, decision);
  const { endpoint } = decision;
  const isTranslated = endpoint !== undefined;
  const masquerade = decision.masquerade !== '' && isTranslated;
  if (isTranslated) {
    walked.destinationIP = endpoint.ip;
    walked.destinationPort = endpoint.port;
  }
  const isLocal = machine.isLocal(walked.destinationIP);
  const isOutput = packet.hook === 'output';
  const verdicts: FilterVerdict[] = [decision.verdict];
  if (isOutput) verdicts.push(proxier.filter(machine, walked, 'output', isTranslated, decision));
  const isRefused = verdicts.some((verdict) => verdict !== 'accept');
  if (!isRefused) {
    if (isLocal) verdicts.push(proxier.filter(machine, walked, 'input', isTranslated, decision));
    else if (!isOutput) verdicts.push(proxier.filter(machine, walked, 'forward', isTranslated, decision));
  }
  const refused = verdicts.find((verdict) => verdict !== 'accept');
  if (refused !== undefined) return refused;
  return show({ kind: 'pass', destination: walked.destinationIP, port: walked.destinationPort, isMasqueraded: masquerade && (!isLocal || isOutput), remembered: [] });
}

const MOST_ENDPOINTS = 7;

/** Each of the engine's ways, one for each number that its random stream could give. */
function engineFates(cluster: TestCluster, machine: Machine, packet: TestPacket): readonly string[] {
  const fates = new Set<string>();
  for (let turn = 0; turn < MOST_ENDPOINTS; turn++) {
    const { table } = cluster.network.proxy;
    // Nobody is held yet: each turn is another client's first packet.
    for (const entry of table.allEntries()) entry.affinity.clear();
    const random = { next: () => 0, int: (bound: number) => turn % bound };
    const proxier = createIPTablesProxier({ table, detector: createLocalDetector('10.244.0.0/16'), random, nowMs: () => 0 });
    fates.add(engineFate(proxier, machine, packet));
  }
  return [...fates].sort();
}

function rulesetOf(cluster: TestCluster, node: string, isIPv6: boolean): Ruleset {
  const rules = cluster.network.rules.of(node);
  if (rules === undefined) throw new Error(`no rules of ${node}`);
  return parseRuleset(formatRules(rules, [isIPv6 ? 'ip6tables-save' : 'iptables-save']));
}

const noLists: ReadonlyMap<string, ReadonlySet<string>> = new Map();

describe('the text of a Node\'s rules', () => {
  it('says what the engine does: the same endpoints, masqueraded or not, the same refusals', () => {
    fc.assert(fc.property(clusterPlan, (plan) => {
      const cluster = build(plan);
      const { machines } = createAddressBook(cluster.context.settings(), undefined);
      for (const machine of machines) {
        for (const isIPv6 of plan.isDualStack ? [false, true] : [false]) {
          const ruleset = rulesetOf(cluster, machine.name, isIPv6);
          for (const packet of packetsOf(cluster, plan, machine, isIPv6)) {
            const fates = walkRules(ruleset, { isLocal: (ip) => machine.isLocal(ip), recent: noLists }, packet);
            const byText = [...new Set(fates.map(show))].sort();
            expect({ node: machine.name, family: family(isIPv6), packet, fates: byText }).toEqual({ node: machine.name, family: family(isIPv6), packet, fates: engineFates(cluster, machine, packet) });
          }
        }
      }
    }), { numRuns: 12 });
  });

  it('holds a client where the engine holds it', () => {
    fc.assert(fc.property(clusterPlan, fc.nat(6), (plan, turn) => {
      const cluster = build({ ...plan, services: plan.services.map((service) => ({ ...service, isAffine: true })) });
      const { machines } = createAddressBook(cluster.context.settings(), undefined);
      const { table } = cluster.network.proxy;
      const random = { next: () => 0, int: (bound: number) => turn % bound };
      const proxier = createIPTablesProxier({ table, detector: createLocalDetector('10.244.0.0/16'), random, nowMs: () => 0 });
      for (const machine of machines) {
        const ruleset = rulesetOf(cluster, machine.name, false);
        for (const packet of packetsOf(cluster, plan, machine, false)) {
          for (const entry of table.allEntries()) entry.affinity.clear();
          const first = engineFate(proxier, machine, packet);
          const way = walkRules(ruleset, { isLocal: (ip) => machine.isLocal(ip), recent: noLists }, packet).find((fate) => show(fate) === first);
          expect(way).toBeDefined();
          const recent = new Map((way?.remembered ?? []).map((list) => [list, new Set([packet.source])]));
          const second = [...new Set(walkRules(ruleset, { isLocal: (ip) => machine.isLocal(ip), recent }, packet).map(show))];
          expect({ packet, second }).toEqual({ packet, second: [engineFate(proxier, machine, packet)] });
        }
      }
    }), { numRuns: 6 });
  });
});
