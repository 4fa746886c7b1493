import { lastStaticAddress } from '../../engine/apiserver/allocators/ipAllocator.ts';
import { bigIntToIP, cidrContains, parseCIDR, parseIP } from '../../kube/ip.ts';
import { drawsClusterIP } from '../allocation.ts';
import { stringAt } from '../jsonParts.ts';
import type { ManifestRule } from '../manifestRule.ts';

/** A chosen address among those that are given by chance, after a Service that was given one. */
export const clusterIPMayBeTaken: ManifestRule = {
  id: 'clusterIPMayBeTaken', severity: 'info', kind: 'Service',
  check(body, { settings, before }) {
    const address = stringAt(body, 'spec', 'clusterIP');
    const ip = parseIP(address);
    const other = drawsClusterIP(before);
    if (ip === undefined || other === undefined) return [];
    for (const range of settings.serviceCIDRs) {
      const cidr = parseCIDR(range)?.cidr;
      if (cidr === undefined || !cidrContains(cidr, ip)) continue;
      const last = lastStaticAddress(cidr);
      if (ip.value > last) return [{ path: ['spec', 'clusterIP'], params: { address, other, last: bigIntToIP(last, cidr.family) } }];
    }
    return [];
  },
};
