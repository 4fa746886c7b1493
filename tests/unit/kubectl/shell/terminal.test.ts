import { beforeAll, describe, expect, it } from 'vitest';
import { complete } from '../../../../src/kubectl/shell/complete.ts';
import { createEngineAccess } from '../../../../src/kubectl/clusterAccess.ts';
import { createPrompt, type Prompt } from '../programs/prompt.ts';
import { webManifest } from '../workbench.ts';

let prompt: Prompt;
beforeAll(() => { prompt = createPrompt(webManifest); });

describe('prompts within prompts', () => {
  it('go into a container and out of it', () => {
    const pod = prompt.type('kubectl get pods -o name | head -1').trim();
    expect(prompt.type(`kubectl exec -it ${pod} -- sh`)).toBe('');
    expect(prompt.terminal.prompt).toBe('/ # ');
    expect(`pod/${prompt.type('hostname')}`.trim()).toBe(pod);
    expect(prompt.type('kubectl get pods')).toBe('sh: kubectl: not found\n');
    prompt.type('exit');
    expect(prompt.terminal.prompt).toBe('$ ');
  });

  it('go onto a Node and from there nowhere else', () => {
    prompt.type('ssh node-2');
    expect(prompt.terminal.prompt).toBe('root@node-2:~# ');
    expect(prompt.type('ssh node-1')).toBe('bash: ssh: command not found\n');
    prompt.type('exit');
    expect(prompt.type('ssh root@172.30.0.12 hostname')).toBe('node-2\n');
    expect(prompt.type('ssh nowhere')).toBe('ssh: Could not resolve hostname nowhere: Name or service not known\n');
    expect(prompt.exit()).toBe(255);
  });

  it('a program in a container keeps its flags, and its exit code is the last', () => {
    expect(prompt.type('kubectl exec deploy/web -- nc -z web 81')).toBe('command terminated with exit code 1\n');
    expect(prompt.exit()).toBe(1);
    expect(prompt.type("kubectl exec deploy/web -- sh -c 'exit'; echo $?")).toBe('0\n');
  });
});

describe('the background', () => {
  it('runs beside what is typed, is listed, brought back and ended', () => {
    expect(prompt.type('sleep 5 &')).toBe('[1] 4712\n');
    expect(prompt.type('jobs')).toBe('[1]+  Running                 sleep 5 &\n');
    expect(prompt.type('sleep 6')).toBe('[1]+  Done                    sleep 5\n');
    prompt.type('sleep 100 &');
    expect(prompt.type('kill %1')).toBe('[1]+  Terminated              sleep 100\n');
    expect(prompt.type('kill %1')).toBe('bash: kill: %1: no such job\n');
    prompt.type('sleep 2 &');
    expect(prompt.type('fg')).toBe('sleep 2\n');
    expect(prompt.type('jobs')).toBe('');
  });

  it('is bounded', () => {
    expect(prompt.type('for i in {1..30}; do sleep 1000 & done').match(/fork: retry/g)).toHaveLength(10);
    prompt.type('for i in {1..20}; do kill %$i; done');
    expect(prompt.type('jobs')).toBe('');
  });

  it('Ctrl-C ends only what is in front', () => {
    prompt.type('sleep 1000 &');
    expect(prompt.type('sleep 1000', 1000)).toBe('^C\n');
    expect(prompt.type('jobs')).toContain('Running');
    prompt.type('kill %1');
  });
});

describe('completion', () => {
  const at = (line: string): readonly string[] => complete(prompt.terminal.shell, createEngineAccess(prompt.engine).cluster, ['manifests.yaml'], line, line.length).candidates;

  it.each([
    { line: 'kubec', has: ['kubectl'] },
    { line: 'kubectl desc', has: ['describe'] },
    { line: 'k sc', has: ['scale'] },
    { line: 'kubectl rollout st', has: ['status'] },
    { line: 'kubectl create service cl', has: ['clusterip'] },
    { line: 'kubectl get endpointsl', has: ['endpointslices'] },
    { line: 'kubectl get svc w', has: ['web'] },
    { line: 'kubectl describe svc/w', has: ['svc/web'] },
    { line: 'kubectl get svc -n kube-', has: ['kube-node-lease', 'kube-public', 'kube-system'] },
    { line: 'kubectl get pods --field', has: ['--field-selector='] },
    { line: 'kubectl get pods -o js', has: ['json', 'jsonpath='] },
    { line: 'kubectl apply -f man', has: ['manifests.yaml'] },
    { line: 'kubectl get pods | gr', has: ['grep'] },
    { line: 'watch kubectl get deploy w', has: ['web'] },
    { line: 'kubectl get svc; kubectl cordon node-', has: ['node-1', 'node-2'] },
    { line: 'ssh node-', has: ['node-1', 'node-2'] },
    { line: 'cat man', has: ['manifests.yaml'] },
    { line: 'kubectl get nothing x', has: [] },
    { line: 'echo w', has: [] },
  ])('$line', ({ line, has }) => {
    expect(at(line)).toEqual(has);
  });

  it('follows the namespace of the context', () => {
    prompt.type('kubectl create ns other; kubectl create service clusterip elsewhere --tcp=80 -n other');
    expect(at('kubectl get svc -n other else')).toEqual(['elsewhere']);
    prompt.type('kubectl config set-context --current --namespace=other');
    expect(at('kubectl get svc ')).toEqual(['elsewhere']);
    prompt.type('kubectl config set-context --current --namespace=default');
  });

  it('names Pods where they are asked for', () => {
    expect(at('kubectl logs we').every((name) => /^web-/.test(name))).toBe(true);
    expect(at('kubectl exec -it we')).toHaveLength(2);
  });
});
