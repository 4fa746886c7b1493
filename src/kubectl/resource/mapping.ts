/** From the words of a command line to kinds. Mirrors Builder.mappingFor of k8s.io/cli-runtime/pkg/resource/builder.go and apimachinery's restmapper (v1.36). */
import { allKinds, kindInfoByResource, type KindInfo } from '../../kube/scheme.ts';
import { fail } from '../errors.ts';

/** The members of the category `all`, in the order in which discovery gives them. */
const categoryAll = ['pods', 'replicationcontrollers', 'services', 'daemonsets.apps', 'deployments.apps', 'replicasets.apps', 'statefulsets.apps', 'horizontalpodautoscalers.autoscaling', 'cronjobs.batch', 'jobs.batch'];

function findKind(argument: string): KindInfo | undefined {
  const direct = kindInfoByResource(argument);
  if (direct !== undefined) return direct;
  // A group may be cut short: `deployments.app` finds the first group that begins so.
  const [resource = '', ...rest] = argument.toLowerCase().split('.');
  const group = rest.join('.');
  if (group !== '') {
    const info = kindInfoByResource(resource);
    if (info?.group.startsWith(group) === true) return info;
    const [version = '', ...others] = rest;
    if (info?.version === version && others.length > 0 && info.group.startsWith(others.join('.'))) return info;
  }
  // Kinds as they stand in documents are taken as well.
  const [kind = '', ...suffix] = argument.split('.');
  return allKinds.find((info) => info.kind === kind && (suffix.length === 0 || suffix.join('.') === info.group || suffix.join('.') === `${info.version}.${info.group}`));
}

/** The kind that a word such as `svc`, `deployments.apps` or `Service` means; undefined where it means none. */
export function lookUpKind(argument: string): KindInfo | undefined {
  return findKind(argument);
}

/** The same; ends the command where the word means nothing. */
export function mappingFor(argument: string): KindInfo {
  const info = findKind(argument);
  if (info !== undefined) return info;
  const [resource = ''] = argument.split('.');
  return fail(`the server doesn't have a resource type ${JSON.stringify(resource)}`);
}

/** The words with `all` replaced by what it stands for. */
export function replaceAliases(input: string): string {
  return input.split(',').map((word) => (word === 'all' ? categoryAll.join(',') : word)).join(',');
}

/** Whether `kubectl get all` shows objects of a kind. */
export function isInCategoryAll({ plural, group }: KindInfo): boolean {
  return categoryAll.includes(group === '' ? plural : `${plural}.${group}`);
}
