import { describe, expect, it } from 'vitest';
import { decode } from '../../../../src/kube/decode.ts';
import { setDefaults } from '../../../../src/kube/defaults.ts';
import type { JsonObject, JsonValue } from '../../../../src/kube/json.ts';
import type { KubeObjectLike } from '../../../../src/kube/kubeObject.ts';
import { kindInfoByKind } from '../../../../src/kube/scheme.ts';
import { alreadyExists, conflict, forbiddenStatus, invalidStatus, methodNotSupported, notFoundStatus } from '../../../../src/kube/status.ts';
import { validateCreate, validateUpdate } from '../../../../src/kube/validation.ts';
import { isDNS1123Label, isLabelValue, isQualifiedName, isRelaxedEnvVarName, isValidPortName } from '../../../../src/kube/validation/names.ts';
import { warningsFor } from '../../../../src/kube/warnings.ts';

function read(kind: string, body: JsonObject): KubeObjectLike {
  const info = kindInfoByKind(kind);
  if (info === undefined) throw new Error(kind);
  const metadata = { name: 'a', resourceVersion: '1', ...(info.isNamespaced ? { namespace: 'default' } : {}), ...(body['metadata'] as JsonObject | undefined) };
  const decoded = decode(info, { ...body, metadata }, { fieldValidation: 'Strict', decodingErrors: [], isYAML: false });
  if (!decoded.ok) throw new Error(decoded.status.message);
  return setDefaults(decoded.object as unknown as KubeObjectLike);
}

function onCreate(kind: string, body: JsonObject): string[] {
  return validateCreate(read(kind, body)).map(({ field, message }) => `${field}: ${message}`);
}

function onUpdate(kind: string, before: JsonObject, after: JsonObject): string[] {
  return validateUpdate(read(kind, after), read(kind, before)).map(({ field, message }) => `${field}: ${message}`);
}

const rule = (path: JsonValue): JsonObject => ({ spec: { rules: [{ http: { paths: [path] } }] } });
const backend = { service: { name: 'web', port: { number: 80 } } };
const slice = (endpoint: JsonValue, rest: JsonObject = {}): JsonObject => ({ addressType: 'IPv4', endpoints: [endpoint], ...rest });

