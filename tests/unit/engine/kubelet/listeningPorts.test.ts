import { describe, expect, it } from 'vitest';
import { imageName, listeningPorts } from '../../../../src/engine/kubelet/listeningPorts.ts';
import type { Container } from '../../../../src/kube/types.generated.ts';
import { pod, testCluster } from '../controllers/testCluster.ts';

const container = (fields: Partial<Container>): Container => ({ name: 'srv', image: 'example.com/team/srv:1', ...fields });
const texts = (fields: Partial<Container>): readonly string[] => listeningPorts(container(fields)).map(({ port, protocol }) => `${port}/${protocol}`);

describe('listeningPorts', () => {
  it.each([
    { name: 'nothing is known of an unknown image', fields: {}, ports: [] },
    { name: 'declared ports, of their protocols', fields: { ports: [{ containerPort: 80 }, { containerPort: 53, protocol: 'UDP' }] }, ports: ['80/TCP', '53/UDP'] },
    { name: 'a known server without a declaration', fields: { image: 'nginx' }, ports: ['80/TCP'] },
    { name: 'a known server from another registry, by digest', fields: { image: 'registry.example.com:5000/library/redis@sha256:00' }, ports: ['6379/TCP'] },
    { name: 'a known server that declares another port too', fields: { image: 'nginx:1.27', ports: [{ containerPort: 8080 }] }, ports: ['8080/TCP', '80/TCP'] },
    { name: 'no port twice', fields: { image: 'httpd', ports: [{ containerPort: 80 }] }, ports: ['80/TCP'] },
    { name: 'ports that its probes ask by number', fields: { ports: [{ name: 'http', containerPort: 80 }], livenessProbe: { httpGet: { port: 10254 } }, readinessProbe: { tcpSocket: { port: 10254 } }, startupProbe: { httpGet: { port: 'http' } } }, ports: ['80/TCP', '10254/TCP'] },
    { name: 'a probe does not teach a known server', fields: { image: 'nginx', readinessProbe: { httpGet: { port: 8080 } } }, ports: ['80/TCP'] },
  ])('$name', ({ fields, ports }) => {
    expect(texts(fields)).toEqual(ports);
  });

  it('image names are without registry, tag and digest', () => {
    expect(['nginx', 'nginx:1.27', 'docker.io/library/nginx:1', 'localhost:5000/nginx', 'nginx@sha256:ab'].map((image) => imageName({ image }))).toEqual(['nginx', 'nginx', 'nginx', 'nginx', 'nginx']);
  });
});

describe('a Pod', () => {
  const undeclared = pod('p', { nodeName: 'node-1', containers: [{ name: 'srv', image: 'nginx' }] });

  it.each([
    { name: 'takes connections on its usual port', kubelet: 'simulated' as const, listens: true },
    { name: 'takes none in the world of the recordings', kubelet: 'reported' as const, listens: false },
  ])('of nginx that declares nothing $name', ({ kubelet, listens }) => {
    const cluster = testCluster(kubelet);
    cluster.create(undeclared);
    cluster.engine.advance(1000);
    expect(cluster.engine.runtime.byPod('default', 'p')?.listens(80, 'TCP')).toBe(listens);
  });
});
