import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/diagnosis/diagnose.ts';
import { presetSettings } from '../../../src/protocol/settings.ts';
import { diagnosis as messages } from '../../../src/ui/messages/en/diagnosis.ts';
import { deployment, pod, service, slice, testCluster } from './cluster.ts';

const settings = presetSettings('kubeadm');
const web = '{selector: {app: web}, ports: [{port: 80, targetPort: 80}]}';
const nodes = ['node-1', 'node-2', 'node-3'].map((name) => `---\nkind: Node\nmetadata: {name: ${name}}\n`).join('');

interface Case {
  readonly name: string;
  readonly objects: string;
  readonly rules: readonly string[];
  readonly path?: readonly (string | number)[];
  readonly fix?: string | number;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly cloud?: 'none';
}

const cases: readonly Case[] = [
  { name: 'a Service as it should be', objects: service(web) + pod('web-1'), rules: [] },
  { name: 'a selector with a typo', objects: service('{selector: {app: wbe}, ports: []}') + pod('web-1'), rules: ['selectorValue'], path: ['spec', 'selector', 'app'], fix: 'web', params: { key: 'app', value: 'wbe', nearest: 'web' } },
  { name: 'the nearest of several', objects: service('{selector: {app: frontend, tier: web}, ports: []}') + pod('a', { labels: '{app: front-end, tier: web}' }) + pod('b', { labels: '{app: backend, tier: web}' }), rules: ['selectorValue'], fix: 'front-end' },
  { name: 'the key has a typo', objects: service('{selector: {ap: web}, ports: []}') + pod('web-1'), rules: ['selectorKey'], path: ['spec', 'selector', 'ap'], fix: 'rename', params: { nearest: 'app' } },
  { name: 'another key with that value', objects: service('{selector: {name: web}, ports: []}') + pod('web-1'), rules: ['selectorKey'], fix: 'rename', params: { nearest: 'app' } },
  { name: 'nothing like it', objects: service('{selector: {app: database}, ports: []}') + pod('web-1'), rules: ['selectorMatchesOthers'], path: ['spec', 'selector'], params: { labels: 'app=web' } },
  { name: 'no Pods', objects: service(web), rules: ['selectorNoPods'] },
  { name: 'the last Pod is being deleted', objects: service(web) + pod('web-1', { extra: ', deletionTimestamp: "2026-01-01T00:00:00Z"' }), rules: ['podsTerminating'], path: ['spec', 'selector'], params: { count: 1 } },
  { name: 'Pods are on the way', objects: service(web) + deployment('web', '{app: web}', 2), rules: [] },
  { name: 'the workload wants none', objects: service(web) + deployment('web', '{app: web}', 0), rules: ['scaledToZero'], params: { workload: 'Deployment/web' } },
  { name: 'a typo against a template', objects: service('{selector: {app: wbe}, ports: []}') + deployment('web', '{app: web}'), rules: ['selectorValue'], fix: 'web' },
  { name: 'Pods in another Namespace', objects: service(web) + pod('web-1', { namespace: 'shop' }) + pod('x', { labels: '{app: wep}' }), rules: ['otherNamespace'], path: ['metadata', 'namespace'], fix: 'shop', params: { otherNamespace: 'shop', count: 1 } },
  { name: 'Pods that have ended do not count', objects: service(web) + pod('web-1', { phase: 'Succeeded' }), rules: ['selectorNoPods'] },
  { name: 'wrong target port', objects: service('{selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}') + pod('web-1'), rules: ['targetPortNotDeclared'], path: ['spec', 'ports', 0, 'targetPort'], fix: 80 },
  { name: 'wrong protocol', objects: service('{selector: {app: web}, ports: [{port: 53, targetPort: 53, protocol: UDP}]}') + pod('web-1', { ports: '[{containerPort: 53}]' }), rules: ['portProtocolDiffers'], fix: 'TCP' },
  { name: 'the like of several ports', objects: service('{selector: {app: web}, ports: [{port: 80, targetPort: 808}]}') + pod('web-1', { ports: '[{containerPort: 9090}, {containerPort: 8080}]' }), rules: ['targetPortNotDeclared'], fix: 8080 },
  { name: 'no port declared', objects: service(web) + pod('web-1', { ports: '[]' }), rules: ['noPortDeclared'] },
  { name: 'named port with a typo', objects: service('{selector: {app: web}, ports: [{port: 80, targetPort: htpp}]}') + pod('web-1', { ports: '[{name: http, containerPort: 80}, {name: admin, containerPort: 81}]' }), rules: ['namedPortMissing'], fix: 'http' },
  { name: 'named port, nothing like it', objects: service('{selector: {app: web}, ports: [{port: 80, targetPort: grpc}]}') + pod('web-1', { ports: '[{name: http, containerPort: 80}, {name: admin, containerPort: 81}]' }), rules: ['namedPortUnknown'] },
  { name: 'named port missing on some', objects: service('{selector: {app: web}, ports: [{port: 80, targetPort: http}]}') + pod('web-1') + pod('web-2', { ports: '[{name: web, containerPort: 80}]' }), rules: ['namedPortMissingOnSome'], params: { missing: 1, count: 2, pod: 'web-2' } },
  { name: 'readiness fails', objects: service(web) + pod('web-1', { ready: false }), rules: ['podsNotReady'] },
  { name: 'one is ready', objects: service(web) + pod('web-1', { ready: false }) + pod('web-2'), rules: [] },
  { name: 'starting', objects: service(web) + pod('web-1', { ready: false, phase: 'Pending', state: '{waiting: {reason: ContainerCreating}}' }), rules: [] },
  { name: 'crashing', objects: service(web) + pod('web-1', { ready: false, state: '{waiting: {reason: CrashLoopBackOff}}' }), rules: ['podsCrashing'] },
  { name: 'published all the same', objects: service('{selector: {app: web}, publishNotReadyAddresses: true, ports: [{port: 80}]}') + pod('web-1', { ready: false }), rules: [] },
  { name: 'no selector, no endpoints', objects: service('{ports: [{port: 80}]}'), rules: ['noEndpoints'] },
  { name: 'no selector, endpoints under another name', objects: service('{ports: [{port: 3366}]}', 'mysql') + '---\nkind: Endpoints\nmetadata: {name: mysql-external}\nsubsets: [{addresses: [{ip: 10.0.0.206}], ports: [{port: 3306}]}]\n', rules: ['endpointsNameDiffers'], fix: 'mysql-external' },
  { name: 'no selector, a slice', objects: service('{ports: [{port: 80}]}') + slice('web-1', '[{port: 80}]', '[{addresses: [10.0.0.1]}]'), rules: [] },
  { name: 'port names differ', objects: service('{ports: [{name: http, port: 80}]}') + slice('web-1', '[{name: web, port: 80}]', '[{addresses: [10.0.0.1]}]'), rules: ['endpointsPortNameDiffers'], path: ['spec', 'ports', 0, 'name'], fix: 'web' },
  { name: 'Local and Nodes without Pods', objects: nodes + service('{type: NodePort, externalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}') + pod('web-1') + slice('web-1', '[{port: 80}]', '[{addresses: [10.244.0.2], nodeName: node-2, conditions: {ready: true}}]').replace('labels: {', 'labels: {endpointslice.kubernetes.io/managed-by: endpointslice-controller.k8s.io, '), rules: ['localPolicyNodes'], fix: 'Cluster', params: { nodes: 'node-1, node-3', count: 2, total: 3 } },
  { name: 'pending without a cloud', objects: service('{type: LoadBalancer, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}') + pod('web-1'), rules: ['loadBalancerPending'], cloud: 'none', params: { nodePort: 30080 } },
  { name: 'pending with a cloud', objects: service('{type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}') + pod('web-1'), rules: [] },
  { name: 'a class that nobody implements', objects: service('{type: LoadBalancer, loadBalancerClass: example.com/x, selector: {app: web}, ports: [{port: 80}]}') + pod('web-1'), rules: ['loadBalancerClass'], fix: 'remove' },
  { name: 'an address as external name', objects: service('{type: ExternalName, externalName: 10.0.0.206}'), rules: ['externalNameIsIP'] },
  { name: 'a name as external name', objects: service('{type: ExternalName, externalName: db.example.com}'), rules: [] },
  { name: 'headless with affinity', objects: service('{clusterIP: None, sessionAffinity: ClientIP, selector: {app: web}, ports: [{port: 80}]}') + pod('web-1'), rules: ['headlessAffinity'], fix: 'None' },
  { name: 'serviceName that does not exist', objects: service('{clusterIP: None, selector: {app: web}, ports: [{port: 80}]}', 'web-headless') + pod('web-0') + '---\nkind: StatefulSet\nmetadata: {name: web}\nspec: {serviceName: web, selector: {}, template: {metadata: {labels: {app: web}}, spec: {containers: []}}}\n', rules: ['serviceNameMissing'], path: ['spec', 'serviceName'], fix: 'web-headless' },
  { name: 'serviceName that picks others', objects: service('{clusterIP: None, selector: {app: other}, ports: [{port: 80}]}') + pod('x', { labels: '{app: other}' }) + '---\nkind: StatefulSet\nmetadata: {name: web}\nspec: {serviceName: web, selector: {}, template: {metadata: {labels: {app: web}}, spec: {containers: []}}}\n', rules: ['serviceNamePicksOthers'] },
];

describe('diagnose', () => {
  it.each(cases)('$name', ({ objects, rules, path, fix, params, cloud }) => {
    const { reader } = testCluster(objects);
    const findings = diagnose(reader, cloud === 'none' ? { ...settings, cloud: { kind: 'none' } } : settings);
    expect(findings.map((finding) => finding.rule)).toEqual(rules);
    const [finding] = findings;
    if (path !== undefined) expect(finding?.field.path).toEqual(path);
const [edit] = finding?.fix?.edits ?? [];
    expect(edit?.type === 'set' ? edit.value : edit?.type).toEqual(fix);
    if (params !== undefined) expect(finding?.params).toMatchObject(params);
  });

  it('every rule has a text, and every parameter of the text is given', () => {
    for (const { objects, cloud } of cases) {
      const { reader } = testCluster(objects);
      for (const finding of diagnose(reader, cloud === 'none' ? { ...settings, cloud: { kind: 'none' } } : settings)) {
        const text: unknown = Reflect.get(messages, finding.rule);
        expect(typeof text).toBe('string');
        for (const [, name = ''] of String(text).matchAll(/\{\{(\w+)\}\}/g)) expect(Object.keys(finding.params)).toContain(name);
      }
    }
  });
});