describe('new objects', () => {
  it.each([
    ['Endpoints', { subsets: [{}] }, ['subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`']],
    ['Endpoints', { subsets: [{ addresses: [{ ip: 'x' }], ports: [{ port: 1 }, { name: 'b', port: 0, protocol: 'tcp' }] }] }, [
      'subsets[0].addresses[0].ip: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)', 'subsets[0].addresses[0].ip: Invalid value: "x": must be a valid IP address',
      'subsets[0].ports[0].name: Required value', 'subsets[0].ports[1].port: Invalid value: 0: must be between 1 and 65535, inclusive', 'subsets[0].ports[1].protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"']],
    ['EndpointSlice', {}, ['addressType: Required value']],
    ['EndpointSlice', { addressType: 'ipv4' }, ['addressType: Unsupported value: "ipv4": supported values: "FQDN", "IPv4", "IPv6"']],
    ['EndpointSlice', slice({ addresses: [] }), ['endpoints[0].addresses: Required value: must contain at least 1 address']],
    ['EndpointSlice', slice({ addresses: ['fd00::1'] }), ['endpoints[0].addresses: Invalid value: "fd00::1": must be an IPv4 address']],
    ['EndpointSlice', slice({ addresses: ['a.b'] }, { addressType: 'FQDN' }), []],
    ['EndpointSlice', slice({ addresses: ['10.0.0.1'], hints: { forZones: [{ name: 'a' }, { name: 'a' }] } }), ['endpoints[0].hints.forZones[1].name: Duplicate value: "a"']],
    ['EndpointSlice', { addressType: 'IPv4', ports: [{ port: 1 }, { port: 2 }] }, ['ports[1].name: Duplicate value: ""']],
    ['EndpointSlice', { addressType: 'IPv4', ports: [{ port: 1, protocol: '' }] }, ['ports[0].protocol: Unsupported value: "": supported values: "SCTP", "TCP", "UDP"']],
    ['Ingress', {}, ['spec: Invalid value: null: either `defaultBackend` or `rules` must be specified']],
    ['Ingress', { spec: { rules: [] } }, ['spec: Invalid value: []: either `defaultBackend` or `rules` must be specified']],
    ['Ingress', rule({ path: '/', backend }), ['spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified']],
    ['Ingress', rule({ path: 'a//b', pathType: 'Prefix', backend: {} }), ['spec.rules[0].http.paths[0].path: Invalid value: "a//b": must be an absolute path', "spec.rules[0].http.paths[0].path: Invalid value: \"a//b\": must not contain '//'", 'spec.rules[0].http.paths[0].backend: Invalid value: "": resource or service backend is required']],
    ['Ingress', rule({ pathType: 'ImplementationSpecific', backend }), []],
    ['Ingress', { metadata: { annotations: { 'kubernetes.io/ingress.class': 'a' } }, spec: { ingressClassName: 'b', defaultBackend: backend } }, ['annotations.kubernetes.io/ingress.class: Invalid value: "a": must match `ingressClassName` when both are specified']],
    ['Ingress', { spec: { rules: [{ host: '10.0.0.1' }, { host: '*.a.b' }, { host: 'a*' }] } }, ['spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name, not an IP address', expect.stringContaining('spec.rules[2].host: Invalid value: "a*": a wildcard DNS-1123 subdomain')]],
    ['IngressClass', { spec: { controller: 'nginx' } }, ['spec.controller: Invalid value: "nginx": must be a domain-prefixed path (such as "acme.io/foo")']],
    ['IngressClass', { spec: { controller: 'a.b/c', parameters: { kind: 'K', name: 'n', namespace: 'x' } } }, ["spec.parameters.namespace: Forbidden: `parameters.scope` is set to 'Cluster'"]],
    ['NetworkPolicy', { spec: { ingress: [{ from: [{}, { podSelector: {}, ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/8', '11.0.0.0/16'] } }] }] } }, [
      'spec.ingress[0].from[0]: Required value: must specify a peer', 'spec.ingress[0].from[1].ipBlock.except[0]: Invalid value: "10.0.0.0/8": must be a strict subset of `cidr`',
      'spec.ingress[0].from[1].ipBlock.except[1]: Invalid value: "11.0.0.0/16": must be a strict subset of `cidr`', 'spec.ingress[0].from[1]: Forbidden: may not specify both ipBlock and another peer']],
    ['NetworkPolicy', { spec: { egress: [{ ports: [{ port: 90, endPort: 80 }, { port: 'web', endPort: 1 }, { endPort: 2 }] }] } }, [
      'spec.egress[0].ports[0].endPort: Invalid value: 90: must be greater than or equal to `port`', 'spec.egress[0].ports[1].endPort: Invalid value: 1: may not be specified when `port` is non-numeric', 'spec.egress[0].ports[2].endPort: Invalid value: 2: may not be specified when `port` is not specified']],
    ['Namespace', { metadata: { name: 'a.b' } }, ['metadata.name: Invalid value: "a.b": must not contain dots']],
    ['Namespace', { spec: { finalizers: ['mine'] } }, ['spec.finalizers: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified']],
    ['Node', { spec: { podCIDRs: ['10.0.0.0/24', '10.0.1.0/24'], taints: [{ key: 'a', effect: 'No' }, { key: 'b', effect: 'NoExecute' }, { key: 'b', effect: 'NoExecute' }] } }, [
      'metadata.taints[0].effect: Unsupported value: "No": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"', 'metadata.taints[2]: Duplicate value: {"Key":"b","Value":"","Effect":"NoExecute","TimeAdded":null}: taints must be unique by key and effect pair',
      'spec.podCIDRs: Invalid value: ["10.0.0.0/24","10.0.1.0/24"]: may specify no more than one CIDR for each IP family']],
    ['ConfigMap', { data: { 'a/b': 'x', c: 'y' }, binaryData: { c: 'eA==' } }, [expect.stringContaining('data[a/b]: Invalid value: "a/b": a valid config key'), 'data[c]: Invalid value: "c": duplicate of key present in binaryData']],
    ['Secret', { type: 'kubernetes.io/tls' }, ['data[tls.crt]: Required value', 'data[tls.key]: Required value']],
    ['Secret', { type: 'kubernetes.io/basic-auth', stringData: { username: 'u' } }, []],
    ['ServiceCIDR', { spec: { cidrs: ['10.0.0.1/8'] } }, ['spec.cidrs[0]: Invalid value: "10.0.0.1/8": must not have bits set beyond the prefix length']],
    ['IPAddress', { metadata: { name: '10.0.0.1' }, spec: { parentRef: { resource: 'services' } } }, ['spec.parentRef.name: Required value']],
    ['Role', { rules: [{ verbs: [], nonResourceURLs: ['/x'] }] }, ['rules[0].verbs: Required value: verbs must contain at least one value', 'rules[0].nonResourceURLs: Invalid value: ["/x"]: namespaced rules cannot apply to non-resource URLs']],
    ['ClusterRoleBinding', { roleRef: { kind: 'Role', name: 'r' } }, ['roleRef.kind: Unsupported value: "Role": supported values: "ClusterRole"']],
    ['ServiceAccount', { metadata: { name: 'A' } }, [expect.stringContaining('metadata.name: Invalid value: "A": a lowercase RFC 1123 subdomain')]],
    ['PriorityClass', { value: 2000000000 }, ['value: Forbidden: maximum allowed value of a user defined priority is 1000000000']],
  ] as [string, JsonObject, unknown[]][])('%s %j', (kind, body, errors) => {
    expect(onCreate(kind, body)).toEqual(errors);
  });

  it.each([
    [{ ownerReferences: [{ apiVersion: '', kind: '', name: '', uid: '' }] }, ['apiVersion: Invalid value: "": version must not be empty', 'kind: Invalid value: "": must not be empty', 'name: Invalid value: "": must not be empty', 'uid: Invalid value: "": must not be empty'].map((text) => `metadata.ownerReferences.${text}`)],
    [{ finalizers: ['orphan', 'foregroundDeletion'] }, ['metadata.finalizers: Invalid value: ["orphan","foregroundDeletion"]: finalizer orphan and foregroundDeletion cannot be both set']],
    [{ generation: -1 }, ['metadata.generation: Invalid value: -1: must be greater than or equal to 0']],
    [{ annotations: { 'A b': 'x' } }, [expect.stringContaining('metadata.annotations: Invalid value: "A b": name part must consist')]],
    [{ annotations: { a: 'x'.repeat(262144) } }, ['metadata.annotations: Too long: may not be more than 262144 bytes']],
  ] as [JsonObject, unknown[]][])('metadata %j', (metadata, errors) => {
    expect(onCreate('ConfigMap', { metadata })).toEqual(errors);
  });
});

describe('changed objects', () => {
  it.each([
    ['EndpointSlice', slice({ addresses: ['127.0.0.1'] }), slice({ addresses: ['127.0.0.1'] }), []],
    ['EndpointSlice', { addressType: 'IPv4' }, { addressType: 'IPv6' }, ['addressType: Invalid value: "IPv6": field is immutable']],
    ['ConfigMap', { immutable: true, data: { a: 'b' } }, { immutable: true, data: { a: 'c' } }, ['data: Forbidden: field is immutable when `immutable` is set']],
    ['Secret', { type: 'Opaque' }, { type: 'mine' }, ['type: Invalid value: "mine": field is immutable']],
    ['IngressClass', { spec: { controller: 'a.b/c' } }, { spec: { controller: 'a.b/d' } }, ['spec.controller: Invalid value: "a.b/d": field is immutable']],
    ['Node', { spec: { podCIDRs: ['10.0.0.0/24'] } }, { spec: {} }, ['spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid']],
    ['ServiceCIDR', { spec: { cidrs: ['10.0.0.0/8'] } }, { spec: { cidrs: ['10.0.0.0/8', 'fd00::/64'] } }, []],
    ['NetworkPolicy', { spec: { ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.1/8' } }] }] } }, { spec: { ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.1/8' } }] }] } }, []],
    ['Role', {}, { metadata: { resourceVersion: '' } }, ['metadata.resourceVersion: Invalid value: "": must be specified for an update', 'metadata.resourceVersion: Invalid value: "": must be specified for an update']],
  ] as [string, JsonObject, JsonObject, string[]][])('%s %j → %j', (kind, before, after, errors) => {
    expect(onUpdate(kind, before, after)).toEqual(errors);
  });

  it('may not gain finalizers while they are being deleted', () => {
    const deleted = { deletionTimestamp: '2026-01-01T00:00:00Z' };
    expect(onUpdate('LimitRange', { metadata: deleted }, { metadata: { ...deleted, finalizers: ['a.b/c'] } })[0])
      .toBe('metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"a.b/c"}');
  });
});

