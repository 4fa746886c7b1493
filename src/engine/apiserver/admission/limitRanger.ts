/** Defaults and bounds of LimitRanges. Mirrors plugin/pkg/admission/limitranger/admission.go (v1.36). */
import { compareQuantities, formatQuantity, milliValue, quantityOf } from '../../../kube/quantity.ts';
import { aggregateContainerResources, isSupportedPodLevelResource, type ResourceList } from '../../../kube/resourceLists.ts';
import type { Container, LimitRange, LimitRangeItem, Pod } from '../../../kube/types.generated.ts';
import { compareBytes } from '../../../kube/utf8.ts';
import type { KubeObject } from '../../context.ts';
import { isKind } from '../registry/kinds.ts';
import type { Store } from '../storage/store.ts';

const annotation = 'kubernetes.io/limit-ranger';

interface Resources { readonly requests: ResourceList; readonly limits: ResourceList }

function limitRangesOf(store: Store, namespace: string): readonly LimitRange[] {
  if (store.count('LimitRange') === 0) return [];
  return store.list('LimitRange', namespace).filter((each): each is LimitRange => isKind(each, 'LimitRange'));
}

const namesOf = (list: ResourceList): readonly string[] => Object.keys(list).sort(compareBytes);

/** A new Pod with the requests and limits that its Namespace gives to containers without. */
export function withLimitDefaults(store: Store, pod: Pod): Pod {
  return limitRangesOf(store, pod.metadata.namespace ?? '').reduce(withDefaultsOf, pod);
}

function withDefaultsOf(pod: Pod, { spec }: LimitRange): Pod {
  const items = spec.limits.filter(({ type }) => type === 'Container');
  const together = (lists: readonly ResourceList[]): ResourceList => lists.reduce((all, list) => ({ ...all, ...list }), {});
  const defaults: Resources = { requests: together(items.map(({ defaultRequest = {} }) => defaultRequest)), limits: together(items.map((item) => item.default ?? {})) };
  const set: string[] = [];
  const fill = (containers: readonly Container[], name: string): readonly Container[] => containers.map((container) => withDefaults(container, defaults, name, set));
  const containers = fill(pod.spec.containers, 'container');
  const initContainers = fill(pod.spec.initContainers ?? [], 'init container');
  if (set.length === 0) return pod;
  return {
    ...pod,
    metadata: { ...pod.metadata, annotations: { ...pod.metadata.annotations, [annotation]: `LimitRanger plugin set: ${set.join('; ')}` } },
    spec: { ...pod.spec, containers, ...(pod.spec.initContainers === undefined ? {} : { initContainers }) },
  };
}

/** The container with what it lacks; `set` is told what that was. */
function withDefaults(container: Container, defaults: Resources, name: string, set: string[]): Container {
  const { requests = {}, limits = {} } = container.resources ?? {};
  const lacking = (wanted: ResourceList, own: ResourceList): readonly string[] => namesOf(wanted).filter((resource) => own[resource] === undefined);
  const newRequests = lacking(defaults.requests, requests);
  const newLimits = lacking(defaults.limits, limits);
  if (newRequests.length > 0) set.push(`${newRequests.join(', ')} request for ${name} ${container.name}`);
  if (newLimits.length > 0) set.push(`${newLimits.join(', ')} limit for ${name} ${container.name}`);
  if (newRequests.length + newLimits.length === 0) return container;
  const all: Resources = { requests: { ...defaults.requests, ...requests }, limits: { ...defaults.limits, ...limits } };
  const isSet = (list: ResourceList): boolean => Object.keys(list).length > 0;
  return { ...container, resources: { ...container.resources, ...(isSet(all.limits) ? { limits: all.limits } : {}), ...(isSet(all.requests) ? { requests: all.requests } : {}) } };
}

/** Why an object is refused, the text after `pods "a" is forbidden: `; absent where it is not. */
export function refusedByLimits(store: Store, object: KubeObject): string | undefined {
  if (!isKind(object, 'Pod') && !isKind(object, 'PersistentVolumeClaim')) return undefined;
  for (const { spec } of limitRangesOf(store, object.metadata.namespace ?? '')) {
    const errors = spec.limits.flatMap((item) => (isKind(object, 'Pod') ? podErrors(item, object) : claimErrors(item, object.spec.resources?.requests ?? {})));
    const unique = [...new Set(errors)];
    if (unique.length > 0) return unique.length === 1 ? unique[0] : `[${unique.join(', ')}]`;
  }
  return undefined;
}

