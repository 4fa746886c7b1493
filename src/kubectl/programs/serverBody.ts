import { imageName, listensOn } from '../../engine/kubelet/listeningPorts.ts';
import type { Container, Pod } from '../../kube/types.generated.ts';

/** An HTTP request as a server sees it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly userAgent: string;
  readonly headers: readonly string[];
  readonly source: string;
}

export interface ServedPage { readonly server: string; readonly contentType: string; readonly body: string }

const nginxPage = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
</head>
<body>
<h1>Welcome to nginx!</h1>
</body>
</html>
`;

function echoText({ args = [], command = [] }: Container): string | undefined {
  const all = [...command, ...args];
  const at = all.findIndex((arg) => /^--?text(?:=|$)/.test(arg));
  if (at < 0) return undefined;
  return all[at]?.includes('=') === true ? all[at].slice(all[at].indexOf('=') + 1) : all[at + 1];
}

function whoami(pod: Pod, seen: SeenRequest): string {
  const addresses = (pod.status?.podIPs ?? []).map(({ ip }) => `IP: ${ip}\n`).join('');
  const headers = seen.headers.map((header) => `${header}\n`).join('');
  return `Hostname: ${pod.spec.hostname ?? pod.metadata.name}\n${addresses}RemoteAddr: ${seen.source}\n${seen.method} ${seen.path} HTTP/1.1\nHost: ${seen.host}\nUser-Agent: ${seen.userAgent}\nAccept: */*\n${headers}`;
}

/**
 * What the server of a Pod answers. Simplified: images are not run; a few that articles use answer as they do, in short, and all
 * others say who they are and what they saw.
 */
export function servedPage(pod: Pod, port: number, seen: SeenRequest): ServedPage {
  const container = pod.spec.containers.find((each) => listensOn(each, port, 'TCP')) ?? pod.spec.containers[0];
  const name = container === undefined ? '' : imageName(container);
  const text = container === undefined ? undefined : echoText(container);
  if (text !== undefined) return { server: 'http-echo', contentType: 'text/plain; charset=utf-8', body: `${text}\n` };
  if (name === 'nginx') return { server: 'nginx', contentType: 'text/html', body: nginxPage };
  if (name === 'httpd') return { server: 'Apache', contentType: 'text/html', body: '<html><body><h1>It works!</h1></body></html>\n' };
  if (seen.path === '/hostname' || name === 'serve_hostname' || name === 'serve-hostname') return { server: 'agnhost', contentType: 'text/plain; charset=utf-8', body: pod.metadata.name };
  return { server: name === '' ? 'server' : name, contentType: 'text/plain; charset=utf-8', body: whoami(pod, seen) };
}
