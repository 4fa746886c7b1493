/** The Pod of `kubectl run`. Mirrors k8s.io/kubectl/pkg/generate/versioned/run.go (v1.36). */
import type { JsonObject } from '../../kube/json.ts';
import { isEnvVarName } from '../../kube/validation/names.ts';
import { fail } from '../errors.ts';
import { parseLabelSpec } from './labelSpec.ts';
import { atoi, atoiError } from './servicePorts.ts';

export interface RunParams {
  readonly name: string;
  readonly image: string;
  /** What follows the name. */
  readonly args: readonly string[];
  readonly isCommand: boolean;
  readonly env: readonly string[];
  readonly annotations: readonly string[];
  /** `a=b,c=d`; empty: `run=NAME`. */
  readonly labels: string;
  readonly port: string;
  readonly restartPolicy: string;
  readonly imagePullPolicy: string;
  readonly isPrivileged: boolean;
  readonly hasStdin: boolean;
  readonly keepsStdin: boolean;
  readonly hasTTY: boolean;
}

export function runPod(params: RunParams): JsonObject {
  const { name } = params;
  const env = params.env.map(envVar);
  const annotations = annotationsOf(params.annotations);
  const labels = params.labels === '' ? { run: name } : parseLabelSpec(params.labels);
  const container: JsonObject = {
    name, image: params.image, ...(params.isCommand ? { command: params.args } : { args: params.args }), env,
    stdin: params.hasStdin, stdinOnce: params.hasStdin && !params.keepsStdin, tty: params.hasTTY, imagePullPolicy: params.imagePullPolicy,
    ...(params.port === '' ? {} : { ports: [{ containerPort: (atoi(params.port) ?? fail(atoiError(params.port))) | 0 }] }),
    ...(params.isPrivileged ? { securityContext: { privileged: true } } : {}),
  };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels, annotations }, spec: { containers: [container], dnsPolicy: 'ClusterFirst', restartPolicy: params.restartPolicy } };
}

function envVar(text: string): JsonObject {
  const at = text.indexOf('=');
  const name = text.slice(0, Math.max(0, at));
  if (at < 1 || isEnvVarName(name).length > 0) fail(`invalid env: ${text}`);
  return { name, value: text.slice(at + 1) };
}

function annotationsOf(texts: readonly string[]): Readonly<Record<string, string>> {
  const bad = texts.filter((text) => text.indexOf('=') < 1);
  if (bad.length > 0) fail(`invalid annotations format: ${bad.join(', ')}`);
  return Object.fromEntries(texts.map((text): [string, string] => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]));
}
