import { describe, expect, it } from 'vitest';
import { parseCIDR, type CIDR } from '../../../../src/kube/ip.ts';
import { formatRules, ruleLines } from '../../../../src/engine/proxy/rules/formatRules.ts';
import { probabilityText } from '../../../../src/engine/proxy/rules/iptablesText.ts';
import { durationText } from '../../../../src/engine/proxy/rules/nftablesText.ts';
import { mergeRanges } from '../../../../src/engine/proxy/rules/ranges.ts';
import { hashName } from '../../../../src/engine/proxy/rules/sha256.ts';
import type { ProxyMode } from '../../../../src/protocol/settings.ts';
import { createCluster, webSpec, type TestCluster } from '../network/cluster.ts';

function textOf(cluster: TestCluster, node = 'node-1'): string {
  const rules = cluster.network.rules.of(node);
  if (rules === undefined) throw new Error(`no rules of ${node}`);
  return formatRules(rules);
}

function withWeb(mode: ProxyMode, spec: Parameters<TestCluster['service']>[1] = {}): TestCluster {
  const cluster = createCluster({ mode });
  cluster.pod('a', 'node-1');
  cluster.pod('b', 'node-2');
  cluster.service('web', { ...webSpec, ...spec });
  return cluster;
}

const ranges = (...texts: string[]): readonly CIDR[] => texts.flatMap((text) => parseCIDR(text)?.cidr ?? []);

describe('names and numbers in rules', () => {
  it.each([
    { text: 'default/webtcp', hash: 'LOLE4ISW44XBNF3G' },
    { text: 'default/kubernetes:httpstcp', hash: 'NPX46M4PTMTKRN6Y' },
    { text: 'default/webtcp10.244.0.2:8080', hash: '2OYZRSTTDHUPO7SU' },
    { text: 'default/web/tcp/', hash: 'PFISGYVC' },
  ])('hashes $text', ({ text, hash }) => {
    expect(hashName(text, hash.length)).toBe(hash);
  });

  it('hashes texts of more than one block', () => {
    // The SHA-256 of 200 letters a: c2a908d98f5df987ade41b5fce213067efbcc21ef2240212a41e54b5e7c28ae5.
    expect(hashName('a'.repeat(200), 16)).toBe('YKUQRWMPLX4YPLPE');
  });

  it.each([[2, '0.50000000000'], [3, '0.33333333349'], [4, '0.25000000000'], [7, '0.14285714272']])('one of %i is %s', (count, text) => {
    expect(probabilityText(count)).toBe(text);
  });

  it.each([[75_000, '1m15s'], [10_800_000, '3h'], [86_400_000, '1d'], [10_799_992, '2h59m59s992ms']])('%i ms is %s', (milliseconds, text) => {
    expect(durationText(milliseconds)).toBe(text);
  });

  it.each([
    { name: 'what touches becomes one', of: ranges('10.0.0.0/25', '10.0.0.128/25'), and: [], is: ['10.0.0.0/24'] },
    { name: 'what is no prefix is a range', of: ranges('10.0.0.0/24', '10.0.1.0/25', '10.9.0.0/16'), and: [], is: ['10.0.0.0-10.0.1.127', '10.9.0.0/16'] },
    { name: 'what holds another swallows it', of: ranges('203.0.113.0/24', '172.30.0.11/32'), and: ['203.0.113.6'], is: ['172.30.0.11', '203.0.113.0/24'] },
  ])('$name', ({ of, and, is }) => {
    expect(mergeRanges(of, and)).toEqual(is);
  });
});

