import { setDefaults } from '../../../../src/kube/defaults.ts';
import type { FieldError } from '../../../../src/kube/field.ts';
import type { KubeObjectLike } from '../../../../src/kube/kubeObject.ts';
import type { Container, Deployment, Job, Pod, PodSpec, StatefulSet } from '../../../../src/kube/types.generated.ts';

const metadata = { name: 'a', namespace: 'default', uid: 'u-1', resourceVersion: '5' };
const web: Container = { name: 'web', image: 'srv:1' };
const labels = { app: 'web' };

/** A defaulted Pod with one container. `spec` replaces parts of its spec, `container` parts of the container. */
export function pod(spec: Partial<PodSpec> = {}, container: Partial<Container> = {}): Pod {
  return setDefaults({ apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [{ ...web, ...container }], ...spec } });
}

export function deployment(spec: Partial<Deployment['spec']> = {}): Deployment {
  return setDefaults({ apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { selector: { matchLabels: labels }, template: { metadata: { name: '', labels }, spec: { containers: [web] } }, ...spec } });
}

export function statefulSet(spec: Partial<StatefulSet['spec']> = {}): StatefulSet {
  return setDefaults({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec: { serviceName: 'web', selector: { matchLabels: labels }, template: { metadata: { name: '', labels }, spec: { containers: [web] } }, ...spec } });
}

export function job(spec: Partial<Job['spec']> = {}): Job {
  return setDefaults({ apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { template: { spec: { containers: [web], restartPolicy: 'Never' } }, ...spec } });
}

/** An object as a YAML text could give it: what the types forbid included. */
export function loosely<T extends KubeObjectLike>(object: T, spec: Readonly<Record<string, unknown>>): T {
  const changed: unknown = { ...object, spec };
  return setDefaults(changed as T);
}

/** `field: message` of each error. */
export function texts(errors: readonly FieldError[]): string[] {
  return errors.map(({ field, message }) => `${field}: ${message}`);
}
