/** Rules of an Ingress as flags give them. Mirrors k8s.io/kubectl/pkg/cmd/create/create_ingress.go (v1.36). */
import type { JsonObject } from '../../kube/json.ts';

/** `host/path=service:port[,tls[=secret]]`; nothing looks at what follows. */
const ruleForm = /^[\w*\-.]*\/.*=[\w-]+:[\w-]+/;

/** Whether a rule has the form that it should have. */
export function isIngressRule(rule: string): boolean {
  return ruleForm.test(rule);
}

/** The backend of `service:port`; a port of digits is a number, anything else a name. */
export function ingressBackend(text: string): JsonObject {
  const [name = '', port = ''] = text.split(':');
  return { service: { name, port: /^[+-]?\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}

/** The rules by host, in the order in which hosts come first. */
export function ingressRules(rules: readonly string[]): readonly JsonObject[] {
  const paths = new Map<string, JsonObject[]>();
  for (const rule of rules) {
    const [bare = ''] = rule.split(',');
    const slash = bare.indexOf('/');
    const host = bare.slice(0, slash);
    const path = ingressPath(bare.slice(slash + 1));
    const known = paths.get(host);
    if (known === undefined) paths.set(host, [path]);
    else known.push(path);
  }
  return [...paths].map(([host, list]) => ({ host, http: { paths: list } }));
}

function ingressPath(text: string): JsonObject {
  const [path = '', service = ''] = text.split('=');
  const isPrefix = path.endsWith('*');
  return { path: `/${isPrefix ? path.slice(0, -1) : path}`, pathType: isPrefix ? 'Prefix' : 'Exact', backend: ingressBackend(service) };
}

/** The TLS entries: hosts with the same secret stand together, and each host counts once. */
export function ingressTLS(rules: readonly string[]): readonly JsonObject[] {
  const entries: { readonly secretName: string; readonly hosts: string[] }[] = [];
  const seen = new Set<string>();
  for (const rule of rules) {
    const [, tls, more] = rule.split(',');
    if (tls === undefined || more !== undefined) continue;
    const [host = ''] = rule.split('/', 1);
    const secretName = tls.split('=')[1] ?? '';
    if (seen.has(host)) continue;
    seen.add(host);
    const known = entries.find((entry) => entry.secretName === secretName);
    if (known !== undefined) known.hosts.push(host);
    else if (host !== '' || secretName !== '') entries.push({ secretName, hosts: host === '' ? [] : [host] });
  }
  return entries.map(({ secretName, hosts }) => ({ hosts, secretName }));
}
