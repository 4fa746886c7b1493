import { parseCIDR, type IPFamily } from '../../../kube/ip.ts';
import type { ClusterSettings } from '../../../protocol/settings.ts';
import type { ServiceEntry } from '../serviceEntry.ts';
import type { ServiceTable } from '../serviceTable.ts';
import type { ProxyNode } from '../proxier.ts';
import { iptablesTables, type RuleContext } from './iptablesRules.ts';
import { ipvsTables } from './ipvsRules.ts';
import type { RuleModel, Table } from './model.ts';
import { nftablesTable } from './nftablesRules.ts';
import { planService, type ServicePlan } from './servicePlan.ts';

/** A Node with the addresses at which ipvs puts node ports. */
export interface RuleNode extends ProxyNode {
  /** Its addresses towards its own Pods; empty where it has none of the family. */
  gatewayIP(isIPv6: boolean): string;
}

const ofFamily = (texts: readonly string[], family: IPFamily): readonly string[] => texts.filter((text) => parseCIDR(text)?.cidr.family === family);

/**
 * The rules that kube-proxy has on a Node now, as data: both families, as kube-proxy itself sets up both wherever the Node's
 * kernel knows both; `isTextOnly`: only for `toNodeRules`. From the tables by which packets are routed, so that it costs what all Services hold.
 */
export function buildRuleModel(table: ServiceTable, settings: ClusterSettings, node: RuleNode, nowMs: number, isTextOnly: boolean): RuleModel {
  const { mode, clusterCIDR, ipvsScheduler: scheduler } = settings.proxy;
  const planOf = (entry: ServiceEntry): ServicePlan => planService(entry, node, table);
  const clusterCIDRs = clusterCIDR.split(',').map((text) => text.trim());
  const tables = (['IPv4', 'IPv6'] as const).flatMap((family): readonly Table[] => {
    const isIPv6 = family === 'IPv6';
    const context: RuleContext = { family, node, clusterCIDRs: ofFamily(clusterCIDRs, family), isTextOnly };
    const entries = table.allEntries().filter(({ info }) => info.family === family);
    switch (mode) {
      case 'iptables': return iptablesTables(context, entries, planOf);
      case 'nftables': return [nftablesTable({ ...context, serviceCIDRs: ofFamily(settings.serviceCIDRs, family), nowMs }, entries.map(planOf))];
      case 'ipvs': return ipvsTables({ ...context, nodeIPs: [node.primaryIP(isIPv6), node.gatewayIP(isIPv6)].filter((ip) => ip !== ''), scheduler, nowMs }, entries.map(planOf));
    }
  });
  return { nodeName: node.name, mode, tables };
}
