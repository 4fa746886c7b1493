import { describe, expect, it } from 'vitest';
import { createWorkbench, squeezed, webManifest } from './workbench.ts';

const others = `apiVersion: v1
kind: Service
metadata: {name: nothing}
spec: {ports: [{port: 80}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: web-1}
data: {a: b}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: web-2}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: way}
spec: {rules: [{host: a.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}, {path: /b, pathType: Prefix, backend: {service: {name: gone, port: {number: 80}}}}]}}]}
`;

describe('kubectl describe', () => {
  it('writes a service to the space', () => {
    const { out } = createWorkbench(webManifest);
    expect(out('describe svc web').replace(/10\.\d+\.\d+\.\d+/g, 'IP')).toBe(`Name:                     web
Namespace:                default
Labels:                   <none>
Annotations:              <none>
Selector:                 app=web
Type:                     ClusterIP
IP Family Policy:         SingleStack
IP Families:              IPv4
IP:                       IP
IPs:                      IP
Port:                     <unset>  80/TCP
TargetPort:               8080/TCP
Endpoints:                IP:8080,IP:8080
Session Affinity:         None
Internal Traffic Policy:  Cluster
Events:                   <none>
`);
  });

  it('tells what happened to a pod, unless it is not to', () => {
    const { out } = createWorkbench(webManifest);
    const name = out("get pods -o jsonpath='{.items[0].metadata.name}'");
    const events = squeezed(out(`describe pod ${name}`)).split('Events:\n')[1] ?? '';
    expect(events.split('\n').map((line) => line.trim().split(' ').slice(1, 2).join())).toEqual(['Reason', '------', 'Scheduled', 'Pulled', 'Created', 'Started', '']);
    expect(events).toContain(` Normal Scheduled 10s default-scheduler Successfully assigned default/${name} to node-`);
    expect(out(`describe pod ${name} --show-events=false`)).not.toContain('Events');
  });

  it('puts blank lines between several, and takes the start of a name for all of them', () => {
    const { out } = createWorkbench(webManifest + '---\n' + others);
    expect(out('describe cm web-1 web-2').split('\n\n\nName:')).toHaveLength(2);
    expect([...out('describe cm web').matchAll(/^Name: +(\S+)/gm)].map(([, name]) => name)).toEqual(['web-1', 'web-2']);
  });

  it.each([
    ['svc nosuch', 'Error from server (NotFound): services "nosuch" not found\n'],
    ['foo', 'error: the server doesn\'t have a resource type "foo"\n'],
    ['svc -l a==b==c', 'found \'==\', expected'],
  ])('refuses describe %s', (args, want) => {
    expect(createWorkbench().refusal(`describe ${args}`)).toContain(want);
  });

  it.each([
    ['svc nothing', 'Selector: <none>'],
    ['ing way', 'a.example\n / web:80 (10.244.1.2:8080,10.244.0.2:8080)\n /b gone:80 (<error: services "gone" not found>)'],
    ['ns default', 'Status: Active\n\nNo resource quota.\n\nNo LimitRange resource.'],
    ['cm web-1', 'Data\n====\na:\n----\nb\n\n\nBinaryData\n====\n'],
    ['rs', 'Controlled By: Deployment/web\nReplicas: 2 current / 2 desired\nPods Status: 2 Running / 0 Waiting / 0 Succeeded / 0 Failed'],
    ['ep web', 'Subsets:\n Addresses: 10.244.0.2,10.244.1.2\n NotReadyAddresses: <none>\n Ports:\n Name Port Protocol\n ---- ---- --------\n <unset> 8080 TCP'],
    ['endpointslice web', 'AddressType: IPv4\nPorts:\n Name Port Protocol\n ---- ---- --------\n <unset> 8080 TCP\nEndpoints:\n - Addresses: 10.244.'],
  ])('describes %s', (args, want) => {
    const { out } = createWorkbench(webManifest + '---\n' + others);
    expect(squeezed(out(`describe ${args}`))).toContain(want);
  });
});
