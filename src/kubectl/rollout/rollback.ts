/** Going back to a revision. Mirrors kubectl/pkg/polymorphichelpers/rollback.go (v1.36). */
import type { JsonObject, JsonValue } from '../../kube/json.ts';
import { canonicalJson, isSameTemplate } from '../../engine/controllers/templateHash.ts';
import { revisionData } from '../../engine/controllers/history.ts';
import { without } from '../../kube/without.ts';
import type { ControllerRevision, DaemonSet, Deployment, PodTemplateSpec, ReplicaSet, StatefulSet } from '../../kube/types.generated.ts';
import { quote } from '../../kube/quote.ts';
import { fail } from '../errors.ts';
import type { Revision } from './revisions.ts';
import { templateText } from './revisions.ts';

/** What to do: say something, or patch and say that it is done. */
export type Rollback =
  | { readonly said: string }
  | { readonly patchType: 'json' | 'strategic'; readonly patch: JsonValue };

/** Annotations that stay the Deployment's own. */
const keptAnnotations: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration', 'deployment.kubernetes.io/revision', 'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas', 'deployment.kubernetes.io/max-replicas', 'deprecated.deployment.rollback.to',
]);

function skipped(toRevision: number): Rollback {
  return { said: `skipped rollback (current template already matches revision ${toRevision})` };
}

function revisionNotFound(toRevision: number): never {
  return fail(`unable to find specified revision ${toRevision} in history`);
}

/** How a Deployment goes back. `toRevision` 0 is the one before the latest. Throws Failure where that cannot be. */
export function rollbackDeployment(deployment: Deployment, revisions: readonly Revision[], toRevision: number, isDryRun: boolean): Rollback {
  if (toRevision < 0) revisionNotFound(toRevision);
  const target = targetOf(deployment, revisions, toRevision);
  // A Deployment's revisions are ReplicaSets.
  const set = target.source as ReplicaSet;
  const { template = { spec: { containers: [] } } } = set.spec;
  if (isDryRun) return { said: templateText(template) };
  if (deployment.spec.paused === true) fail("you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again");
  if (isSameTemplate(template, deployment.spec.template)) return skipped(toRevision);
  const own = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => keptAnnotations.has(key));
  const restored = Object.entries(set.metadata.annotations ?? {}).filter(([key]) => !keptAnnotations.has(key));
  return {
    patchType: 'json',
    patch: [
      { op: 'replace', path: '/spec/template', value: withoutHash(template) },
      { op: 'replace', path: '/metadata/annotations', value: Object.fromEntries([...own, ...restored]) },
    ],
  };
}

function targetOf(deployment: Deployment, revisions: readonly Revision[], toRevision: number): Revision {
  if (toRevision > 0) return revisions.find(({ number }) => number === toRevision) ?? revisionNotFound(toRevision);
  const [, previous] = [...revisions].sort((a, b) => b.number - a.number);
  return previous ?? fail(`no rollout history found for deployment ${quote(deployment.metadata.name)}`);
}

function withoutHash({ metadata = {}, spec }: PodTemplateSpec): JsonObject {
  const template = { metadata: { ...metadata, labels: without(metadata.labels ?? {}, 'pod-template-hash') }, spec };
  // A template is plain JSON; its type only says more.
  return template as unknown as JsonObject;
}

/** How a DaemonSet or StatefulSet goes back. */
export function rollbackSet(set: DaemonSet | StatefulSet, revisions: readonly Revision[], toRevision: number, isDryRun: boolean): Rollback {
  if (toRevision < 0) revisionNotFound(toRevision);
  if (toRevision === 0 && revisions.length <= 1) fail('no last revision to roll back to');
  const sorted = [...revisions].sort((a, b) => a.number - b.number);
  const target = (toRevision === 0 ? sorted.at(-2) : sorted.find(({ number }) => number === toRevision)) ?? revisionNotFound(toRevision);
  if (isDryRun) return { said: `will roll back to ${templateText(target.template)}` };
  // Their revisions are ControllerRevisions.
  const { data = null } = target.source as ControllerRevision;
  if (canonicalJson(data) === canonicalJson(revisionData(set.spec.template))) return skipped(toRevision);
  return { patchType: 'strategic', patch: data };
}
