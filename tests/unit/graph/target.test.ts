import { describe, expect, it } from 'vitest';
import { parseHostAndPort, resolveTarget } from '../../../src/graph/target.ts';
import { outside, pod, podClient, service, settings, view } from './builders.ts';

describe('parseHostAndPort', () => {
  it.each([
    ['http://web.shop:8080/path?x=1', 'web.shop', 8080],
    ['web', 'web', null],
    ['10.96.0.20:80', '10.96.0.20', 80],
    ['[fd00::1]:80', 'fd00::1', 80],
    ['http://[fd00::1]/', 'fd00::1', null],
    ['fd00::1', 'fd00::1', null],
    ['https://user:secret@web:443', 'web', 443],
    ['web:http', 'web', null],
    ['', '', null],
  ])('%s', (to, host, port) => {
    expect(parseHostAndPort(to)).toEqual({ host, port });
  });
});

describe('resolveTarget', () => {
  const cluster = view({
    pods: [pod('web-a', 'node-1')],
    services: [
      service('web', [], { clusterIPs: ['10.96.0.20', 'fd00:10:96::20'], externalIPs: ['80.11.12.10'], loadBalancerAddresses: ['203.0.113.1'], ports: [{ name: '', port: 80, protocol: 'TCP', targetPort: '80', resolved: [80], nodePort: 30080 }] }),
      service('shop', [], { clusterIPs: ['10.96.0.21'] }),
    ],
  });
  const inside = podClient('client');
  it.each([
    { to: 'web', from: inside, expected: 'service Service/shop/web name' },
    { to: 'WEB.shop.svc.cluster.local.', from: inside, expected: 'service Service/shop/web name' },
    { to: 'web-0.web', from: inside, expected: 'service Service/shop/web name' },
    { to: 'web.other', from: inside, expected: 'none' },
    { to: 'web.shop.svc', from: { ...inside, namespace: 'other' }, expected: 'service Service/shop/web name' },
    { to: 'web', from: { ...inside, namespace: 'other' }, expected: 'none' },
    { to: 'web', from: outside, expected: 'none' },
    { to: '[fd00:10:96::20]:80', from: inside, expected: 'service Service/shop/web clusterIP' },
    { to: '203.0.113.1', from: outside, expected: 'service Service/shop/web loadBalancer' },
    { to: '80.11.12.10', from: outside, expected: 'service Service/shop/web externalIP' },
    { to: '172.30.0.12:30080', from: outside, expected: 'service Service/shop/web nodePort' },
    { to: '172.30.0.12:22', from: outside, expected: 'node Node//node-2' },
    { to: '10.244.0.9:8080', from: inside, expected: 'pod Pod/shop/web-a' },
    { to: 'https://www.example.com', from: inside, expected: 'outside www.example.com 198.51.100.20' },
    { to: '198.51.100.20', from: outside, expected: 'outside www.example.com 198.51.100.20' },
  ])('$to from $from.kind', ({ to, from, expected }) => {
    const target = resolveTarget({ from, to }, cluster, settings);
    expect(target === null ? 'none' : Object.values(target).join(' ')).toBe(expected);
  });
});
