import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../../src/kube/json.ts';
import { apiCluster, at, messageOf, service, serviceBody } from './apiCluster.ts';

const web = 'Service/default/web';

describe('addresses of new Services', () => {
  it.each<{ name: string; spec: JsonObject; isDualStack?: boolean; wanted?: JsonObject; message?: string }>([
    { name: 'single stack', spec: {}, wanted: { ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' } },
    { name: 'given address', spec: { clusterIP: '10.96.5.5' }, wanted: { clusterIP: '10.96.5.5', clusterIPs: ['10.96.5.5'] } },
    { name: 'headless', spec: { clusterIP: 'None' }, wanted: { clusterIPs: ['None'], ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' } },
    { name: 'headless without selector has both families anywhere', spec: { clusterIP: 'None', selector: null }, wanted: { ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' } },
    { name: 'PreferDualStack on a single stack cluster', spec: { ipFamilyPolicy: 'PreferDualStack' }, wanted: { ipFamilies: ['IPv4'], ipFamilyPolicy: 'PreferDualStack' } },
    { name: 'RequireDualStack on a single stack cluster', spec: { ipFamilyPolicy: 'RequireDualStack' }, message: 'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services' },
    { name: 'other family on a single stack cluster', spec: { clusterIP: 'fd00:10:96::5' }, message: 'spec.clusterIPs[0]: Invalid value: ["fd00:10:96::5"]: IPv6 is not configured on this cluster' },
    { name: 'outside the range', spec: { clusterIP: '10.97.0.1' }, message: 'spec.clusterIPs: Invalid value: ["10.97.0.1"]: failed to allocate IP 10.97.0.1: the provided network does not match the current range' },
    { name: 'taken by default/kubernetes', spec: { clusterIP: '10.96.0.1' }, message: 'spec.clusterIPs: Invalid value: ["10.96.0.1"]: failed to allocate IP 10.96.0.1: provided IP is already allocated' },
    { name: 'dual stack, IPv6 first', isDualStack: true, spec: { ipFamilyPolicy: 'PreferDualStack', ipFamilies: ['IPv6'], clusterIP: 'fd00:10:96::5' }, wanted: { clusterIP: 'fd00:10:96::5', ipFamilies: ['IPv6', 'IPv4'] } },
    { name: 'two families, one stack', isDualStack: true, spec: { ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv4', 'IPv6'] }, message: "spec.ipFamilyPolicy: Invalid value: \"SingleStack\": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified" },
  ])('$name', ({ spec, isDualStack = false, wanted, message = '' }) => {
    const answer = apiCluster({ isDualStack }).create(serviceBody('web', spec));
    expect(messageOf(answer)).toBe(message === '' ? '' : `Service "web" is invalid: ${message}`);
    if (wanted !== undefined) expect(at(answer, 'spec')).toMatchObject(wanted);
  });

  it('are IPAddress objects, which go with the Service', () => {
    const { api, create, ask } = apiCluster();
    create(serviceBody('web', { clusterIP: '10.96.5.5' }));
    expect(api.getAny('IPAddress', '', '10.96.5.5')).toMatchObject({ spec: { parentRef: { resource: 'services', namespace: 'default', name: 'web' } } });
    expect(create({ apiVersion: 'networking.k8s.io/v1', kind: 'IPAddress', metadata: { name: '10.96.5.6' }, spec: { parentRef: { resource: 'services', name: 'x' } } }).code).toBe(201);
    expect(messageOf(create(serviceBody('b', { clusterIP: '10.96.5.6' })))).toContain('provided IP is already allocated');
    ask('delete', web);
    expect(api.getAny('IPAddress', '', '10.96.5.5')).toBeUndefined();
    expect(create(serviceBody('b', { clusterIP: '10.96.5.5' })).code).toBe(201);
  });

  it('are given back when something else is wrong', () => {
    const { api, create } = apiCluster();
    const before = api.count('IPAddress');
    expect(create(serviceBody('web', { clusterIP: '10.96.5.5', sessionAffinity: 'ClientIp' })).code).toBe(422);
    expect(create(serviceBody('web', { type: 'NodePort', clusterIP: '10.96.5.5', ports: [{ port: 80, nodePort: 22 }] })).code).toBe(422);
    expect(api.count('IPAddress')).toBe(before);
    expect(create(serviceBody('web', { clusterIP: '10.96.5.5' })).code).toBe(201);
    expect(create(serviceBody('web')).code).toBe(409);
    expect(api.count('IPAddress')).toBe(before + 1);
  });

  it('run out', () => {
    const { create } = apiCluster({ settings: { serviceCIDRs: ['10.96.0.0/30'] } });
    expect(create(serviceBody('a')).code).toBe(201);
    expect(messageOf(create(serviceBody('b')))).toBe('Internal error occurred: failed to allocate a serviceIP for Service "b": range is full');
  });

  it('of other ranges can be had once there is a ServiceCIDR', () => {
    const { create } = apiCluster();
    create({ apiVersion: 'networking.k8s.io/v1', kind: 'ServiceCIDR', metadata: { name: 'more' }, spec: { cidrs: ['10.97.0.0/28'] } });
    expect(create(serviceBody('web', { clusterIP: '10.97.0.1' })).code).toBe(201);
    expect(messageOf(create(serviceBody('b', { clusterIP: '10.97.0.15' })))).toContain('does not match the current range');
  });

  it('are named by a Service without name only in the refusal', () => {
    const answer = apiCluster().create({ apiVersion: 'v1', kind: 'Service' });
    expect(messageOf(answer)).toMatch(/^Service "" is invalid: spec\.clusterIPs: Invalid value: \[""\]: failed to allocate IP: IPAddress\.networking\.k8s\.io "10\.96\.\d+\.\d+" is invalid: spec\.parentRef\.name: Required value$/);
  });
});

describe('node ports', () => {
  it.each<{ name: string; ports: JsonObject[]; wanted?: (number | 'auto' | 'same')[]; message?: string }>([
    { name: 'automatic', ports: [{ port: 80 }], wanted: ['auto'] },
    { name: 'one for TCP and UDP of a port', ports: [{ name: 'a', port: 53, nodePort: 30053 }, { name: 'b', port: 53, protocol: 'UDP' }], wanted: [30053, 30053] },
    { name: 'asked for by the second of them', ports: [{ name: 'a', port: 53 }, { name: 'b', port: 53, protocol: 'UDP', nodePort: 30054 }], wanted: [30054, 30054] },
    { name: 'different for TCP and UDP of a port', ports: [{ name: 'a', port: 53, nodePort: 30055 }, { name: 'b', port: 53, protocol: 'UDP', nodePort: 30056 }], wanted: [30055, 30056] },
    { name: 'the same for different ports', ports: [{ name: 'a', port: 53, nodePort: 30057 }, { name: 'b', port: 54, protocol: 'UDP', nodePort: 30057 }], message: 'spec.ports[1].nodePort: Invalid value: 30057: provided port is already allocated' },
    { name: 'outside the range', ports: [{ port: 80, nodePort: 80 }], message: 'spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767' },
  ])('$name', ({ ports, wanted = [], message = '' }) => {
    const answer = apiCluster().create(serviceBody('web', { type: 'NodePort', ports }));
    expect(messageOf(answer)).toBe(message === '' ? '' : `Service "web" is invalid: ${message}`);
    for (const [i, port] of wanted.entries()) {
      const got = at(answer, 'spec', 'ports', i, 'nodePort');
      if (port === 'auto') expect(got).toBeGreaterThanOrEqual(30086);
      else expect(got).toBe(port);
    }
  });

  it('are kept by name in a PUT that leaves them out', () => {
    const { create, ask } = apiCluster();
    create(serviceBody('web', { type: 'NodePort', ports: [{ name: 'x', port: 80, nodePort: 30080 }, { name: 'y', port: 81, nodePort: 30081 }] }));
    const answer = ask('update', web, serviceBody('web', { type: 'NodePort', ports: [{ name: 'y', port: 90 }, { name: 'x', port: 91 }] }));
    expect([at(answer, 'spec', 'ports', 0, 'nodePort'), at(answer, 'spec', 'ports', 1, 'nodePort')]).toEqual([30081, 30080]);
  });

  it('come back when their Service no longer has them', () => {
    const { create, ask } = apiCluster();
    create(serviceBody('web', { type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] }));
    ask('update', web, serviceBody('web', { type: 'NodePort', ports: [{ port: 80, nodePort: 30081 }] }));
    expect(create(serviceBody('b', { type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] })).code).toBe(201);
    ask('patch', web, { spec: { type: 'ClusterIP' } }, { patchType: 'merge' });
    expect(create(serviceBody('d', { type: 'NodePort', ports: [{ port: 80, nodePort: 30081 }] })).code).toBe(201);
    ask('delete', 'Service/default/b');
    expect(create(serviceBody('e', { type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] })).code).toBe(201);
  });

  it('are not taken where load balancers need none, but honoured where asked for', () => {
    const answer = apiCluster().create(serviceBody('web', { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false, ports: [{ name: 'a', port: 80, nodePort: 30091 }, { name: 'b', port: 81 }] }));
    expect([at(answer, 'spec', 'ports', 0, 'nodePort'), at(answer, 'spec', 'ports', 1, 'nodePort')]).toEqual([30091, undefined]);
  });

  it('share their pool with health checks', () => {
    const { create } = apiCluster();
    const lb = { type: 'LoadBalancer', externalTrafficPolicy: 'Local' };
    expect(at(create(serviceBody('a', { ...lb, healthCheckNodePort: 30090 })), 'spec', 'healthCheckNodePort')).toBe(30090);
    expect(messageOf(create(serviceBody('b', { ...lb, healthCheckNodePort: 30090 })))).toBe('Internal error occurred: failed to allocate requested HealthCheck NodePort 30090: provided port is already allocated');
    expect(messageOf(create(serviceBody('d', { type: 'NodePort', ports: [{ port: 80, nodePort: 30090 }] })))).toContain('provided port is already allocated');
  });
});

describe('changes of type', () => {
  it.each<{ name: string; from: JsonObject; patch: JsonObject; gone?: string[]; message?: string }>([
    { name: 'to ExternalName', from: { type: 'NodePort' }, patch: { type: 'ExternalName', externalName: 'a.b' }, gone: ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'externalTrafficPolicy', 'internalTrafficPolicy'] },
    { name: 'to ClusterIP', from: { type: 'LoadBalancer', loadBalancerClass: 'a.io/b', externalTrafficPolicy: 'Local' }, patch: { type: 'ClusterIP' }, gone: ['healthCheckNodePort', 'loadBalancerClass', 'allocateLoadBalancerNodePorts', 'externalTrafficPolicy'] },
    { name: 'to ClusterIP with another node port', from: { type: 'NodePort' }, patch: { type: 'ClusterIP', ports: [{ port: 80, nodePort: 30999 }] }, message: "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'" },
    { name: 'to headless', from: { clusterIP: '10.96.5.5' }, patch: { clusterIP: 'None' }, message: 'spec.clusterIPs[0]: Invalid value: ["None"]: may not change once set' },
    { name: 'to ClusterIP with source ranges', from: { type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8'] }, patch: { type: 'ClusterIP' }, message: "spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'" },
  ])('$name', ({ from, patch, gone = [], message = '' }) => {
    const { create, ask } = apiCluster();
    create(serviceBody('web', from));
    const answer = ask('patch', web, { spec: patch }, { patchType: 'merge' });
    expect(messageOf(answer)).toBe(message === '' ? '' : `Service "web" is invalid: ${message}`);
    for (const field of gone) expect(at(answer, 'spec', field)).toBeUndefined();
  });

  it('bring back a policy that ExternalName did not show', () => {
    const { create, ask } = apiCluster();
    create(serviceBody('web', { internalTrafficPolicy: 'Local' }));
    expect(at(ask('patch', web, { spec: { type: 'ExternalName', externalName: 'a.b' } }), 'spec', 'internalTrafficPolicy')).toBeUndefined();
    expect(at(ask('patch', web, { spec: { type: 'ClusterIP' } }), 'spec', 'internalTrafficPolicy')).toBe('Local');
  });

  it('take the address of a load balancer away', () => {
    const { api, create, ask } = apiCluster();
    create(serviceBody('web', { type: 'LoadBalancer' }));
    const stored = api.get('Service', 'default', 'web');
    if (stored === undefined) throw new Error('not stored');
    api.updateStatus('Service', { ...stored, status: { loadBalancer: { ingress: [{ ip: '203.0.113.1', ipMode: 'VIP' }] } } });
    expect(at(ask('patch', web, { metadata: { labels: { a: 'b' } } }), 'status', 'loadBalancer')).toEqual({ ingress: [{ ip: '203.0.113.1', ipMode: 'VIP' }] });
    expect(at(ask('patch', web, { spec: { type: 'NodePort' } }), 'status', 'loadBalancer')).toEqual({});
  });

  it.each<{ name: string; patch: JsonObject; wanted?: JsonValue; message?: string }>([
    { name: 'gain a family', patch: { ipFamilyPolicy: 'RequireDualStack' }, wanted: ['IPv4', 'IPv6'] },
    { name: 'name a second family only', patch: { ipFamilies: ['IPv4', 'IPv6'] }, message: "spec.ipFamilyPolicy: Invalid value: \"SingleStack\": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified" },
  ])('$name', ({ patch, wanted, message = '' }) => {
    const { create, ask } = apiCluster({ isDualStack: true });
    create(serviceBody('web', { clusterIP: '10.96.5.5' }));
    const answer = ask('patch', web, { spec: patch });
    expect(messageOf(answer)).toBe(message === '' ? '' : `Service "web" is invalid: ${message}`);
    if (wanted !== undefined) expect(at(answer, 'spec', 'ipFamilies')).toEqual(wanted);
  });

  it('give a second address back', () => {
    const { api, create, ask } = apiCluster({ isDualStack: true });
    create(serviceBody('web', { ipFamilyPolicy: 'RequireDualStack', clusterIP: '10.96.5.5', clusterIPs: ['10.96.5.5', 'fd00:10:96::5'] }));
    const answer = ask('patch', web, { spec: { ipFamilyPolicy: 'SingleStack' } });
    expect(at(answer, 'spec', 'clusterIPs')).toEqual(['10.96.5.5']);
    expect(api.getAny('IPAddress', '', 'fd00:10:96::5')).toBeUndefined();
  });
});

it('Services that the control plane makes are completed as well', () => {
  const { api } = apiCluster();
  const created = api.create('Service', service('web', { type: 'NodePort' }));
  expect(created).toMatchObject({ ok: true, object: { spec: { ipFamilies: ['IPv4'], sessionAffinity: 'None', ports: [{ protocol: 'TCP', targetPort: 80 }] }, status: { loadBalancer: {} } } });
});
