import { maybe } from '../maybe.ts';
import type { DaemonSet, DaemonSetSpec, DaemonSetUpdateStrategy, Deployment, DeploymentSpec, DeploymentStrategy, LabelSelector, PersistentVolumeClaim, ReplicaSet, ReplicaSetSpec, StatefulSet, StatefulSetSpec, StatefulSetUpdateStrategy } from '../types.generated.ts';
import { setPodTemplateSpecDefaults } from './pod.ts';
import { setPersistentVolumeClaimSpecDefaults } from './volume.ts';

const revisionHistoryLimit = 10;
const progressDeadlineSeconds = 600;
/** What is not given becomes 0 where the strategy's type has no defaults: internally these are no pointers. */
const unset = { maxUnavailable: 0, maxSurge: 0 };

function setDeploymentStrategyDefaults(strategy: DeploymentStrategy): DeploymentStrategy {
  const type = strategy.type || 'RollingUpdate';
  if (type !== 'RollingUpdate') return { ...strategy, type, ...(strategy.rollingUpdate && { rollingUpdate: { ...unset, ...strategy.rollingUpdate } }) };
  const { maxUnavailable = '25%', maxSurge = '25%' } = strategy.rollingUpdate ?? {};
  return { type, rollingUpdate: { maxUnavailable, maxSurge } };
}

/** A Deployment as the API server stores it. Mirrors SetDefaults_Deployment in pkg/apis/apps/v1/defaults.go (v1.36). */
export function setDeploymentDefaults(deployment: Deployment): Deployment {
  const spec: Partial<DeploymentSpec> = maybe(deployment.spec) ?? {};
  return { ...deployment, spec: withSelector<DeploymentSpec>({
    ...spec,
    replicas: spec.replicas ?? 1,
    template: setPodTemplateSpecDefaults(spec.template),
    strategy: setDeploymentStrategyDefaults(spec.strategy ?? {}),
    revisionHistoryLimit: spec.revisionHistoryLimit ?? revisionHistoryLimit,
    progressDeadlineSeconds: spec.progressDeadlineSeconds ?? progressDeadlineSeconds,
  }) };
}

/** A ReplicaSet as the API server stores it. Mirrors SetDefaults_ReplicaSet (v1.36). */
export function setReplicaSetDefaults(replicaSet: ReplicaSet): ReplicaSet {
  const spec: Partial<ReplicaSetSpec> = maybe(replicaSet.spec) ?? {};
  return { ...replicaSet, spec: withSelector<ReplicaSetSpec>({ ...spec, replicas: spec.replicas ?? 1, template: setPodTemplateSpecDefaults(spec.template) }) };
}

function setDaemonSetStrategyDefaults(strategy: DaemonSetUpdateStrategy): DaemonSetUpdateStrategy {
  const type = strategy.type || 'RollingUpdate';
  if (type !== 'RollingUpdate') return { ...strategy, type, ...(strategy.rollingUpdate && { rollingUpdate: { ...unset, ...strategy.rollingUpdate } }) };
  const { maxUnavailable = 1, maxSurge = 0 } = strategy.rollingUpdate ?? {};
  return { type, rollingUpdate: { maxUnavailable, maxSurge } };
}

/** A DaemonSet as the API server stores it. Mirrors SetDefaults_DaemonSet (v1.36). */
export function setDaemonSetDefaults(daemonSet: DaemonSet): DaemonSet {
  const spec: Partial<DaemonSetSpec> = maybe(daemonSet.spec) ?? {};
  return { ...daemonSet, spec: withSelector<DaemonSetSpec>({
    ...spec,
    template: setPodTemplateSpecDefaults(spec.template),
    updateStrategy: setDaemonSetStrategyDefaults(spec.updateStrategy ?? {}),
    revisionHistoryLimit: spec.revisionHistoryLimit ?? revisionHistoryLimit,
  }) };
}

/** Without maxUnavailable, whose feature is off: the API server drops it. */
function setStatefulSetStrategyDefaults(strategy: StatefulSetUpdateStrategy): StatefulSetUpdateStrategy {
  const type = strategy.type || 'RollingUpdate';
  const rollingUpdate = strategy.rollingUpdate ?? (strategy.type ? undefined : {});
  return { type, ...(rollingUpdate && { rollingUpdate: { partition: rollingUpdate.partition ?? 0 } }) };
}

/** A claim template is stored with its kind, and with the status a new claim has. */
function setClaimTemplateDefaults(claim: PersistentVolumeClaim): PersistentVolumeClaim {
  return {
    ...claim,
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    spec: setPersistentVolumeClaimSpecDefaults(claim.spec),
    status: { ...claim.status, phase: claim.status?.phase || 'Pending' },
  };
}

/** A StatefulSet as the API server stores it. Mirrors SetDefaults_StatefulSet (v1.36, without MaxUnavailableStatefulSet). */
export function setStatefulSetDefaults(statefulSet: StatefulSet): StatefulSet {
  const spec: Partial<StatefulSetSpec> = maybe(statefulSet.spec) ?? {};
  const { whenDeleted, whenScaled } = spec.persistentVolumeClaimRetentionPolicy ?? {};
  return { ...statefulSet, spec: withSelector<StatefulSetSpec>({
    ...spec,
    podManagementPolicy: spec.podManagementPolicy || 'OrderedReady',
    updateStrategy: setStatefulSetStrategyDefaults(spec.updateStrategy ?? {}),
    persistentVolumeClaimRetentionPolicy: { whenDeleted: whenDeleted || 'Retain', whenScaled: whenScaled || 'Retain' },
    replicas: spec.replicas ?? 1,
    revisionHistoryLimit: spec.revisionHistoryLimit ?? revisionHistoryLimit,
    template: setPodTemplateSpecDefaults(spec.template),
    ...(spec.volumeClaimTemplates && { volumeClaimTemplates: spec.volumeClaimTemplates.map(setClaimTemplateDefaults) }),
  }) };
}

/** A missing selector stays missing, which validation reports; the type has it because a stored object has one. */
function withSelector<Spec extends { readonly selector: LabelSelector }>(spec: Omit<Spec, 'selector'> & { readonly selector?: LabelSelector }): Spec {
  return spec as Spec;
}
