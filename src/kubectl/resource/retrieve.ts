/** Fetches what a builder named. Mirrors Info.Get and Selector.Visit of k8s.io/cli-runtime/pkg/resource/{visitor,selector,helper}.go (v1.36). */
import { kindInfo, type KindInfo } from '../../kube/scheme.ts';
import type { Status } from '../../protocol/command.ts';
import type { ListOptions } from '../client.ts';
import type { CommandContext } from '../cmd/command.ts';
import { fail, failStatus } from '../errors.ts';
import { isPathSegmentName } from '../../kube/validation/names.ts';
import type { Entry, ResourceInfo } from './resourceInfo.ts';

/** Fills in the object from the server. Where it is not found in a namespace that is not there either, it is the namespace that is said to be missing. */
export function getInfo(context: CommandContext, info: ResourceInfo, subresource?: 'status' | 'scale'): void {
  const { mapping, namespace, name } = info;
  const faults = isPathSegmentName(name);
  if (faults.length > 0) fail(`invalid resource name ${JSON.stringify(name)}: [${faults.join(' ')}]`);
  const answer = context.client.get(mapping, namespace, name, subresource);
  if (answer.ok) {
    info.object = answer.object;
    return;
  }
  const namespaces = kindInfo('v1', 'Namespace');
  if (answer.status.reason === 'NotFound' && namespace !== '' && namespace !== 'default' && namespaces !== undefined) {
    const place = context.client.get(namespaces, '', namespace);
    if (!place.ok && place.status.reason === 'NotFound') failStatus(place.status);
  }
  failStatus(answer.status);
}

function enhanced(status: Status, { labelSelector = '', fieldSelector = '' }: ListOptions, mapping: KindInfo): Status {
  if (status.reason !== 'BadRequest' && status.reason !== 'NotFound') return status;
  const subject = JSON.stringify(`${mapping.group}/${mapping.version}, Resource=${mapping.plural}`);
  const message = labelSelector === '' && fieldSelector === ''
    ? `Unable to list ${subject}: ${status.message}`
    : `Unable to find ${subject} that match label selector ${JSON.stringify(labelSelector)}, field selector ${JSON.stringify(fieldSelector)}: ${status.message}`;
  return { ...status, message };
}

/** The collection that matches, as one list. */
export function* listSelected(context: CommandContext, mapping: KindInfo, namespace: string, options: ListOptions): Generator<Entry, void, void> {
  const answer = context.client.list(mapping, namespace, options);
  if (!answer.ok) {
    yield { error: { status: enhanced(answer.status, options, mapping) } };
    return;
  }
  const object = { apiVersion: mapping.apiVersion, kind: `${mapping.kind}List`, metadata: { resourceVersion: answer.resourceVersion }, items: answer.items };
  yield { info: { mapping, namespace, name: '', source: '', object, isList: true } };
}
