import type { KindInfo } from '../../kube/scheme.ts';
import type { ResourceQuotaSpec, ScopedResourceSelectorRequirement } from '../../kube/types.generated.ts';
import type { KubeObject } from '../context.ts';
import type { Evaluator } from './evaluator.ts';
import { claimEvaluator } from './persistentVolumeClaims.ts';
import { podEvaluator } from './pods.ts';
import { serviceEvaluator } from './services.ts';
import { countOf, type Usage } from './usage.ts';

/** The names that quotas gave to counts before `count/` there was. */
const aliases: Readonly<Record<string, string>> = {
  ConfigMap: 'configmaps', ResourceQuota: 'resourcequotas', ReplicationController: 'replicationcontrollers', Secret: 'secrets',
};

/** Counts objects. Mirrors NewObjectCountEvaluator of apiserver/pkg/quota/v1/generic/evaluator.go (v1.36). */
function objectCountEvaluator({ kind, plural, group }: KindInfo): Evaluator {
  const alias = aliases[kind];
  const names = [`count/${plural}${group === '' ? '' : `.${group}`}`, ...(alias === undefined ? [] : [alias])];
  const usage: Usage = new Map(names.map((name) => [name, countOf(1)]));
  return { kind, matches: (resource) => names.includes(resource), handles: (_object, old) => old === undefined, usage: () => usage };
}

const special = new Map([podEvaluator, serviceEvaluator, claimEvaluator].map((evaluator) => [evaluator.kind, evaluator]));
const counting = new Map<string, Evaluator>();

/** The evaluator of a kind; undefined where quotas do not limit it. */
export function evaluatorOf(info: KindInfo): Evaluator | undefined {
  if (!info.isNamespaced || info.kind === 'Event') return undefined;
  const found = special.get(info.kind) ?? counting.get(info.kind);
  if (found !== undefined) return found;
  const evaluator = objectCountEvaluator(info);
  counting.set(info.kind, evaluator);
  return evaluator;
}

/** The scopes of a quota as requirements. */
function scopesOf({ scopes = [], scopeSelector }: ResourceQuotaSpec): readonly ScopedResourceSelectorRequirement[] {
  return [...scopes.map((scopeName) => ({ scopeName, operator: 'Exists' })), ...(scopeSelector?.matchExpressions ?? [])];
}

/** Whether a quota's scopes take an object in; those of a quota without any take in all. */
export function isInScopes(evaluator: Evaluator, spec: ResourceQuotaSpec, object: KubeObject): boolean {
  return scopesOf(spec).every((scope) => evaluator.inScope?.(object, scope) === true);
}
