import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../src/engine/engine.ts';
import { runProgram } from '../../../src/cli/conformance/kubectl.ts';
import { createKubectl } from '../../../src/kubectl/kubectl.ts';
import { presetSettings } from '../../../src/protocol/settings.ts';
import { createWorkbench, squeezed, webManifest } from './workbench.ts';

describe('kubectl top', () => {
  it('shows idle Pods, and those that answer requests, the busiest first where asked so', () => {
    const { engine, out, pass } = createWorkbench(webManifest);
    expect(squeezed(out('top pod')).split('\n').slice(0, 2)).toEqual(['NAME CPU(cores) MEMORY(bytes)', expect.stringMatching(/^web-\S+ 1m 8Mi$/)]);
    const [pod] = engine.reader.list('Pod', 'default');
    engine.dispatch({ type: 'request', spec: { from: { kind: 'node', name: 'node-1' }, to: `${pod?.status?.podIP ?? ''}:8080`, protocol: 'TCP', connection: 'new' }, times: 300 });
    expect(out('top pod --sort-by=cpu --no-headers').split('\n')[0]).toMatch(new RegExp(`^${pod?.metadata.name ?? ''} +2\\dm +9Mi +$`));
    pass(60);
    expect(squeezed(out(`top pod ${pod?.metadata.name ?? ''} --no-headers`))).toMatch(/ 1m 8Mi\n$/);
  });

  it('shows containers, Namespaces and Nodes', () => {
    const { out } = createWorkbench(webManifest);
    expect(squeezed(out('top pod --containers -A')).split('\n')[0]).toBe('NAMESPACE POD NAME CPU(cores) MEMORY(bytes)');
    expect(squeezed(out('top nodes'))).toMatch(/^NAME CPU\(cores\) CPU\(%\) MEMORY\(bytes\) MEMORY\(%\)\nnode-1 9\dm 0% 6\d\dMi 0%\nnode-2 9\dm 0% 6\d\dMi 0%\n$/);
  });

  it('finds nobody, nothing, and no metrics', () => {
    const { refusal, run } = createWorkbench();
    expect(refusal('top pod nobody')).toBe('Error from server (NotFound): pods "nobody" not found\n');
    expect(run('top pod')).toMatchObject({ exit: 0, stderr: 'No resources found in default namespace.\n' });
    expect(refusal('top pod --sort-by=age')).toBe('error: --sort-by accepts only cpu or memory\n');
    const reported = createEngine({ settings: presetSettings('recordings'), seed: 1 });
    expect(runProgram(reported, createKubectl(), ['top', 'node'], '').stderr).toBe('error: Metrics API not available\n');
  });
});
