import type { FieldError } from '../field.ts';
import { forbidden, invalid, invalidEach, notSupported, required } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { fieldPath } from '../fieldPath.ts';
import type { Loose } from '../loose.ts';
import { compareQuantities, quantityOf } from '../quantity.ts';
import type { CrossVersionObjectReference, HorizontalPodAutoscaler, HorizontalPodAutoscalerSpec, HPAScalingPolicy, HPAScalingRules, MetricIdentifier, MetricSpec, MetricTarget } from '../types.generated.ts';
import { validateDNS1123Label, validateNonnegativeQuantity } from './fieldChecks.ts';
import { validateKubeObjectMeta, validateKubeObjectMetaUpdate } from './kubeObjectMeta.ts';
import { isDNS1123Subdomain, isPathSegmentName } from './names.ts';
import { validateContainerResourceName } from './resources.ts';

const specPath = fieldPath('spec');
const longestPeriodSeconds = 1800;
const longestWindowSeconds = 3600;
const selectPolicies = ['Disabled', 'Max', 'Min'];
const policyTypes = ['Percent', 'Pods'];
const metricTypes = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];
const targetTypes = ['Utilization', 'Value', 'AverageValue'];
/** The sources in the order in which upstream looks at them. */
const metricFields = ['object', 'external', 'pods', 'resource', 'containerResource'] as const;

function validatePathSegment(value: string, path: FieldPath, detail = ''): FieldError[] {
  return value === '' ? [required(path, detail)] : invalidEach(path, value, isPathSegmentName(value));
}

function validateReference(reference: Loose<CrossVersionObjectReference>, needsGroup: boolean, path: FieldPath): FieldError[] {
  const { kind = '', name = '', apiVersion = '' } = reference;
  const errors = [...validatePathSegment(kind, path.child('kind')), ...validatePathSegment(name, path.child('name'))];
  const slashes = apiVersion.split('/').length - 1;
  const at = path.child('apiVersion');
  if (slashes > 1) errors.push(invalid(at, apiVersion, `unexpected GroupVersion string: ${apiVersion}`));
  else if (needsGroup && (slashes === 0 || apiVersion.startsWith('/'))) errors.push(invalid(at, apiVersion, 'apiVersion must specify API group'));
  return errors;
}

function validatePolicy(policy: Loose<HPAScalingPolicy>, path: FieldPath): FieldError[] {
  const { type = '', value = 0, periodSeconds = 0 } = policy;
  const at = path.child('periodSeconds');
  return [
    ...(policyTypes.includes(type) ? [] : [notSupported(path.child('type'), type, policyTypes)]),
    ...(value <= 0 ? [invalid(path.child('value'), value, 'must be greater than zero')] : []),
    ...(periodSeconds <= 0 ? [invalid(at, periodSeconds, 'must be greater than zero')] : []),
    ...(periodSeconds > longestPeriodSeconds ? [invalid(at, periodSeconds, `must be less than or equal to ${longestPeriodSeconds}`)] : []),
  ];
}

function validateScalingRules(rules: Loose<HPAScalingRules> | undefined, path: FieldPath): FieldError[] {
  if (rules === undefined) return [];
  const { stabilizationWindowSeconds = 0, selectPolicy, policies = [], tolerance } = rules;
  const at = path.child('stabilizationWindowSeconds');
  return [
    ...(stabilizationWindowSeconds < 0 ? [invalid(at, stabilizationWindowSeconds, 'must be greater than or equal to zero')] : []),
    ...(stabilizationWindowSeconds > longestWindowSeconds ? [invalid(at, stabilizationWindowSeconds, `must be less than or equal to ${longestWindowSeconds}`)] : []),
    ...(selectPolicy === undefined || selectPolicies.includes(selectPolicy) ? [] : [notSupported(path.child('selectPolicy'), selectPolicy, selectPolicies)]),
    ...(policies.length === 0 ? [required(path.child('policies'), 'must specify at least one Policy')] : []),
    ...policies.flatMap((policy, index) => validatePolicy(policy, path.child('policies').index(index))),
    ...(tolerance === undefined ? [] : validateNonnegativeQuantity(tolerance, path.child('tolerance'))),
  ];
}

function validateTarget(target: Loose<MetricTarget>, path: FieldPath): FieldError[] {
  const { type = '', value, averageValue, averageUtilization } = target;
  const isPositive = (amount: string | undefined): boolean => amount === undefined || compareQuantities(quantityOf(amount), quantityOf('0')) > 0;
  return [
    ...(type === '' ? [required(path.child('type'), 'must specify a metric target type')] : []),
    ...(targetTypes.includes(type) ? [] : [invalid(path.child('type'), type, 'must be either Utilization, Value, or AverageValue')]),
    ...(isPositive(value) ? [] : [invalid(path.child('value'), value, 'must be positive')]),
    ...(isPositive(averageValue) ? [] : [invalid(path.child('averageValue'), averageValue, 'must be positive')]),
    ...(averageUtilization !== undefined && averageUtilization < 1 ? [invalid(path.child('averageUtilization'), averageUtilization, 'must be greater than 0')] : []),
  ];
}

function validateMetricName(metric: Loose<MetricIdentifier> | undefined, path: FieldPath): FieldError[] {
  return validatePathSegment(metric?.name ?? '', path.child('metric', 'name'), 'must specify a metric name');
}

function validateResourceTarget(target: Loose<MetricTarget>, path: FieldPath): FieldError[] {
  const { averageUtilization, averageValue } = target;
  return [
    ...validateTarget(target, path),
    ...(averageUtilization === undefined && averageValue === undefined ? [required(path.child('averageUtilization'), 'must set either a target raw value or a target utilization')] : []),
    ...(averageUtilization !== undefined && averageValue !== undefined ? [forbidden(path.child('averageValue'), 'may not set both a target raw value and a target utilization')] : []),
  ];
}

