import { stringAt } from '../jsonParts.ts';
import type { ManifestRule } from '../manifestRule.ts';
import { printLabels, selectorOf } from '../serviceSelector.ts';

/** The Service of their name picks Pods: what is written here lasts a moment. */
export const endpointsOverwritten: ManifestRule = {
  id: 'endpointsOverwritten', severity: 'warning', kind: 'Endpoints',
  check(body, { reader }) {
    const name = stringAt(body, 'metadata', 'name');
    const namespace = stringAt(body, 'metadata', 'namespace');
    const service = reader.get('Service', namespace === '' ? 'default' : namespace, name);
    const selector = service && selectorOf(service);
    return selector === undefined ? [] : [{ path: ['metadata', 'name'], params: { service: name, selector: printLabels(selector) } }];
  },
};
