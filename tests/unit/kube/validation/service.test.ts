import { describe, expect, it } from 'vitest';
import { setServiceDefaults } from '../../../../src/kube/defaults/service.ts';
import type { FieldError } from '../../../../src/kube/field.ts';
import type { ObjectMeta, Service, ServiceSpec } from '../../../../src/kube/types.generated.ts';
import { validateCreate, validateUpdate } from '../../../../src/kube/validation.ts';
import { validateServiceClusterIPsRelatedFields, validateServiceStatusUpdate } from '../../../../src/kube/validation/service.ts';
import { warningsFor } from '../../../../src/kube/warnings.ts';

/** A Service as it is after allocation: a good one, with the given changes. */
function service(spec: Partial<ServiceSpec>, metadata: Partial<ObjectMeta> = {}): Service {
  const isExternalName = spec.type === 'ExternalName';
  const allocated: Partial<ServiceSpec> = isExternalName ? {} : { clusterIP: '10.96.5.5', clusterIPs: ['10.96.5.5'], ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' };
  return setServiceDefaults({
    apiVersion: 'v1', kind: 'Service',
    metadata: { name: 'web', namespace: 'default', resourceVersion: '1', ...metadata },
    spec: { ...allocated, ports: [{ port: 80 }], ...spec },
  });
}

const headless: Partial<ServiceSpec> = { clusterIP: 'None', clusterIPs: ['None'] };

function texts(errors: readonly FieldError[]): string[] {
  return errors.map(({ field, message }) => `${field}: ${message}`);
}

describe('new Services', () => {
  it.each([
    ['a good one', {}, []],
    ['no ports', { ports: [] }, ['spec.ports: Required value']],
    ['headless without ports', { ...headless, ports: [] }, []],
    ['headless NodePort', { ...headless, type: 'NodePort' }, ['spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for NodePort services']],
    ['two ports, one name', { ports: [{ name: 'a', port: 80 }, { port: 81 }] }, ['spec.ports[1].name: Required value']],
    ['the same name twice', { ports: [{ name: 'a', port: 80 }, { name: 'a', port: 81 }] }, ['spec.ports[1].name: Duplicate value: "a"']],
    ['a port of 0, twice seen', { ports: [{ port: 0 }] }, ['spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive', 'spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive']],
    ['a quoted number as targetPort', { ports: [{ port: 80, targetPort: '8080' }] }, ['spec.ports[0].targetPort: Invalid value: "8080": must contain at least one letter (a-z)']],
    ['a protocol in small letters', { ports: [{ port: 80, protocol: 'tcp' }] }, ['spec.ports[0].protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"']],
    ['the same port twice', { ports: [{ name: 'a', port: 80 }, { name: 'b', port: 80 }] }, ['spec.ports[1]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,"TargetPort":0,"NodePort":0}']],
    ['the same port for two protocols', { ports: [{ name: 'a', port: 53 }, { name: 'b', port: 53, protocol: 'UDP' }] }, []],
    ['the same node port twice', { type: 'NodePort', ports: [{ name: 'a', port: 80, nodePort: 30080 }, { name: 'b', port: 81, nodePort: 30080 }] }, ['spec.ports[1].nodePort: Duplicate value: 30080']],
    ['a node port on ClusterIP', { ports: [{ port: 80, nodePort: 30080 }] }, ["spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"]],
    ['affinity in other letters', { sessionAffinity: 'ClientIp' }, ['spec.sessionAffinity: Unsupported value: "ClientIp": supported values: "ClientIP", "None"']],
    ['affinity for a day', { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86400 } } }, []],
    ['affinity for longer', { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86401 } } }, ['spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: must be greater than 0 and less than 86400']],
    ['an address as externalName', { type: 'ExternalName', externalName: '192.0.2.1.' }, []],
    ['ExternalName with everything it may not have', { type: 'ExternalName', clusterIP: 'None', clusterIPs: ['None'], ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' }, ['spec.clusterIPs: Forbidden: may not be set for ExternalName services', 'spec.ipFamilies: Forbidden: may not be set for ExternalName services', 'spec.ipFamilyPolicy: Forbidden: may not be set for ExternalName services', 'spec.externalName: Required value']],
    ['special externalIPs', { externalIPs: ['127.0.0.1', '010.0.0.1', '198.51.100.7'] }, ['spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)', 'spec.externalIPs[1]: Invalid value: "010.0.0.1": must not have leading 0s']],
    ['source ranges on ClusterIP', { loadBalancerSourceRanges: [' 10.0.0.0/8 ', '10.0.0.1/8'] }, ["spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'", 'spec.LoadBalancerSourceRanges[1]: Invalid value: "10.0.0.1/8": must not have bits set beyond the prefix length']],
    ['balancer fields on ClusterIP', { allocateLoadBalancerNodePorts: true, loadBalancerClass: 'a.b/c' }, ["spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBalancer'", "spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'"]],
    ['a policy without outside', { externalTrafficPolicy: 'Local' }, ['spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services']],
    ['a health port without need', { type: 'LoadBalancer', healthCheckNodePort: 31000 }, ["spec.healthCheckNodePort: Invalid value: 31000: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"]],
    ['policies in other letters', { type: 'NodePort', externalTrafficPolicy: 'local', internalTrafficPolicy: 'cluster' }, ['spec.externalTrafficPolicy: Unsupported value: "local": supported values: "Cluster", "Local"', 'spec.internalTrafficPolicy: Unsupported value: "cluster": supported values: "Cluster", "Local"']],
    ['a distribution that there is not', { trafficDistribution: 'Close' }, ['spec.trafficDistribution: Unsupported value: "Close": supported values: "PreferClose", "PreferSameZone", "PreferSameNode"']],
    ['a type that there is not', { type: 'Cluster' }, ['spec.type: Unsupported value: "Cluster": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"']],
  ] satisfies [string, Partial<ServiceSpec>, string[]][])('%s', (_, spec, errors) => {
    expect(texts(validateCreate(service(spec)))).toEqual(errors);
  });

  it.each([
    ['a digit first', '2048', []],
    ['a dot', 'my.web', ['metadata.name: Invalid value: "my.web": must not contain dots']],
    ['nothing', '', ['metadata.name: Required value: name or generateName is required']],
  ])('names: %s', (_, name, errors) => {
    expect(texts(validateCreate(service({}, { name })))).toEqual(errors);
  });

  it('hold annotations against each other and against fields', () => {
    const annotations = { 'service.kubernetes.io/topology-mode': 'Auto', 'service.kubernetes.io/topology-aware-hints': 'Disabled', 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8, x' };
    expect(texts(validateCreate(service({ type: 'LoadBalancer' }, { annotations })))).toEqual([
      'metadata.annotations[service.kubernetes.io/topology-mode]: Invalid value: "Auto": must match annotations[service.kubernetes.io/topology-aware-hints] when both are specified',
      'metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]: Invalid value: "x": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ]);
  });
});

describe('addresses and families', () => {
  it.each([
    [{ clusterIP: '10.96.1.1' }, ['spec.clusterIPs: Required value']],
    [{ clusterIP: '10.96.1.1', clusterIPs: ['10.96.1.2'] }, ['spec.clusterIPs: Invalid value: ["10.96.1.2"]: first value must match `clusterIP`']],
    [{ clusterIPs: ['10.96.1.2'] }, ['spec.clusterIPs: Invalid value: ["10.96.1.2"]: must be empty when `clusterIP` is not specified']],
    [{ clusterIP: 'abc', clusterIPs: ['abc', 'x', 'y'] }, [0, 1, 2].map((i) => `spec.clusterIPs[${i}]: Invalid value: "${['abc', 'x', 'y'][i] ?? ''}": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)`).concat('spec.clusterIPs: Invalid value: ["abc","x","y"]: may only hold up to 2 values')],
    [{ clusterIP: 'None', clusterIPs: ['None', '10.96.1.1'] }, ['spec.clusterIPs: Invalid value: ["None","10.96.1.1"]: \'None\' must be the first and only value']],
    [{ clusterIP: '10.96.1.1', clusterIPs: ['10.96.1.1', '10.96.1.2'] }, ['spec.clusterIPs: Invalid value: ["10.96.1.1","10.96.1.2"]: may specify no more than one IP for each IP family']],
    [{ clusterIP: '10.96.1.1', clusterIPs: ['10.96.1.1'], ipFamilies: ['IPv6'] }, ['spec.clusterIPs[0]: Invalid value: "10.96.1.1": expected an IPv6 value as indicated by `ipFamilies[0]`']],
    [{ ipFamilies: ['ipv4', 'ipv4'], ipFamilyPolicy: 'Dual' }, ['spec.ipFamilies[0]: Unsupported value: "ipv4": supported values: "IPv4", "IPv6"', 'spec.ipFamilies[1]: Unsupported value: "ipv4": supported values: "IPv4", "IPv6"', 'spec.ipFamilies[1]: Duplicate value: "ipv4"', 'spec.ipFamilyPolicy: Unsupported value: "Dual": supported values: "PreferDualStack", "RequireDualStack", "SingleStack"']],
    [{ clusterIP: '::ffff:10.96.1.1', clusterIPs: ['::ffff:10.96.1.1'] }, ['spec.clusterIPs[0]: Invalid value: "::ffff:10.96.1.1": must not be an IPv4-mapped IPv6 address']],
  ] satisfies [ServiceSpec, string[]][])('%j', (spec, errors) => {
    expect(texts(validateServiceClusterIPsRelatedFields({ spec: { type: 'ClusterIP', ...spec } }))).toEqual(errors);
  });

  it('lets addresses pass that the old Service had', () => {
    const spec: ServiceSpec = { type: 'ClusterIP', clusterIP: '010.96.1.1', clusterIPs: ['010.96.1.1'] };
    expect(validateServiceClusterIPsRelatedFields({ spec }, { spec })).toEqual([]);
    expect(validateServiceClusterIPsRelatedFields({ spec })).toHaveLength(1);
  });
});

describe('changed Services', () => {
  const dual: Partial<ServiceSpec> = { clusterIPs: ['10.96.5.5', 'fd00::5'], ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' };
  it.each([
    ['nothing', {}, {}, []],
    ['the address', {}, { clusterIP: '10.96.9.9', clusterIPs: ['10.96.9.9'] }, ['spec.clusterIPs[0]: Invalid value: ["10.96.9.9"]: may not change once set']],
    ['to headless', {}, headless, ['spec.clusterIPs[0]: Invalid value: ["None"]: may not change once set']],
    ['headless families', { ...headless }, { ...headless, ipFamilies: ['IPv6'] }, []],
    ['the family', {}, { ipFamilies: ['IPv6'], clusterIPs: ['fd00::5'], clusterIP: 'fd00::5' }, ['spec.clusterIPs[0]: Invalid value: ["fd00::5"]: may not change once set', 'spec.ipFamilies[0]: Invalid value: ["IPv6"]: may not change once set']],
    ['a second address comes', {}, dual, []],
    ['it goes', dual, {}, []],
    ['it goes, the policy stays', dual, { ipFamilyPolicy: 'PreferDualStack' }, ["spec.ipFamilyPolicy: Invalid value: \"PreferDualStack\": must be set to 'SingleStack' when releasing the secondary clusterIP", "spec.ipFamilyPolicy: Invalid value: \"PreferDualStack\": must be set to 'SingleStack' when releasing the secondary ipFamily"]],
    ['to ExternalName', {}, { type: 'ExternalName', externalName: 'a.b' }, []],
    ['the class of a balancer', { type: 'LoadBalancer', loadBalancerClass: 'a.b/c' }, { type: 'LoadBalancer' }, ['spec.loadBalancerClass: Invalid value: null: may not change once set']],
    ['the health port', { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 31000 }, { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 31001 }, ['spec.healthCheckNodePort: Forbidden: field is immutable']],
    ['odd addresses that were there', { externalIPs: ['010.0.0.1'] }, { externalIPs: ['010.0.0.1', '10.0.0.2'] }, []],
  ] satisfies [string, Partial<ServiceSpec>, Partial<ServiceSpec>, string[]][])('%s', (_, before, after, errors) => {
    expect(texts(validateUpdate(service(after), service(before)))).toEqual(errors);
  });

  it('say the rules for all objects again', () => {
    const uid = { uid: 'b' };
    expect(texts(validateUpdate(service({}, uid), service({}, { uid: 'a' })))).toEqual(['metadata.uid: Invalid value: "b": field is immutable', 'metadata.uid: Invalid value: "b": field is immutable']);
    expect(validateUpdate(service({}, { labels: { a: '-' } }), service({}))).toHaveLength(3);
  });

  it.each([
    [{ ip: '203.0.113.1', ipMode: 'VIP' }, []],
    [{ ip: '203.0.113.1' }, ['status.loadBalancer.ingress[0].ipMode: Required value: must be specified when `ip` is set']],
    [{ hostname: '203.0.113.1' }, ['status.loadBalancer.ingress[0].hostname: Invalid value: "203.0.113.1": must be a DNS name, not an IP address']],
    [{ hostname: 'a.b', ipMode: 'VIP' }, ['status.loadBalancer.ingress[0].ipMode: Forbidden: may not be specified when `ip` is not set']],
  ])('a balancer reports %j', (ingress, errors) => {
    const old = service({ type: 'LoadBalancer' });
    expect(texts(validateServiceStatusUpdate({ ...old, status: { loadBalancer: { ingress: [ingress] } } }, old))).toEqual(errors);
  });
});

describe('warnings', () => {
  it.each([
    ['nothing', {}, []],
    ['a headless Service with what it cannot have', { ...headless, externalIPs: ['10.0.0.1'], loadBalancerIP: '10.0.0.2', sessionAffinity: 'ClientIP' }, ['spec.loadBalancerIP is ignored for headless services', 'spec.externalIPs is ignored for headless services', 'spec.SessionAffinity is ignored for headless services']],
    ['external addresses', { externalIPs: ['010.0.0.1'] }, ['spec.externalIPs[0]: non-standard IP address "010.0.0.1" is invalid: use "10.0.0.1"', 'spec.externalIPs is deprecated and may no longer be implemented in some clusters']],
    ['an address that is not canonical', { clusterIP: 'FD00::5', clusterIPs: ['FD00::5'] }, ['spec.clusterIPs[0]: IPv6 address "FD00::5" should be in RFC 5952 canonical format ("fd00::5")']],
    ['a range with host bits', { type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.1/8'] }, ['spec.loadBalancerSourceRanges[0]: CIDR value "10.0.0.1/8" is ambiguous in this context (should be "10.0.0.0/8" or "10.0.0.1/32"?)']],
    ['a name without ExternalName', { externalName: 'a.b', trafficDistribution: 'PreferClose' }, ['spec.externalName is ignored when spec.type is not "ExternalName"', 'spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"']],
  ] satisfies [string, Partial<ServiceSpec>, string[]][])('%s', (_, spec, warnings) => {
    expect(warningsFor(service(spec))).toEqual(warnings);
  });
});
