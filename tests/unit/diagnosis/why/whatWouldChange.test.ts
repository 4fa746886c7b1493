import { describe, expect, it } from 'vitest';
import { whatWouldChange } from '../../../../src/diagnosis/why/whatWouldChange.ts';
import type { JsonValue } from '../../../../src/kube/json.ts';
import type { FieldEdit } from '../../../../src/protocol/edit.ts';
import type { WhatWouldChange } from '../../../../src/protocol/inspection.ts';
import type { RequestTrace } from '../../../../src/protocol/request.ts';
import { createCluster, webSpec, type TestCluster } from '../../engine/network/cluster.ts';

const nodePort = { ...webSpec, type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] };

/** An edit as a merge patch. */
function patchOf(edit: FieldEdit): JsonValue {
  const value: JsonValue = edit.type === 'set' ? edit.value : null;
  return edit.path.reduceRight<JsonValue>((inner, segment) => ({ [segment]: inner }), value);
}

function world(make: (cluster: TestCluster) => void): TestCluster {
  const cluster = createCluster();
  cluster.pod('a', 'node-1');
  cluster.pod('b', 'node-2');
  cluster.pod('client', 'node-1', { labels: {} });
  make(cluster);
  return cluster;
}

interface Case {
  readonly name: string;
  readonly make: (cluster: TestCluster) => void;
  readonly from: string;
  readonly to: string;
  readonly code: string;
  /** What holds of the same request once the change is made. */
  readonly then: (after: RequestTrace, cluster: TestCluster) => void;
}

const cases: readonly Case[] = [
  { name: 'a Local policy that drops', from: 'outside', to: 'node-1:30080', code: 'change.policyCluster',
    make: (cluster) => { cluster.service('web', { ...nodePort, externalTrafficPolicy: 'Local' }); cluster.ready('a', false); cluster.remove('Pod', 'a'); },
    then: (after) => { expect(after).toMatchObject({ outcome: 'answered', pod: 'Pod/default/b' }); } },
  { name: 'an internal Local policy that narrows the choice', from: 'client', to: '10.96.1.10:80', code: 'change.policyCluster',
    make: (cluster) => { cluster.service('web', { ...webSpec, internalTrafficPolicy: 'Local' }); },
    then: (_after, cluster) => { expect(new Set(cluster.answers('client', '10.96.1.10:80', 60))).toEqual(new Set(['a', 'b'])); } },
  { name: 'a source address that is rewritten', from: 'outside', to: 'node-1:30080', code: 'change.policyLocalSource',
    make: (cluster) => { cluster.service('web', nodePort); },
    then: (after) => { expect(after).toMatchObject({ outcome: 'answered', seenSource: '172.30.0.200' }); } },
  { name: 'a source range that shuts the client out', from: 'outside', to: '203.0.113.1:80', code: 'change.sourceRange',
    make: (cluster) => { cluster.service('web', { ...webSpec, type: 'LoadBalancer', loadBalancerSourceRanges: ['198.51.100.0/24'] }); },
    then: (after) => { expect(after.outcome).toBe('answered'); } },
  { name: 'Pods that are not ready', from: 'client', to: '10.96.1.10:80', code: 'change.publishNotReady',
    make: (cluster) => { cluster.service('web', webSpec); cluster.ready('a', false); cluster.ready('b', false); },
    then: (after) => { expect(after.outcome).toBe('answered'); } },
  { name: 'traffic that keeps to its zone', from: 'client', to: '10.96.1.10:80', code: 'change.noDistribution',
    make: (cluster) => { cluster.service('web', { ...webSpec, trafficDistribution: 'PreferSameZone' }); },
    then: (_after, cluster) => { expect(new Set(cluster.answers('client', '10.96.1.10:80', 60))).toEqual(new Set(['a', 'b'])); } },
];

function only(changes: readonly WhatWouldChange[], code: string): WhatWouldChange {
  const found = changes.find(({ reason }) => reason.code === code);
  if (found === undefined) throw new Error(`no ${code} in ${JSON.stringify(changes.map(({ reason }) => reason.code))}`);
  return found;
}

describe('what would change it', () => {
  it.each(cases)('$name: $code, and it does', ({ make, from, to, code, then }) => {
    const cluster = world(make);
    const change = only(whatWouldChange(cluster.request(from, to), cluster.context.api, []), code);
    expect(change.field?.object).toEqual({ apiVersion: 'v1', kind: 'Service', namespace: 'default', name: 'web' });
    for (const edit of change.edits ?? []) cluster.patch('Service', 'web', patchOf(edit));
    then(cluster.request(from, to), cluster);
  });

  it('a client that is held goes elsewhere once nothing holds it', () => {
    const cluster = world((made) => { made.service('web', { ...webSpec, sessionAffinity: 'ClientIP' }); });
    cluster.request('client', '10.96.1.10:80');
    const change = only(whatWouldChange(cluster.request('client', '10.96.1.10:80'), cluster.context.api, []), 'change.noAffinity');
    expect(new Set(cluster.answers('client', '10.96.1.10:80', 60)).size).toBe(1);
    for (const edit of change.edits ?? []) cluster.patch('Service', 'web', patchOf(edit));
    expect(new Set(cluster.answers('client', '10.96.1.10:80', 60))).toEqual(new Set(['a', 'b']));
  });

  it('a name of another Namespace is answered in full', () => {
    const cluster = world((made) => {
      made.namespace('shop');
      made.pod('c', 'node-1', { namespace: 'shop' });
      made.service('cart', { ...webSpec, clusterIP: '10.96.1.20' }, 'shop');
    });
    const change = only(whatWouldChange(cluster.request('client', 'http://cart:80'), cluster.context.api, []), 'change.name');
    expect(change.to).toBe('http://cart.shop:80');
    expect(cluster.request('client', change.to ?? '').outcome).toBe('answered');
  });

  it('a wrong port of a cluster IP is answered on the right one', () => {
    const cluster = world((made) => { made.service('web', webSpec); });
    const change = only(whatWouldChange(cluster.request('client', '10.96.1.10:8080'), cluster.context.api, []), 'change.port');
    expect(cluster.request('client', change.to ?? '').outcome).toBe('answered');
  });

  it('a fix of diagnosis counts where the request failed, and only there', () => {
    const cluster = world((made) => { made.service('web', { ...webSpec, selector: { app: 'wbe' } }); });
    const finding = {
      id: 'x', rule: 'selectorValue', severity: 'error', object: 'Service/default/web', params: { key: 'app' },
      field: { object: { apiVersion: 'v1', kind: 'Service', namespace: 'default', name: 'web' }, path: ['spec', 'selector', 'app'] },
      fix: { edits: [{ type: 'set', path: ['spec', 'selector', 'app'], value: 'web' }] },
    } as const;
    const failed = whatWouldChange(cluster.request('client', '10.96.1.10:80'), cluster.context.api, [finding]);
    expect(failed).toEqual([expect.objectContaining({ finding: { rule: 'selectorValue', params: { key: 'app' } }, edits: finding.fix.edits })]);
    cluster.patch('Service', 'web', { spec: { selector: { app: 'web' } } });
    expect(whatWouldChange(cluster.request('client', '10.96.1.10:80'), cluster.context.api, [finding])).toEqual([]);
  });
});
