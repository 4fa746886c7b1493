import { describe, expect, it } from 'vitest';
import { createWorkbench, webManifest } from './workbench.ts';

const replicas = 'get deploy web -o jsonpath={.spec.replicas}';

describe('kubectl scale and autoscale', () => {
  it('scales, and only if there are as many as said', () => {
    const { out, refusal } = createWorkbench(webManifest);
    expect(out('scale deploy web --replicas=5')).toBe('deployment.apps/web scaled\n');
    expect(out(replicas)).toBe('5');
    expect(out('scale deploy/web --current-replicas=5 --replicas=1')).toBe('deployment.apps/web scaled\n');
    expect(refusal('scale deploy/web --current-replicas=5 --replicas=3')).toContain('Expected replicas to be 5, was 1');
    expect(out(replicas)).toBe('1');
  });

  it('waits until as many are there, given a timeout', () => {
    const { engine, out } = createWorkbench(webManifest);
    const beganMs = engine.nowMs;
    out('scale deploy web --replicas=4 --timeout=60s');
    expect(engine.nowMs).toBeGreaterThan(beganMs);
    expect(out('get deploy web -o jsonpath={.status.replicas}')).toBe('4');
  });

  it.each([
    ['client', 'deployment.apps/web scaled (dry run)\n'],
    ['server', 'deployment.apps/web scaled (server dry run)\n'],
  ])('changes nothing with --dry-run=%s', (how, want) => {
    const { out } = createWorkbench(webManifest);
    expect(out(`scale deploy web --replicas=7 --dry-run=${how}`)).toBe(want);
    expect(out(replicas)).toBe('2');
  });

  it('makes an autoscaler', () => {
    const { out, refusal } = createWorkbench(webManifest);
    expect(out('autoscale deploy web --min=2 --max=5 --cpu=80')).toContain('autoscaled\n');
    expect(out('get hpa web -o jsonpath={.spec.minReplicas}-{.spec.maxReplicas}')).toBe('2-5');
    expect(refusal('autoscale deploy web')).toContain('required flag(s) "max" not set');
  });
});
