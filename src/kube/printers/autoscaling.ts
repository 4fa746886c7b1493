/** Mirrors printHorizontalPodAutoscaler and printScale of pkg/printers/internalversion/printers.go (v1.36). */
import type { Loose } from '../loose.ts';
import type { HorizontalPodAutoscaler, MetricSpec, MetricStatus } from '../types.generated.ts';
import { age, columns, handler } from './table.ts';

const maxMetrics = 2;
const unknown = '<unknown>';

type Target = { readonly averageValue?: string | undefined; readonly averageUtilization?: number | undefined; readonly value?: string | undefined };

function percent(value: number | undefined): string | undefined {
  return value === undefined ? undefined : `${value}%`;
}

function ofResource(name: string, target: Target | undefined, current: Target | undefined): string {
  if (target?.averageValue !== undefined) return `${name}: ${current?.averageValue ?? unknown}/${target.averageValue}`;
  return `${name}: ${percent(current?.averageUtilization) ?? unknown}/${percent(target?.averageUtilization) ?? '<auto>'}`;
}

function ofValue(target: Target | undefined, current: Target | undefined): string {
  if (target?.averageValue !== undefined) return `${current?.averageValue ?? unknown}/${target.averageValue} (avg)`;
  return `${current?.value ?? unknown}/${target?.value ?? ''}`;
}

function metricText(spec: Loose<MetricSpec>, status: Loose<MetricStatus> | undefined): string {
  switch (spec.type) {
    case 'External': return ofValue(spec.external?.target, status?.external?.current);
    case 'Object': return ofValue(spec.object?.target, status?.object?.current);
    case 'Pods': return `${status?.pods?.current?.averageValue ?? unknown}/${spec.pods?.target?.averageValue ?? ''}`;
    case 'Resource': return ofResource(spec.resource?.name ?? '', spec.resource?.target, status?.resource?.current);
    case 'ContainerResource': return ofResource(spec.containerResource?.name ?? '', spec.containerResource?.target, status?.containerResource?.current);
    default: return '<unknown type>';
  }
}

/** What an autoscaler goes by: `cpu: <unknown>/80%`, at most two. */
function metricsText({ spec, status }: Loose<HorizontalPodAutoscaler>): string {
  const metrics = spec?.metrics ?? [];
  if (metrics.length === 0) return '<none>';
  const list = metrics.map((metric, index) => metricText(metric, status?.currentMetrics?.[index]));
  const shown = list.slice(0, maxMetrics).join(', ');
  return list.length > maxMetrics ? `${shown} + ${list.length - maxMetrics} more...` : shown;
}

export const horizontalPodAutoscalerTable = handler<HorizontalPodAutoscaler>(columns(['Name', 'Reference', 'Targets', 'MinPods', 'MaxPods', 'Replicas', 'Age']), (autoscaler, nowMs) => {
  const { metadata, spec, status } = autoscaler;
  const target = spec?.scaleTargetRef;
  return [
    metadata?.name ?? '', `${target?.kind ?? ''}/${target?.name ?? ''}`, metricsText(autoscaler), String(spec?.minReplicas ?? '<unset>'), spec?.maxReplicas ?? 0,
    status?.currentReplicas ?? 0, age(autoscaler, nowMs),
  ];
});

interface Scale {
  readonly metadata?: { readonly name?: string; readonly creationTimestamp?: string };
  readonly spec?: { readonly replicas?: number };
  readonly status?: { readonly replicas?: number };
}

/** The `scale` subresource of a workload. */
export const scaleTable = handler<Scale>(columns(['Name', 'Desired', 'Available', 'Age']), (scale, nowMs) => [
  scale.metadata?.name ?? '', scale.spec?.replicas ?? 0, scale.status?.replicas ?? 0, age(scale, nowMs),
]);
