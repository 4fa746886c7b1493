import { describe, expect, it } from 'vitest';
import { createEngineAccess } from '../../../src/kubectl/clusterAccess.ts';
import { kubectl } from '../../../src/kubectl/kubectl.ts';
import { createWorkbench, squeezed, webManifest } from './workbench.ts';

describe('kubectl get, delete and apply', () => {
  it('lists kinds one after the other', () => {
    const { out } = createWorkbench(webManifest);
    expect(squeezed(out('get deploy,svc')).replaceAll(/10\.96\.\d+\.\d+/g, 'IP')).toBe(`NAME READY UP-TO-DATE AVAILABLE AGE
deployment.apps/web 2/2 2 2 10s

NAME TYPE CLUSTER-IP EXTERNAL-IP PORT(S) AGE
service/kubernetes ClusterIP IP <none> 443/TCP 11s
service/web ClusterIP IP <none> 80/TCP 10s
`);
    expect(out('get svc -l app=none -o name')).toBe('');
    expect(out('get pods --field-selector status.phase!=Running')).toBe('');
    expect(out("get svc web -o jsonpath='{.spec.ports[0].targetPort}'")).toBe('8080');
    expect(squeezed(out('get svc web --no-headers -o custom-columns=N:.metadata.name,P:.spec.ports[*].port'))).toBe('web 80\n');
  });

  it('says what is not there', () => {
    const { refusal, run } = createWorkbench();
    expect(refusal('get foo')).toBe('error: the server doesn\'t have a resource type "foo"\n');
    expect(refusal('get svc x')).toBe('Error from server (NotFound): services "x" not found\n');
    expect(refusal('get svc/x deploy/y')).toBe('Error from server (NotFound): services "x" not found\nError from server (NotFound): deployments.apps "y" not found\n');
    expect(run('get svc x --ignore-not-found')).toEqual({ stdout: '', stderr: '', exit: 0 });
    expect(run('get pods')).toEqual({ stdout: '', stderr: 'No resources found in default namespace.\n', exit: 0 });
    expect(refusal('gte pods')).toBe('error: unknown command "gte" for "kubectl"\n\nDid you mean this?\n\tget\n');
  });

  it('waits till what it deletes is gone', () => {
    const { engine, out } = createWorkbench(webManifest);
    const before = engine.nowMs;
    expect(out('delete pod -l app=web')).toMatch(/^(pod "web-\w+-\w{5}" deleted from default namespace\n){2}$/);
    expect(engine.nowMs).toBeGreaterThan(before);
    expect(out('delete svc/web deploy/web')).toBe('service "web" deleted from default namespace\ndeployment.apps "web" deleted from default namespace\n');
    expect(out('get svc -o name')).toBe('service/kubernetes\n');
  });

  it('tells what applying changed', () => {
    const { out, refusal } = createWorkbench(webManifest);
    expect(out('apply -f -', webManifest)).toBe('deployment.apps/web unchanged\nservice/web unchanged\n');
    expect(out('apply -f -', webManifest.replace('replicas: 2', 'replicas: 3'))).toBe('deployment.apps/web configured\nservice/web unchanged\n');
    expect(out('apply --dry-run=server -f -', webManifest)).toBe('deployment.apps/web configured (server dry run)\nservice/web unchanged (server dry run)\n');
    expect(out('get deploy web -o jsonpath={.spec.replicas}')).toBe('3');
    expect(refusal('create -f -', webManifest)).toBe('Error from server (AlreadyExists): error when creating "STDIN": deployments.apps "web" already exists\nError from server (AlreadyExists): error when creating "STDIN": services "web" already exists\n');
    expect(refusal('apply -f nosuch.yaml')).toBe('error: the path "nosuch.yaml" does not exist\n');
  });

  it('reads files that the host gives', () => {
    const { out } = createWorkbench('', { files: new Map([['dir/web.yaml', webManifest], ['dir/notes.txt', 'x']]) });
    expect(out('apply -f dir')).toBe('deployment.apps/web created\nservice/web created\n');
    expect(out('delete -f dir/web.yaml --wait=false')).toBe('deployment.apps "web" deleted from default namespace\nservice "web" deleted from default namespace\n');
  });
});

describe('kubectl label, annotate and patch', () => {
  it('changes labels', () => {
    const { out, refusal } = createWorkbench(webManifest);
    expect(out('label svc web tier=front')).toBe('service/web labeled\n');
    expect(out('label svc web tier=front')).toBe('service/web not labeled\n');
    expect(refusal('label svc web tier=back')).toBe("error: 'tier' already has a value (front), and --overwrite is false\n");
    expect(out('label svc web tier=back --overwrite')).toBe('service/web labeled\n');
    expect(out('label svc web tier-')).toBe('service/web unlabeled\n');
    expect(out('annotate svc web note="a b"')).toBe('service/web annotated\n');
  });

  it('patches in three ways', () => {
    const { out } = createWorkbench(webManifest);
    expect(out(`patch svc web -p '{"spec":{"ports":[{"port":80,"targetPort":9000}]}}'`)).toBe('service/web patched\n');
    expect(out(`patch svc web --type=merge -p '{"spec":{"ports":[{"port":80,"targetPort":9000}]}}'`)).toBe('service/web patched (no change)\n');
    expect(out(`patch svc web --type=json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":1}]'`)).toBe('service/web patched\n');
    expect(out('get svc web -o jsonpath={.spec.ports[0].targetPort}')).toBe('1');
    expect(out(`patch deploy web --subresource=scale --type=merge -p '{"spec":{"replicas":1}}'`)).toBe('scale.autoscaling/web patched\n');
  });
});

describe('kubectl config', () => {
  it('keeps the namespace of the context', () => {
    const { out } = createWorkbench();
    out('create namespace shop');
    expect(out('config set-context --current --namespace=shop')).toMatch(/^Context ".+" modified\.\n$/);
    expect(out('create configmap c --from-literal=a=b')).toBe('configmap/c created\n');
    expect(out('get cm c -n shop -o jsonpath={.metadata.namespace}')).toBe('shop');
  });
});

describe('watching', () => {
  it('waits for changes and prints each', () => {
    const { engine } = createWorkbench(webManifest);
    const { cluster, observe } = createEngineAccess(engine);
    let printed = '';
    const streams = { stdin: '', out: (text: string) => { printed += text; }, err: (text: string) => { printed += text; } };
    const running = kubectl(['get', 'svc', '-w', '-o', 'name', '--watch-only'], streams, cluster);
    const first = running.next();
    expect(first.done).toBe(false);
    expect(kubectl(['label', 'svc', 'web', 'a=b'], { ...streams, out: () => undefined }, cluster).next()).toEqual({ done: true, value: 0 });
    observe(engine.advance(10));
    running.next();
    expect(printed).toBe('service/web\n');
  });
});
