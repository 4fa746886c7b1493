import { describe, expect, it } from 'vitest';
import type { Pod, PodSpec } from '../../../../src/kube/types.generated.ts';
import { unifiedDiff } from '../../../../src/kube/unifiedDiff.ts';
import { validatePodUpdate } from '../../../../src/kube/validation/podUpdate.ts';
import { pod, texts } from './builders.ts';

const head = 'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n';
const update = (spec: Partial<PodSpec>, old: Partial<PodSpec> = {}): string[] => texts(validatePodUpdate(pod(spec), pod(old)));

describe('what may change', () => {
  it.each<[string, Pod, Pod]>([
    ['nothing', pod(), pod()],
    ['an image', pod({}, { image: 'srv:2' }), pod({}, { image: 'srv:1' })],
    ['a deadline', pod({ activeDeadlineSeconds: 5 }), pod()],
    ['a nearer deadline', pod({ activeDeadlineSeconds: 4 }), pod({ activeDeadlineSeconds: 5 })],
    ['a toleration more', pod({ tolerations: [{ key: 'a', operator: 'Exists' }] }), pod()],
    ['a gate less', pod(), pod({ schedulingGates: [{ name: 'g' }] })],
    ['the Node selector behind a gate', pod({ schedulingGates: [{ name: 'g' }], nodeSelector: { a: 'b' } }), pod({ schedulingGates: [{ name: 'g' }] })],
  ])('%s', (_, next, old) => {
    expect(texts(validatePodUpdate(next, old))).toEqual([]);
  });
});

describe('what may not', () => {
  it.each<[string, Partial<PodSpec>, Partial<PodSpec>, string[]]>([
    ['containers', { containers: [{ name: 'web', image: 'x' }, { name: 'b', image: 'x' }] }, {}, ['spec.containers: Forbidden: pod updates may not add or remove containers']],
    ['a later deadline', { activeDeadlineSeconds: 5 }, { activeDeadlineSeconds: 4 }, ['spec.activeDeadlineSeconds: Invalid value: 5: must be less than or equal to previous value']],
    ['a new gate', { schedulingGates: [{ name: 'h' }] }, {}, ["spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'h'"]],
    ['a toleration gone', {}, { tolerations: [{ key: 'a', operator: 'Exists' }] }, ['spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds']],
    ['another Node selector behind a gate', { schedulingGates: [{ name: 'g' }], nodeSelector: { a: 'c' } }, { schedulingGates: [{ name: 'g' }], nodeSelector: { a: 'b' } }, [
      'spec.nodeSelector: Invalid value: {"a":"c"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)',
    ]],
  ])('%s', (_, spec, old, expected) => {
    expect(update(spec, old)).toEqual(expected);
  });

  it('shows the difference of the internal form', () => {
    expect(update({ dnsPolicy: 'Default' })).toEqual([`${head}${[
      '@@ -38,7 +38,7 @@', '  "RestartPolicy": "Always",', '  "TerminationGracePeriodSeconds": 30,', '  "ActiveDeadlineSeconds": null,', '- "DNSPolicy": "ClusterFirst",', '+ "DNSPolicy": "Default",',
      '  "NodeSelector": null,', '  "ServiceAccountName": "",', '  "AutomountServiceAccountToken": null,', '',
    ].join('\n')}`]);
  });

  it('keeps the host\'s network in the security context there', () => {
    expect(update({ hostNetwork: true })[0]).toContain('-  "HostNetwork": false,\n+  "HostNetwork": true,\n');
  });
});

describe('unified diffs', () => {
  const lines = (...list: (string | number)[]): string => list.join('\n');
  const count = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

  it.each([
    ['equal texts', lines('a'), lines('a'), ''],
    ['a line changed', lines('a', 'b', 'c'), lines('a', 'x', 'c'), '@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n'],
    ['a line added at the end', lines('a'), lines('a', 'b'), '@@ -1 +1,2 @@\n a\n+b\n'],
    ['two hunks', lines(...count(20)), lines('x', ...count(20).slice(1, 19), 'y'), '@@ -1,4 +1,4 @@\n-0\n+x\n 1\n 2\n 3\n@@ -17,4 +17,4 @@\n 16\n 17\n 18\n-19\n+y\n'],
  ])('%s', (_, old, next, expected) => {
    expect(unifiedDiff(old, next)).toBe(expected);
  });

  it('does not anchor on lines that are everywhere once the text is long', () => {
    const blanks = Array.from({ length: 300 }, () => '{');
    expect(unifiedDiff(lines('a', ...blanks), lines('b', ...blanks))).toContain('-a\n');
  });
});
