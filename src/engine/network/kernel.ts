import type { Reason } from '../../protocol/request.ts';
import type { StoreReader } from '../context.ts';
import type { KubeProxy } from '../proxy/kubeProxy.ts';
import { resetDecision, type Decision, type FilterChain, type NATHook, type Proxier } from '../proxy/proxier.ts';
import { isAlive, newConntrackEntry, type ConntrackEntry } from './conntrack.ts';
import type { Delivery } from './deliver.ts';
import type { Machine } from './machines.ts';
import { reason } from './reasons.ts';
import { policyField, serviceField } from './trace.ts';
import { noEndpointsField, servicePlace, traceConntrack, traceDNAT, traceRule, traceSNAT } from './traceRules.ts';
import { MAX_TRANSLATIONS, type Flow, type Walk } from './walkState.ts';

/** What a machine's kernel does to a packet that passes: the rules of kube-proxy, and the memory of connections. */
export interface Kernel {
  /** The rules to go by from now on. */
  useRules(rules: Proxier): void;
  /** What the machine remembers of a flow; undefined where it does not (any more). */
  known(walk: Walk, flow: Flow, machine: Machine): ConntrackEntry | undefined;
  /** Rewrites a packet as others of its flow were. */
  applyKnown(walk: Walk, machine: Machine, known: ConntrackEntry): void;
  /** Rewrites the destination of a new connection's packet by the rules; false where it ends there. */
  translate(walk: Walk, machine: Machine, hook: NATHook): boolean;
  /** Whether the filters let a packet pass that stays on the machine (`isLocal`) or goes on; otherwise it has ended. */
  pass(walk: Walk, machine: Machine, hook: NATHook, isLocal: boolean, isTranslated: boolean): boolean;
  /** Rewrites the source, where the rules asked for it, as the packet leaves for a Pod of the machine or for elsewhere. */
  masquerade(walk: Walk, machine: Machine, isForOwnPod: boolean): void;
  /** Notes the connection, by how its packet came in. Of connections that are over at once, only rewritten ones. */
  remember(walk: Walk, machine: Machine, entered: { readonly sourceIP: string; readonly destinationIP: string; readonly destinationPort: number }, isTranslated: boolean): void;
}

const UDP = 1;
const isIPv6 = (ip: string): boolean => ip.includes(':');

function pushTranslation(walk: Walk, machine: Machine, isMasqueraded: boolean): void {
  const translation = walk.translations[Math.min(walk.translationCount, MAX_TRANSLATIONS - 1)];
  if (translation === undefined) return;
  translation.machine = machine;
  translation.sourceIP = walk.sourceIP;
  translation.isMasqueraded = isMasqueraded;
  translation.closed = undefined;
  walk.translationCount = Math.min(walk.translationCount + 1, MAX_TRANSLATIONS);
}

function filterReason(walk: Walk, machine: Machine, decision: Decision): Reason {
  const { destinationIP: address, destinationPort: port, sourceIP: source } = walk;
  const service = decision.entry?.info.service ?? '';
  const node = machine.name;
  switch (decision.reason) {
    case 'drop.sourceRanges': return reason('drop.sourceRanges', { service, source });
    case 'drop.noLocalEndpoints': return reason('drop.noLocalEndpoints', { service, node });
    case 'drop.unallocatedClusterIP': return reason('drop.unallocatedClusterIP', { address });
    case 'reject.undefinedPort': return reason('reject.undefinedPort', { address, port, node });
    default: return reason('reject.noEndpoints', { service, node });
  }
}

/** What a refused packet's trace tells of the Service. */
function traceRefused(walk: Walk, machine: Machine, decision: Decision, zone: string): void {
  const { trace, destinationIP: address, destinationPort: port, sourceIP: clientIP } = walk;
  const { entry, role } = decision;
  if (trace === undefined || entry === undefined) return;
  const { service } = entry.info;
  if (trace.way.at(-1)?.place.kind !== 'service') trace.move('serviceRule', servicePlace(entry), walk.timeMs, role === 'nodePort' ? reason('rule.nodePort', { service, port }) : reason('rule.clusterIP', { service, address, port }));
  trace.choose({ entry, nodeName: machine.name, zone, candidates: [], endpoints: decision.endpoints, endpoint: undefined, pick: 'only', policy: decision.policy, isShortCircuit: false, clientIP, isEstablished: false });
}

