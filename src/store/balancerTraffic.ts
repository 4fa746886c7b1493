import type { ManifestParse } from '../manifests/parseManifests.ts';
import type { ObjectId } from '../protocol/ref.ts';
import { objectId } from '../protocol/ref.ts';
import type { TrafficFlow } from '../protocol/request.ts';
import type { AppContext } from './context.ts';
import { namedObjects, specType } from './suggestTraffic.ts';

const suffix = '-balancer';
const ratePerSecond = 5;

/** Whether a flow was made here. */
export function isBalancerFlow(flowId: string): boolean {
  return flowId.endsWith(suffix);
}

/** The Services of a text that a cloud gives an address. */
export function balancedServices(parse: ManifestParse): readonly ObjectId[] {
  return namedObjects(parse).filter(({ kind, body }) => kind === 'Service' && specType(body) === 'LoadBalancer').map(objectId);
}

export interface BalancerTraffic {
  /** From now on these are waited for, and no others. */
  readonly expect: (services: readonly ObjectId[]) => void;
  /** The cluster has changed. */
  readonly look: () => void;
}

/** Requests from outside to load balancers, as soon as the cloud has given them the address that nobody knew before. */
export function createBalancerTraffic({ cluster, documents }: AppContext): BalancerTraffic {
  let waiting: readonly ObjectId[] = [];
  return {
    expect: (services) => {
      waiting = services;
    },
    look: () => {
      if (waiting.length === 0) return;
      const { traffic, settings } = documents.store.getState();
      const { services } = cluster.getState().view;
      const client = settings.outsideClients[0];
      const flows = waiting.flatMap((id): TrafficFlow[] => {
        const service = services[id];
        const address = service?.loadBalancerAddresses[0];
        const port = service?.ports[0];
        if (client === undefined || address === undefined || port === undefined) return [];
        const protocol = port.protocol === 'UDP' || port.protocol === 'SCTP' ? port.protocol : 'TCP';
        const host = address.includes(':') ? `[${address}]` : address;
        return [{ id: `${id}${suffix}`, from: { kind: 'outside', name: client.name }, to: `${host}:${port.port}`, protocol, connection: 'new', ratePerSecond, isEnabled: true }];
      });
      if (flows.length === 0) return;
      const made = new Set(flows.map(({ id }) => id));
      waiting = waiting.filter((id) => !made.has(`${id}${suffix}`));
      // Nobody has asked for this in particular, so it is no step of its own to undo.
      documents.amend({ traffic: [...flows, ...traffic.filter(({ id }) => !made.has(id))] });
    },
  };
}
