import type { NodePass, RequestTrace } from '../../../protocol/request.ts';
import type { NodeRules, RuleHit, RulesHit } from '../../../protocol/rules.ts';
import type { Chain, Rule, RuleModel, RuleSet, Table, Verdict } from './model.ts';
import { isLocalDestination, matchHolds, nftablesKey, type RulePacket } from './packetMatch.ts';
import type { RuleNode } from './ruleModel.ts';

/** A Node's rules, as data and as text. */
export interface NodeToAsk { readonly node: RuleNode; readonly model: RuleModel; readonly rules: NodeRules }

/** How far jumps may lead; kube-proxy's chains are a handful deep. */
const MAX_DEPTH = 16;
/** More hits than this are not told. */
const MAX_HITS = 500;

type End = 'accept' | 'drop' | 'reject' | 'none';

interface Run {
  readonly packet: RulePacket;
  readonly model: RuleModel;
  readonly rules: NodeRules;
  readonly pass: number;
  readonly sets: ReadonlyMap<string, RuleSet>;
  readonly hits: RuleHit[];
}

interface Place { readonly table: Table; readonly family: number; readonly chains: ReadonlyMap<string, number> }

function note({ rules, hits, pass }: Run, family: number, chain: number, rule: number | undefined): void {
  const found = rules.families[family]?.chains[chain];
  const text = rule === undefined ? found?.declaration[0] : found?.rules[rule]?.text;
  if (text === undefined || hits.length >= MAX_HITS) return;
  hits.push({ node: rules.node, pass, family, chain, ...(rule === undefined ? {} : { rule }), text });
}

/** A table's sets come before its chains in NodeRules. */
function placeOf(table: Table, family: number): Place {
  return { table, family, chains: new Map(table.chains.map((chain, index) => [chain.name, index])) };
}

/** Applies what a rule says; `undefined`: the next rule of the chain is looked at. `return`: the chain is left. */
function apply(run: Run, place: Place, verdict: Verdict, depth: number): End | 'return' | undefined {
  const { packet } = run;
  switch (verdict.kind) {
    case 'jump':
    case 'goto': {
      const end = runChain(run, place, verdict.chain, depth + 1);
      if (end !== 'none') return end;
      return verdict.kind === 'goto' ? 'return' : undefined;
    }
    case 'return': return 'return';
    case 'accept':
    case 'drop':
    case 'reject': return verdict.kind;
    case 'setMark': packet.isMarked = true; return undefined;
    case 'clearMark': packet.isMarked = false; return undefined;
    case 'masquerade':
    case 'masqueradeClearingMark': return 'accept';
    case 'dnat': return translate(packet, verdict.endpoint);
    case 'dnatAny': {
      const endpoint = verdict.endpoints.find(({ key }) => key === packet.endpoint) ?? verdict.endpoints[0];
      return endpoint === undefined ? undefined : translate(packet, endpoint);
    }
    case 'gotoAny': {
      const target = verdict.targets.find(({ endpoint }) => endpoint.key === packet.endpoint) ?? verdict.targets[0];
      return target === undefined ? undefined : apply(run, place, { kind: 'goto', chain: target.chain }, depth);
    }
    case 'lookup': return lookUp(run, place, verdict, depth);
    case 'updateSet':
    case 'none': return undefined;
  }
}

function translate(packet: RulePacket, endpoint: { readonly ip: string; readonly port: number }): 'accept' {
  packet.destination = endpoint.ip;
  packet.port = endpoint.port;
  packet.isTranslated = true;
  return 'accept';
}

function lookUp(run: Run, place: Place, verdict: Extract<Verdict, { kind: 'lookup' }>, depth: number): End | 'return' | undefined {
  const index = place.table.sets.findIndex((set) => set.name === verdict.map);
  const key = nftablesKey(verdict.key, run.packet);
  const at = place.table.sets[index]?.elements.findIndex((element) => element.key === key) ?? -1;
  const found = place.table.sets[index]?.elements[at]?.verdict;
  if (found === undefined) return undefined;
  note(run, place.family, index, at);
  return apply(run, place, found, depth);
}