describe('warnings', () => {
  it.each([
    ['EndpointSlice', slice({ addresses: ['a.b'] }, { addressType: 'FQDN' }), ['spec.addressType: FQDN endpoints are deprecated']],
    ['Ingress', { metadata: { annotations: { 'kubernetes.io/ingress.class': 'a' } }, spec: { defaultBackend: backend } }, ['annotation "kubernetes.io/ingress.class" is deprecated, please use \'spec.ingressClassName\' instead']],
    ['Endpoints', { subsets: [{ notReadyAddresses: [{ ip: 'FD00::1' }] }] }, ['subsets[0].notReadyAddresses[0].ip: IPv6 address "FD00::1" should be in RFC 5952 canonical format ("fd00::1")']],
    ['Node', { spec: { externalID: 'x' } }, ['spec.externalID: this field is deprecated, and is unused by Kubernetes']],
    ['ConfigMap', {}, []],
  ] as [string, JsonObject, string[]][])('%s %j', (kind, body, warnings) => {
    expect(warningsFor(read(kind, body))).toEqual(warnings);
  });
});

describe('names', () => {
  const long = 'a'.repeat(64);
  it.each([
    { check: isDNS1123Label, value: long, messages: ['must be no more than 63 characters'] },
    { check: isLabelValue, value: long, messages: ['must be no more than 63 bytes'] },
    { check: isQualifiedName, value: `a.b/${long}`, messages: ['name part must be no more than 63 bytes'] },
    { check: isQualifiedName, value: '/x', messages: ['prefix part must be non-empty'] },
    { check: isValidPortName, value: '--', messages: ['must contain at least one letter (a-z)', 'must not contain consecutive hyphens', 'must not begin or end with a hyphen'] },
    { check: isRelaxedEnvVarName, value: 'a b.-1', messages: [] },
    { check: isRelaxedEnvVarName, value: 'a=b', messages: ["a valid environment variable name must consist only of printable ASCII characters other than '='"] },
  ])('$value', ({ check, value, messages }) => {
    expect(check(value)).toEqual(messages);
  });
});

