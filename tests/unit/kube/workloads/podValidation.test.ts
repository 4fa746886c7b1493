import { describe, expect, it } from 'vitest';
import type { Container, PodSpec } from '../../../../src/kube/types.generated.ts';
import { validatePodCreate } from '../../../../src/kube/validation/pod.ts';
import { loosely, pod, texts } from './builders.ts';

const label = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

describe('containers', () => {
  it.each<[string, Partial<Container>, string[]]>([
    ['sound', { ports: [{ name: 'http', containerPort: 80 }] }, []],
    ['name and image', { name: 'Web', image: '' }, [`spec.containers[0].name: Invalid value: "Web": ${label}`, 'spec.containers[0].image: Required value']],
    ['blank around the image', { image: 'srv ' }, ['spec.containers[0].image: Invalid value: "srv ": must not have leading or trailing whitespace']],
    ['port numbers', { ports: [{ containerPort: 0 }, { containerPort: 70000, protocol: 'tcp' }] }, [
      'spec.containers[0].ports[0].containerPort: Required value',
      'spec.containers[0].ports[1].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive',
      'spec.containers[0].ports[1].protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"',
    ]],
    ['port names and host ports twice', { ports: [{ name: 'a', containerPort: 1, hostPort: 9 }, { name: 'a', containerPort: 2, hostPort: 9 }] }, [
      'spec.containers[0].ports[1].name: Duplicate value: "a"',
      'spec.containers[0].ports[1].hostPort: Duplicate value: "TCP//9"',
    ]],
    ['a variable with a value and a source', { env: [{ name: 'A', value: 'x', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }, { name: '' }] }, [
      'spec.containers[0].env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty',
      'spec.containers[0].env[1].name: Required value',
    ]],
    ['field paths', { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'spec.hostname' } } }, { name: 'B', valueFrom: { fieldRef: { fieldPath: 'status.phase' } } }] }, [
      'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: "spec.hostname": error converting fieldPath: field label not supported: spec.hostname',
      'spec.containers[0].env[1].valueFrom.fieldRef.fieldPath: Unsupported value: "status.phase": supported values: "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"',
    ]],
    ['envFrom without a source: the error is at the list', { envFrom: [{}] }, ['spec.containers[0].envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`']],
    ['requests above limits', { resources: { requests: { cpu: '2', memory: '1Gi' }, limits: { cpu: '1' } } }, ['spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1']],
    ['odd resources, which are requests too', { resources: { limits: { foo: '1', 'example.com/gpu': '1500m' }, requests: { 'example.com/gpu': '1' } } }, [
      'spec.containers[0].resources.limits[foo]: Invalid value: "foo": must be a standard resource type or fully qualified',
      'spec.containers[0].resources.limits[foo]: Invalid value: "foo": must be a standard resource for containers',
      'spec.containers[0].resources.limits[example.com/gpu]: Invalid value: "1500m": must be an integer',
      'spec.containers[0].resources.requests[foo]: Invalid value: "foo": must be a standard resource type or fully qualified',
      'spec.containers[0].resources.requests[foo]: Invalid value: "foo": must be a standard resource for containers',
      'spec.containers[0].resources.requests: Invalid value: "1": must be equal to example.com/gpu limit of 1500m',
    ]],
    ['a mount without its volume', { volumeMounts: [{ name: 'v', mountPath: '/a' }] }, ['spec.containers[0].volumeMounts[0].name: Not found: "v"']],
    ['no escalation, yet privileged', { securityContext: { privileged: true, allowPrivilegeEscalation: false } }, [
      'spec.containers[0].securityContext: Invalid value: {"Capabilities":null,"Privileged":true,"SELinuxOptions":null,"WindowsOptions":null,"RunAsUser":null,"RunAsGroup":null,"RunAsNonRoot":null,"ReadOnlyRootFilesystem":null,"AllowPrivilegeEscalation":false,"ProcMount":null,"SeccompProfile":null,"AppArmorProfile":null}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true',
    ]],
    ['two handlers of a probe', { livenessProbe: { exec: { command: ['x'] }, tcpSocket: { port: 0 }, successThreshold: 2 } }, [
      'spec.containers[0].livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type',
      'spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1',
    ]],
    ['a hook that sleeps too long', { lifecycle: { preStop: { sleep: { seconds: 31 } } } }, ['spec.containers[0].lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)']],
  ])('%s', (_, container, expected) => {
    expect(texts(validatePodCreate(pod({}, container)))).toEqual(expected);
  });

  it('init containers run one by one, sidecars beside the others', () => {
    const probe = { tcpSocket: { port: 80 } };
    const spec: Partial<PodSpec> = { initContainers: [{ name: 'i', image: 'x', readinessProbe: probe }, { name: 's', image: 'x', restartPolicy: 'Always', readinessProbe: probe }, { name: 'web', image: 'x', restartPolicy: 'Perhaps' }] };
    expect(texts(validatePodCreate(pod(spec)))).toEqual([
      'spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always',
      'spec.initContainers[2].restartPolicy: Unsupported value: "Perhaps": supported values: "Always", "Never", "OnFailure"',
      'spec.initContainers[2].name: Duplicate value: "web"',
    ]);
  });
});

