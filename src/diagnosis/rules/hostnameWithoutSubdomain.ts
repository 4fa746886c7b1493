import { templateRule } from '../podTemplate.ts';

/** A host name alone gives no DNS name, though a headless Service picks the Pod. */
export const hostnameWithoutSubdomain = templateRule('hostnameWithoutSubdomain', 'info', ({ author, spec, path, namespace, labels }, context) => {
  if ((spec.hostname ?? '') === '' || (spec.subdomain ?? '') !== '' || author.kind === 'StatefulSet') return [];
  const service = context.servicesSelecting(namespace, labels).find((each) => each.spec.clusterIP === 'None')?.metadata.name;
  return service === undefined ? [] : [{ path: [...path, 'hostname'], params: { hostname: spec.hostname ?? '', service }, fix: { path: [...path, 'subdomain'], value: service } }];
});
