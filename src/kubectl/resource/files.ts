/** Files and stdin. Mirrors StreamVisitor of k8s.io/cli-runtime/pkg/resource/visitor.go and mapper.go (v1.36). */
import { mapDocument } from '../../engine/kubectl/documents.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../kube/json.ts';
import { goJson, sortedJson } from '../../kube/quote.ts';
import { allKinds } from '../../kube/scheme.ts';
import { checkYAML } from '../../manifests/yamlGrammar.ts';
import { parseManifests } from '../../manifests/parseManifests.ts';
import type { CommandContext } from '../cmd/command.ts';
import { fail } from '../errors.ts';
import { jsonStreamError } from '../../kube/goJSON.ts';
import type { Entry } from './resourceInfo.ts';

export interface FileSource {
  /** `STDIN` or the file's name. */
  readonly name: string;
  readonly isStdin: boolean;
  readonly text: string;
}

const extensions = ['.json', '.yaml', '.yml'];

function inFolder(files: ReadonlyMap<string, string>, folder: string): FileSource[] {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  return [...files]
    .filter(([path]) => path.startsWith(prefix) && extensions.some((extension) => path.endsWith(extension)) && !path.slice(prefix.length).includes('/'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, text]) => ({ name, isStdin: false, text }));
}

/** What `-f` names. Ends the command where there is no such file. */
export function readSources(context: CommandContext, filenames: readonly string[]): FileSource[] {
  const { files } = context.host;
  return filenames.flatMap((name): FileSource[] => {
    if (name === '-') return [{ name: 'STDIN', isStdin: true, text: context.streams.stdin }];
    const path = name.replace(/^\.\//, '');
    const text = files.get(name) ?? files.get(path);
    if (text !== undefined) return [{ name, isStdin: false, text }];
    const found = path === '.' || path === '' ? inFolder(new Map([...files].map(([file, content]) => [`./${file}`, content])), '.') : inFolder(files, path);
    if (found.length > 0) return found;
    if (/^https?:\/\//.test(name)) return fail(`unable to read URL ${JSON.stringify(name)}, server reported 404 Not Found, status code=404`);
    return fail(`the path ${JSON.stringify(name)} does not exist`);
  });
}

export interface DocumentOptions {
  readonly namespace: string;
  readonly isNamespaceEnforced: boolean;
  /** Objects are checked for apiVersion and kind before they are read. */
  readonly isValidated: boolean;
  readonly isLocal: boolean;
}

type ManifestDocument = ReturnType<typeof parseManifests>['documents'][number];

function parseError(file: FileSource, { errors, range, isJSON }: ManifestDocument): string {
  const [problem] = errors;
  const text = file.text.slice(range.start, range.end);
  if (isJSON) return jsonStreamError(text) ?? problem?.message ?? '';
  const detail = checkYAML(text).error ?? checkYAML(file.text).error ?? `yaml: line ${problem?.range.startLine ?? 1}: ${problem?.message ?? ''}`;
  return `error converting YAML to JSON: ${detail}`;
}

/** What decoding alone has against an object, or the object with the version that it takes. */
function decoded(body: JsonObject, source: string): JsonObject | string {
  const { apiVersion, kind } = body;
  if (typeof kind !== 'string' || kind === '') return `unable to decode ${JSON.stringify(source)}: Object 'Kind' is missing in '${goJson(sortedJson(body))}'`;
  if (apiVersion !== undefined && apiVersion !== null && apiVersion !== '') return body;
  const info = allKinds.find((each) => each.group === '' && each.kind === kind);
  return info === undefined ? body : { ...body, apiVersion: info.apiVersion };
}

/** The objects of a text; a document that cannot be read ends it. */
export function* documentsOf(file: FileSource, options: DocumentOptions): Generator<Entry, void, void> {
  for (const document of parseManifests(file.text).documents) {
    if (document.body === undefined) {
      yield { error: { message: `error parsing ${file.name}: ${parseError(file, document)}` } };
      return;
    }
    const read: JsonValue = !options.isValidated && isJsonObject(document.body) ? decoded(document.body, file.name) : document.body;
    if (typeof read === 'string' && isJsonObject(document.body)) {
      yield { error: { message: read } };
      continue;
    }
    const mapping = mapDocument(read, { ...options, source: file.name });
    if (mapping.ok) {
      const { info, namespace, name, object } = mapping.document;
      // Without a server nothing says whether a kind has namespaces, and objects stay as they are.
      yield { info: { mapping: info, namespace, name, source: file.name, object: options.isLocal && isJsonObject(read) ? read : object, isList: false } };
      continue;
    }
    yield { error: { message: mapping.message } };
    // A text that is not even an object stops the stream; an unknown kind does not.
    if (mapping.message.startsWith('error validating') || !isJsonObject(read)) return;
  }
}
