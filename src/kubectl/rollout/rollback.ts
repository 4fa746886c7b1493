/** Going back to a revision. Mirrors kubectl/pkg/polymorphichelpers/rollback.go (v1.36). */
import { asJsonObject, type JsonObject, type JsonValue } from '../../kube/json.ts';
import type { StoreReader } from '../../engine/context.ts';
import { canonicalJson, isSameTemplate } from '../../engine/controllers/templateHash.ts';
import { revisionData } from '../../engine/controllers/history.ts';
import type { KindInfo } from '../../kube/scheme.ts';
import { without } from '../../kube/without.ts';
import type { ControllerRevision, DaemonSet, Deployment, PodTemplateSpec, ReplicaSet, StatefulSet } from '../../kube/types.generated.ts';
import { quote } from '../../kube/quote.ts';
import { fail } from '../errors.ts';
import { isKind } from '../resource/kinds.ts';
import { controllerRevisions, deploymentRevisions, failWithoutRevisions, templateText, type Revision, type Viewer } from './revisions.ts';

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

const rollbacker: Viewer = {
  missing: (kind) => `no rollbacker has been implemented for ${quote(kind)}`,
  unknown: (kind, why) => `error retrieving rollbacker for ${quote(kind)}, ${why}`,
};

/** How a workload goes back. `toRevision` 0 is the one before the latest. Throws Failure where that cannot be. */
export function rollback(info: KindInfo, object: JsonObject, reader: StoreReader, toRevision: number, isDryRun: boolean): Rollback {
  if (isKind(object, 'Deployment')) return rollbackDeployment(object, deploymentRevisions(object, reader), toRevision, isDryRun);
  if (isKind(object, 'DaemonSet', 'StatefulSet')) return rollbackSet(object, controllerRevisions(object, reader), toRevision, isDryRun);
  return failWithoutRevisions(info, rollbacker);
}

function rollbackDeployment(deployment: Deployment, revisions: readonly Revision<ReplicaSet>[], toRevision: number, isDryRun: boolean): Rollback {
  if (toRevision < 0) revisionNotFound(toRevision);
  const { source: set } = targetOf(deployment, revisions, toRevision);
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

function targetOf(deployment: Deployment, revisions: readonly Revision<ReplicaSet>[], toRevision: number): Revision<ReplicaSet> {
  if (toRevision > 0) return revisions.find(({ number }) => number === toRevision) ?? revisionNotFound(toRevision);
  const [, previous] = [...revisions].sort((a, b) => b.number - a.number);
  return previous ?? fail(`no rollout history found for deployment ${quote(deployment.metadata.name)}`);
}

function withoutHash({ metadata = {}, spec }: PodTemplateSpec): JsonObject {
  return asJsonObject({ metadata: { ...metadata, labels: without(metadata.labels ?? {}, 'pod-template-hash') }, spec });
}

function rollbackSet(set: DaemonSet | StatefulSet, revisions: readonly Revision<ControllerRevision>[], toRevision: number, isDryRun: boolean): Rollback {
  if (toRevision < 0) revisionNotFound(toRevision);
  if (toRevision === 0 && revisions.length <= 1) fail('no last revision to roll back to');
  const sorted = [...revisions].sort((a, b) => a.number - b.number);
  const target = (toRevision === 0 ? sorted.at(-2) : sorted.find(({ number }) => number === toRevision)) ?? revisionNotFound(toRevision);
  if (isDryRun) return { said: `will roll back to ${templateText(target.template)}` };
  const { data = null } = target.source;
  if (canonicalJson(data) === canonicalJson(revisionData(set.spec.template))) return skipped(toRevision);
  return { patchType: 'strategic', patch: data };
}
