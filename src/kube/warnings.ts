/** Warnings beside an answer. Mirrors WarningsOnCreate and WarningsOnUpdate of pkg/registry (v1.36). */
import type { KubeObjectLike } from './kubeObject.ts';
import type * as kube from './types.generated.ts';
import { csiDriverWarnings } from './warnings/csiDriver.ts';
import { endpointSliceWarnings, endpointsWarnings, ingressWarnings, networkPolicyWarnings, nodeWarnings, serviceAccountWarnings } from './warnings/networking.ts';
import { podWarnings } from './warnings/pod.ts';
import { secretWarnings } from './warnings/secret.ts';
import { serviceWarnings } from './warnings/service.ts';

type Warner = (object: KubeObjectLike, old: KubeObjectLike | undefined) => readonly string[];

/** The table is keyed by kind, so each function only ever meets objects of its own type, which decoding has checked. */
function of<T extends KubeObjectLike>(warn: (object: T, old: T | undefined) => readonly string[]): Warner {
  return (object, old) => warn(object as T, old as T | undefined);
}

const warners: Readonly<Record<string, Warner>> = {
  Service: of<kube.Service>((service) => serviceWarnings(service)),
  Endpoints: of<kube.Endpoints>((endpoints) => endpointsWarnings(endpoints)),
  EndpointSlice: of<kube.EndpointSlice>((slice, old) => endpointSliceWarnings(slice, old !== undefined)),
  Ingress: of<kube.Ingress>((ingress, old) => ingressWarnings(ingress, old !== undefined)),
  NetworkPolicy: of<kube.NetworkPolicy>((policy) => networkPolicyWarnings(policy)),
  Node: of<kube.Node>((node) => nodeWarnings(node)),
  Secret: of<kube.Secret>((secret) => secretWarnings(secret)),
  CSIDriver: of<kube.CSIDriver>((driver) => csiDriverWarnings(driver)),
  ServiceAccount: of<kube.ServiceAccount>(serviceAccountWarnings),
};

/** What is odd about an object that is let through, in Kubernetes' order. `old` is what it replaces. */
export function warningsFor(object: KubeObjectLike, old?: KubeObjectLike): readonly string[] {
  return warners[object.kind]?.(object, old) ?? podWarnings(object, old);
}
