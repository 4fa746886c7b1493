import { describe, expect, it } from 'vitest';
import type { ProxyEndpoint } from '../../../../src/engine/proxy/endpointSliceCache.ts';
import type { ServicePort } from '../../../../src/engine/proxy/servicePort.ts';
import { categorizeEndpoints } from '../../../../src/engine/proxy/topology.ts';

type State = 'ready' | 'unready' | 'lasting' | 'ending';

function endpoint(name: string, node: string, state: State = 'ready', zoneHints: readonly string[] = [], nodeHints: readonly string[] = []): ProxyEndpoint {
  const conditions = {
    ready: { isReady: true, isServing: true, isTerminating: false },
    unready: { isReady: false, isServing: false, isTerminating: false },
    lasting: { isReady: false, isServing: true, isTerminating: true },
    ending: { isReady: false, isServing: false, isTerminating: true },
  }[state];
  return { ip: name, port: 80, key: name, nodeName: node === '' ? undefined : node, zoneHints, nodeHints, pod: undefined, slice: 's', ...conditions };
}

const policies = {
  cluster: { usesClusterEndpoints: true, usesLocalEndpoints: false },
  local: { usesClusterEndpoints: false, usesLocalEndpoints: true },
  both: { usesClusterEndpoints: true, usesLocalEndpoints: true },
};

interface Case {
  readonly name: string;
  readonly policy?: keyof typeof policies;
  readonly endpoints: readonly ProxyEndpoint[];
  readonly zone?: string;
  readonly cluster?: string;
  readonly local?: string;
  readonly hasAny: boolean;
}

const a = endpoint('a', 'n1');
const b = endpoint('b', 'n2');
const c = endpoint('c', 'n2');

const cases: readonly Case[] = [
  { name: 'no endpoints', endpoints: [], hasAny: false },
  { name: 'cluster policy takes all ready ones', endpoints: [a, b, c], cluster: 'a b c', hasAny: true },
  { name: 'unready ones are left out', endpoints: [a, endpoint('b', 'n2', 'unready')], cluster: 'a', hasAny: true },
  { name: 'only unready ones', endpoints: [endpoint('a', 'n1', 'unready')], hasAny: false },
  { name: 'terminating ones only where none is ready', endpoints: [a, endpoint('b', 'n2', 'lasting')], cluster: 'a', hasAny: true },
  { name: 'terminating ones as a last resort', endpoints: [endpoint('a', 'n1', 'unready'), endpoint('b', 'n2', 'lasting'), endpoint('c', 'n2', 'ending')], cluster: 'b', hasAny: true },
  { name: 'local policy keeps to the Node', policy: 'local', endpoints: [a, b], local: 'a', hasAny: true },
  { name: 'local policy without a local one knows that there are others', policy: 'local', endpoints: [b], hasAny: true },
  { name: 'local policy with a local terminating one', policy: 'local', endpoints: [endpoint('a', 'n1', 'lasting'), b], local: 'a', hasAny: true },
  { name: 'local policy where only others terminate', policy: 'local', endpoints: [endpoint('b', 'n2', 'lasting')], hasAny: true },
  { name: 'local policy with nothing that serves', policy: 'local', endpoints: [endpoint('a', 'n1', 'unready'), endpoint('b', 'n2', 'ending')], hasAny: false },
  { name: 'an endpoint without nodeName is nowhere local', policy: 'local', endpoints: [endpoint('a', '')], hasAny: true },
  { name: 'both policies fall back on their own', policy: 'both', endpoints: [endpoint('a', 'n1', 'lasting'), b], cluster: 'b', local: 'a', hasAny: true },
  { name: 'zone hints', endpoints: [endpoint('a', 'n1', 'ready', ['za']), endpoint('b', 'n2', 'ready', ['zb'])], cluster: 'a', hasAny: true },
  { name: 'one ready endpoint without a hint ends them', endpoints: [endpoint('a', 'n1', 'ready', ['za']), b], cluster: 'a b', hasAny: true },
  { name: 'an unready endpoint without a hint does not', endpoints: [endpoint('a', 'n1', 'ready', ['za']), endpoint('b', 'n2', 'unready'), endpoint('c', 'n2', 'ready', ['zb'])], cluster: 'a', hasAny: true },
  { name: 'no hint for this zone', endpoints: [endpoint('a', 'n1', 'ready', ['zb'])], cluster: 'a', hasAny: true },
  { name: 'a Node without a zone', zone: '', endpoints: [endpoint('a', 'n1', 'ready', ['za']), endpoint('b', 'n2', 'ready', ['zb'])], cluster: 'a b', hasAny: true },
  { name: 'Node hints before zone hints', endpoints: [endpoint('a', 'n1', 'ready', ['za'], ['n1']), endpoint('b', 'n2', 'ready', ['za'], ['n2'])], cluster: 'a', hasAny: true },
  { name: 'no Node hint for this Node: its zone', endpoints: [endpoint('b', 'n2', 'ready', ['za'], ['n2']), endpoint('c', 'n3', 'ready', ['zb'], ['n3'])], cluster: 'b', hasAny: true },
  { name: 'hints do not count for the local policy', policy: 'both', endpoints: [endpoint('a', 'n1', 'ready', ['zb']), endpoint('b', 'n2', 'ready', ['za'])], cluster: 'b', local: 'a', hasAny: true },
];

describe('categorizeEndpoints', () => {
  it.each(cases)('$name', ({ policy = 'cluster', endpoints, zone = 'za', cluster = '', local = '', hasAny }) => {
    const servicePort = policies[policy] as unknown as ServicePort;
    const result = categorizeEndpoints(endpoints, servicePort, 'n1', zone);
    const names = (list: readonly ProxyEndpoint[]): string => list.map((item) => item.key).join(' ');
    expect({ cluster: names(result.cluster), local: names(result.local), hasAny: result.hasAny }).toEqual({ cluster, local, hasAny });
  });
});
