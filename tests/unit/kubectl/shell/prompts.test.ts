import { describe, expect, it } from 'vitest';
import { createPrompt } from '../programs/prompt.ts';

const web = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {replicas: 1, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]}}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;

describe('prompts within prompts', () => {
  it('a Pod that is run for a while is there until its shell is left', () => {
    const { type, terminal, engine } = createPrompt(web);
    expect(type('kubectl run tmp --image=busybox -it --rm --restart=Never -- sh')).toContain('If you don\'t see a command prompt');
    expect(terminal.prompt).toBe('/ # ');
    expect(type('hostname')).toBe('tmp\n');
    expect(type('wget -qO- web | head -1')).toBe('<!DOCTYPE html>\n');
    expect(type('exit')).toBe('pod "tmp" deleted from default namespace\n');
    expect(terminal.prompt).toBe('$ ');
    expect(engine.reader.get('Pod', 'default', 'tmp')?.metadata.deletionTimestamp ?? 'gone').toBeDefined();
  });

  it('what stood after the command that opened a prompt runs when it is left', () => {
    const { type, terminal } = createPrompt(web);
    type('ssh node-1; echo back');
    expect(terminal.prompt).toBe('root@node-1:~# ');
    expect(type('hostname')).toBe('node-1\n');
    expect(type('exit')).toBe('back\n');
    expect(terminal.prompt).toBe('$ ');
  });

  it('a port that is forwarded leads into the Pod until that ends', () => {
    const { type } = createPrompt(web);
    type('kubectl port-forward svc/web 8080:80 &');
    expect(type('curl -s localhost:8080 | head -1')).toBe('<!DOCTYPE html>\n');
    type('kill %1');
    expect(type('curl -sS localhost:8080; echo $?')).toMatch(/curl: \(7\).*\n7\n$/);
  });
});
