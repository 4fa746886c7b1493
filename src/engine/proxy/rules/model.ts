import type { IPFamily } from '../../../kube/ip.ts';
import type { ProxyMode } from '../../../protocol/settings.ts';
import type { RuleChain, RuleOwner, RuleText } from '../../../protocol/rules.ts';
import type { ProxyEndpoint } from '../endpointSliceCache.ts';

/** By what a set or map is asked. */
export type SetKey = 'destination' | 'source' | 'destinationProtocolPort' | 'protocolPort' | 'hairpin';

/** What a rule looks at in a packet; `isSet`: written as a set even with one range. A rule's matches are in the order in which its program writes them; all must hold. */
export type Match =
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'protocol'; readonly protocol: string }
  | { readonly kind: 'source' | 'destination'; readonly ranges: readonly string[]; readonly isNegated?: boolean; readonly isSet?: boolean }
  /** Without a port, the module of the protocol is only named. */
  | { readonly kind: 'destinationPort'; readonly protocol: string; readonly port?: number }
  | { readonly kind: 'sourceType' | 'destinationType'; readonly isNegated?: boolean }
  | { readonly kind: 'mark'; readonly isNegated?: boolean }
  | { readonly kind: 'ctState'; readonly states: string; readonly isNegated?: boolean }
  | { readonly kind: 'ctStatusDNAT' }
  /** One of `count` ways that are still open. */
  | { readonly kind: 'statistic'; readonly count: number }
  | { readonly kind: 'recentCheck'; readonly list: string; readonly seconds: number }
  | { readonly kind: 'recentSet'; readonly list: string }
  | { readonly kind: 'nfacct'; readonly name: string }
  | { readonly kind: 'inSet'; readonly set: string; readonly key: SetKey }
  | { readonly kind: 'ipset'; readonly set: string; readonly directions: string }
  | { readonly kind: 'physdevNotIn' }
  | { readonly kind: 'ipvs'; readonly address: string; readonly protocol: string; readonly port: number };

/** What a rule does with a packet for which all of its matches hold. */
export type Verdict =
  | { readonly kind: 'jump' | 'goto'; readonly chain: string }
  | { readonly kind: 'return' | 'accept' | 'drop' | 'reject' | 'setMark' | 'clearMark' | 'masquerade' | 'masqueradeClearingMark' }
  | { readonly kind: 'dnat'; readonly endpoint: ProxyEndpoint }
  /** nftables: one of these at random. */
  | { readonly kind: 'dnatAny'; readonly endpoints: readonly ProxyEndpoint[] }
  | { readonly kind: 'gotoAny'; readonly targets: readonly { readonly chain: string; readonly endpoint: ProxyEndpoint }[] }
  /** nftables: whatever the map holds for the packet. */
  | { readonly kind: 'lookup'; readonly map: string; readonly key: SetKey }
  | { readonly kind: 'updateSet'; readonly set: string }
  | { readonly kind: 'none' };

export interface Rule {
  readonly matches: readonly Match[];
  readonly verdict: Verdict;
  /** Undefined where the rule is there whatever Services there are. */
  readonly owner?: RuleOwner | undefined;
}

/** Where the kernel hands packets to a chain. */
export interface BaseHook { readonly type: 'filter' | 'nat'; readonly hook: string; readonly priority: string }

/** A chain's listing while it is being written. */
export interface ListedChain extends RuleChain { readonly rules: RuleText[] }

export interface Chain {
  readonly name: string;
  /** iptables' own chains and nftables' base chains. */
  readonly isBuiltIn: boolean;
  readonly hook?: BaseHook;
  readonly comment?: string;
  readonly rules: Rule[];
  /** Where only texts were asked for: the chain as it is listed; its rules are not kept as data then. */
  readonly listing?: ListedChain;
}

/** One element of a set, or of a map with what it maps to. `key` as its program writes it. */
export interface Element {
  readonly key: string;
  readonly verdict?: Verdict;
  readonly comment?: string;
  readonly expiresMs?: number;
  readonly owner?: RuleOwner | undefined;
}

export interface RuleSet {
  readonly kind: 'set' | 'map' | 'ipset';
  readonly name: string;
  readonly type: string;
  readonly comment?: string;
  /** Entries last this long; the set is filled by rules. */
  readonly timeoutSeconds?: number;
  readonly elements: Element[];
}

/** One destination of a virtual server of ipvs. */
export interface RealServerRow { readonly address: string; readonly weight: number; readonly active: number; readonly inactive: number; readonly owner: RuleOwner }

export interface VirtualServerRow {
  readonly protocol: string;
  readonly ip: string;
  readonly port: number;
  readonly scheduler: string;
  /** 0: not persistent. */
  readonly persistentSeconds: number;
  readonly servers: readonly RealServerRow[];
  readonly owner: RuleOwner;
}

/** One table of one program's rules. */
export interface Table {
  readonly program: 'iptables' | 'nftables' | 'ipset' | 'ipvsadm';
  readonly family: IPFamily;
  readonly name: string;
  readonly chains: readonly Chain[];
  readonly sets: readonly RuleSet[];
  readonly virtualServers: readonly VirtualServerRow[];
}

/** All that kube-proxy has set up on one Node. */
export interface RuleModel {
  readonly nodeName: string;
  readonly mode: ProxyMode;
  readonly tables: readonly Table[];
}
