import { nearest } from '../editDistance.ts';
import { templateRule } from '../podTemplate.ts';

/** A Pod's own DNS name needs a headless Service of the subdomain's name. */
export const subdomainWithoutService = templateRule('subdomainWithoutService', 'warning', ({ author, spec, path, namespace, labels }, context) => {
  const { subdomain = '' } = spec;
  if (subdomain === '' || author.kind === 'StatefulSet' || context.reader.get('Service', namespace, subdomain) !== undefined) return [];
  const picking = context.servicesSelecting(namespace, labels).filter((service) => service.spec.clusterIP === 'None').map((service) => service.metadata.name);
  const likely = nearest(subdomain, picking) ?? picking[0];
  return [{ path: [...path, 'subdomain'], params: { subdomain }, ...(likely === undefined ? {} : { fix: { value: likely } }) }];
});