function podErrors(item: LimitRangeItem, { spec }: Pod): readonly string[] {
  if (item.type === 'Container') {
    return [...spec.containers, ...(spec.initContainers ?? [])].flatMap(({ resources }) => errorsOf(item, { requests: resources?.requests ?? {}, limits: resources?.limits ?? {} }));
  }
  if (item.type !== 'Pod') return [];
  const total = (kind: 'requests' | 'limits'): ResourceList => {
    const ofPod = Object.entries(spec.resources?.[kind] ?? {}).filter(([name]) => isSupportedPodLevelResource(name));
    return { ...aggregateContainerResources(spec, kind), ...Object.fromEntries(ofPod) };
  };
  return errorsOf(item, { requests: total('requests'), limits: total('limits') });
}

function errorsOf(item: LimitRangeItem, resources: Resources): readonly string[] {
  const check = (list: ResourceList | undefined, error: (what: Bound, resources: Resources) => string | undefined): readonly string[] =>
    namesOf(list ?? {}).flatMap((name) => error({ type: item.type, name, amount: list?.[name] ?? '0' }, resources) ?? []);
  return [...check(item.min, minError), ...check(item.max, maxError), ...check(item.maxLimitRequestRatio, ratioError)];
}

interface Bound { readonly type: string; readonly name: string; readonly amount: string }

const shown = (amount: string): string => formatQuantity(quantityOf(amount));
const isLess = (a: string, b: string): boolean => compareQuantities(quantityOf(a), quantityOf(b)) < 0;

function minError({ type, name, amount }: Bound, { requests, limits }: Resources): string | undefined {
  const text = `minimum ${name} usage per ${type} is ${shown(amount)}`;
  const request = requests[name];
  const limit = limits[name];
  if (request === undefined) return `${text}.  No request is specified`;
  if (isLess(request, amount)) return `${text}, but request is ${shown(request)}`;
  return limit !== undefined && isLess(limit, amount) ? `${text}, but limit is ${shown(limit)}` : undefined;
}

function maxError({ type, name, amount }: Bound, { requests, limits }: Resources): string | undefined {
  const text = `maximum ${name} usage per ${type} is ${shown(amount)}`;
  const request = requests[name];
  const limit = limits[name];
  if (limit === undefined) return `${text}.  No limit is specified`;
  if (isLess(amount, limit)) return `${text}, but limit is ${shown(limit)}`;
  return request !== undefined && isLess(amount, request) ? `${text}, but request is ${shown(request)}` : undefined;
}

function ratioError({ type, name, amount }: Bound, { requests, limits }: Resources): string | undefined {
  const text = `${name} max limit to request ratio per ${type} is ${shown(amount)}`;
  const request = milliValue(quantityOf(requests[name]));
  const limit = milliValue(quantityOf(limits[name]));
  if (request === 0) return `${text}, but no request is specified or request is 0`;
  if (limit === 0) return `${text}, but no limit is specified or limit is 0`;
  const ratio = limit / request;
  return ratio * 1000 > milliValue(quantityOf(amount)) ? `${text}, but provided ratio is ${ratio.toFixed(6)}` : undefined;
}

/** A claim has requests only. */
function claimErrors(item: LimitRangeItem, requests: ResourceList): readonly string[] {
  if (item.type !== 'PersistentVolumeClaim') return [];
  const most = namesOf(item.max ?? {}).flatMap((name) => {
    const amount = item.max?.[name] ?? '0';
    const request = requests[name];
    const text = `maximum ${name} usage per ${item.type} is ${shown(amount)}`;
    if (request === undefined) return [`${text}.  No request is specified`];
    return isLess(amount, request) ? [`${text}, but request is ${shown(request)}`] : [];
  });
  return [...errorsOf({ type: item.type, ...(item.min === undefined ? {} : { min: item.min }) }, { requests, limits: {} }), ...most];
}
