/** `service/web created`. Mirrors k8s.io/cli-runtime/pkg/printers/name.go (v1.36). */
import { isJsonObject, type JsonObject } from '../../kube/json.ts';
import { kindInfo } from '../../kube/scheme.ts';
import { fail } from '../errors.ts';

/** `service/web`, `deployment.apps/web`. Ends the command where the object has no kind. */
function nameOf(object: JsonObject): string {
  const kind = typeof object.kind === 'string' ? object.kind : '';
  const apiVersion = typeof object.apiVersion === 'string' ? object.apiVersion : '';
  if (kind === '' && apiVersion === '') fail('missing apiVersion or kind; try GetObjectKind().SetGroupVersionKind() if you know the type');
  const metadata = isJsonObject(object.metadata) ? object.metadata : {};
  const name = typeof metadata.name === 'string' && metadata.name !== '' ? metadata.name : '<unknown>';
  const [group = '', version] = apiVersion.split('/');
  const singular = kindInfo(apiVersion, kind)?.singular ?? kind.toLowerCase();
  return version === undefined ? `${singular}/${name}` : `${singular}.${group}/${name}`;
}

/** A line about what was done to an object; no operation gives the name alone. */
export function nameLine(object: JsonObject, operation = ''): string {
  return operation === '' ? `${nameOf(object)}\n` : `${nameOf(object)} ${operation}\n`;
}
