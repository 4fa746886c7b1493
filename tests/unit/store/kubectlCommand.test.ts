import { describe, expect, it } from 'vitest';
import type { PageCommand } from '../../../src/protocol/message.ts';
import type { RequestSpec } from '../../../src/protocol/request.ts';
import { kubectlCommand, requestCommand, scaleCommand } from '../../../src/store/kubectlCommand.ts';

describe('what one would type', () => {
  const cases: readonly { readonly command: PageCommand; readonly typed: string | null }[] = [
    { command: { type: 'killPod', namespace: 'default', name: 'a' }, typed: 'kubectl delete pod a' },
    { command: { type: 'killPod', namespace: 'shop', name: 'a' }, typed: 'kubectl delete pod a -n shop' },
    { command: { type: 'cordonNode', name: 'node-1', isUnschedulable: true }, typed: 'kubectl cordon node-1' },
    { command: { type: 'cordonNode', name: 'node-1', isUnschedulable: false }, typed: 'kubectl uncordon node-1' },
    { command: { type: 'drainNode', name: 'node-1' }, typed: 'kubectl drain node-1 --ignore-daemonsets --delete-emptydir-data --force' },
    { command: { type: 'setNodeZone', name: 'node-1', zone: 'b' }, typed: 'kubectl label node node-1 topology.kubernetes.io/zone=b --overwrite' },
    { command: { type: 'setNodePower', name: 'node-1', power: 'down' }, typed: null },
  ];
  it.each(cases)('$typed', ({ command, typed }) => {
    expect(kubectlCommand(command)).toBe(typed);
  });

  it('for a slider', () => {
    expect(scaleCommand('Deployment/shop/web', 3)).toBe('kubectl scale deployment/web --replicas=3 -n shop');
  });

  const requests: readonly { readonly spec: RequestSpec; readonly typed: string }[] = [
    { spec: { from: { kind: 'outside', name: 'outside' }, to: '172.30.0.11:30080', protocol: 'TCP', connection: 'new' }, typed: 'curl -s 172.30.0.11:30080' },
    { spec: { from: { kind: 'node', name: 'node-1' }, to: 'http://10.96.0.9/', protocol: 'TCP', connection: 'new' }, typed: 'ssh node-1 curl -s http://10.96.0.9/' },
    { spec: { from: { kind: 'pod', namespace: 'shop', name: 'a' }, to: 'web:80', protocol: 'TCP', connection: 'new' }, typed: 'kubectl exec a -n shop -- curl -s web:80' },
    { spec: { from: { kind: 'workload', id: 'Deployment/default/client' }, to: 'dns:53', protocol: 'UDP', connection: 'new' }, typed: 'kubectl exec deployment/client -- nc -zvu dns 53' },
  ];
  it.each(requests)('$typed', ({ spec, typed }) => {
    expect(requestCommand(spec)).toBe(typed);
  });
});
