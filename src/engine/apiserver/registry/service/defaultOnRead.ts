/** What readers of Services get to see. Mirrors defaultOnReadService of pkg/registry/core/service/storage/storage.go (v1.36). */
import { ipFamilyOf } from '../../../../kube/ip.ts';
import type { Service } from '../../../../kube/types.generated.ts';
import { normalizeClusterIPs } from './clusterIPs.ts';
import type { ServiceSpecDraft } from './serviceDraft.ts';
import { hasSelector, isHeadless, needsClusterIP, serviceDraft, serviceOf } from './serviceDraft.ts';

/** The Service with its linked fields completed; the same one where there is nothing to do. `primary` is the cluster's first family. */
export function defaultOnReadService(service: Service, primary: string): Service {
  const { spec } = service;
  const isExternalName = spec.type === 'ExternalName';
  const lacksIPs = (spec.clusterIP ?? '') !== '' && (spec.clusterIPs ?? []).length === 0;
  const lacksFamilies = !isExternalName && (spec.ipFamilies ?? []).length === 0;
  const hasPolicy = isExternalName && spec.internalTrafficPolicy !== undefined;
  if (!lacksIPs && !lacksFamilies && !hasPolicy) return service;
  const draft = serviceDraft(service);
  normalizeClusterIPs(draft.spec, undefined);
  defaultFamilies(draft.spec, primary);
  if (isExternalName) delete draft.spec.internalTrafficPolicy;
  return serviceOf(draft);
}

function defaultFamilies(spec: ServiceSpecDraft, primary: string): void {
  if (!needsClusterIP(spec) || spec.ipFamilies.length > 0) return;
  if (!isHeadless(spec)) {
    spec.ipFamilies = spec.clusterIPs.map((ip) => ipFamilyOf(ip) ?? 'IPv4');
    if (spec.ipFamilies.length > 0) spec.ipFamilyPolicy = spec.ipFamilies.length === 1 ? 'SingleStack' : 'RequireDualStack';
  } else if (hasSelector(spec)) {
    spec.ipFamilyPolicy = 'SingleStack';
    spec.ipFamilies = [primary];
  } else {
    spec.ipFamilyPolicy = 'RequireDualStack';
    spec.ipFamilies = [primary, primary === 'IPv4' ? 'IPv6' : 'IPv4'];
  }
}
