/** Revisions of workloads. Mirrors kubectl/pkg/polymorphichelpers/history.go (v1.36). */
import type { StoreReader } from '../../engine/context.ts';
import { templateOf } from '../../engine/controllers/history.ts';
import type { JsonObject } from '../../kube/json.ts';
import { matchesLabelSelector } from '../../kube/selectors.ts';
import type { KindInfo } from '../../kube/scheme.ts';
import type { ControllerRevision, DaemonSet, Deployment, PodTemplateSpec, ReplicaSet, StatefulSet } from '../../kube/types.generated.ts';
import { quote } from '../../kube/quote.ts';
import { fail } from '../errors.ts';
import { writePodTemplate } from '../describe/describePod.ts';
import { plainString, tabbedString } from '../describe/prefixWriter.ts';
import { isKind } from '../resource/kinds.ts';
import { allReplicaSets, revisionOf } from './replicaSets.ts';
import { groupKind } from './rolloutStatus.ts';

const changeCauseAnnotation = 'kubernetes.io/change-cause';

/** One kept state of a workload. */
export interface Revision<Source extends ReplicaSet | ControllerRevision = ReplicaSet | ControllerRevision> {
  readonly number: number;
  /** Empty where none was written down. */
  readonly changeCause: string;
  /** What is shown of it; a Deployment's carries the change cause as an annotation. */
  readonly template: PodTemplateSpec;
  /** What keeps it. */
  readonly source: Source;
}

/** The revisions of a workload in no order; the last of equal numbers counts. Kinds without revisions are refused. */
export function revisionsOf(info: KindInfo, object: JsonObject, reader: StoreReader): readonly Revision[] {
  if (isKind(object, 'Deployment')) return deploymentRevisions(object, reader);
  if (isKind(object, 'DaemonSet', 'StatefulSet')) return controllerRevisions(object, reader);
  return failWithoutRevisions(info, historyViewer);
}

/** Ends the command for a kind without revisions. `viewer` is what messages call the reader. */
export function failWithoutRevisions(info: KindInfo, viewer: Viewer): never {
  switch (groupKind(info)) {
    case 'Job.batch': case 'Pod': case 'ReplicaSet.apps': case 'ReplicationController': case 'CronJob.batch': return fail(viewer.missing(groupKind(info)));
    default: return fail(viewer.unknown(groupKind(info), `no visitor method exists for {${info.group} ${info.kind}}`));
  }
}

/** What messages say of kinds without revisions. */
export interface Viewer { missing(kind: string): string; unknown(kind: string, why: string): string }

const historyViewer: Viewer = {
  missing: (kind) => `no history viewer has been implemented for ${quote(kind)}`,
  unknown: (kind, why) => `error retrieving history for ${quote(kind)}, ${why}`,
};

export function deploymentRevisions(deployment: Deployment, reader: StoreReader): readonly Revision<ReplicaSet>[] {
  const { old, current } = allReplicaSets(deployment, reader.list('ReplicaSet', deployment.metadata.namespace ?? ''));
  return [...old, ...(current === undefined ? [] : [current])].map((set) => {
    const changeCause = set.metadata.annotations?.[changeCauseAnnotation] ?? '';
    const own = set.spec.template ?? { spec: { containers: [] } };
    const { metadata = {}, spec } = own;
    const template = changeCause === '' ? own : { metadata: { ...metadata, annotations: { ...metadata.annotations, [changeCauseAnnotation]: changeCause } }, spec };
    return { number: revisionOf(set), changeCause, template, source: set };
  });
}

export function controllerRevisions({ metadata: { namespace = '', uid }, spec }: DaemonSet | StatefulSet, reader: StoreReader): readonly Revision<ControllerRevision>[] {
  return reader.list('ControllerRevision', namespace)
    .filter(({ metadata }) => matchesLabelSelector(spec.selector, metadata.labels) && metadata.ownerReferences?.some((owner) => owner.controller === true && owner.uid === uid) === true)
    .map((revision) => ({ number: revision.revision, changeCause: revision.metadata.annotations?.[changeCauseAnnotation] ?? '', template: templateOf(revision) ?? spec.template, source: revision }));
}

/** By number, one each. */
export function sortedRevisions(revisions: readonly Revision[]): readonly Revision[] {
  return [...new Map(revisions.map((revision) => [revision.number, revision])).values()].sort((a, b) => a.number - b.number);
}

/** The table of revisions, or the template of one of them. Throws Failure where `revision` (0: none) is not there. */
export function historyText(revisions: readonly Revision[], revision: number): string {
  if (revisions.length === 0) return 'No rollout history found.';
  const sorted = sortedRevisions(revisions);
  if (revision > 0) {
    const found = sorted.find(({ number }) => number === revision) ?? fail('unable to find the specified revision');
    return templateText(found.template);
  }
  return tabbedString((w) => {
    w.write(0, 'REVISION\tCHANGE-CAUSE\n');
    for (const { number, changeCause } of sorted) w.write(0, `${number}\t${changeCause === '' ? '<none>' : changeCause}\n`);
  });
}

/** A template as history shows it: its tabs stay tabs. */
export function templateText(template: PodTemplateSpec): string {
  return plainString((w) => writePodTemplate(w, template));
}
