import type { ProxySettings } from '../../protocol/settings.ts';
import type { EngineContext } from '../context.ts';
import { createCIDRSet, createLocalDetector } from './cidrSet.ts';
import { createIPTablesProxier } from './iptables.ts';
import { createIPVSProxier } from './ipvs.ts';
import { createNFTablesProxier } from './nftables.ts';
import type { Proxier } from './proxier.ts';
import { createServiceTable, type ServiceTable } from './serviceTable.ts';

/** The proxies of all Nodes. */
export interface KubeProxy {
  readonly table: ServiceTable;
  /** The rules of the mode that is set now. */
  proxier(): Proxier;
}

/**
 * Starts kube-proxy on every Node. Another mode or other ranges take effect at once; session affinity and the state of
 * schedulers are kept, since each mode keeps its own.
 */
export function startKubeProxy(context: EngineContext): KubeProxy {
  const table = createServiceTable(context);
  let current: { readonly proxy: ProxySettings; readonly serviceCIDRs: readonly string[]; readonly proxier: Proxier } | undefined;

  function create(proxy: ProxySettings, serviceCIDRs: readonly string[]): Proxier {
    const chains = {
      table,
      detector: createLocalDetector(proxy.clusterCIDR),
      random: context.random('loadBalancing'),
      nowMs: () => context.scheduler.nowMs,
    };
    switch (proxy.mode) {
      case 'iptables': return createIPTablesProxier(chains);
      case 'nftables': return createNFTablesProxier({ ...chains, serviceCIDRs: createCIDRSet(serviceCIDRs) });
      case 'ipvs': return createIPVSProxier({ ...chains, scheduler: () => proxy.ipvsScheduler });
    }
  }

  return {
    table,
    proxier() {
      const { proxy, serviceCIDRs } = context.settings();
      if (current?.proxy !== proxy || current.serviceCIDRs !== serviceCIDRs) current = { proxy, serviceCIDRs, proxier: create(proxy, serviceCIDRs) };
      return current.proxier;
    },
  };
}