/** The kernels of all machines. `decision` is theirs to fill, and tells the last decision. */
export function createKernel(api: StoreReader, proxy: KubeProxy, delivery: Delivery, decision: Decision): Kernel {
  const { table } = proxy;
  let rules: Proxier = proxy.proxier();

  /** A filter's last word. `isOwn`: on what a process of the machine sends; its datagrams fail as they are sent (EPERM). */
  function end(walk: Walk, machine: Machine, isOwn: boolean): void {
    const { entry } = decision;
    const why = filterReason(walk, machine, decision);
    let field = entry === undefined ? undefined : policyField(decision, entry);
    if (entry !== undefined && decision.reason === 'drop.sourceRanges') field = serviceField(entry, 'spec', 'loadBalancerSourceRanges');
    if (entry !== undefined && decision.reason === 'reject.noEndpoints') field = noEndpointsField(api, entry);
    traceRefused(walk, machine, decision, table.zoneOf(machine.name));
    if (isOwn && walk.protocolNumber === UDP) delivery.unreachableAtOnce(walk, why, field);
    else if (decision.verdict === 'drop') delivery.drop(walk, why, field);
    else delivery.reject(walk, machine, why, field);
  }

  function isPassed(walk: Walk, machine: Machine, chain: FilterChain, isTranslated: boolean): boolean {
    const verdict = rules.filter(machine, walk, chain, isTranslated, decision);
    if (verdict === 'accept') return true;
    decision.verdict = verdict;
    walk.entry ??= decision.entry;
    end(walk, machine, chain === 'output');
    return false;
  }

  return {
    useRules(next) {
      rules = next;
    },
    known(walk, flow, machine) {
      for (const { machine: owner, entry } of flow.entries) {
        if (owner !== machine || entry.destinationIP !== walk.destinationIP || entry.destinationPort !== walk.destinationPort) continue;
        if (isAlive(entry, walk.startMs)) return entry;
      }
      return undefined;
    },
    applyKnown(walk, machine, known) {
      known.lastMs = walk.startMs;
      const isTold = known.entry !== undefined || table.hasAddress(walk.destinationIP);
      if (walk.trace !== undefined && isTold) traceConntrack(walk.trace, walk, machine, known);
      if (known.entry !== undefined) {
        walk.entry ??= known.entry;
        pushTranslation(walk, machine, known.masqueradeIP !== '');
      }
      walk.destinationIP = known.endpointIP;
      walk.destinationPort = known.endpointPort;
      if (known.masqueradeIP === '') return;
      if (walk.trace !== undefined && known.masquerade !== '') traceSNAT(walk.trace, walk, known.masquerade, machine, known.masqueradeIP, known.entry);
      walk.sourceIP = known.masqueradeIP;
    },
    translate(walk, machine, hook) {
      resetDecision(decision);
      rules.translate(machine, walk, hook, decision);
      const { entry, endpoint } = decision;
      if (entry === undefined) return true;
      walk.entry ??= entry;
      if (walk.trace !== undefined) traceRule(walk.trace, walk, decision, entry);
      if (decision.verdict !== 'accept') {
        end(walk, machine, hook === 'output');
        return false;
      }
      if (endpoint === undefined) return true;
      if (walk.trace !== undefined) traceDNAT(walk.trace, walk, decision, entry, machine, table.zoneOf(machine.name));
      pushTranslation(walk, machine, false);
      walk.destinationIP = endpoint.ip;
      walk.destinationPort = endpoint.port;
      return true;
    },
    pass(walk, machine, hook, isLocal, isTranslated) {
      if (hook === 'output' && !isPassed(walk, machine, 'output', isTranslated)) return false;
      if (isLocal) return isPassed(walk, machine, 'input', isTranslated);
      return hook === 'output' || isPassed(walk, machine, 'forward', isTranslated);
    },
    masquerade(walk, machine, isForOwnPod) {
      if (decision.masquerade === '') return;
      const isWide = isIPv6(walk.destinationIP);
      const after = isForOwnPod ? machine.gatewayIP(isWide) : machine.primaryIP(isWide);
      if (walk.trace !== undefined) traceSNAT(walk.trace, walk, decision.masquerade, machine, after, decision.entry);
      walk.sourceIP = after;
      const translation = walk.translations[walk.translationCount - 1];
      if (translation !== undefined) translation.isMasqueraded = true;
    },
    remember(walk, machine, entered, isTranslated) {
      if (walk.flow === undefined && !isTranslated) return;
      const entry = walk.flow === undefined ? machine.conntrack.closed() : newConntrackEntry();
      entry.protocolNumber = walk.protocolNumber;
      entry.sourceIP = entered.sourceIP;
      entry.sourcePort = walk.sourcePort;
      entry.destinationIP = entered.destinationIP;
      entry.destinationPort = entered.destinationPort;
      entry.endpointIP = walk.destinationIP;
      entry.endpointPort = walk.destinationPort;
      entry.masquerade = decision.masquerade;
      entry.masqueradeIP = walk.sourceIP === entered.sourceIP ? '' : walk.sourceIP;
      entry.startedMs = walk.startMs;
      entry.lastMs = walk.startMs;
      entry.entry = isTranslated ? decision.entry : undefined;
      entry.server = decision.server;
      if (walk.flow === undefined) {
        // The object was used for another connection before.
        entry.hasReply = entry.isReset = entry.isDeleted = false;
        const translation = walk.translations[walk.translationCount - 1];
        if (translation !== undefined) translation.closed = entry;
        return;
      }
      walk.flow.entries.push({ machine, entry });
      machine.conntrack.track(entry);
    },
  };
}
