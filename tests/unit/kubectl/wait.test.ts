import { describe, expect, it } from 'vitest';
import { createWorkbench, webManifest } from './workbench.ts';

describe('kubectl wait', () => {
  it.each([
    ['--for=condition=Available deploy/web', 'deployment.apps/web condition met\n'],
    ['--for=condition=Progressing=True deploy/web', 'deployment.apps/web condition met\n'],
    ["--for=jsonpath='{.status.readyReplicas}'=2 deploy/web", 'deployment.apps/web condition met\n'],
    ["--for=jsonpath='{.spec.clusterIP}' svc/web", 'service/web condition met\n'],
    ['--for=create svc/web', 'service/web condition met\n'],
    ['--for=delete pod/none', ''],
  ])('%s is so already', (args, want) => {
    const { engine, out } = createWorkbench(webManifest);
    const beganMs = engine.nowMs;
    expect(out(`wait ${args}`)).toBe(want);
    expect(engine.nowMs).toBe(beganMs);
  });

  it('lets time pass until it is so', () => {
    const { engine, out } = createWorkbench(webManifest);
    const beganMs = engine.nowMs;
    out('scale deploy web --replicas=4');
    expect(out("wait --for=jsonpath='{.status.readyReplicas}'=4 deploy/web")).toBe('deployment.apps/web condition met\n');
    expect(engine.nowMs).toBeGreaterThan(beganMs);
    out('delete pod -l app=web --wait=false');
    expect(out('wait --for=delete pod -l app=web --timeout=60s').split('\n').filter((line) => line.endsWith('condition met')).length).toBe(4);
  });

  it('ends after its timeout, object by object', () => {
    const { engine, run } = createWorkbench(webManifest);
    const beganMs = engine.nowMs;
    const { stdout, stderr, exit } = run('wait --for=condition=Ready=false pod -l app=web --timeout=2s');
    expect([stdout, exit]).toEqual(['', 1]);
    expect(stderr).toMatch(/^(?:timed out waiting for the condition on pods\/web-\w+-\w{5}\n){2}$/);
    expect(engine.nowMs - beganMs).toBe(2000);
  });
});