describe('the rest of a Pod', () => {
  it.each<[string, Partial<PodSpec>, string[]]>([
    ['no containers', { containers: [] }, ['spec.containers: Required value']],
    ['policies', { restartPolicy: 'always', dnsPolicy: 'None' }, [
      'spec.restartPolicy: Unsupported value: "always": supported values: "Always", "OnFailure", "Never"',
      'spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None',
    ]],
    ['names', { hostname: 'A', subdomain: 'b.c' }, [`spec.hostname: Invalid value: "A": ${label}`, 'spec.subdomain: Invalid value: "b.c": must not contain dots']],
    ['two sources of a volume, misspelt as upstream', { volumes: [{ name: 'v', emptyDir: {}, downwardAPI: {} }] }, ['spec.volumes[0].downwarAPI: Forbidden: may not specify more than 1 volume type']],
    ['volumes of one name', { volumes: [{ name: 'v', emptyDir: {} }, { name: 'v', emptyDir: {} }] }, ['spec.volumes[1].name: Duplicate value: "v"']],
    ['tolerations', { tolerations: [{ key: '', operator: 'Equal' }, { key: 'a', operator: 'Exists', value: 'x', tolerationSeconds: 5 }] }, [
      'spec.tolerations[0].operator: Invalid value: "Equal": operator must be Exists when `key` is empty, which means "match all values and all keys"',
      'spec.tolerations[1].effect: Invalid value: "": effect must be \'NoExecute\' when `tolerationSeconds` is set',
      'spec.tolerations[1].operator: Invalid value: "x": value must be empty when `operator` is \'Exists\'',
    ]],
    ['spread constraints twice', { topologySpreadConstraints: [0, 1].map((maxSkew) => ({ maxSkew, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' })) }, [
      'spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero',
      'spec.topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}: Duplicate value: "{zone, DoNotSchedule}"',
    ]],
    ['affinity', { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } }, podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 101, podAffinityTerm: { topologyKey: 'zone' } }] } } }, [
      'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: Required value: must have at least one node selector term',
      'spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 101: must be in the range 1-100',
    ]],
    ['a gate and a Node', { nodeName: 'node-1', schedulingGates: [{ name: 'g' }] }, ['spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared']],
    ['ephemeral containers', { ephemeralContainers: [{ name: 'e', image: 'x', imagePullPolicy: 'Always', terminationMessagePolicy: 'File' }] }, ['spec.ephemeralContainers: Forbidden: cannot be set on create']],
    ['Windows without what Linux has', { os: { name: 'windows' }, securityContext: { fsGroup: 1 }, hostPID: true }, [
      'spec.hostPID: Forbidden: cannot be set for a windows pod',
      'spec.securityContext.fsGroup: Forbidden: cannot be set for a windows pod',
    ]],
  ])('%s', (_, spec, expected) => {
    expect(texts(validatePodCreate(pod(spec)))).toEqual(expected);
  });

  it('bears a Pod without spec', () => {
    expect(texts(validatePodCreate(loosely(pod(), {})))).toEqual(['spec.containers: Required value']);
  });
});
