import type { Service } from '../kube/types.generated.ts';

export type Labels = Readonly<Record<string, string>>;

export function namespaceOf(object: { readonly metadata: { readonly namespace?: string } }): string {
  return object.metadata.namespace ?? '';
}

/** The selector, where the Service has one that picks Pods. */
export function selectorOf(service: Service): Labels | undefined {
  const { selector, type } = service.spec;
  return type === 'ExternalName' || selector === undefined || Object.keys(selector).length === 0 ? undefined : selector;
}

/** `app=web,tier=front` */
export function printLabels(labels: Labels): string {
  return Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([key, value]) => `${key}=${value}`).join(',');
}
