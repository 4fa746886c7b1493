import { describe, expect, it } from 'vitest';
import type { Container, PodSpec } from '../../../../src/kube/types.generated.ts';
import { podWarnings } from '../../../../src/kube/warnings/pod.ts';
import { deployment, pod } from './builders.ts';

describe('warnings about Pods', () => {
  it.each<[string, Partial<PodSpec>, Partial<Container>, string[]]>([
    ['nothing odd', {}, {}, []],
    ['a port twice', {}, { ports: [{ containerPort: 80 }, { containerPort: 80 }, { containerPort: 80, protocol: 'UDP' }] }, ['spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]']],
    ['a port with and without a host port', {}, { ports: [{ containerPort: 80, hostPort: 80 }, { containerPort: 80, hostIP: '10.0.0.1' }] }, [
      'spec.containers[0].ports[1]: hostIP set without hostPort: {Name: HostPort:0 ContainerPort:80 Protocol:TCP HostIP:10.0.0.1}',
      'spec.containers[0].ports[1]: overlapping port definition with spec.containers[0].ports[0]',
    ]],
    ['a name in two containers', { containers: [{ name: 'a', image: 'x', ports: [{ name: 'http', containerPort: 80 }] }, { name: 'b', image: 'x', ports: [{ name: 'http', containerPort: 81 }] }] }, {}, [
      'spec.containers[1].ports[0]: duplicate port name "http" with spec.containers[0].ports[0], services and probes that select ports by name will use spec.containers[0].ports[0]',
    ]],
    ['a variable twice', {}, { env: [{ name: 'A', value: '1' }, { name: 'A', value: '$(A)2' }, { name: 'A', value: '3' }] }, ['spec.containers[0].env[2]: hides previous definition of "A", which may be dropped when using apply']],
    ['part of a byte', {}, { resources: { requests: { memory: '1500m' } } }, ['spec.containers[0].resources.requests[memory]: fractional byte value "1500m" is invalid, must be an integer']],
    ['old labels and volumes', { nodeSelector: { 'beta.kubernetes.io/os': 'linux' }, volumes: [{ name: 'v', gitRepo: { repository: 'x' } }] }, {}, [
      'spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead',
      'spec.volumes[0].gitRepo: deprecated in v1.11, and disabled by default in v1.33+',
    ]],
    ['files over each other', { volumes: [{ name: 'v', configMap: { name: 'c', items: [{ key: 'a', path: 'p' }, { key: 'b', path: 'p/q' }] } }] }, {}, ['volume "v" (ConfigMap "c"): overlapping paths: "p/q" with "p"']],
    ['files of several sources, and an empty source after them', { volumes: [{ name: 'v', projected: { sources: [
      { secret: { name: 's', items: [{ key: 'a', path: 'p/' }] } }, { configMap: { name: 'c', items: [{ key: 'b', path: 'p' }] } }, {},
    ] } }] }, {}, ['volume "v" (Projected): overlapping paths: "p" (ConfigMap "c") with "p" (Secret "s")', 'volume "v" (Projected) has no sources provided']],
    ['spread of nothing', { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }] }, {}, ['spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod']],
  ])('%s', (_, spec, container, expected) => {
    expect(podWarnings(pod(spec, container))).toEqual(expected);
  });

  it('says nothing of changed Pods', () => {
    expect(podWarnings(pod({}, { ports: [{ containerPort: 80 }, { containerPort: 80 }] }), pod())).toEqual([]);
  });
});

describe('warnings about workloads', () => {
  const odd = deployment({ template: { metadata: { name: '', labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'x' }], imagePullSecrets: [{ name: 's' }, { name: 's' }] } } });
  const named = { ...odd, metadata: { ...odd.metadata, name: 'web.v1', generation: 2 } };
  const duplicate = 'spec.template.spec.imagePullSecrets[1].name: duplicate name "s"';

  it('looks at names once and at templates with each generation', () => {
    expect(podWarnings(named)).toEqual(['metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]', duplicate]);
    expect(podWarnings(named, { ...named, metadata: { ...named.metadata, generation: 1 } })).toEqual([duplicate]);
    expect(podWarnings(named, named)).toEqual([]);
  });
});
