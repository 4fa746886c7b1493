import { isWithin } from './addresses.ts';
import type { Option, ParsedRule, Ruleset } from './parse.ts';

/** A new connection's first packet as it comes to a Node. */
export interface TestPacket {
  readonly hook: 'prerouting' | 'output';
  readonly protocol: 'tcp' | 'udp';
  readonly source: string;
  readonly destination: string;
  readonly port: number;
}

export interface WalkNode {
  /** Whether an address is the Node's own, loopback included. */
  isLocal(ip: string): boolean;
  /** By name of a list of `recent`, the clients that are in it. */
  readonly recent: ReadonlyMap<string, ReadonlySet<string>>;
}

/** One way in which the packet may fare, and what it leaves in lists of `recent`. */
export interface Fate {
  readonly kind: 'pass' | 'reject' | 'drop';
  readonly destination: string;
  readonly port: number;
  readonly isMasqueraded: boolean;
  readonly remembered: readonly string[];
}

interface State {
  readonly destination: string;
  readonly port: number;
  readonly mark: number;
  readonly isTranslated: boolean;
  readonly isMasqueraded: boolean;
  readonly remembered: readonly string[];
}

/** How a chain is left: at its end (or by RETURN), or with a verdict that ends the table. */
type Leave = 'end' | 'accept' | 'reject' | 'drop';
interface Way { readonly state: State; readonly leave: Leave }

class Walker {
  readonly #rules: Ruleset;
  readonly #node: WalkNode;
  readonly #packet: TestPacket;

  constructor(rules: Ruleset, node: WalkNode, packet: TestPacket) {
    this.#rules = rules;
    this.#node = node;
    this.#packet = packet;
  }

