/** Files and stdin. Mirrors StreamVisitor of k8s.io/cli-runtime/pkg/resource/visitor.go and mapper.go (v1.36). */
import { mapDocument } from '../../engine/kubectl/documents.ts';
import { isJsonObject } from '../../kube/json.ts';
import { checkYAML } from '../../manifests/yamlGrammar.ts';
import { parseManifests } from '../../manifests/parseManifests.ts';
import type { CommandContext } from '../cmd/command.ts';
import { fail } from '../errors.ts';
import { jsonError } from '../../kube/goJSON.ts';
import type { Entry } from './builder.ts';

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

/** The objects of a text; a document that cannot be read ends it. */
export function* documentsOf(file: FileSource, options: { readonly namespace: string; readonly isNamespaceEnforced: boolean; readonly isUnvalidated: boolean; readonly isLocal: boolean }): Generator<Entry, void, void> {
  for (const document of parseManifests(file.text).documents) {
    if (document.body === undefined) {
      const [problem] = document.errors;
      const text = file.text.slice(document.range.start, document.range.end);
      const detail = document.isJSON ? (jsonError(text) ?? problem?.message ?? '') : `error converting YAML to JSON: ${checkYAML(text).error ?? `yaml: line ${problem?.range.startLine ?? 1}: ${problem?.message ?? ''}`}`;
      yield { error: { message: `error parsing ${file.name}: ${detail}` } };
      return;
    }
    const mapping = mapDocument(document.body, { ...options, source: file.name });
    if (mapping.ok) {
      const { info, namespace, name, object } = mapping.document;
      // Without a server nothing says whether a kind has namespaces, and objects stay as they are.
      yield { info: { mapping: info, namespace, name, source: file.name, object: options.isLocal && isJsonObject(document.body) ? document.body : object, isList: false } };
      continue;
    }
    yield { error: { message: mapping.message } };
    // A text that is not even an object stops the stream; an unknown kind does not.
    if (mapping.message.startsWith('error validating') || !isJsonObject(document.body)) return;
  }
}
