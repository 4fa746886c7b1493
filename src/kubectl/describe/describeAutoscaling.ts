/** Autoscalers and disruption budgets. Mirrors describeHorizontalPodAutoscalerV2 and describePodDisruptionBudgetV1 of kubectl/pkg/describe/describe.go (v1.36). */
import { formatLabelSelector } from '../../kube/selectors.ts';
import { quote } from '../../kube/quote.ts';
import type { HPAScalingRules, HorizontalPodAutoscaler, MetricSpec, MetricStatus, MetricTarget, MetricValueStatus, PodDisruptionBudget } from '../../kube/types.generated.ts';
import type { Describer } from './describeContext.ts';
import { writeEvents } from './describeEvents.ts';
import { writeMeta } from './multiline.ts';
import { tabbedString, type PrefixWriter } from './prefixWriter.ts';
import { formatRFC1123Z } from './times.ts';

export const describeHorizontalPodAutoscaler: Describer<HorizontalPodAutoscaler> = (autoscaler, context) => tabbedString((w) => {
  const { metadata, spec, status } = autoscaler;
  writeMeta(w, metadata);
  w.write(0, `CreationTimestamp:\t${formatRFC1123Z(metadata.creationTimestamp)}\n`);
  w.write(0, `Reference:\t${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}\n`);
  w.write(0, 'Metrics:\t( current / target )\n');
  (spec.metrics ?? []).forEach((metric, i) => writeMetric(w, metric, status?.currentMetrics?.[i]));
  w.write(0, `Min replicas:\t${spec.minReplicas ?? '<unset>'}\n`);
  w.write(0, `Max replicas:\t${spec.maxReplicas}\n`);
  if (spec.behavior !== undefined) {
    w.write(0, 'Behavior:\n');
    writeBehavior(w, 'Scale Up', spec.behavior.scaleUp);
    writeBehavior(w, 'Scale Down', spec.behavior.scaleDown);
  }
  w.write(0, `${spec.scaleTargetRef.kind} pods:\t${status?.currentReplicas ?? 0} current / ${status?.desiredReplicas ?? 0} desired\n`);
  const conditions = status?.conditions ?? [];
  if (conditions.length > 0) {
    w.write(0, 'Conditions:\n');
    w.write(1, 'Type\tStatus\tReason\tMessage\n');
    w.write(1, '----\t------\t------\t-------\n');
  }
  for (const { type, status: value, reason = '', message = '' } of conditions) w.write(1, `${type}\t${value}\t${reason}\t${message}\n`);
  writeEvents(w, autoscaler, context);
});

function writeMetric(w: PrefixWriter, metric: MetricSpec, current: MetricStatus | undefined): void {
  const { external, pods, object, resource, containerResource } = metric;
  if (metric.type === 'External' && external !== undefined) return writeValue(w, quote(external.metric.name), external.target, current?.external?.current);
  if (metric.type === 'Pods' && pods !== undefined) return w.write(1, `${quote(pods.metric.name)} on pods:\t${current?.pods?.current.averageValue ?? '<unknown>'} / ${pods.target.averageValue ?? ''}\n`);
  if (metric.type === 'Object' && object !== undefined) {
    const name = `"${object.metric.name}" on ${object.describedObject.kind}/${object.describedObject.name}`;
    const isAverage = object.target.type === 'AverageValue';
    const now = isAverage ? current?.object?.current.averageValue : current?.object?.current.value;
    return w.write(1, `${name} (target ${isAverage ? 'average value' : 'value'}):\t${now ?? '<unknown>'} / ${(isAverage ? object.target.averageValue : object.target.value) ?? ''}\n`);
  }
  if (metric.type === 'Resource' && resource !== undefined) return writeResource(w, `resource ${resource.name} on pods`, resource.target, current?.resource?.current);
  if (metric.type === 'ContainerResource' && containerResource !== undefined) {
    return writeResource(w, `resource ${containerResource.name} of container "${containerResource.container}" on pods`, containerResource.target, current?.containerResource?.current);
  }
  w.write(1, `<unknown metric type ${quote(metric.type)}>\n`);
}

function writeValue(w: PrefixWriter, name: string, target: MetricTarget, current: MetricValueStatus | undefined): void {
  const isAverage = target.averageValue !== undefined;
  w.write(1, `${name} (target ${isAverage ? 'average value' : 'value'}):\t${(isAverage ? current?.averageValue : current?.value) ?? '<unknown>'} / ${target.averageValue ?? target.value ?? ''}\n`);
}

function writeResource(w: PrefixWriter, name: string, target: MetricTarget, current: MetricValueStatus | undefined): void {
  w.write(1, name);
  if (target.averageValue !== undefined) return w.write(0, `:\t${current?.averageValue ?? '<unknown>'} / ${target.averageValue}\n`);
  const now = current?.averageUtilization === undefined ? '<unknown>' : `${current.averageUtilization}% (${current.averageValue ?? '0'})`;
  w.write(1, `(as a percentage of request):\t${now} / ${target.averageUtilization === undefined ? '<auto>' : `${target.averageUtilization}%`}\n`);
}

function writeBehavior(w: PrefixWriter, direction: string, rules: HPAScalingRules | undefined): void {
  if (rules === undefined) return;
  w.write(1, `${direction}:\n`);
  if (rules.stabilizationWindowSeconds !== undefined) w.write(2, `Stabilization Window: ${rules.stabilizationWindowSeconds} seconds\n`);
  const policies = rules.policies ?? [];
  if (policies.length === 0) return;
  w.write(2, `Select Policy: ${rules.selectPolicy ?? 'Max'}\n`);
  w.write(2, 'Policies:\n');
  for (const { type, value, periodSeconds } of policies) w.write(3, `- Type: ${type}\tValue: ${value}\tPeriod: ${periodSeconds} seconds\n`);
}

export const describePodDisruptionBudget: Describer<PodDisruptionBudget> = (budget, context) => tabbedString((w) => {
  const { metadata, spec, status } = budget;
  w.write(0, `Name:\t${metadata.name}\nNamespace:\t${metadata.namespace ?? ''}\n`);
  if (spec.minAvailable !== undefined) w.write(0, `Min available:\t${spec.minAvailable}\n`);
  else if (spec.maxUnavailable !== undefined) w.write(0, `Max unavailable:\t${spec.maxUnavailable}\n`);
  w.write(0, `Selector:\t${spec.selector === undefined ? '<unset>' : formatLabelSelector(spec.selector)}\n`);
  w.write(0, 'Status:\n');
  w.write(2, `Allowed disruptions:\t${status?.disruptionsAllowed ?? 0}\n`);
  w.write(2, `Current:\t${status?.currentHealthy ?? 0}\n`);
  w.write(2, `Desired:\t${status?.desiredHealthy ?? 0}\n`);
  w.write(2, `Total:\t${status?.expectedPods ?? 0}\n`);
  writeEvents(w, budget, context);
});