function runChain(run: Run, place: Place, name: string, depth: number): End {
  const index = place.chains.get(name);
  const chain: Chain | undefined = index === undefined ? undefined : place.table.chains[index];
  if (chain === undefined || index === undefined || depth > MAX_DEPTH) return 'none';
  for (let at = 0; at < chain.rules.length; at++) {
    const rule = chain.rules[at];
    if (rule === undefined || !holds(run, rule)) continue;
    // A lookup that finds nothing is no hit.
    if (rule.verdict.kind !== 'lookup' || hasElement(run, place, rule.verdict)) note(run, place.family, place.table.sets.length + index, at);
    const end = apply(run, place, rule.verdict, depth);
    if (end === 'return') return 'none';
    if (end !== undefined) return end;
  }
  return 'none';
}

function hasElement({ packet }: Run, { table }: Place, { map, key }: Extract<Verdict, { kind: 'lookup' }>): boolean {
  const text = nftablesKey(key, packet);
  return table.sets.find((set) => set.name === map)?.elements.some((element) => element.key === text) === true;
}

function holds({ packet, sets }: Run, rule: Rule): boolean {
  for (const match of rule.matches) if (!matchHolds(match, packet, sets, rule.owner)) return false;
  return true;
}

/** ipvs: the virtual server of the packet's address, and the destination that was taken. */
function meetVirtualServer(run: Run): void {
  const { packet, model } = run;
  model.tables.forEach((table, family) => {
    const index = table.virtualServers.findIndex(({ ip, port, protocol }) => ip === packet.destination && port === packet.port && protocol.toLowerCase() === packet.protocol);
    const server = table.virtualServers[index];
    if (server === undefined || packet.isTranslated) return;
    note(run, family, index, undefined);
    const at = server.servers.findIndex(({ address }) => address === packet.endpoint);
    if (at < 0) return;
    note(run, family, index, at);
    const [, ip = '', port = ''] = /^\[?([^\]]*?)\]?:(\d+)$/.exec(packet.endpoint) ?? [];
    translate(packet, { ip, port: Number(port) });
  });
}

interface Hooks {
  readonly run: (name: string) => boolean;
  readonly isLocal: () => boolean;
  readonly meet: () => void;
}

/** The chains that a packet comes through, in the order of the kernel's hooks; false: it ended. */
function iptablesHooks(pass: NodePass, { run, isLocal }: Hooks): void {
  const isOutput = pass.hook === 'output';
  if (!pass.isEstablished && !run(isOutput ? 'nat OUTPUT' : 'nat PREROUTING')) return;
  if (isOutput && !run('filter OUTPUT')) return;
  const stays = isLocal();
  if (!isOutput && !stays && !run('filter FORWARD')) return;
  if (!pass.isEstablished && (isOutput || !stays) && !run('nat POSTROUTING')) return;
  if (stays) run('filter INPUT');
}

function ipvsHooks(pass: NodePass, { run, isLocal, meet }: Hooks): void {
  const isOutput = pass.hook === 'output';
  if (!pass.isEstablished && !run(isOutput ? 'nat OUTPUT' : 'nat PREROUTING')) return;
  if (!isOutput && isLocal() && !run('filter INPUT')) return;
  meet();
  if (isOutput && !run('filter OUTPUT')) return;
  if (!isOutput && !isLocal() && !run('filter FORWARD')) return;
  if (!pass.isEstablished && (isOutput || !isLocal())) run('nat POSTROUTING');
}

