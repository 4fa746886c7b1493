import { describe, expect, it } from 'vitest';
import { layout } from '../../../src/graph/layout.ts';
import { relations } from '../../../src/graph/relations.ts';
import { flow, outside, pod, service, settings, view, workload } from './builders.ts';

const web = [pod('web-7c5ddbdf54-aaaaa', 'node-1'), pod('web-7c5ddbdf54-bbbbb', 'node-2')];
const api = pod('api-6d8f9b5c77-ccccc', 'node-2', 'api');
const cluster = {
  ...view({ pods: [...web, api], services: [service('web', web, { type: 'LoadBalancer', loadBalancerAddresses: ['203.0.113.1'] }), service('api', [api]), service('both', [...web, api])], workloads: [workload('web'), workload('api')] }),
  stored: { 'EndpointSlice/shop/web-x2x4z': { id: 'EndpointSlice/shop/web-x2x4z', ref: { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', namespace: 'shop', name: 'web-x2x4z' } } },
};
const scene = layout(cluster, { settings, traffic: [flow(outside, 'http://203.0.113.1')] });
const webIds = web.map(({ id }) => id);

describe('relations', () => {
  const chain = [...webIds, 'Service/shop/web', 'EndpointSlice/shop/web-x2x4z', 'ReplicaSet/shop/web-7c5ddbdf54', 'Deployment/shop/web', 'Node//node-1', 'Node//node-2', 'entry:loadBalancer:Service/shop/web', 'client:Client//outside'];
  it.each([
    { selection: 'Service/shop/web', has: chain, hasNot: [api.id, 'Service/shop/both', 'Deployment/shop/api'] },
    { selection: 'EndpointSlice/shop/web-x2x4z', has: chain, hasNot: [api.id] },
    { selection: 'Deployment/shop/web', has: [...chain, 'Service/shop/both'], hasNot: [api.id] },
    { selection: 'ReplicaSet/shop/web-7c5ddbdf54', has: [...chain, 'Service/shop/both'], hasNot: [api.id] },
    { selection: webIds[0] ?? '', has: ['Service/shop/web', 'Service/shop/both', 'Node//node-1', 'Deployment/shop/web', 'ReplicaSet/shop/web-7c5ddbdf54'], hasNot: [webIds[1] ?? '', 'Node//node-2', 'Service/shop/api'] },
    { selection: 'Node//node-1', has: [webIds[0] ?? '', 'Service/shop/web', 'Deployment/shop/web'], hasNot: [webIds[1] ?? '', 'Node//node-2', 'client:Client//outside'] },
    { selection: 'Client//outside', has: ['client:Client//outside', 'entry:loadBalancer:Service/shop/web', 'Service/shop/web', ...webIds], hasNot: ['Service/shop/api'] },
  ])('$selection', ({ selection, has, hasNot }) => {
    const ids = relations(selection, cluster, scene)?.ids ?? new Set<string>();
    expect(has.filter((id) => !ids.has(id))).toEqual([]);
    expect(hasNot.filter((id) => ids.has(id))).toEqual([]);
  });

  it('brightens only the edges of the chain', () => {
    expect([...(relations(webIds[0] ?? '', cluster, scene)?.edges ?? [])].sort()).toEqual([
      'entry:loadBalancer:Service/shop/web', 'request:client:Client//outside>entry:loadBalancer:Service/shop/web',
      'serves:Service/shop/both>Node//node-1>Deployment/shop/web', 'serves:Service/shop/web>Node//node-1>Deployment/shop/web',
    ]);
  });

  it.each(['Service/shop/gone', 'Pod/shop/gone', 'ConfigMap/shop/x', 'Client//nobody'])('is null for %s, which is not in the picture', (selection) => {
    expect(relations(selection, cluster, scene)).toBeNull();
  });
});
