import { describe, expect, it } from 'vitest';
import { createWorkbench, webManifest } from './workbench.ts';

describe('kubectl rollout', () => {
  it('says how far a rollout is until it is done', () => {
    const { out } = createWorkbench(webManifest);
    expect(out('rollout status deploy/web')).toBe('deployment "web" successfully rolled out\n');
    out('set image deploy/web srv=srv:2');
    const lines = out('rollout status deploy/web').trimEnd().split('\n');
    expect(lines[0]).toBe('Waiting for deployment spec update to be observed...');
    expect(lines).toContain('Waiting for deployment "web" rollout to finish: 1 out of 2 new replicas have been updated...');
    expect(lines).toContain('Waiting for deployment "web" rollout to finish: 1 old replicas are pending termination...');
    expect(lines.at(-1)).toBe('deployment "web" successfully rolled out');
  });

  it('gives up after its timeout', () => {
    const { engine, out, run } = createWorkbench(webManifest);
    out('rollout pause deploy/web');
    out('set image deploy/web srv=srv:2');
    const beganMs = engine.nowMs;
    const { stdout, stderr, exit } = run('rollout status deploy/web --timeout=5s');
    expect(exit).toBe(1);
    expect(stdout).toContain('Waiting for deployment "web" rollout to finish: 0 out of 2 new replicas have been updated...\n');
    expect(stderr).toBe('error: timed out waiting for the condition\n');
    expect(engine.nowMs - beganMs).toBe(5000);
  });

  it.each([
    ['StatefulSet', 'sts', 'serviceName: web, replicas: 2, ', 'partitioned roll out complete: 2 new pods have been updated...'],
    ['DaemonSet', 'ds', '', 'daemon set "web" successfully rolled out'],
  ])('follows a %s', (kind, short, spec, last) => {
    const { out } = createWorkbench(`{apiVersion: apps/v1, kind: ${kind}, metadata: {name: web}, spec: {${spec}selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: srv, image: 'srv:1'}]}}}}`);
    out(`set image ${short}/web srv=srv:2`);
    const lines = out(`rollout status ${short}/web`).trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.at(-1)).toMatch(new RegExp(`^${last}$|rolling update complete 2 pods at revision`));
    expect(out(`rollout history ${short}/web`)).toMatch(/^\S+ \nREVISION {2}CHANGE-CAUSE\n1 {9}<none>\n2 {9}<none>\n/);
  });

  it('undoes to the revision before, and to one by its number', () => {
    const { out, refusal, run } = createWorkbench(webManifest);
    for (const image of ['srv:2', 'srv:3']) {
      out(`set image deploy/web srv=${image}`);
      out('rollout status deploy/web');
    }
    const image = (): string => out('get deploy web -o jsonpath={.spec.template.spec.containers[0].image}');
    const undone = run('rollout undo deploy/web');
    expect(undone.stdout).toBe('deployment.apps/web rolled back\n');
    expect(undone.stderr).toContain('was previously managed with \'kubectl apply\'');
    expect(image()).toBe('srv:2');
    out('rollout status deploy/web');
    expect(out('rollout undo deploy/web --to-revision=1 --dry-run=client')).toContain('srv:1');
    out('rollout undo deploy/web --to-revision=1');
    expect(image()).toBe('srv:1');
    out('rollout status deploy/web');
    expect(run('rollout undo deploy/web --to-revision=5').stdout).toBe('deployment.apps/web skipped rollback (current template already matches revision 5)\n');
    expect(refusal('rollout undo deploy/web --to-revision=9')).toContain('unable to find specified revision 9 in history');
    expect(out('rollout history deploy/web --revision=5')).toContain('with revision #5\nPod Template:\n');
  });

  it('restarts, pauses and resumes', () => {
    const { out, refusal, pass } = createWorkbench(webManifest);
    expect(out('rollout restart deploy web')).toBe('deployment.apps/web restarted\n');
    expect(out('get deploy web -o yaml')).toContain('kubectl.kubernetes.io/restartedAt: "2026-01-01T00:00:11Z"');
    pass(1);
    expect(out('rollout pause deploy web')).toBe('deployment.apps/web paused\n');
    expect(refusal('rollout pause deploy web')).toBe('error: deployments.apps "web" is already paused\n');
    expect(refusal('rollout restart deploy web')).toBe('error: deployments.apps "web" can\'t restart paused deployment (run rollout resume first)\n');
    expect(refusal('rollout undo deploy web')).toContain('you cannot rollback a paused deployment; resume it first with \'kubectl rollout resume\' and try again');
    expect(out('rollout resume deploy web')).toBe('deployment.apps/web resumed\n');
    expect(refusal('rollout resume deploy web')).toBe('error: deployments.apps "web" is not paused\n');
  });
});
