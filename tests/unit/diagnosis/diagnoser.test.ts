import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diagnose } from '../../../src/diagnosis/diagnose.ts';
import { createDiagnoser } from '../../../src/diagnosis/diagnoser.ts';
import { presetSettings } from '../../../src/protocol/settings.ts';
import { deployment, pod, service, slice, testCluster, type TestCluster } from './cluster.ts';

const settings = presetSettings('kubeadm');
type Step = (cluster: TestCluster) => void;
const put = (yaml: string): Step => (cluster) => {
  cluster.put(yaml);
};
const remove = (kind: string, name: string, namespace = 'default'): Step => (cluster) => {
  cluster.remove(kind, namespace, name);
};

const steps: readonly (readonly [string, Step])[] = [
  ['service', put(service('{selector: {app: web}, ports: [{port: 80, targetPort: http}]}'))],
  ['service with a typo', put(service('{selector: {app: wbe}, ports: [{port: 80}]}'))],
  ['service without selector', put(service('{ports: [{name: a, port: 80}]}'))],
  ['local service', put(service('{type: NodePort, externalTrafficPolicy: Local, selector: {app: web, tier: x}, ports: [{port: 80, nodePort: 30080}]}', 'local'))],
  ['no service', remove('Service', 'web')],
  ['pod', put(pod('web-1'))],
  ['pod, not ready', put(pod('web-1', { ready: false }))],
  ['pod, relabelled', put(pod('web-1', { labels: '{app: other}' }))],
  ['pod with two labels', put(pod('web-2', { labels: '{app: web, tier: x}' }))],
  ['pod elsewhere', put(pod('web-3', { namespace: 'shop', labels: '{app: wbe}' }))],
  ['pod ends', put(pod('web-1', { phase: 'Succeeded' }))],
  ['no pod', remove('Pod', 'web-1')],
  ['no pod elsewhere', remove('Pod', 'web-3', 'shop')],
  ['deployment', put(deployment('web', '{app: web}'))],
  ['deployment of none', put(deployment('web', '{app: web}', 0))],
  ['no deployment', remove('Deployment', 'web')],
  ['slice', put(slice('web-x', '[{name: b, port: 80}]', '[{addresses: [10.0.0.1], nodeName: node-1}]'))],
  ['slice of local', put(slice('local-x', '[{port: 80}]', '[{addresses: [10.0.0.1], nodeName: node-1}]', 'local'))],
  ['empty slice', put(slice('web-x', '[]', '[]'))],
  ['no slice', remove('EndpointSlice', 'web-x')],
  ['endpoints', put('kind: Endpoints\nmetadata: {name: webb}\nsubsets: [{addresses: [{ip: 10.0.0.1}]}]\n')],
  ['no endpoints', remove('Endpoints', 'webb')],
  ['node', put('kind: Node\nmetadata: {name: node-1}\n')],
  ['another node', put('kind: Node\nmetadata: {name: node-2}\n')],
  ['no node', remove('Node', 'node-2', '')],
  ['stateful set', put('kind: StatefulSet\nmetadata: {name: db}\nspec: {serviceName: web, template: {metadata: {labels: {app: web}}, spec: {containers: []}}}\n')],
  ['no stateful set', remove('StatefulSet', 'db')],
  ['headless service', put(service('{clusterIP: None, selector: {app: web}, ports: [{port: 81, targetPort: 80}]}', 'names'))],
  ['service with affinity', put(service('{clusterIP: 10.96.0.1, sessionAffinity: ClientIP, selector: {app: web}, ports: [{port: 80}]}', 'sticky'))],
  ['service without affinity', put(service('{clusterIP: 10.96.0.2, selector: {app: web}, ports: [{port: 80}]}', 'plain'))],
  ['no service without affinity', remove('Service', 'plain')],
  ['alias', put(service('{type: ExternalName, externalName: names.default.svc.cluster.local}', 'alias'))],
  ['alias of the alias', put(service('{type: ExternalName, externalName: alias.default.svc.cluster.local}', 'names'))],
  ['bare pod with a subdomain', put('kind: Pod\nmetadata: {name: own, labels: {app: web}}\nspec: {subdomain: names, containers: [{name: c, env: [{name: A, value: "plain:81"}], args: [$(STICKY_SERVICE_HOST)]}]}\n')],
  ['unlabelled slice', put('kind: EndpointSlice\nmetadata: {name: web-own}\naddressType: IPv4\nendpoints: [{addresses: [10.0.0.1]}]\n')],
  ['job', put('kind: Job\nmetadata: {name: job}\nspec: {template: {metadata: {labels: {app: web}}, spec: {containers: []}}}\n')],
  ['no job', remove('Job', 'job')],
  ['ingress', put('kind: Ingress\nmetadata: {name: web}\nspec: {ingressClassName: a, defaultBackend: {service: {name: web, port: {number: 81}}}}\n')],
  ['ingress class', put('kind: IngressClass\nmetadata: {name: b, namespace: ""}\nspec: {}\n')],
  ['network policy', put('kind: NetworkPolicy\nmetadata: {name: shut}\nspec: {podSelector: {}, policyTypes: [Ingress]}\n')],
  ['another network policy', put('kind: NetworkPolicy\nmetadata: {name: open}\nspec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress], ingress: [{ports: [{port: 80}]}]}\n')],
  ['no network policy', remove('NetworkPolicy', 'open')],
  ['budget', put('kind: PodDisruptionBudget\nmetadata: {name: web}\nspec: {maxUnavailable: 0, selector: {matchLabels: {app: web}}}\n')],
  ['autoscaler', put('kind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {minReplicas: 2, maxReplicas: 3, scaleTargetRef: {kind: Deployment, name: web}}\n')],
];

it('following the cluster gives what looking at all of it gives', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 25 }), fc.integer({ min: 1, max: 3 }), (taken, perUpdate) => {
    const cluster = testCluster();
    const diagnoser = createDiagnoser(cluster.reader, () => settings);
    const shown = new Map<string, unknown>();
    cluster.watch((event) => {
      diagnoser.observe(event);
    });
    const update = (maxObjects: number): void => {
      const { upserts, removes } = diagnoser.update(maxObjects);
      for (const id of removes) shown.delete(id);
      for (const finding of upserts) shown.set(finding.id, finding);
    };
    for (const [, step] of taken) {
      step(cluster);
      update(perUpdate);
    }
    update(Infinity);
    const byId = (findings: Iterable<{ readonly id: string }>) => [...findings].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId(shown.values() as Iterable<{ id: string }>)).toEqual(byId(diagnose(cluster.reader, settings)));
    expect(diagnoser.hasWork()).toBe(false);
  }), { numRuns: 400 });
});
