/** Data of ConfigMaps and Secrets as flags give it. Mirrors handle…Sources of k8s.io/kubectl/pkg/cmd/create and pkg/cmd/util/env_file.go (v1.36). */
import { isEnvVarName } from '../../kube/validation/names.ts';
import { quote } from '../../kube/quote.ts';
import { fail } from '../errors.ts';

export interface DataSources {
  readonly literals: readonly string[];
  readonly files: readonly string[];
  readonly envFiles: readonly string[];
}

type Files = ReadonlyMap<string, string>;
type Add = (key: string, value: string) => void;

/** Calls `add` for each key that the sources have, literals first where `literalsFirst`. Throws Failure for sources of another form and for files that are not there. */
export function readDataSources({ literals, files, envFiles }: DataSources, host: Files, add: Add, literalsFirst: boolean): void {
  const addLiterals = (): void => literals.forEach((literal) => addLiteral(literal, add));
  if (literalsFirst) addLiterals();
  files.forEach((source) => addFile(source, host, add));
  if (!literalsFirst) addLiterals();
  envFiles.forEach((path) => addEnvFile(path, host, add));
}

function addLiteral(source: string, add: Add): void {
  const at = source.indexOf('=');
  if (at <= 0) fail(`invalid literal source ${source}, expected key=value`);
  add(source.slice(0, at), source.slice(at + 1));
}

function baseName(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1) ?? path;
}

function addFile(source: string, host: Files, add: Add): void {
  const parts = source.split('=');
  const [first = '', second] = parts;
  if (parts.length > 2) fail("key names or file paths cannot contain '='");
  if (second !== undefined && first === '') fail(`key name for file path ${second} missing`);
  if (second === '') fail(`file path for key name ${first} missing`);
  const path = second ?? first;
  const text = host.get(path);
  if (text !== undefined) return add(second === undefined ? baseName(path) : first, text);
  const folder = `${path.replace(/\/+$/, '')}/`;
  const inFolder = [...host].filter(([name]) => name.startsWith(folder) && !name.slice(folder.length).includes('/'));
  if (inFolder.length === 0) fail(`error reading ${path}: no such file or directory`);
  if (second !== undefined) fail('cannot give a key name for a directory path');
  for (const [name, content] of inFolder) add(baseName(name), content);
}

function addEnvFile(path: string, host: Files, add: Add): void {
  const text = host.get(path) ?? fail(`error reading ${path}: no such file or directory`);
  text.replace(/^\u{FEFF}/u, '').split('\n').forEach((raw) => {
    const line = raw.replace(/\r$/, '').trimStart();
    if (line === '' || line.startsWith('#')) return;
    const at = line.indexOf('=');
    const key = at < 0 ? line : line.slice(0, at);
    const problems = isEnvVarName(key);
    if (problems.length > 0) fail(`${quote(key)} is not a valid key name: ${problems.join(';')}`);
    add(key, at < 0 ? '' : line.slice(at + 1));
  });
}
