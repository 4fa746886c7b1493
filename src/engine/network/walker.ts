import type { Place } from '../../protocol/request.ts';
import { objectId } from '../../protocol/ref.ts';
import type { EngineContext, PodSandbox, Runtime } from '../context.ts';
import type { KubeProxy } from '../proxy/kubeProxy.ts';
import { newDecision, type NATHook, type Proxier } from '../proxy/proxier.ts';
import type { AddressBook, Location } from './addressBook.ts';
import type { Balancer } from './balancer.ts';
import { deliverToMachine, deliverToOutside, deliverToPod, type Delivery } from './deliver.ts';
import { createKernel } from './kernel.ts';
import type { Machine } from './machines.ts';
import { reason } from './reasons.ts';
import { MAX_VISITS, type Walk } from './walkState.ts';

export interface WalkerParts {
  readonly context: EngineContext;
  readonly runtime: Runtime;
  readonly proxy: KubeProxy;
  readonly balancer: Balancer;
  readonly delivery: Delivery;
  book(): AddressBook;
}

const isIPv6 = (ip: string): boolean => ip.includes(':');
const nodePlace = (machine: Machine): Place => ({ kind: 'node', name: machine.name });

/** The places between a client and where its packet ends; decides every step of the way. */
export interface Walker {
  /** Takes a started packet to its end and writes down the outcome. */
  run(walk: Walk): void;
}

/**
 * The way of a packet: through the client's Node, the rules of kube-proxy there, other machines and their rules, to a Pod, a
 * host or nowhere. One code for all requests; what a trace wants to know is worked out only where there is one.
 */
