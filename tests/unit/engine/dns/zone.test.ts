import { describe, expect, it } from 'vitest';
import { createCluster, webSpec, type TestCluster } from '../network/cluster.ts';

function world(): TestCluster {
  const cluster = createCluster();
  cluster.pod('a', 'node-1');
  cluster.pod('b', 'node-1', { spec: { hostname: 'beta', subdomain: 'hl' } });
  cluster.service('web', { ...webSpec, ports: [{ name: 'http', port: 80, targetPort: 8080 }, { name: 'dns', port: 53, protocol: 'UDP' }] });
  cluster.service('hl', { clusterIP: 'None', selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] });
  cluster.service('bare', { clusterIP: 'None', selector: { app: 'web' } });
  cluster.service('none', { clusterIP: 'None', selector: { app: 'none' }, ports: [{ port: 80 }] });
  for (const [name, externalName] of [['ext', 'db.example.com'], ['lost', 'lost.example.com'], ['inner', 'nosuch.default.svc.cluster.local'], ['chain', 'ext.default.svc.cluster.local'], ['self', 'self.default.svc.cluster.local'], ['ping', 'pong.default.svc.cluster.local'], ['pong', 'ping.default.svc.cluster.local'], ['sub', 'x.sub.default.svc.cluster.local'], ['address', '198.51.100.10']] as const) {
    cluster.service(name, { type: 'ExternalName', externalName });
  }
  cluster.slice('orphan', '', { endpoints: [{ addresses: ['192.0.2.77'] }] });
  cluster.slice('gone', 'gone', { endpoints: [{ addresses: ['192.0.2.78'] }] });
  cluster.slice('named', 'hl', { addressType: 'FQDN', endpoints: [{ addresses: ['db.example.com'] }] });
  return cluster;
}

const shared = world();
const zone = 'default.svc.cluster.local';

