/** What the cluster is made of, apart from its objects: part of every scenario and link. */
export interface ClusterSettings {
  readonly nodes: readonly NodeSettings[];
  /** Hosts outside the cluster that can send requests. Several names may share one address (NAT). */
  readonly outsideClients: readonly OutsideClient[];
  /** One CIDR a family, the primary family first. Two mean dual stack. */
  readonly podCIDRs: readonly string[];
  readonly serviceCIDRs: readonly string[];
  readonly nodePortRange: { readonly from: number; readonly to: number };
  readonly proxy: ProxySettings;
  /** `none`: no controller writes load balancer addresses, so they stay pending. */
  readonly cloud: { readonly kind: 'none' } | { readonly kind: 'loadBalancers'; readonly addresses: string };
  readonly dns: DNSSettings;
  readonly kubelet: 'simulated' | 'reported';
  readonly delays: DelaySettings;
  /** Objects named db.example.com and so on: names that exist outside the cluster. */
  readonly outsideNames: readonly OutsideName[];
}

export interface NodeSettings {
  readonly name: string;
  /** Empty where the Node has no zone label. */
  readonly zone: string;
  readonly addresses: readonly string[];
  readonly podCIDRs: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

export interface OutsideClient {
  readonly name: string;
  readonly address: string;
}

export interface OutsideName {
  readonly name: string;
  readonly address: string;
  readonly ttlSeconds: number;
  /** Ports on which something answers at that address. */
  readonly ports: readonly number[];
}

export type ProxyMode = 'iptables' | 'nftables' | 'ipvs';
export type IPVSScheduler = 'rr' | 'wrr' | 'lc' | 'wlc' | 'sh' | 'dh' | 'sed' | 'nq' | 'mh';

export interface ProxySettings {
  readonly mode: ProxyMode;
  readonly ipvsScheduler: IPVSScheduler;
  /** How "from a Pod of this cluster" is recognised; empty: not at all. */
  readonly clusterCIDR: string;
}

export interface DNSSettings {
  readonly clusterDomain: string;
  /** The nameserver written into each Pod's resolv.conf. */
  readonly clusterIP: string;
  readonly ttlSeconds: number;
}

/** Simulated milliseconds. All zero: everything settles at the same instant. */
export interface DelaySettings {
  /** From a change to the controller that reacts to it. */
  readonly controllerMs: number;
  /** From a changed EndpointSlice or Service to the rules of every Node. */
  readonly proxyMs: number;
  /** From binding a Pod to its containers running. */
  readonly containerStartMs: number;
  /** From creating a LoadBalancer Service to its address. */
  readonly loadBalancerMs: number;
  /** One way between two hosts. */
  readonly linkMs: number;
  /** How long a client waits for an answer before it says that the request timed out. */
  readonly requestTimeoutMs: number;
}

/** Which of the built-in settings a scenario starts from. */
export type ClusterPreset = 'kubeadm' | 'recordings';

const zones = ['zone-a', 'zone-b'] as const;

/** The i-th Node (from 0) of a preset: names, zones and addresses follow one pattern. */
export function presetNode(index: number, isDualStack = false): NodeSettings {
  const zone = zones[index % zones.length] ?? zones[0];
  return {
    name: `node-${index + 1}`,
    zone,
    addresses: [`172.30.${Math.floor((11 + index) / 256)}.${(11 + index) % 256}`, ...(isDualStack ? [`fd00:172:30::${11 + index}`] : [])],
    podCIDRs: [`10.${244 + Math.floor(index / 256)}.${index % 256}.0/24`, ...(isDualStack ? [`fd00:10:244:${index.toString(16)}::/64`] : [])],
    labels: {},
  };
}

/** The settings a cluster starts with: kubeadm's defaults, or the world in which the recordings were made. */
export function presetSettings(preset: ClusterPreset, options: { readonly nodes?: number; readonly isDualStack?: boolean; readonly mode?: ProxyMode } = {}): ClusterSettings {
  const isRecordings = preset === 'recordings';
  const isDualStack = options.isDualStack ?? false;
  const nodeCount = options.nodes ?? 2;
  return {
    nodes: Array.from({ length: nodeCount }, (_, index) => presetNode(index, isDualStack)),
    outsideClients: [{ name: 'outside', address: '172.30.0.200' }],
    podCIDRs: ['10.244.0.0/16', ...(isDualStack ? ['fd00:10:244::/56'] : [])],
    serviceCIDRs: [isRecordings ? '10.96.0.0/16' : '10.96.0.0/12', ...(isDualStack ? ['fd00:10:96::/112'] : [])],
    nodePortRange: { from: 30000, to: 32767 },
    proxy: { mode: options.mode ?? 'iptables', ipvsScheduler: 'rr', clusterCIDR: '10.244.0.0/16' },
    cloud: { kind: 'loadBalancers', addresses: '203.0.113.0/24' },
    dns: { clusterDomain: 'cluster.local', clusterIP: '10.96.0.10', ttlSeconds: 30 },
    kubelet: isRecordings ? 'reported' : 'simulated',
    delays: isRecordings
      ? { controllerMs: 0, proxyMs: 0, containerStartMs: 0, loadBalancerMs: 0, linkMs: 0, requestTimeoutMs: 3000 }
      : { controllerMs: 40, proxyMs: 300, containerStartMs: 900, loadBalancerMs: 2500, linkMs: 1, requestTimeoutMs: 3000 },
    outsideNames: isRecordings
      ? [{ name: 'db.example.com', address: '198.51.100.10', ttlSeconds: 3600, ports: [] }]
      : [
          { name: 'www.example.com', address: '198.51.100.20', ttlSeconds: 3600, ports: [80, 443] },
          { name: 'my-database.example.com', address: '198.51.100.30', ttlSeconds: 3600, ports: [3306, 5432] },
          { name: 'db.example.com', address: '198.51.100.10', ttlSeconds: 3600, ports: [5432] },
        ],
  };
}
