import type { Node, Service } from '../../kube/types.generated.ts';
import type { EngineContext, Runtime } from '../context.ts';
import { serviceHealth } from '../proxy/healthcheck.ts';
import type { ServiceTable } from '../proxy/serviceTable.ts';
import type { AddressBook } from './addressBook.ts';
import type { Machine } from './machines.ts';

const LABEL_EXCLUDE = 'node.kubernetes.io/exclude-from-external-load-balancers';

/** What a load balancer does with a packet. */
export interface Balance {
  readonly service: Service;
  readonly machine: Machine;
  /** How many Nodes it chose from. */
  readonly count: number;
  /** It ends the connection itself and opens another to a node port (`ipMode: Proxy`). */
  readonly isProxy: boolean;
}

/** The load balancers that Services have been given. */
export interface Balancer {
  /** The Service that has an address; undefined where none has. */
  serviceAt(address: string): Service | undefined;
  /** The Node whose turn it is; undefined where no Node is fit. Moves the turn on. */
  choose(address: string): Balance | undefined;
  /** The Nodes that would get packets for an address, in their order. */
  nodes(address: string): readonly string[];
}

const keyOf = (service: Service): string => `${service.metadata.namespace ?? ''}/${service.metadata.name}`;
const ingressOf = (service: Service): NonNullable<NonNullable<Service['status']>['loadBalancer']>['ingress'] => (service.spec.type === 'LoadBalancer' ? service.status?.loadBalancer?.ingress : undefined);

function isFit(node: Node | undefined): boolean {
  if (node === undefined) return false;
  const isReady = node.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false;
  return isReady && node.metadata.labels?.[LABEL_EXCLUDE] === undefined;
}

/**
 * Balancers that forward packets, destination unchanged, to the Nodes in turn: to those whose health check answers 200 where
 * the Service has a healthCheckNodePort, otherwise to the ready ones that are not labelled as excluded.
 * Simplified: health is known at once, and a balancer does not notice that a Node's machine is gone before the API does.
 */
export function createBalancer(context: EngineContext, runtime: Runtime, table: ServiceTable, book: () => AddressBook): Balancer {
  const { api } = context;
  const byAddress = new Map<string, Service>();
  const turns = new Map<string, number>();
  const fit = new Map<string, readonly Machine[]>();
  let settings = context.settings();

  function put(service: Service, old: Service | undefined): void {
    const known = old ?? service;
    fit.delete(keyOf(service));
    for (const ingress of ingressOf(known) ?? []) if (byAddress.get(ingress.ip ?? '')?.metadata.uid === known.metadata.uid) byAddress.delete(ingress.ip ?? '');
  }

  for (const service of api.list('Service')) for (const ingress of ingressOf(service) ?? []) byAddress.set(ingress.ip ?? '', service);
  api.watch('Service', ({ type, object, old }) => {
    put(object, old);
    if (type === 'DELETED') turns.delete(keyOf(object));
    else for (const ingress of ingressOf(object) ?? []) if (ingress.ip !== undefined) byAddress.set(ingress.ip, object);
  });
  api.watch('Node', ({ type, object, old }) => {
    if (type !== 'MODIFIED' || isFit(object) !== isFit(old)) fit.clear();
  });
  table.onSync(() => {
    fit.clear();
  });

  function machinesFor(service: Service): readonly Machine[] {
    if (settings !== context.settings()) {
      settings = context.settings();
      fit.clear();
    }
    const key = keyOf(service);
    let machines = fit.get(key);
    if (machines === undefined) {
      const port = service.spec.healthCheckNodePort ?? 0;
      machines = book().machines.filter((machine) => isFit(api.get('Node', '', machine.name)) && (port === 0 || serviceHealth(table, machine.name, port)?.code === 200));
      fit.set(key, machines);
    }
    // A machine that is off answers no health check.
    return (service.spec.healthCheckNodePort ?? 0) === 0 ? machines : machines.filter((machine) => runtime.nodePower(machine.name) === 'up');
  }

  return {
    serviceAt: (address) => byAddress.get(address),
    choose(address) {
      const service = byAddress.get(address);
      if (service === undefined) return undefined;
      const machines = machinesFor(service);
      const turn = turns.get(keyOf(service)) ?? 0;
      const machine = machines[turn % Math.max(1, machines.length)];
      if (machine === undefined) return undefined;
      turns.set(keyOf(service), turn + 1);
      const isProxy = ingressOf(service)?.some((ingress) => ingress.ip === address && ingress.ipMode === 'Proxy') ?? false;
      return { service, machine, count: machines.length, isProxy };
    },
    nodes(address) {
      const service = byAddress.get(address);
      return service === undefined ? [] : machinesFor(service).map((machine) => machine.name);
    },
  };
}
