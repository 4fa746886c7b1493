import { describe, expect, it } from 'vitest';
import { createWorkbench, webManifest } from './workbench.ts';

describe('kubectl set', () => {
  it.each([
    ['image deploy/web srv=srv:2', 'image updated', '{.containers[0].image}', 'srv:2'],
    ["image deploy --all '*=all:1'", 'image updated', '{.containers[0].image}', 'all:1'],
    ['env deploy/web A=b C=d', 'env updated', '{.containers[0].env[*].name}', 'A C'],
    ['resources deploy web --limits=cpu=200m,memory=512Mi', 'resource requirements updated', '{.containers[0].resources.limits.cpu}', '200m'],
    ['serviceaccount deploy web builder', 'serviceaccount updated', '{.serviceAccountName}', 'builder'],
  ])('%s', (args, done, path, want) => {
    const { out } = createWorkbench(webManifest);
    expect(out(`set ${args}`)).toBe(`deployment.apps/web ${done}\n`);
    expect(out(`get deploy web -o jsonpath='${path.replace('{', '{.spec.template.spec')}'`)).toBe(want);
  });

  it('changes the selector of a service, and so its endpoints', () => {
    const { out, pass } = createWorkbench(webManifest);
    expect(out('set selector svc web app=other')).toBe('service/web selector updated\n');
    pass(2);
    expect(out('describe svc web')).toMatch(/^Endpoints: *$/m);
  });

  it('takes variables from a configmap, and lists them', () => {
    const { out } = createWorkbench(webManifest);
    out('create configmap conf --from-literal=color=red --from-literal=size=big');
    out('set env deploy/web --from=configmap/conf --prefix=MY_');
    expect(out('set env deploy/web --list --resolve')).toBe('# Deployment web, container srv\nMY_COLOR=red\nMY_SIZE=big\n');
    expect(out('set env deploy/web --list')).toContain('# MY_COLOR from configmap conf, key color\n');
    out('set env deploy/web MY_COLOR-');
    expect(out('set env deploy/web --list')).not.toContain('MY_COLOR');
  });
});
