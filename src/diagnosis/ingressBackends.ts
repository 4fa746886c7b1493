import type { Ingress, IngressServiceBackend } from '../kube/types.generated.ts';
import type { FieldPath } from '../protocol/ref.ts';

/** The Services that an Ingress leads to, with their places. */
export function serviceBackends({ spec }: Ingress): readonly { readonly backend: IngressServiceBackend; readonly path: FieldPath }[] {
  const own = spec.defaultBackend?.service;
  const ofPaths = (spec.rules ?? []).flatMap((rule, index) => (rule.http?.paths ?? []).flatMap(({ backend }, at) => (
    backend.service === undefined ? [] : [{ backend: backend.service, path: ['spec', 'rules', index, 'http', 'paths', at, 'backend', 'service'] }]
  )));
  return [...(own === undefined ? [] : [{ backend: own, path: ['spec', 'defaultBackend', 'service'] }]), ...ofPaths];
}