  /** Whether a rule's conditions hold: 'maybe' where chance decides. */
  #holds(rule: ParsedRule, state: State): 'yes' | 'no' | 'maybe' {
    let result: 'yes' | 'maybe' = 'yes';
    const { options } = rule;
    for (const option of options) {
      const verdict = this.#optionHolds(option, options, state);
      if (verdict === 'no') return 'no';
      if (verdict === 'maybe') result = 'maybe';
    }
    return result;
  }

  #optionHolds({ name, isNegated, words }: Option, options: readonly Option[], state: State): 'yes' | 'no' | 'maybe' {
    const [first = ''] = words;
    const is = (holds: boolean): 'yes' | 'no' => (holds === isNegated ? 'no' : 'yes');
    switch (name) {
      case '-s': return is(isWithin(this.#packet.source, first));
      case '-d': return is(isWithin(state.destination, first));
      case '-p': return is(first === this.#packet.protocol);
      case '--dport': return is(Number(first) === state.port);
      case '--src-type': return is(this.#node.isLocal(this.#packet.source));
      case '--dst-type': return is(this.#node.isLocal(state.destination));
      case '--mark': {
        const [value = 0, mask = 0] = first.split('/').map(Number);
        return is((state.mark & mask) === value);
      }
      case '--ctstate': return is(first.split(',').some((wanted) => wanted === 'NEW' || (wanted === 'DNAT' && state.isTranslated)));
      case '--probability': return Number(first) >= 1 ? 'yes' : 'maybe';
      case '--rcheck': {
        const list = options.find((option) => option.name === '--name')?.words[0] ?? '';
        return is(this.#node.recent.get(list)?.has(this.#packet.source) === true);
      }
      case '-m': case '-j': case '--comment': case '--mode': case '--name': case '--mask': case '--rsource': case '--seconds': case '--reap': case '--set':
      case '--set-xmark': case '--to-destination': case '--reject-with': case '--random-fully': case '--nfacct-name':
        return 'yes';
      default: throw new Error(`an option that the walker does not know: ${name}`);
    }
  }

  #apply(table: string, { options }: ParsedRule, before: State): readonly Way[] {
    const value = (name: string): string | undefined => options.find((option) => option.name === name)?.words[0];
    const isRemembered = options.some(({ name }) => name === '--set');
    const state = isRemembered ? { ...before, remembered: [...before.remembered, value('--name') ?? ''] } : before;
    const target = value('-j');
    switch (target) {
      case undefined: return [{ state, leave: 'end' }];
      case 'ACCEPT': return [{ state, leave: 'accept' }];
      case 'DROP': return [{ state, leave: 'drop' }];
      case 'REJECT': return [{ state, leave: 'reject' }];
      case 'MASQUERADE': return [{ state: { ...state, isMasqueraded: true }, leave: 'accept' }];
      case 'MARK': {
        const [set = 0, mask = 0] = (value('--set-xmark') ?? '').split('/').map(Number);
        return [{ state: { ...state, mark: (state.mark & ~mask) ^ set }, leave: 'end' }];
      }
      case 'DNAT': {
        const [, wide, narrow, port] = /^(?:\[(.*)\]|([^:]*)):(\d+)$/.exec(value('--to-destination') ?? '') ?? [];
        return [{ state: { ...state, destination: wide ?? narrow ?? '', port: Number(port), isTranslated: true }, leave: 'accept' }];
      }
      default: return this.chain(table, target, state);
    }
  }

  /** Every way in which a packet may leave a chain. */
  chain(table: string, name: string, start: State): readonly Way[] {
    const rules = this.#rules.get(table)?.get(name);
    if (rules === undefined) throw new Error(`no chain ${name} in ${table}`);
    let states: readonly State[] = [start];
    const left: Way[] = [];
    for (const rule of rules) {
      const isReturn = rule.options.some((option) => option.name === '-j' && option.words[0] === 'RETURN');
      const next: State[] = [];
      for (const state of states) {
        const holds = this.#holds(rule, state);
        if (holds !== 'yes') next.push(state);
        if (holds === 'no') continue;
        if (isReturn) {
          left.push({ state, leave: 'end' });
          continue;
        }
        for (const way of this.#apply(table, rule, state)) {
          if (way.leave === 'end') next.push(way.state);
          else left.push(way);
        }
      }
      states = next;
    }
    return [...left, ...states.map((state): Way => ({ state, leave: 'end' }))];
  }

  #hook(ways: readonly Way[], table: string, chain: string, isOn: (state: State) => boolean = () => true): readonly Way[] {
    return ways.flatMap((way) => (way.leave === 'drop' || way.leave === 'reject' || !isOn(way.state) ? [way] : this.chain(table, chain, way.state)));
  }

  fates(): readonly Fate[] {
    const { hook, destination, port } = this.#packet;
    const isOutput = hook === 'output';
    const stays = (state: State): boolean => this.#node.isLocal(state.destination);
    let ways: readonly Way[] = [{ leave: 'end', state: { destination, port, mark: 0, isTranslated: false, isMasqueraded: false, remembered: [] } }];
    ways = this.#hook(ways, 'nat', isOutput ? 'OUTPUT' : 'PREROUTING');
    if (isOutput) ways = this.#hook(ways, 'filter', 'OUTPUT');
    ways = this.#hook(ways, 'filter', 'INPUT', stays);
    if (!isOutput) ways = this.#hook(ways, 'filter', 'FORWARD', (state) => !stays(state));
    ways = this.#hook(ways, 'nat', 'POSTROUTING', (state) => isOutput || !stays(state));
    return ways.map(({ state, leave }): Fate => ({
      kind: leave === 'drop' || leave === 'reject' ? leave : 'pass', destination: state.destination, port: state.port, isMasqueraded: state.isMasqueraded, remembered: state.remembered,
    }));
  }
}

/** Everything that may become of a packet by the rules of a Node's iptables. Chance that has no chance at all is left out. */
export function walkRules(rules: Ruleset, node: WalkNode, packet: TestPacket): readonly Fate[] {
  return new Walker(rules, node, packet).fates();
}