/** What is expected: the code, or the records as `type data`. */
const rows: readonly (readonly [name: string, type: string, expected: string | readonly string[]])[] = [
  [`web.${zone}`, 'A', ['A 10.96.1.10']],
  [`web.${zone}`, 'AAAA', []],
  [`web.${zone}`, 'MX', []],
  [`web.${zone}`, 'TXT', []],
  [`web.${zone}`, 'CAA', []],
  [`web.${zone}`, 'PTR', []],
  [`web.${zone}`, 'CNAME', []],
  [`web.${zone}`, 'SRV', [`SRV 0 50 80 web.${zone}.`, `SRV 0 50 53 web.${zone}.`]],
  [`_http._tcp.web.${zone}`, 'SRV', [`SRV 0 100 80 web.${zone}.`]],
  [`http.tcp.web.${zone}`, 'A', ['A 10.96.1.10']],
  [`_http._udp.web.${zone}`, 'SRV', 'NXDOMAIN'],
  [`_80._tcp.web.${zone}`, 'SRV', 'NXDOMAIN'],
  [`x._http._tcp.web.${zone}`, 'SRV', 'NXDOMAIN'],
  ['WEB.Default.svc.CLUSTER.local', 'A', ['A 10.96.1.10']],
  ['_HTTP._TCP.WEB.Default.svc.CLUSTER.local', 'SRV', ['SRV 0 100 80 web.default.svc.CLUSTER.local.']],
  [`10-244-0-2.web.${zone}`, 'A', ['A 10.244.0.2']],
  [`nosuch.${zone}`, 'A', 'NXDOMAIN'],
  [`nosuch.${zone}`, 'NS', 'NXDOMAIN'],
  [`nosuch.${zone}`, 'SOA', []],
  [`hl.${zone}`, 'A', ['A 10.244.0.2', 'A 10.244.0.3', 'CNAME db.example.com.', 'A 198.51.100.10']],
  [`hl.${zone}`, 'SRV', [`SRV 0 50 8080 10-244-0-2.hl.${zone}.`, `SRV 0 50 8080 beta.hl.${zone}.`]],
  [`beta.hl.${zone}`, 'A', ['A 10.244.0.3']],
  [`10-244-0-3.hl.${zone}`, 'A', 'NXDOMAIN'],
  [`bare.${zone}`, 'A', ['A 10.244.0.2', 'A 10.244.0.3']],
  [`bare.${zone}`, 'SRV', []],
  [`none.${zone}`, 'A', 'NXDOMAIN'],
  [`ext.${zone}`, 'A', ['CNAME db.example.com.', 'A 198.51.100.10']],
  [`ext.${zone}`, 'AAAA', ['CNAME db.example.com.']],
  [`ext.${zone}`, 'SRV', []],
  [`_http._tcp.ext.${zone}`, 'SRV', 'NXDOMAIN'],
  [`lost.${zone}`, 'A', ['CNAME lost.example.com.']],
  [`inner.${zone}`, 'A', []],
  [`inner.${zone}`, 'CNAME', [`CNAME nosuch.${zone}.`]],
  [`chain.${zone}`, 'A', [`CNAME ext.${zone}.`, 'CNAME db.example.com.', 'A 198.51.100.10']],
  [`self.${zone}`, 'A', []],
  [`ping.${zone}`, 'A', []],
  [`sub.${zone}`, 'A', []],
  [`address.${zone}`, 'A', 'NXDOMAIN'],
  ['cluster.local', 'A', []],
  ['cluster.local', 'TXT', 'NXDOMAIN'],
  ['cluster.local', 'NS', [`NS kubernetes.${zone}.`]],
  ['cluster.local', 'SOA', ['SOA ns.dns.cluster.local. hostmaster.cluster.local. 0 7200 1800 86400 30']],
  ['ns.dns.cluster.local', 'A', ['A 10.96.0.1']],
  ['dns.cluster.local', 'A', 'NXDOMAIN'],
  ['dns-version.cluster.local', 'TXT', ['TXT "1.1.0"']],
  ['dns-version.cluster.local', 'A', 'NXDOMAIN'],
  ['svc.cluster.local', 'A', []],
  ['svc.cluster.local', 'TXT', 'NXDOMAIN'],
  ['default.svc.cluster.local', 'SRV', []],
  ['nowhere.svc.cluster.local', 'A', 'NXDOMAIN'],
  ['default.pod.cluster.local', 'A', []],
  ['nowhere.pod.cluster.local', 'A', 'NXDOMAIN'],
  ['1-2-3-4.default.pod.cluster.local', 'A', ['A 1.2.3.4']],
  ['1-2-3-4.default.pod.cluster.local', 'AAAA', []],
  ['1-2-3-4.default.pod.cluster.local', 'SRV', ['SRV 0 100 0 1-2-3-4.default.pod.cluster.local.']],
  ['x.1-2-3-4.default.pod.cluster.local', 'A', ['A 1.2.3.4']],
  ['fd00--1.default.pod.cluster.local', 'AAAA', ['AAAA fd00::1']],
  ['300-2-3-4.default.pod.cluster.local', 'A', 'NXDOMAIN'],
  ['a.default.pod.cluster.local', 'A', 'NXDOMAIN'],
  ['db.example.com', 'A', ['A 198.51.100.10']],
  ['db.example.com', 'AAAA', []],
  ['db.example.com', 'MX', 'NXDOMAIN'],
  ['example.com', 'A', 'NXDOMAIN'],
  ['.', 'A', 'NXDOMAIN'],
  ['10.100.51.198.in-addr.arpa', 'PTR', ['PTR db.example.com.']],
  ['10.1.96.10.in-addr.arpa', 'PTR', [`PTR web.${zone}.`]],
  ['3.0.244.10.in-addr.arpa', 'PTR', [`PTR 10-244-0-3.bare.${zone}.`, `PTR 10-244-0-3.web.${zone}.`, `PTR beta.hl.${zone}.`]],
  ['10.1.96.10.in-addr.arpa', 'A', 'NXDOMAIN'],
  ['1.96.10.in-addr.arpa', 'PTR', 'NXDOMAIN'],
  ['in-addr.arpa', 'PTR', []],
  ['77.2.0.192.in-addr.arpa', 'PTR', 'TIMEOUT'],
  ['78.2.0.192.in-addr.arpa', 'PTR', [`PTR 192-0-2-78.gone.${zone}.`]],
  ['cluster.local', 'AXFR', 'REFUSED'],
];

