import type { FieldPath } from '../protocol/ref.ts';
import { containersOf, type PodTemplate } from './podTemplate.ts';

/** An environment variable that says where something is: `redis:6379`, `http://shop.web/api`. */
export interface WrittenAddress {
  readonly variable: string;
  readonly text: string;
  readonly host: string;
  readonly service: string;
  readonly namespace: string;
  readonly port: number;
  readonly path: FieldPath;
  /** The text with another host or another port. */
  with(host: string, port: number): string;
}

const shape = /^((?:[a-z][a-z0-9+.:-]*:\/\/)?(?:[^@/\s]*@)?)([a-z](?:[-a-z0-9.]*[a-z0-9])?):(\d{1,5})((?:[/?].*)?)$/;

/** Those that name a host with a port, where the host reads as a Service of this cluster. */
export function writtenAddresses(template: PodTemplate, clusterDomain: string): readonly WrittenAddress[] {
  return containersOf(template).flatMap(({ container, path }) => (container.env ?? []).flatMap(({ name, value = '' }, index): readonly WrittenAddress[] => {
    const [, before = '', host = '', port = '', after = ''] = shape.exec(value) ?? [];
    const domain = `.svc.${clusterDomain}`;
    const inside = host.endsWith(domain) ? host.slice(0, -domain.length) : host.endsWith('.svc') ? host.slice(0, -'.svc'.length) : host;
    const [service = '', namespace, ...rest] = inside.split('.');
    if (service === '' || service === 'localhost' || rest.length > 0) return [];
    return [{
      variable: name, text: value, host, service, namespace: namespace ?? template.namespace, port: Number(port), path: [...path, 'env', index, 'value'],
      with: (otherHost, otherPort) => `${before}${otherHost}:${otherPort}${after}`,
    }];
  }));
}
