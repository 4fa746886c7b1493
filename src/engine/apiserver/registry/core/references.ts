import { maybe } from '../../../../kube/maybe.ts';
import type { Lease, ServiceAccount } from '../../../../kube/types.generated.ts';
import { without } from '../fields.ts';

/** References to Secrets keep their name alone. Mirrors cleanSecretReferences of pkg/registry/core/serviceaccount/strategy.go (v1.36). */
export function withPlainSecrets(account: ServiceAccount): ServiceAccount {
  const { secrets } = account;
  if (secrets === undefined) return account;
  return { ...account, secrets: secrets.map(({ name }) => (name === undefined ? {} : { name })) };
}

/** Coordinated leader election is an alpha feature, off by default. Mirrors pkg/registry/coordination/lease/strategy.go (v1.36). */
export function withoutCoordination(lease: Lease): Lease {
  return maybe(lease.spec) === undefined ? lease : { ...lease, spec: without(lease.spec, 'strategy', 'preferredHolder') };
}