describe('rules of a Node', () => {
  it('leave out comments in large clusters', () => {
    const cluster = createCluster();
    cluster.service('web', { clusterIP: '10.96.1.10', ports: [{ port: 80 }] });
    for (let slice = 0; slice < 11; slice++) cluster.slice(`web-${slice}`, 'web', { endpoints: Array.from({ length: 100 }, (_, index) => ({ addresses: [`192.0.${slice}.${index + 1}`] })) });
    const lines = textOf(cluster).split('\n');
    expect(lines.filter((line) => line.includes('KUBE-SEP-') && line.startsWith('-A') && line.includes('default/web'))).toEqual([]);
    expect(lines.filter((line) => line.includes('10.96.1.10/32')).every((line) => line.includes('"default/web cluster IP"'))).toBe(true);
  });

  it('differ with the family', () => {
    const cluster = createCluster({ isDualStack: true });
    cluster.pod('a', 'node-1');
    cluster.service('web', { ...webSpec, ipFamilyPolicy: 'RequireDualStack', type: 'NodePort', sessionAffinity: 'ClientIP' });
    cluster.service('none', { ...webSpec, clusterIP: '10.96.1.11', ipFamilyPolicy: 'RequireDualStack', selector: { app: 'none' } });
    const rules = cluster.network.rules.of('node-1');
    const text = rules === undefined ? '' : formatRules(rules, ['ip6tables-save']);
    expect(text).toContain('--to-destination [fd00:10:244::2]:8080');
    expect(text).toContain('--mask ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff --rsource');
    expect(text).toContain('--reject-with icmp6-port-unreachable');
    expect(text).toContain('-A KUBE-SERVICES ! -d ::1/128 -m comment');
    // The ranges of this cluster's Pods are known for IPv4 only.
    expect(text).not.toContain('! -s');
  });

  it('tell of ipvs: virtual servers, sets, and rules that ask them', () => {
    const cluster = withWeb('ipvs', { type: 'LoadBalancer', sessionAffinity: 'ClientIP', loadBalancerSourceRanges: ['198.51.100.0/24'], ports: [{ port: 80, targetPort: 8080, nodePort: 30_080 }] });
    const text = textOf(cluster);
    expect(text).toContain('TCP  10.96.1.10:80 rr persistent 10800\n  -> 10.244.0.2:8080              Masq    1      0          0\n  -> 10.244.1.2:8080              Masq    1      0          0\n');
    expect(text).toContain('TCP  172.30.0.11:30080 rr persistent 10800');
    expect(text).toContain('-A KUBE-SERVICES ! -s 10.244.0.0/16 -m comment --comment "Kubernetes service cluster ip + port for masquerade purpose" -m set --match-set KUBE-CLUSTER-IP dst,dst -j KUBE-MARK-MASQ');
    expect(text).toContain('-A KUBE-NODE-PORT -p tcp -m comment --comment "Kubernetes nodeport TCP port for masquerade purpose" -m set --match-set KUBE-NODE-PORT-TCP dst -j KUBE-MARK-MASQ');
    expect(text).toContain('add KUBE-LOAD-BALANCER-SOURCE-CIDR 203.0.113.1,tcp:80,198.51.100.0/24');
    expect(text).toContain('-A KUBE-IPVS-OUT-FILTER -s 203.0.113.1/32 -m ipvs');
  });

  it('show who is held in nftables, and until when', () => {
    const cluster = withWeb('nftables', { sessionAffinity: 'ClientIP' });
    cluster.request('a', '10.96.1.10:80');
    cluster.settle(1500);
    expect(textOf(cluster)).toMatch(/elements = \{ 10\.244\.0\.2 expires 2h59m58s500ms \}/);
  });

  it('know what of a Service they come from', () => {
    const rules = withWeb('iptables').network.rules.of('node-1');
    const lines = rules === undefined ? [] : ruleLines(rules);
    const ofWeb = lines.filter((line) => line.owner?.service === 'Service/default/web');
    expect(ofWeb.filter((line) => line.text.startsWith(':')).length).toBe(3);
    expect(ofWeb.filter((line) => line.owner?.endpoint === '10.244.1.2:8080').map((line) => line.text.slice(0, 11))).toEqual([':KUBE-SEP-P', '-A KUBE-SEP', '-A KUBE-SEP', '-A KUBE-SVC']);
  });
});

describe('rules that a request met', () => {
  const external = { type: 'LoadBalancer', externalTrafficPolicy: 'Local', loadBalancerSourceRanges: ['172.30.0.200/32'], ports: [{ port: 80, targetPort: 8080, nodePort: 30_080 }] };
  const requests = [
    ['a', '10.96.1.10:80'], ['a', '10.244.1.2:8080'], ['node-1', '10.96.1.10:80'], ['outside', '172.30.0.12:30080'], ['outside', '203.0.113.1:80'], ['b', '203.0.113.1:80'], ['node-2', '172.30.0.11:30080'], ['a', '10.96.1.10:81'], ['a', '10.96.9.9:80'],
  ] as const;
  const cases = (['iptables', 'nftables', 'ipvs'] as const).flatMap((mode) => requests.map(([from, to]) => ({ mode, from, to })));

  it.each(cases)('$mode: from $from to $to, as it went', ({ mode, from, to }) => {
    const cluster = withWeb(mode, external);
    const trace = cluster.request(from, to);
    const { hits, isOutdated } = cluster.network.rules.hit(trace);
    expect(isOutdated).toBe(false);
    const nodes = (trace.passes ?? []).map(({ node }) => node);
    expect(hits.every((hit) => nodes[hit.pass] === hit.node)).toBe(true);
  });

  it('are those that lead to the endpoint, in order', () => {
    const cluster = withWeb('iptables');
    const { hits } = cluster.network.rules.hit(cluster.request('node-1', '10.96.1.10:80'));
    const targets = hits.filter((hit) => hit.pass === 0).map(({ text }) => /-j (\S+)/.exec(text)?.[1]?.replace(/-[A-Z2-7]{16}$/, ''));
    expect(targets).toEqual(['KUBE-SERVICES', 'KUBE-SVC', 'KUBE-MARK-MASQ', 'MARK', 'KUBE-SEP', 'DNAT', 'KUBE-FIREWALL', 'KUBE-PROXY-FIREWALL', 'KUBE-SERVICES', 'KUBE-POSTROUTING', 'MARK', 'MASQUERADE']);
  });

  it('are told as outdated once they would lead elsewhere', () => {
    const cluster = withWeb('iptables');
    const trace = cluster.request('node-1', '10.96.1.10:80');
    const pod = trace.pod?.split('/').at(-1) ?? '';
    cluster.ready(pod, false);
    cluster.remove('Pod', pod);
    expect(cluster.network.rules.hit(trace).isOutdated).toBe(true);
  });
});