function nftablesHooks(pass: NodePass, { run, isLocal }: Hooks): void {
  const isOutput = pass.hook === 'output';
  if (!run(isOutput ? 'filter-output-pre-dnat' : 'filter-prerouting-pre-dnat')) return;
  if (!pass.isEstablished && !run(isOutput ? 'nat-output' : 'nat-prerouting')) return;
  if (isOutput && !run('filter-output')) return;
  const stays = isLocal();
  if (!isOutput && !stays && !run('filter-forward')) return;
  if (!pass.isEstablished && (isOutput || !stays) && !run('nat-postrouting')) return;
  if (stays) run('filter-input');
}

const keyOf = ({ ip, port }: { readonly ip: string; readonly port: number }): string => (ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`);

/** One Node's hits; gives how the rules end the packet, and whether they lead where it went. */
function askNode(pass: NodePass, number: number, protocol: string, isHeld: boolean, { node, model, rules }: NodeToAsk, hits: RuleHit[]): { readonly end: End; readonly isSame: boolean } {
  const isIPv6 = pass.destination.ip.includes(':');
  const packet: RulePacket = {
    node, protocol, source: pass.source.ip, destination: pass.destination.ip, port: pass.destination.port, original: pass.destination,
    isMarked: false, isNew: !pass.isEstablished, isTranslated: pass.isEstablished && pass.translatedTo !== undefined,
    endpoint: pass.translatedTo === undefined ? '' : keyOf(pass.translatedTo), isHeld,
  };
  if (pass.isEstablished && pass.translatedTo !== undefined) translate(packet, pass.translatedTo);
  const places = model.tables.map(placeOf).filter(({ table }) => (table.family === 'IPv6') === isIPv6);
  const run: Run = { packet, model, rules, pass: number, hits, sets: new Map(places.flatMap(({ table }) => table.sets.map((set) => [set.name, set] as const))) };
  let end: End = 'none';
  const hooks: Hooks = {
    run(name) {
      const [first = '', second] = name.split(' ');
      const place = places.find(({ table }) => (second === undefined ? table.program === 'nftables' : table.program === 'iptables' && table.name === first));
      end = place === undefined ? 'none' : runChain(run, place, second ?? first, 0);
      return end !== 'drop' && end !== 'reject';
    },
    isLocal: () => isLocalDestination(packet, run.sets),
    meet: () => {
      meetVirtualServer(run);
    },
  };
  const walk = { iptables: iptablesHooks, ipvs: ipvsHooks, nftables: nftablesHooks }[model.mode];
  walk(pass, hooks);
  const wentTo = pass.translatedTo ?? pass.destination;
  return { end, isSame: packet.destination === wentTo.ip && packet.port === wentTo.port };
}

const refusals = new Set(['drop.sourceRanges', 'drop.noLocalEndpoints', 'drop.unallocatedClusterIP', 'reject.undefinedPort', 'reject.noEndpoints']);

/**
 * Asks the rules that the Nodes have now about a request's packet, as it came to each of them, and lists the rules whose
 * conditions it met, in order; random choices go the way that the packet went. Nodes that are gone are left out.
 * `isOutdated` where the rules would send it elsewhere now.
 */
export function hitsOf(trace: RequestTrace, find: (nodeName: string) => NodeToAsk | undefined): RulesHit {
  const hits: RuleHit[] = [];
  const isHeld = trace.hops.some((hop) => hop.reason.code === 'affinity.held');
  const wasRefused = trace.hops.some((hop) => refusals.has(hop.reason.code));
  const passes = trace.passes ?? [];
  let isOutdated = false;
  passes.forEach((pass, number) => {
    const asked = find(pass.node);
    if (asked === undefined) {
      isOutdated = true;
      return;
    }
    const { end, isSame } = askNode(pass, number, trace.spec.protocol.toLowerCase(), isHeld, asked, hits);
    const isRefused = end === 'drop' || end === 'reject';
    // ipvs itself refuses where no destination is left.
    const mayRefuse = asked.model.mode === 'ipvs' && wasRefused;
    isOutdated ||= !isSame || (isRefused !== (wasRefused && number === passes.length - 1) && !mayRefuse);
  });
  return { hits, isOutdated };
}