export function createWalker(parts: WalkerParts): Walker {
  const { context, runtime, proxy, balancer, delivery } = parts;
  const kernel = createKernel(context.api, proxy, delivery, newDecision());
  /** How a packet came in at a machine. */
  const entered = { sourceIP: '', destinationIP: '', destinationPort: 0 };
  let rules: Proxier = proxy.proxier();
  /** The client's own machine has lost its links. */
  let isCutOff = false;
  /** Where the packet's destination was last looked up, since most packets pass two machines. */
  let locatedIP = '';
  let located: Location = { kind: 'unknown' };

  function locate(ip: string): Location {
    if (ip !== locatedIP) {
      located = parts.book().locate(ip);
      locatedIP = ip;
    }
    return located;
  }

  function run(walk: Walk): void {
    const { client } = walk;
    if (client === undefined) return;
    rules = proxy.proxier();
    kernel.useRules(rules);
    isCutOff = false;
    locatedIP = '';
    if (walk.sourceIP === '') {
      delivery.unreachableAtOnce(walk, reason('unreachable.noFamily', { host: client.name, address: walk.destinationIP }));
      return;
    }
    const { machine } = client;
    if (machine === undefined) startOutside(walk);
    else if (client.isOnHost) startOnMachine(walk, machine);
    else startInPod(walk, machine, client.sandbox);
  }

  function startInPod(walk: Walk, machine: Machine, sandbox: PodSandbox | undefined): void {
    const { destinationIP: address, destinationPort: port } = walk;
    walk.machine = machine;
    if (machine.isLoopback(address)) {
      delivery.refuse(walk, machine, reason('refuse.loopback', { port }));
      return;
    }
    if (sandbox !== undefined && address === walk.sourceIP) {
      deliverToPod(parts, walk, machine, sandbox, true);
      return;
    }
    if (!isUp(walk, machine)) return;
    walk.trace?.move('send', nodePlace(machine), walk.timeMs, reason('send.fromPod', { node: machine.name, address, port }));
    travel(walk, machine, 'prerouting');
  }

  function startOnMachine(walk: Walk, machine: Machine): void {
    const { destinationIP: address, destinationPort: port } = walk;
    const location = locate(address);
    walk.machine = machine;
    if (!isUp(walk, machine)) return;
    walk.trace?.move('send', nodePlace(machine), walk.timeMs, reason('send.toNode', { node: machine.name, address, port }));
    if (location.kind === 'podRange' && location.machine === machine) {
      if (runtime.byIP(address) === undefined) {
        delivery.unreachableAtOnce(walk, reason('unreachable.noPod', { address, node: machine.name }));
        return;
      }
      walk.sourceIP = machine.gatewayIP(isIPv6(address));
    } else if (location.kind === 'loopback') walk.sourceIP = isIPv6(address) ? '::1' : '127.0.0.1';
    else if ((location.kind === 'node' && location.machine === machine) || rules.bindsAddress(address)) walk.sourceIP = address;
    travel(walk, machine, 'output');
  }

  function startOutside(walk: Walk): void {
    const { destinationIP: address, destinationPort: port } = walk;
    const host = walk.client?.name ?? '';
    const location = parts.book().locate(address);
    switch (location.kind) {
      case 'loopback':
        delivery.refuse(walk, undefined, reason('refuse.loopback', { port }));
        return;
      case 'node': {
        if (location.isGateway) break;
        const { machine } = location;
        if (!crossLink(walk, undefined, machine)) return;
        walk.trace?.move('send', nodePlace(machine), walk.timeMs, reason('send.fromOutside', { node: machine.name, address, port }));
        travel(walk, machine, 'prerouting');
        return;
      }
      case 'balancer':
        balance(walk);
        return;
      case 'outside':
      case 'fabric':
      case 'world':
        deliverToOutside(parts, walk, location, undefined);
        return;
      default:
    }
    delivery.unreachableAtOnce(walk, reason('unreachable.noRoute', { host, address }));
  }

  /** Through a load balancer: the packet is at a Node afterwards, or nowhere. */
  function balance(walk: Walk): void {
    const { destinationIP: address, destinationPort: port } = walk;
    const service = balancer.serviceAt(address);
    if (service === undefined) {
      delivery.drop(walk, reason('balance.noService', { address }));
      return;
    }
    const id = objectId({ kind: 'Service', namespace: service.metadata.namespace, name: service.metadata.name });
    const { linkMs } = context.settings().delays;
    walk.timeMs += linkMs;
    walk.trace?.move('send', { kind: 'loadBalancer', address, service: id }, walk.timeMs, reason('send.toBalancer', { address, port }));
    const choice = balancer.choose(address);
    if (choice === undefined) {
      delivery.drop(walk, reason('balance.noNodes', { address }), { object: { apiVersion: 'v1', kind: 'Service', namespace: service.metadata.namespace ?? '', name: service.metadata.name }, path: ['spec', 'externalTrafficPolicy'] });
      return;
    }
    const { machine, count, isProxy } = choice;
    if (!crossLink(walk, undefined, machine)) return;
    const healthPort = service.spec.healthCheckNodePort ?? 0;
    walk.trace?.move('balance', nodePlace(machine), walk.timeMs, healthPort === 0 ? reason('balance.turn', { node: machine.name, count }) : reason('balance.healthy', { node: machine.name, count, port: healthPort }));
    if (isProxy) {
      walk.sourceIP = address;
      walk.destinationIP = machine.primaryIP(isIPv6(address));
      walk.destinationPort = service.spec.ports?.find((candidate) => candidate.port === port)?.nodePort ?? port;
    }
    travel(walk, machine, 'prerouting');
  }

  function travel(walk: Walk, first: Machine, firstHook: NATHook): void {
    let machine: Machine | undefined = first;
    let hook = firstHook;
    while (machine !== undefined) {
      if (++walk.visits > MAX_VISITS) {
        delivery.drop(walk, reason('drop.tooManyHops', { hops: MAX_VISITS }));
        return;
      }
      walk.machine = machine;
      machine = pass(walk, machine, hook);
      hook = 'prerouting';
    }
  }

  /** One machine's handling of a packet; gives the next machine, or undefined where it ended. */
  function pass(walk: Walk, machine: Machine, hook: NATHook): Machine | undefined {
    entered.sourceIP = walk.sourceIP;
    entered.destinationIP = walk.destinationIP;
    entered.destinationPort = walk.destinationPort;
    const known = walk.flow === undefined ? undefined : kernel.known(walk, walk.flow, machine);
    walk.trace?.enter({ node: machine.name, hook, source: { ip: walk.sourceIP, port: walk.sourcePort }, destination: { ip: walk.destinationIP, port: walk.destinationPort }, isEstablished: known !== undefined });
    if (known !== undefined) kernel.applyKnown(walk, machine, known);
    else if (!kernel.translate(walk, machine, hook)) return undefined;
    const isTranslated = entered.destinationIP !== walk.destinationIP || entered.destinationPort !== walk.destinationPort;
    const location = locate(walk.destinationIP);
    const isLocal = location.kind === 'loopback' || (location.kind === 'node' && location.machine === machine) || rules.bindsAddress(walk.destinationIP);
    let sandbox: PodSandbox | undefined;
    if (location.kind === 'podRange' && location.machine === machine && !isLocal) {
      sandbox = runtime.byIP(walk.destinationIP);
      if (sandbox?.nodeName !== machine.name) {
        noPod(walk, machine, hook === 'output' && isTranslated);
        return undefined;
      }
    }
    if (known === undefined) {
      // Filters speak of addresses of Services and Nodes; a Pod's own address meets none.
      const isPlain = isTranslated && location.kind === 'podRange' && !proxy.table.hasAddress(walk.destinationIP);
      if (!isPlain && !kernel.pass(walk, machine, hook, isLocal, isTranslated)) return undefined;
      // What comes from elsewhere and stays on the machine does not pass where sources are rewritten.
      if (!isLocal || hook === 'output') kernel.masquerade(walk, machine, sandbox !== undefined);
      kernel.remember(walk, machine, entered, isTranslated);
    }
    if (isLocal) deliverToMachine(parts, walk, machine, location.kind === 'node' && !location.isGateway);
    else if (sandbox !== undefined) deliverToPod(parts, walk, machine, sandbox, false);
    else return forward(walk, machine, location);
    return undefined;
  }

  function noPod(walk: Walk, machine: Machine, isSilent: boolean): void {
    const { destinationIP: address } = walk;
    if (isSilent) delivery.drop(walk, reason('drop.noRouteAfterRewrite', { address }));
    else delivery.unreachable(walk, machine, reason('unreachable.noPod', { address, node: machine.name }));
  }

  function forward(walk: Walk, machine: Machine, location: Location): Machine | undefined {
    const { destinationIP: address } = walk;
    switch (location.kind) {
      case 'node':
      case 'podRange': {
        const next = location.machine;
        if (!crossLink(walk, machine, next)) return undefined;
        if (walk.trace !== undefined) {
          const cidr = next.settings.podCIDRs.find((text) => isIPv6(text) === isIPv6(address)) ?? '';
          walk.trace.move('forward', nodePlace(next), walk.timeMs, location.kind === 'podRange' ? reason('forward.podCIDR', { node: next.name, cidr }) : reason('forward.node', { node: next.name, address }));
        }
        return next;
      }
      case 'balancer':
        if (balancer.serviceAt(address)?.status?.loadBalancer?.ingress?.some((ingress) => ingress.ip === address && ingress.ipMode === 'Proxy') === true) balance(walk);
        else delivery.drop(walk, reason('drop.noService', { address, port: walk.destinationPort }));
        return undefined;
      case 'service':
        delivery.drop(walk, reason('drop.noService', { address, port: walk.destinationPort }));
        return undefined;
      default:
        deliverToOutside(parts, walk, location, machine);
        return undefined;
    }
  }

  function isUp(walk: Walk, machine: Machine): boolean {
    const power = runtime.nodePower(machine.name);
    isCutOff = power === 'partitioned';
    if (power !== 'down') return true;
    delivery.drop(walk, reason('drop.nodeDown', { node: machine.name }));
    return false;
  }

  /** From host to host; undefined stands for a host outside. */
  function crossLink(walk: Walk, from: Machine | undefined, to: Machine): boolean {
    walk.timeMs += context.settings().delays.linkMs;
    const power = runtime.nodePower(to.name);
    if (power === 'up' && !isCutOff && (from === undefined || !runtime.isLinkCut(from.name, to.name))) return true;
    if (power === 'down') delivery.drop(walk, reason('drop.nodeDown', { node: to.name }));
    else if (isCutOff || power === 'partitioned') delivery.drop(walk, reason('drop.partitioned', { node: isCutOff ? (from?.name ?? '') : to.name }));
    else delivery.drop(walk, reason('drop.linkCut', { from: from?.name ?? '', to: to.name }));
    return false;
  }

  return { run };
}

