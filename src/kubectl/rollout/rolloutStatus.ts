/** How far a rollout is. Mirrors kubectl/pkg/polymorphichelpers/rollout_status.go (v1.36). */
import type { KubeObject } from '../../engine/context.ts';
import { quote } from '../../kube/quote.ts';
import type { KindInfo } from '../../kube/scheme.ts';
import type { DaemonSet, Deployment, StatefulSet } from '../../kube/types.generated.ts';
import { fail } from '../errors.ts';
import { isKind } from '../resource/kinds.ts';
import { revisionOf } from './replicaSets.ts';

export interface RolloutStatus {
  /** A line, with its break. */
  readonly text: string;
  readonly isDone: boolean;
}

const notRollingUpdate = 'rollout status is only available for RollingUpdate strategy type';

/** What kubectl calls a group and kind: `Service`, `ReplicaSet.apps`. */
export function groupKind({ kind, group }: KindInfo): string {
  return group === '' ? kind : `${kind}.${group}`;
}

/** The status of a rollout by kind. Throws Failure for kinds that have none, and where the rollout has failed. */
export function rolloutStatus(info: KindInfo, object: KubeObject, revision: number): RolloutStatus {
  if (isKind(object, 'Deployment')) return deploymentStatus(object, revision);
  if (isKind(object, 'DaemonSet')) return daemonSetStatus(object);
  if (isKind(object, 'StatefulSet')) return statefulSetStatus(object);
  return fail(`no status viewer has been implemented for ${groupKind(info)}`);
}

function deploymentStatus(deployment: Deployment, revision: number): RolloutStatus {
  const { metadata, spec, status = {} } = deployment;
  const name = quote(metadata.name);
  const running = revisionOf(deployment);
  if (revision > 0 && revision !== running) fail(`desired revision (${revision}) is different from the running revision (${running})`);
  if ((metadata.generation ?? 0) > (status.observedGeneration ?? 0)) return { text: 'Waiting for deployment spec update to be observed...\n', isDone: false };
  if (status.conditions?.some(({ type, reason }) => type === 'Progressing' && reason === 'ProgressDeadlineExceeded') === true) fail(`deployment ${name} exceeded its progress deadline`);
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  const waiting = (what: string): RolloutStatus => ({ text: `Waiting for deployment ${name} rollout to finish: ${what}...\n`, isDone: false });
  if (spec.replicas !== undefined && updatedReplicas < spec.replicas) return waiting(`${updatedReplicas} out of ${spec.replicas} new replicas have been updated`);
  if (replicas > updatedReplicas) return waiting(`${replicas - updatedReplicas} old replicas are pending termination`);
  if (availableReplicas < updatedReplicas) return waiting(`${availableReplicas} of ${updatedReplicas} updated replicas are available`);
  return { text: `deployment ${name} successfully rolled out\n`, isDone: true };
}

function daemonSetStatus({ metadata, spec, status }: DaemonSet): RolloutStatus {
  if (spec.updateStrategy?.type !== 'RollingUpdate') fail(notRollingUpdate);
  const name = quote(metadata.name);
  if ((metadata.generation ?? 0) > (status?.observedGeneration ?? 0)) return { text: 'Waiting for daemon set spec update to be observed...\n', isDone: false };
  const { updatedNumberScheduled = 0, desiredNumberScheduled = 0, numberAvailable = 0 } = status ?? {};
  const waiting = (what: string): RolloutStatus => ({ text: `Waiting for daemon set ${name} rollout to finish: ${what}...\n`, isDone: false });
  if (updatedNumberScheduled < desiredNumberScheduled) return waiting(`${updatedNumberScheduled} out of ${desiredNumberScheduled} new pods have been updated`);
  if (numberAvailable < desiredNumberScheduled) return waiting(`${numberAvailable} of ${desiredNumberScheduled} updated pods are available`);
  return { text: `daemon set ${name} successfully rolled out\n`, isDone: true };
}

function statefulSetStatus({ metadata, spec, status }: StatefulSet): RolloutStatus {
  const { type, rollingUpdate } = spec.updateStrategy ?? {};
  if (type !== 'RollingUpdate') fail(notRollingUpdate);
  const { observedGeneration = 0, readyReplicas = 0, updatedReplicas = 0, currentReplicas = 0, updateRevision = '', currentRevision = '' } = status ?? {};
  if (observedGeneration === 0 || (metadata.generation ?? 0) > observedGeneration) return { text: 'Waiting for statefulset spec update to be observed...\n', isDone: false };
  const { replicas } = spec;
  if (replicas !== undefined && readyReplicas < replicas) return { text: `Waiting for ${replicas - readyReplicas} pods to be ready...\n`, isDone: false };
  if (rollingUpdate !== undefined) {
    const due = replicas === undefined || rollingUpdate.partition === undefined ? undefined : replicas - rollingUpdate.partition;
    if (due !== undefined && updatedReplicas < due) return { text: `Waiting for partitioned roll out to finish: ${updatedReplicas} out of ${due} new pods have been updated...\n`, isDone: false };
    return { text: `partitioned roll out complete: ${updatedReplicas} new pods have been updated...\n`, isDone: true };
  }
  if (updateRevision !== currentRevision) return { text: `waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${updateRevision}...\n`, isDone: false };
  return { text: `statefulset rolling update complete ${currentReplicas} pods at revision ${currentRevision}...\n`, isDone: true };
}
