import type { Service } from '../../kube/types.generated.ts';
import { bigIntToIP, cidrSize, parseCIDR } from '../../kube/ip.ts';
import type { EngineContext } from '../context.ts';
import { keyOf, refOf, splitKey } from './objectKey.ts';

const ingressOf = (service: Service): readonly unknown[] => service.status?.loadBalancer?.ingress ?? [];

/** Whether a cloud would build a load balancer for it: classes are for other controllers. */
const wantsLoadBalancer = (service: Service): boolean => service.spec.type === 'LoadBalancer' && service.spec.loadBalancerClass === undefined;

export interface ServiceController {
  /** The settings have another cloud: Services that waited in vain are looked at again. */
  cloudChanged(): void;
}

/**
 * A cloud: gives Services of type LoadBalancer an address, one after the other, `delays.loadBalancerMs` after they ask for one.
 * A name keeps its address until the Service changes its type. Mirrors staging/src/k8s.io/cloud-provider/controllers/service (v1.36).
 */
export function startServiceController(context: EngineContext): ServiceController {
  const { api } = context;
  const addresses = new Map<string, string>();
  const waiting = new Map<string, number>();
  let nextIndex = 1n;

  /** The next address of the range; once it is used up, one whose Service is gone. */
  function nextAddress(): string | undefined {
    const { cloud } = context.settings();
    const range = cloud.kind === 'loadBalancers' ? parseCIDR(cloud.addresses)?.cidr : undefined;
    if (range === undefined) return undefined;
    if (nextIndex < cidrSize(range) - 1n) return bigIntToIP(range.base + nextIndex++, range.family);
    for (const [key, ip] of addresses) {
      const { namespace, name } = splitKey(key);
      if (api.get('Service', namespace, name) !== undefined) continue;
      addresses.delete(key);
      return ip;
    }
    context.notice('cloud.noAddress', {});
    return undefined;
  }

  /** The stand-in for a cloud that goes with reported kubelets writes addresses and says nothing. */
  function tell(service: Service, reason: string, message: string): void {
    if (context.settings().kubelet === 'simulated') context.events.event(refOf(service), 'Normal', reason, message);
  }

  function ensure(key: string): void {
    const { namespace, name } = splitKey(key);
    const service = api.get('Service', namespace, name);
    if (service === undefined || !wantsLoadBalancer(service) || ingressOf(service).length > 0) return;
    const ip = addresses.get(key) ?? nextAddress();
    if (ip === undefined) return;
    addresses.set(key, ip);
    api.updateStatus('Service', { ...service, status: { ...service.status, loadBalancer: { ingress: [{ ip, ipMode: 'VIP' }] } } });
    tell(service, 'EnsuredLoadBalancer', 'Ensured load balancer');
  }

  function cleanUp(service: Service): void {
    addresses.delete(keyOf(service));
    if (ingressOf(service).length > 0) api.updateStatus('Service', { ...service, status: { ...service.status, loadBalancer: {} } });
    tell(service, 'DeletedLoadBalancer', 'Deleted load balancer');
  }

  /** Those that wait long enough get their addresses in the order of their names. */
  function runDue(): void {
    const { nowMs } = context.scheduler;
    const due = [...waiting].filter(([, atMs]) => atMs <= nowMs).map(([key]) => key).sort();
    for (const key of due) {
      waiting.delete(key);
      ensure(key);
    }
  }

  function ask(service: Service): void {
    const key = keyOf(service);
    if (waiting.has(key) || context.settings().cloud.kind !== 'loadBalancers') return;
    const { loadBalancerMs } = context.settings().delays;
    waiting.set(key, context.scheduler.nowMs + loadBalancerMs);
    tell(service, 'EnsuringLoadBalancer', 'Ensuring load balancer');
    context.scheduler.after(loadBalancerMs, runDue);
  }

  api.watch('Service', ({ type, object, old }) => {
    if (type === 'DELETED') return void waiting.delete(keyOf(object));
    if (wantsLoadBalancer(object)) {
      if (ingressOf(object).length === 0) ask(object);
    } else if (old?.spec.type === 'LoadBalancer' && object.spec.type !== 'LoadBalancer') cleanUp(object);
  });

  return {
    cloudChanged() {
      for (const service of api.list('Service')) if (wantsLoadBalancer(service) && ingressOf(service).length === 0) ask(service);
    },
  };
}
