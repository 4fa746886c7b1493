import { describe, expect, it } from 'vitest';
import { setDefaults } from '../../../../src/kube/defaults.ts';
import { rememberEmpty } from '../../../../src/kube/sentEmpty.ts';
import type { CronJob, Deployment, HorizontalPodAutoscaler, Job, PodDisruptionBudget, StatefulSet } from '../../../../src/kube/types.generated.ts';
import { validateDeployment, validateDeploymentUpdate } from '../../../../src/kube/validation/apps.ts';
import { validateHorizontalPodAutoscaler } from '../../../../src/kube/validation/autoscaling.ts';
import { validateCronJob, validateJob, validateJobUpdate } from '../../../../src/kube/validation/batch.ts';
import { cronScheduleError } from '../../../../src/kube/validation/cronSchedule.ts';
import { validatePodDisruptionBudget } from '../../../../src/kube/validation/policy.ts';
import { validateStatefulSet, validateStatefulSetUpdate } from '../../../../src/kube/validation/statefulSet.ts';
import { deployment, job, loosely, statefulSet, texts } from './builders.ts';

describe('Deployments', () => {
  it.each<[string, Partial<Deployment['spec']>, string[]]>([
    ['sound', {}, []],
    ['numbers', { replicas: -1, progressDeadlineSeconds: 5, minReadySeconds: 5 }, [
      'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      'spec.progressDeadlineSeconds: Invalid value: 5: must be greater than minReadySeconds',
    ]],
    ['labels that are not selected', { selector: { matchLabels: { app: 'api' } } }, ['spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`']],
    ['an empty selector', { selector: {} }, ['spec.selector: Invalid value: {}: empty selector is invalid for deployment']],
    ['an unknown strategy, printed as it is inside', { strategy: { type: 'Rolling' } }, ['spec.strategy: Unsupported value: {"Type":"Rolling","RollingUpdate":null}: supported values: "Recreate", "RollingUpdate"']],
    ['settings beside Recreate', { strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } }, ["spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'"]],
    ['no room to roll', { strategy: { rollingUpdate: { maxSurge: '0%', maxUnavailable: 0 } } }, ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0']],
    ['more than all', { strategy: { rollingUpdate: { maxUnavailable: '101%' } } }, ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%']],
  ])('%s', (_, spec, expected) => {
    expect(texts(validateDeployment(deployment(spec)))).toEqual(expected);
  });

  it('bears one without spec', () => {
    expect(texts(validateDeployment(loosely(deployment(), {})))).toEqual([
      'spec.selector: Required value',
      'spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`',
      'spec.template.spec.containers: Required value',
    ]);
  });

  it('keeps its selector', () => {
    const next = deployment({ selector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] } });
    expect(texts(validateDeploymentUpdate(next, deployment()))).toEqual(['spec.selector: Invalid value: {"matchExpressions":[{"key":"app","operator":"In","values":["web"]}]}: field is immutable']);
  });
});

describe('StatefulSets', () => {
  const refusal = "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";
  const claim = (storage: string): Partial<StatefulSet['spec']> => ({
    volumeClaimTemplates: [{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } } }],
  });

  it('lets containers mount what claim templates bring', () => {
    const template = { metadata: { name: '', labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'x', volumeMounts: [{ name: 'data', mountPath: '/d' }] }] } };
    expect(texts(validateStatefulSet(statefulSet({ ...claim('1Gi'), template })))).toEqual([]);
  });

  it.each<[string, Partial<StatefulSet['spec']>, string[]]>([
    ['replicas', { replicas: 5, minReadySeconds: 3, ordinals: { start: 2 } }, []],
    ['the Service', { serviceName: 'other' }, [refusal]],
    ['the order of Pods', { podManagementPolicy: 'Parallel' }, [refusal]],
    ['a claim', claim('2Gi'), [refusal]],
  ])('changes %s', (_, spec, expected) => {
    expect(texts(validateStatefulSetUpdate(statefulSet({ ...claim('1Gi'), ...spec }), statefulSet(claim('1Gi'))))).toEqual(expected);
  });
});

