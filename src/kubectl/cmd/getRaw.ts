/** `kubectl get --raw`. Mirrors k8s.io/kubectl/pkg/rawhttp/raw.go and the paths of the API server (v1.36). */
import { isJsonObject, type JsonObject } from '../../kube/json.ts';
import { goJson } from '../../kube/quote.ts';
import { allKinds, type KindInfo } from '../../kube/scheme.ts';
import { without } from '../../kube/without.ts';
import { fail, failStatus } from '../errors.ts';
import { isList } from '../goText.ts';
import { typedObject } from '../printers/typedPrinter.ts';
import { serverVersion } from '../version.ts';
import type { CommandContext } from './command.ts';

function kindOfPath(group: string, version: string, plural: string): KindInfo | undefined {
  return allKinds.find((info) => info.group === group && info.version === version && info.plural === plural);
}

interface ResourcePath { readonly info: KindInfo; readonly namespace: string; readonly name: string }

function resourcePath(path: string): ResourcePath | undefined {
  const match = /^\/(?:api\/(v\d\w*)|apis\/([^/]+)\/(v\d\w*))(?:\/namespaces\/([^/]+))?\/([^/]+)(?:\/([^/]+))?$/.exec(path);
  if (match === null) return undefined;
  const [, core, group = '', version = core ?? '', namespace = '', plural = '', name = ''] = match;
  const info = kindOfPath(group, version, plural);
  return info === undefined ? undefined : { info, namespace, name };
}

function queryOf(text: string): ReadonlyMap<string, string> {
  return new Map(text.split('&').filter((pair) => pair !== '').map((pair): [string, string] => {
    const at = pair.indexOf('=');
    const decode = (part: string): string => decodeURIComponent(part.replaceAll('+', ' '));
    return at < 0 ? [decode(pair), ''] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
  }));
}

/** Fields in the order in which the server writes them. */
function inOrder(object: JsonObject): JsonObject {
  const { kind = null, apiVersion = null, ...fields } = typedObject(object);
  return { kind, apiVersion, ...fields };
}

/** What the server answers to a GET of the path. Ends the command where it refuses. */
export function getRaw(context: CommandContext): string {
  const { flags, args, client } = context;
  if (args.length > 0) fail('arguments may not be passed when --raw is specified');
  if (flags.bool('watch') || flags.bool('watch-only') || flags.string('selector') !== '') fail('--raw may not be specified with other flags that filter the server request or alter the output');
  if (flags.string('output') !== '') fail('--raw and --output are mutually exclusive');
  const raw = flags.string('raw');
  if (!raw.startsWith('/')) fail(`--raw must be a valid URL path: parse ${JSON.stringify(raw)}: invalid URI for request`);
  const [path = '', query = ''] = raw.split('?', 2);
  if (['/healthz', '/livez', '/readyz'].includes(path)) return 'ok';
  if (path === '/version') return JSON.stringify(serverVersion, undefined, 2);
  const found = resourcePath(path);
  if (found === undefined) return failStatus({ code: 404, reason: 'NotFound', message: 'the server could not find the requested resource', causes: [] });
  const { info, namespace, name } = found;
  const parameters = queryOf(query);
  const response = client.send({
    verb: name === '' ? 'list' : 'get', apiVersion: info.apiVersion, kind: info.kind, ...(namespace === '' ? {} : { namespace }), ...(name === '' ? {} : { name }),
    labelSelector: parameters.get('labelSelector') ?? '', fieldSelector: parameters.get('fieldSelector') ?? '',
  });
  if ('status' in response) return failStatus(response.status);
  const object = isJsonObject(response.object) ? response.object : {};
  if (!isList(object.items)) return `${goJson(inOrder(object))}\n`;
  const items = object.items.filter(isJsonObject).map((item) => without(inOrder({ ...item, apiVersion: info.apiVersion, kind: info.kind }), 'kind', 'apiVersion'));
  return `${goJson({ kind: object.kind ?? null, apiVersion: object.apiVersion ?? null, metadata: object.metadata ?? {}, items })}\n`;
}
