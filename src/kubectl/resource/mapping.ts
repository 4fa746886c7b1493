/** From the words of a command line to kinds. Mirrors Builder.mappingFor of k8s.io/cli-runtime/pkg/resource/builder.go and apimachinery's restmapper (v1.36). */
import { allKinds, type KindInfo } from '../../kube/scheme.ts';
import { fail } from '../errors.ts';

/** The members of the category `all`, in the order in which discovery gives them. */
const categoryAll = ['pods', 'replicationcontrollers', 'services', 'daemonsets.apps', 'deployments.apps', 'replicasets.apps', 'statefulsets.apps', 'horizontalpodautoscalers.autoscaling', 'cronjobs.batch', 'jobs.batch'];

function findKind(argument: string): KindInfo | undefined {
  const parts = argument.split('.');
  const [name = '', ...rest] = parts;
  const isResource = ({ plural, singular, shortNames }: KindInfo): boolean => plural === name.toLowerCase() || singular === name.toLowerCase() || shortNames.includes(name);
  const suffix = rest.join('.');
  const [version = '', ...others] = rest;
  const group = others.join('.');
  const ofVersion = (info: KindInfo): boolean => rest.length >= 2 && info.version === version && info.group === group;
  // A group may be cut short: `deployments.app` finds the first group that begins so.
  return allKinds.find((info) => isResource(info) && ofVersion(info))
    ?? allKinds.find((info) => isResource(info) && (suffix === '' || info.group === suffix))
    ?? allKinds.find((info) => isResource(info) && suffix !== '' && info.group.startsWith(suffix))
    // Kinds as they stand in documents are taken as well.
    ?? allKinds.find((info) => info.kind === name && (suffix === '' || info.group === suffix || ofVersion(info)));
}

/** The kind that a word such as `svc`, `deployments.apps` or `Service` means; ends the command where it means none. */
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