type MetricField = (typeof metricFields)[number];

/** The rules of one source of a metric; none where it is absent. */
function validateSource(spec: Loose<MetricSpec>, field: MetricField, path: FieldPath): FieldError[] {
  const source = spec[field];
  if (source === undefined) return [];
  const target = source.target ?? {};
  const at = path.child('target');
  switch (field) {
    case 'object': return [
      ...validateReference(spec.object?.describedObject ?? {}, false, path.child('describedObject')),
      ...validateMetricName(spec.object?.metric, path),
      ...validateTarget(target, at),
      ...(target.value === undefined && target.averageValue === undefined ? [required(at.child('averageValue'), 'must set either a target value or averageValue')] : []),
    ];
    case 'external': return [
      ...validateMetricName(spec.external?.metric, path),
      ...validateTarget(target, at),
      ...(target.value === undefined && target.averageValue === undefined ? [required(at.child('averageValue'), 'must set either a target value for metric or a per-pod target')] : []),
      ...(target.value !== undefined && target.averageValue !== undefined ? [forbidden(at.child('value'), 'may not set both a target value for metric and a per-pod target')] : []),
    ];
    case 'pods': return [
      ...validateMetricName(spec.pods?.metric, path),
      ...validateTarget(target, at),
      ...(target.averageValue === undefined ? [required(at.child('averageValue'), 'must specify a positive target averageValue')] : []),
    ];
    case 'resource': return [...((spec.resource?.name ?? '') === '' ? [required(path.child('name'), 'must specify a resource name')] : []), ...validateResourceTarget(target, at)];
    case 'containerResource': {
      const { name = '', container = '' } = spec.containerResource ?? {};
      return [
        ...(name === '' ? [required(path.child('name'), 'must specify a resource name')] : validateContainerResourceName(name, path.child('name'))),
        ...(container === '' ? [required(path.child('container'), 'must specify a container')] : validateDNS1123Label(container, path.child('container'))),
        ...validateResourceTarget(target, at),
      ];
    }
  }
}

function validateMetric(spec: Loose<MetricSpec>, path: FieldPath): FieldError[] {
  const { type = '' } = spec;
  const isKnown = metricTypes.includes(type);
  const expected = metricFields.find((field) => field.toLowerCase() === type.toLowerCase());
  const given = metricFields.filter((field) => spec[field] !== undefined);
  const [first] = given;
  const unsupported = isKnown ? [] : [notSupported(path.child('type'), type, metricTypes)];
  const surplus = given.length === 1 ? [] : given.filter((field) => !isKnown || field !== expected);
  return [
    ...(type === '' ? [required(path.child('type'), 'must specify a metric source type')] : []),
    ...unsupported,
    ...(first === undefined ? [] : validateSource(spec, first, path.child(first))),
    ...(isKnown && expected !== undefined && spec[expected] === undefined ? [required(path.child(expected), 'must populate information for the given metric source')] : []),
    ...unsupported,
    ...surplus.map((field) => forbidden(path.child(field), 'must populate the given metric source only')),
  ];
}

function validateSpec(spec: Loose<HorizontalPodAutoscalerSpec>): FieldError[] {
  const { minReplicas, maxReplicas = 0, metrics = [], behavior } = spec;
  const maxPath = specPath.child('maxReplicas');
  const scalesToZero = minReplicas === 0 && !metrics.some(({ type }) => type === 'Object' || type === 'External');
  return [
    ...(minReplicas !== undefined && minReplicas < 1 ? [invalid(specPath.child('minReplicas'), minReplicas, 'must be greater than or equal to 1')] : []),
    ...(maxReplicas === 0 ? [required(maxPath, 'must be set and greater than 0')] : []),
    ...(maxReplicas < 0 ? [invalid(maxPath, maxReplicas, 'must be greater than or equal to 1')] : []),
    ...(minReplicas !== undefined && maxReplicas < minReplicas ? [invalid(maxPath, maxReplicas, 'must be greater than or equal to `minReplicas`')] : []),
    ...validateReference(spec.scaleTargetRef ?? {}, true, specPath.child('scaleTargetRef')),
    ...metrics.flatMap((metric, index) => validateMetric(metric, specPath.child('metrics').index(index))),
    ...(scalesToZero ? [forbidden(specPath.child('metrics'), 'must specify at least one Object or External metric to support scaling to zero replicas')] : []),
    ...validateScalingRules(behavior?.scaleUp, specPath.child('behavior', 'scaleUp')),
    ...validateScalingRules(behavior?.scaleDown, specPath.child('behavior', 'scaleDown')),
  ];
}

/** A new HorizontalPodAutoscaler, with defaults set. Mirrors pkg/apis/autoscaling/validation/validation.go (v1.36, without HPAScaleToZero). */
export function validateHorizontalPodAutoscaler(autoscaler: HorizontalPodAutoscaler): readonly FieldError[] {
  return [...validateKubeObjectMeta(autoscaler.metadata, isDNS1123Subdomain), ...validateSpec(autoscaler.spec)];
}

/** Mirrors ValidateHorizontalPodAutoscalerUpdate (v1.36). */
export function validateHorizontalPodAutoscalerUpdate(autoscaler: HorizontalPodAutoscaler, old: HorizontalPodAutoscaler): readonly FieldError[] {
  return [...validateKubeObjectMetaUpdate(autoscaler.metadata, old.metadata), ...validateSpec(autoscaler.spec)];
}
