import { describe, expect, it } from 'vitest';
import { createWorkbench, webManifest } from './workbench.ts';

describe('kubectl create, expose and run', () => {
  it.each([
    ['create service clusterip a --tcp=80:8080', 'service/a created\n'],
    ['create service nodeport a --tcp=80 --node-port=30123', 'service/a created\n'],
    ['create deployment a --image=nginx --replicas=2 --port=80', 'deployment.apps/a created\n'],
    ["create ingress a --rule='a.example/*=web:80'", 'ingress.networking.k8s.io/a created\n'],
    ['create configmap a --from-literal=a=b', 'configmap/a created\n'],
    ['create namespace a', 'namespace/a created\n'],
    ['expose deploy web --name=a --port=8080', 'service/a exposed\n'],
    ['run a --image=nginx --port=80 --expose', 'service/a created\npod/a created\n'],
  ])('%s', (line, want) => {
    const { out, refusal } = createWorkbench(webManifest);
    expect(out(line)).toBe(want);
    expect(refusal(line)).toMatch(/already (?:exists|allocated)/);
  });

  it.each(['client', 'server'])('makes nothing with --dry-run=%s', (how) => {
    const { out, refusal } = createWorkbench(webManifest);
    expect(out(`create deployment a --image=nginx --dry-run=${how} -o name`)).toBe('deployment.apps/a\n');
    expect(out(`expose deploy web --name=a --dry-run=${how}`)).toBe(`service/a exposed (${how === 'server' ? 'server ' : ''}dry run)\n`);
    expect(refusal('get deploy a')).toContain('not found');
  });

  it('reads data from files of the host', () => {
    const files = new Map([['app.conf', 'x=1\n'], ['vars.env', '# note\nA=b\nC=\n']]);
    const { out } = createWorkbench('', { files });
    out('create configmap a --from-file=app.conf --from-file=other=app.conf');
    expect(out('get cm a -o jsonpath={.data}')).toBe('{"app.conf":"x=1\\n","other":"x=1\\n"}');
    out('create secret generic s --from-env-file=vars.env');
    expect(out('get secret s -o jsonpath={.data}')).toBe('{"A":"Yg==","C":""}');
  });
});