describe('Jobs', () => {
  const uidLabels = { 'controller-uid': 'u-1', 'batch.kubernetes.io/controller-uid': 'u-1' };
  const nameLabels = { 'job-name': 'a', 'batch.kubernetes.io/job-name': 'a' };
  /** A Job with the selector and the labels that the API server gives it. */
  const made = (spec: Partial<Job['spec']> = {}, labels: Record<string, string> = { ...uidLabels, ...nameLabels }): Job => {
    const { template } = job(spec).spec;
    return job({ ...spec, selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': 'u-1' } }, template: { ...template, metadata: { name: '', labels } } });
  };

  it('have the labels that they were given', () => {
    expect(texts(validateJob(made()))).toEqual([]);
    expect(texts(validateJob(made({}, { ...uidLabels, 'job-name': 'b' })))).toEqual([
      `spec.template.metadata.labels[job-name]: Invalid value: {"batch.kubernetes.io/controller-uid":"u-1","controller-uid":"u-1","job-name":"b"}: must be 'a'`,
      "spec.template.metadata.labels[batch.kubernetes.io/job-name]: Required value: must be 'a'",
    ]);
  });

  it.each<[string, Partial<Job['spec']>, string[]]>([
    ['restart for ever', { template: { spec: { containers: [{ name: 'web', image: 'x' }] } } }, ['spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"']],
    ['count indexes', { completionMode: 'Indexed' }, []],
    ['limit indexes that they do not have', { backoffLimitPerIndex: 1 }, ['spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode']],
    ['are managed by nobody in particular', { managedBy: 'me' }, ['spec.managedBy: Invalid value: "me": must be a domain-prefixed path (such as "acme.io/foo")']],
  ])('%s', (_, spec, expected) => {
    expect(texts(validateJob(made(spec)))).toEqual(expected);
  });

  it('keep their policies, and that they have none', () => {
    expect(texts(validateJobUpdate(made({ podFailurePolicy: { rules: [] } }), made({ podReplacementPolicy: 'Failed' })))).toEqual(['spec.podFailurePolicy: Invalid value: {"Rules":[]}: field is immutable']);
    expect(texts(validateJobUpdate(made({ podFailurePolicy: { rules: [] } }), made({ podFailurePolicy: { rules: [] } })))).toEqual([]);
  });

  it('keep their template, save resources and scheduling while they wait', () => {
    const spec = (image: string, nodeSelector: Record<string, string>): Partial<Job['spec']> => ({ suspend: true, template: { spec: { containers: [{ name: 'web', image }], restartPolicy: 'Never', nodeSelector } } });
    const old = made(spec('x', {}));
    expect(validateJobUpdate(made(spec('x', { disk: 'ssd' })), old)).toEqual([]);
    expect(validateJobUpdate(made(spec('y', {})), old).map(({ field, message }) => [field, message.endsWith('field is immutable')])).toEqual([['spec.template.spec', true]]);
  });
});

describe('schedules', () => {
  it.each<[string, string | undefined]>([
    ['*/15 0-5,7 1 */2 ?', undefined],
    ['* * * jan mon-FRI', undefined],
    ['@every 1h30m', undefined],
    ['* * * *', 'expected exactly 5 fields, found 4: [* * * *]'],
    ['60 * * * *', 'end of range (60) above maximum (59): 60'],
    ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
    ['5-1 * * * *', 'beginning of range (5) beyond end of range (1): 5-1'],
    ['*/0 * * * *', 'step of range should be a positive number: */0'],
    ['a * * * *', 'failed to parse int from a: strconv.Atoi: parsing "a": invalid syntax'],
    ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
    ['@often', 'unrecognized descriptor: @often'],
    ['@every 5', 'failed to parse duration @every 5: time: missing unit in duration "5"'],
  ])('%j', (schedule, expected) => {
    expect(cronScheduleError(schedule)).toBe(expected);
  });

  it('name their zone beside the schedule', () => {
    const cronJob: CronJob = setDefaults({
      apiVersion: 'batch/v1', kind: 'CronJob', metadata: job().metadata,
      spec: { schedule: 'TZ=UTC * * * * *', timeZone: 'Mars/Base', jobTemplate: { spec: { template: { spec: { containers: [{ name: 'web', image: 'x' }], restartPolicy: 'Never' } } } } },
    });
    expect(texts(validateCronJob(cronJob))).toEqual([
      'spec.schedule: Invalid value: "TZ=UTC * * * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
      'spec.timeZone: Invalid value: "Mars/Base": unknown time zone Mars/Base',
    ]);
  });
});

describe('autoscalers and budgets', () => {
  const autoscaler = (spec: Partial<HorizontalPodAutoscaler['spec']>): HorizontalPodAutoscaler => setDefaults({
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: job().metadata, spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 3, ...spec },
  });
  const budget = (spec: PodDisruptionBudget['spec']): PodDisruptionBudget => ({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: job().metadata, spec });

  it.each<[string, Partial<HorizontalPodAutoscaler['spec']>, string[]]>([
    ['policies that are not given', { behavior: { scaleUp: {} } }, []],
    ['no policies', { behavior: { scaleUp: rememberEmpty({}, ['policies']) } }, ['spec.behavior.scaleUp.policies: Required value: must specify at least one Policy']],
    ['sound', {}, []],
    ['bounds', { minReplicas: 5 }, ['spec.maxReplicas: Invalid value: 3: must be greater than or equal to `minReplicas`']],
    ['zero', { minReplicas: 0 }, ['spec.minReplicas: Invalid value: 0: must be greater than or equal to 1', 'spec.metrics: Forbidden: must specify at least one Object or External metric to support scaling to zero replicas']],
    ['a target of no group', { scaleTargetRef: { apiVersion: 'v1', kind: 'Pod', name: 'x' } }, ['spec.scaleTargetRef.apiVersion: Invalid value: "v1": apiVersion must specify API group']],
    ['a metric without its source', { metrics: [{ type: 'Pods' }] }, ['spec.metrics[0].pods: Required value: must populate information for the given metric source']],
  ])('scale: %s', (_, spec, expected) => {
    expect(texts(validateHorizontalPodAutoscaler(autoscaler(spec)))).toEqual(expected);
  });

  it('fills in both directions of a behavior', () => {
    expect(autoscaler({ behavior: { scaleUp: { stabilizationWindowSeconds: 60 } } }).spec.behavior).toMatchObject({
      scaleUp: { stabilizationWindowSeconds: 60, selectPolicy: 'Max', policies: [{ type: 'Pods', value: 4 }, { type: 'Percent', value: 100 }] },
      scaleDown: { selectPolicy: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] },
    });
  });

  it('a budget says one thing', () => {
    expect(texts(validatePodDisruptionBudget(budget({ minAvailable: 1, maxUnavailable: '150%' })))).toEqual([
      'spec: Invalid value: {"MinAvailable":1,"Selector":null,"MaxUnavailable":"150%","UnhealthyPodEvictionPolicy":null}: minAvailable and maxUnavailable cannot be both set',
      'spec.maxUnavailable: Invalid value: "150%": must not be greater than 100%',
    ]);
  });
});
