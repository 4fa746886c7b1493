import { describe, expect, it } from 'vitest';
import { createWorkbench, webManifest } from './workbench.ts';

const bare = '\n---\n{apiVersion: v1, kind: Pod, metadata: {name: bare}, spec: {nodeName: node-1, containers: [{name: a, image: a}]}}\n';
const agent = "\n---\n{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: agent}, spec: {selector: {matchLabels: {app: agent}}, template: {metadata: {labels: {app: agent}}, spec: {containers: [{name: a, image: a}]}}}}\n";
const budget = '\n---\n{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: web}, spec: {minAvailable: 2, selector: {matchLabels: {app: web}}}}\n';

describe('kubectl cordon, drain and taint', () => {
  it('keeps new pods away until uncordon', () => {
    const { out, pass } = createWorkbench(webManifest);
    expect(out('cordon node-1')).toBe('node/node-1 cordoned\n');
    expect(out('cordon node-1')).toBe('node/node-1 already cordoned\n');
    out('scale deploy web --replicas=6');
    pass(5);
    expect(out('get pods -o wide').match(/node-1/g)).toHaveLength(1);
    expect(out('uncordon node-1')).toBe('node/node-1 uncordoned\n');
  });

  it('drains what controllers make again', () => {
    const { out } = createWorkbench(webManifest);
    expect(out('drain node-1')).toMatch(/^node\/node-1 cordoned\nevicting pod default\/(web-\w+-\w{5})\npod\/\1 evicted\nnode\/node-1 drained\n$/);
    expect(out('get pods -o wide')).not.toContain('node-1');
  });

  it('wants to be told before it loses a pod', () => {
    const { run, out } = createWorkbench(webManifest + bare + agent);
    const { stdout, stderr, exit } = run('drain node-1');
    expect([stdout, exit]).toEqual(['node/node-1 cordoned\n', 1]);
    expect(stderr).toContain('cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): default/agent-');
    expect(stderr).toContain('cannot delete Pods that declare no controller (use --force to override): default/bare');
    const forced = run('drain node-1 --force --ignore-daemonsets');
    expect(forced.exit).toBe(0);
    expect(forced.stderr).toMatch(/^Warning: ignoring DaemonSet-managed Pods: default\/agent-\w{5}; deleting Pods that declare no controller: default\/bare\n$/);
    expect(out('get pods -o name')).not.toContain('bare');
  });

  it('waits for a disruption budget', () => {
    const { run } = createWorkbench(webManifest + budget);
    const { stderr, exit } = run('drain node-1 --timeout=12s');
    expect(exit).toBe(1);
    expect(stderr).toContain('will retry after 5s');
    expect(stderr).toContain("Cannot evict pod as it would violate the pod's disruption budget.");
  });

  it('taints and takes taints away', () => {
    const { out, refusal } = createWorkbench();
    expect(out('taint node node-1 a=b:NoSchedule')).toBe('node/node-1 tainted\n');
    expect(refusal('taint node node-1 a=c:NoSchedule')).toContain('already has');
    expect(out('describe node node-1')).toContain('Taints:             a=b:NoSchedule\n');
    expect(out('taint node node-1 a=c:NoSchedule --overwrite')).toBe('node/node-1 modified\n');
    expect(out('taint node node-1 a-')).toBe('node/node-1 untainted\n');
    expect(refusal('taint node node-1 a-')).toContain('taint "a" not found');
  });
});
