import { matchesLabels } from '../../kube/selectors.ts';
import { templateRule } from '../podTemplate.ts';
import { printLabels, selectorOf } from '../serviceSelector.ts';

/** The Service of the subdomain's name does not pick the Pod, so that it has no name there. */
export const subdomainPicksOthers = templateRule('subdomainPicksOthers', 'warning', ({ author, spec, path, namespace, labels }, context) => {
  const { subdomain = '' } = spec;
  const service = subdomain === '' || author.kind === 'StatefulSet' ? undefined : context.reader.get('Service', namespace, subdomain);
  const selector = service && selectorOf(service);
  if (selector === undefined || matchesLabels(selector, labels)) return [];
  return [{ path: [...path, 'subdomain'], params: { subdomain, selector: printLabels(selector), labels: printLabels(labels) } }];
});