describe('the DNS server', () => {
  it.each(rows)('answers %s %s', (name, type, expected) => {
    const { rcode, answers } = shared.dns.query(name, type);
    const data = answers.map((answer) => `${answer.type} ${answer.data}`);
    expect(rcode === 'NOERROR' ? data.sort() : rcode).toEqual(typeof expected === 'string' ? expected : [...expected].sort());
  });

  it('puts a CNAME before what it points to', () => {
    expect(shared.dns.query(`chain.${zone}`, 'A').answers.map(({ name, ttl }) => `${name} ${ttl}`)).toEqual([`chain.${zone}. 30`, `ext.${zone}. 30`, 'db.example.com. 3600']);
  });

  it('follows what changes', () => {
    const cluster = createCluster();
    const ask = (name: string): readonly string[] => cluster.dns.query(`${name}.${zone}`, 'A').answers.map((answer) => answer.data);
    const epochs = [cluster.dns.epoch];
    cluster.service('hl', { clusterIP: 'None', selector: { app: 'web' }, ports: [{ port: 80 }] });
    cluster.pod('a', 'node-1');
    epochs.push(cluster.dns.epoch);
    expect(ask('hl')).toEqual(['10.244.0.2']);
    cluster.ready('a', false);
    expect(ask('hl')).toEqual([]);
    cluster.patch('Service', 'hl', { spec: { publishNotReadyAddresses: true } });
    expect(ask('hl')).toEqual(['10.244.0.2']);
    cluster.remove('Service', 'hl');
    expect(cluster.dns.query(`hl.${zone}`, 'A').rcode).toBe('NXDOMAIN');
    expect(cluster.dns.query('2.0.244.10.in-addr.arpa', 'PTR').rcode).toBe('NXDOMAIN');
    expect(epochs[1]).toBeGreaterThan(epochs[0] ?? 0);
  });

  it('names itself by its own Service where it has one', () => {
    const cluster = createCluster();
    cluster.create({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'kube-dns', namespace: 'kube-system' }, spec: { clusterIP: '10.96.0.10', ports: [{ name: 'dns', port: 53, protocol: 'UDP' }] } });
    expect(cluster.dns.query('cluster.local', 'NS').answers.map((answer) => answer.data)).toEqual(['kube-dns.kube-system.svc.cluster.local.']);
  });

  it('answers for both families', () => {
    const cluster = createCluster({ isDualStack: true });
    cluster.pod('a', 'node-1');
    cluster.service('hl', { clusterIP: 'None', ipFamilyPolicy: 'RequireDualStack', selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] });
    expect(cluster.dns.query(`hl.${zone}`, 'AAAA').answers.map((answer) => answer.data)).toEqual(['fd00:10:244::2']);
    expect(cluster.dns.query(`_http._tcp.hl.${zone}`, 'SRV').answers.map((answer) => answer.data)).toEqual([`0 50 8080 10-244-0-2.hl.${zone}.`, `0 50 8080 fd00-10-244--2.hl.${zone}.`]);
    expect(cluster.dns.query('2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.4.4.2.0.0.1.0.0.0.0.d.f.ip6.arpa', 'PTR').answers.map((answer) => answer.data)).toEqual([`fd00-10-244--2.hl.${zone}.`]);
  });
});
