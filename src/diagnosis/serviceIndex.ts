import type { Service } from '../kube/types.generated.ts';
import { matchesLabels } from '../kube/selectors.ts';
import { namespaceOf, selectorOf, type Labels } from './serviceSelector.ts';


/** Services by what they select: the way from a Pod to its Services. */
export interface ServiceIndex {
  add(service: Service): void;
  remove(service: Service): void;
  /** Services of a Namespace whose selector picks these labels, by name. */
  selecting(namespace: string, labels: Labels): readonly Service[];
}

export function createServiceIndex(services: Iterable<Service> = []): ServiceIndex {
  /** By one pair of their selector. */
  const byPair = new Map<string, Map<string, Service>>();
  const keyOf = (service: Service): string | undefined => {
    const [pair] = Object.entries(selectorOf(service) ?? {});
    return pair && `${namespaceOf(service)}/${pair.join('=')}`;
  };
  const index: ServiceIndex = {
    add(service) {
      const key = keyOf(service);
      if (key === undefined) return;
      const named = byPair.get(key) ?? new Map<string, Service>();
      named.set(service.metadata.name, service);
      byPair.set(key, named);
    },
    remove(service) {
      const key = keyOf(service);
      if (key === undefined) return;
      const named = byPair.get(key);
      named?.delete(service.metadata.name);
      if (named?.size === 0) byPair.delete(key);
    },
    selecting(namespace, labels) {
      const found: Service[] = [];
      for (const pair of Object.entries(labels)) {
        for (const service of byPair.get(`${namespace}/${pair.join('=')}`)?.values() ?? []) if (matchesLabels(selectorOf(service), labels)) found.push(service);
      }
      return found.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
    },
  };
  for (const service of services) index.add(service);
  return index;
}
