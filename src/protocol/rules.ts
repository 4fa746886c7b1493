import type { IPFamily } from '../kube/ip.ts';
import type { ObjectId } from './ref.ts';
import type { ProxyMode } from './settings.ts';

/** What of a Service a rule comes from. */
export interface RuleOwner {
  readonly service: ObjectId;
  /** Empty where the port has no name. */
  readonly portName: string;
  /** `address:port` where the rule is one endpoint's; an IPv6 address is bracketed. */
  readonly endpoint?: string;
}

/** The program whose listing a table of rules is. */
export type RuleProgram = 'iptables-save' | 'ip6tables-save' | 'nft' | 'ipvsadm' | 'ipset';

/** One rule of a chain, element of a set, or server of ipvs. */
export interface RuleText {
  /** As the program writes it, without what surrounds it. */
  readonly text: string;
  readonly owner?: RuleOwner;
}

export interface RuleChain {
  readonly kind: 'chain' | 'set' | 'map' | 'virtualServer';
  readonly name: string;
  /** The lines that come before the rules and belong to the chain. */
  readonly declaration: readonly string[];
  readonly rules: readonly RuleText[];
  readonly owner?: RuleOwner;
}

export interface RuleTable {
  readonly program: RuleProgram;
  readonly family: IPFamily;
  readonly table: string;
  readonly chains: readonly RuleChain[];
}

/** What kube-proxy has set up on one Node, as the Node's own programs would list it. */
export interface NodeRules {
  readonly node: string;
  readonly mode: ProxyMode;
  readonly families: readonly RuleTable[];
}

/** One rule that a request's packet met. `family`, `chain` and `rule` are places in NodeRules; no rule: the chain's own declaration. */
export interface RuleHit {
  readonly node: string;
  /** How often the packet had come to a Node before: 0 on its first. */
  readonly pass: number;
  readonly family: number;
  readonly chain: number;
  readonly rule?: number;
  readonly text: string;
}

/** The rules that a request met, in order. `isOutdated`: the rules have changed since, so that they would decide otherwise now. */
export interface RulesHit {
  readonly hits: readonly RuleHit[];
  readonly isOutdated: boolean;
}

/** One line of a listing. */
export interface RuleLine {
  /** Its place in the whole listing, from 0. */
  readonly line: number;
  readonly text: string;
  readonly owner?: RuleOwner;
}

/** A part of a Node's rules: the lines that every given condition leaves, from `offset` on. */
export interface RulesQuestion {
  readonly kind: 'rules';
  readonly node: ObjectId;
  /** Only one program's listing. */
  readonly program?: RuleProgram;
  /** Only lines that come from this Service. */
  readonly service?: ObjectId;
  /** Only lines that contain this, letter case aside. */
  readonly text?: string;
  /** Tells also which rules this request met on the Node. */
  readonly requestId?: number;
  /** Only lines that it met. */
  readonly isHitOnly?: boolean;
  readonly offset?: number;
  /** At most 500, and 200 where absent. */
  readonly limit?: number;
}

export interface RulesAnswer {
  readonly kind: 'rules';
  readonly mode: ProxyMode;
  /** Whose listings the Node has, in the order of the lines. */
  readonly programs: readonly RuleProgram[];
  readonly lines: readonly RuleLine[];
  /** How many lines the conditions leave. */
  readonly total: number;
  /** The lines that the request met, in the order in which it met them; a line is there each time. Empty without a request. */
  readonly hits: readonly { readonly line: number; readonly text: string; readonly pass: number }[];
  /** The rules have changed since the request. */
  readonly isOutdated: boolean;
}
