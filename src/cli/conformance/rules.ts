import type { Engine } from '../../engine/engine.ts';
import { formatRules } from '../../engine/proxy/rules/formatRules.ts';
import type { JsonObject, JsonValue } from '../../kube/json.ts';
import { firstDifference, matchesText, sorted, type Difference } from './compare.ts';

/** What `iptables-save` of nat, then filter, or `nft list ruleset` shows on a Node. */
export function rulesOf(engine: Engine, options: JsonObject): JsonValue {
  const rules = engine.rules(typeof options['node'] === 'string' ? options['node'] : '');
  if (rules === undefined) return { lines: [] };
  return { lines: formatRules(rules, ['iptables-save', 'nft']).split('\n').slice(0, -1) };
}

/** Lines about default/kubernetes may be left out. */
const isAboutKubernetes = (line: string): boolean => /default\/kubernetes(?![\w-])/.test(line);

/** Chains that hold a part of each Service's rules; kube-proxy writes Services in no fixed order. */
const sharedChains = new Set(['KUBE-SERVICES', 'KUBE-NODEPORTS', 'KUBE-EXTERNAL-SERVICES', 'KUBE-PROXY-FIREWALL']);
const serviceChain = /\bKUBE-(?:SVC|SVL|EXT|FW|SEP)-[A-Z2-7]{16}\b/g;

/** A shared chain's rules, Service by Service; those of none stay where they are at the end or the beginning. */
function byService(rules: readonly string[]): readonly string[] {
  const serviceOf = (rule: string): string => /--comment "([\w-]+\/[\w-]+(?::[\w-]+)?)[ "]/.exec(rule)?.[1] ?? '~';
  return rules.map((rule, index) => ({ rule, index, service: serviceOf(rule) }))
    .sort((a, b) => (a.service === b.service ? a.index - b.index : a.service < b.service ? -1 : 1))
    .map(({ rule }) => rule);
}

/** Per table, the chains as a set and each one's rules in order. */
function iptablesForm(lines: readonly string[], ignored: ReadonlySet<string>): JsonObject {
  const tables = lines.flatMap((line, index) => (line.startsWith('*') ? [{ name: line, own: lines.slice(index + 1, lines.indexOf('COMMIT', index)) }] : []));
  return Object.fromEntries(tables.map(({ name, own }) => {
    const chains = own.filter((line) => line.startsWith(':') && !ignored.has(/^:(\S+)/.exec(line)?.[1] ?? ''));
    const rules = new Map<string, string[]>();
    for (const line of own) {
      const chain = /^-A (\S+)/.exec(line)?.[1];
      if (chain !== undefined && !ignored.has(chain) && !isAboutKubernetes(line)) rules.set(chain, [...(rules.get(chain) ?? []), line]);
    }
    const ordered = [...rules].map(([chain, list]): [string, JsonValue] => [chain, [...(sharedChains.has(chain) ? byService(list) : list)]]);
    return [name, { chains: sorted(chains), rules: Object.fromEntries(ordered) }];
  }));
}

/** Chains that only rules about default/kubernetes name. */
function chainsOfKubernetes(lines: readonly string[]): readonly string[] {
  return lines.filter(isAboutKubernetes).flatMap((line) => line.match(serviceChain) ?? []);
}

/** One block of `nft list ruleset`: what it declares, its elements without order, its rules in order. */
interface Block { readonly declaration: string[]; elements: string[]; readonly rules: string[] }

const isDeclaration = (line: string): boolean => /^(?:comment "|type |size |flags |timeout )/.test(line);

function nftablesBlocks(lines: readonly string[]): ReadonlyMap<string, Block> {
  const blocks = new Map<string, Block>();
  let table = '';
  let block: Block | undefined;
  let elements: string | undefined;
  for (const line of lines.map((text) => text.trim())) {
    if (elements !== undefined || line.startsWith('elements = {')) {
      elements = `${elements ?? ''}${elements === undefined ? line.slice('elements = {'.length) : ` ${line}`}`;
      if (!line.endsWith('}')) continue;
      block?.elements.push(...elements.slice(0, -1).split(',').map((element) => element.replace(/ expires \S+/, '').trim()));
      elements = undefined;
    } else if (/^table .* \{$/.test(line)) {
      table = line;
      block = { declaration: [], elements: [], rules: [] };
      blocks.set(table, block);
    } else if (/^(?:set|map|chain) \S+ \{$/.test(line)) {
      block = { declaration: [], elements: [], rules: [] };
      blocks.set(`${table} ${line}`, block);
    } else if (line === '}' || line === '') continue;
    else if (isDeclaration(line)) block?.declaration.push(line);
    else block?.rules.push(line);
  }
  return blocks;
}

/** A set's element of default/kubernetes names it, or is the address that the recordings' world gives it. */
const isKubernetesElement = (element: string): boolean => isAboutKubernetes(element) || element === '10.96.0.1';

function nftablesForm(lines: readonly string[]): JsonObject {
  const blocks = [...nftablesBlocks(lines)].filter(([name, { rules }]) => !isAboutKubernetes(name) && !(/chain \S*\//.test(name) && rules.length === 0));
  return Object.fromEntries(blocks.map(([name, { declaration, elements, rules }]) => [name, { declaration, elements: sorted(elements.filter((element) => !isKubernetesElement(element))), rules }]));
}

/** Where a value was replaced, what stands for it need not sort as it does: like is put beside like. */
function alignElements(wanted: JsonValue | undefined, got: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(wanted) && Array.isArray(got) && JSON.stringify(wanted).includes('<auto>')) {
    const left = (got as JsonValue[]).map(String);
    const found = (wanted as JsonValue[]).map((element) => {
      const at = left.findIndex((other) => typeof element === 'string' && matchesText(element, other));
      return at < 0 ? undefined : left.splice(at, 1)[0];
    });
    return [...found.map((element) => element ?? null), ...left];
  }
  if (wanted === undefined || got === undefined || wanted === null || got === null || typeof wanted !== 'object' || typeof got !== 'object' || Array.isArray(wanted) || Array.isArray(got)) return got;
  const expected = wanted as JsonObject;
  return Object.fromEntries(Object.entries(got as JsonObject).map(([key, value]) => [key, key === 'rules' && Array.isArray(value) ? value : (alignElements(expected[key], value) ?? null)]));
}

const linesOf = (answer: JsonObject): readonly string[] => {
  const lines = answer['lines'];
  return Array.isArray(lines) ? (lines as readonly JsonValue[]).map(String) : [];
};

/** The first difference of two listings, by the recordings' rules for them. */
export function rulesDifference(saw: JsonObject, got: JsonObject): Difference | undefined {
  const wanted = linesOf(saw);
  const found = linesOf(got);
  if (wanted.some((line) => line.startsWith('*'))) {
    const ignored = new Set([...chainsOfKubernetes(wanted), ...chainsOfKubernetes(found)]);
    return firstDifference(iptablesForm(wanted, ignored), iptablesForm(found, ignored));
  }
  const form = nftablesForm(wanted);
  return firstDifference(form, alignElements(form, nftablesForm(found)));
}