describe('refusals', () => {
  const twice = { type: 'FieldValueRequired', field: 'a', message: 'Required value' } as const;
  it.each([
    [invalidStatus('Service', '', 'web', [twice]), 422, 'Service "web" is invalid: a: Required value'],
    [invalidStatus('Ingress', 'networking.k8s.io', 'a"b', [twice, { ...twice, field: 'b' }, twice]), 422, 'Ingress.networking.k8s.io "a\\"b" is invalid: [a: Required value, b: Required value]'],
    [notFoundStatus('services', '', 'web'), 404, 'services "web" not found'],
    [alreadyExists('deployments', 'apps', 'web'), 409, 'deployments.apps "web" already exists'],
    [conflict('services', '', 'web', 'why'), 409, 'Operation cannot be fulfilled on services "web": why'],
    [forbiddenStatus('pods', '', '', 'why'), 403, 'pods is forbidden: why'],
    [methodNotSupported('ingresses', 'networking.k8s.io', 'create'), 405, 'create is not supported on resources of kind "ingresses.networking.k8s.io"'],
  ])('%j', (status, code, message) => {
    expect([status.code, status.message]).toEqual([code, message]);
  });

  it('name a cause for each error, repeated ones too', () => {
    expect(invalidStatus('Service', '', 'web', [twice, twice]).causes).toHaveLength(2);
  });
});
