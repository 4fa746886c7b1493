import { runProgram, splitWords, type ProgramOutput } from '../../../src/cli/conformance/kubectl.ts';
import { createEngine, type Engine } from '../../../src/engine/engine.ts';
import { createKubectl } from '../../../src/kubectl/kubectl.ts';
import type { KubectlHost } from '../../../src/kubectl/host.ts';
import { presetSettings } from '../../../src/protocol/settings.ts';

/** A cluster with running kubelets, and kubectl on it. */
export interface Workbench {
  readonly engine: Engine;
  /** Runs a command line to its end, letting as much time pass as it waits for. */
  readonly run: (line: string, stdin?: string) => ProgramOutput;
  /** What a command prints that has to end well. */
  readonly out: (line: string, stdin?: string) => string;
  /** What a command says that has to fail. */
  readonly refusal: (line: string, stdin?: string) => string;
  readonly pass: (seconds: number) => void;
}

export function createWorkbench(manifest = '', host: Partial<KubectlHost> = {}): Workbench {
  const engine = createEngine({ settings: presetSettings('kubeadm', { nodes: 2 }), seed: 1 });
  const kubectl = createKubectl(host);
  const run = (line: string, stdin = ''): ProgramOutput => runProgram(engine, kubectl, splitWords(line), stdin);
  const out = (line: string, stdin = ''): string => {
    const { stdout, stderr, exit } = run(line, stdin);
    if (exit !== 0) throw new Error(`${line}: ${stderr}`);
    return stdout;
  };
  const refusal = (line: string, stdin = ''): string => {
    const { stdout, stderr, exit } = run(line, stdin);
    if (exit === 0) throw new Error(`${line} went well: ${stdout}`);
    return stderr;
  };
  const pass = (seconds: number): void => { engine.advance(seconds * 1000); };
  pass(1);
  if (manifest !== '') out('apply -f -', manifest);
  pass(10);
  return { engine, run, out, refusal, pass };
}

/** A Deployment with a Service before it. */
export const webManifest = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: srv, image: 'srv:1', ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
`;

/** Without the runs of spaces that columns are made of. */
export function squeezed(text: string): string {
  return text.replaceAll(/ {2,}/g, ' ').replaceAll(/ +\n/g, '\n');
}
