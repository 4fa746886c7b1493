import { maybe } from '../maybe.ts';
import { wasSentEmpty } from '../sentEmpty.ts';
import type { HorizontalPodAutoscaler, HorizontalPodAutoscalerSpec, HPAScalingRules, MetricSpec } from '../types.generated.ts';

const periodSeconds = 15;

const scaleUp: HPAScalingRules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [{ type: 'Pods', value: 4, periodSeconds }, { type: 'Percent', value: 100, periodSeconds }],
};
const scaleDown: HPAScalingRules = { selectPolicy: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds }] };
const cpuUtilization: MetricSpec = { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } };

/** Rules for one direction. No policies at all, sent as an empty list, are not filled in: validation refuses them. */
function setScalingRulesDefaults(rules: HPAScalingRules | undefined, defaults: HPAScalingRules): HPAScalingRules {
  const isEmptied = rules !== undefined && wasSentEmpty(rules, 'policies');
  return { ...defaults, ...rules, ...(isEmptied && { policies: [] }) };
}

/**
 * A HorizontalPodAutoscaler as the API server stores it: at least one replica, 80 % of cpu where no metric is given, and both
 * directions filled in where there is a behavior. Mirrors pkg/apis/autoscaling/v2/defaults.go (v1.36).
 */
export function setHorizontalPodAutoscalerDefaults(autoscaler: HorizontalPodAutoscaler): HorizontalPodAutoscaler {
  const spec: Partial<HorizontalPodAutoscalerSpec> = maybe(autoscaler.spec) ?? {};
  const metrics = spec.metrics ?? [];
  return {
    ...autoscaler,
    spec: {
      ...spec,
      scaleTargetRef: spec.scaleTargetRef ?? { kind: '', name: '' },
      maxReplicas: spec.maxReplicas ?? 0,
      minReplicas: spec.minReplicas ?? 1,
      metrics: metrics.length === 0 ? [cpuUtilization] : metrics,
      ...(spec.behavior && {
        behavior: { ...spec.behavior, scaleUp: setScalingRulesDefaults(spec.behavior.scaleUp, scaleUp), scaleDown: setScalingRulesDefaults(spec.behavior.scaleDown, scaleDown) },
      }),
    },
  };
}
