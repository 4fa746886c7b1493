/** `-o custom-columns`. Mirrors k8s.io/kubectl/pkg/cmd/get/{customcolumn,customcolumn_flags}.go (v1.36). */
import { isJsonObject, type JsonObject } from '../../kube/json.ts';
import type { CommandContext } from '../cmd/command.ts';
import { fail } from '../errors.ts';
import { goText } from '../goText.ts';
import { createJSONPath, type JSONPath } from '../jsonpath/evaluate.ts';
import { JSONPathError } from '../jsonpath/parser.ts';
import type { ObjectPrinter } from './objectPrinter.ts';
import { itemsOfList, relaxedJSONPath, relaxedJSONPathMessage } from './sorter.ts';
import { tabulate } from './tabWriter.ts';

interface ColumnSpec { readonly header: string; readonly field: string }

function column(header: string, expression: string): ColumnSpec {
  const field = relaxedJSONPath(expression);
  return field === undefined ? fail(relaxedJSONPathMessage) : { header, field };
}

function fromSpec(spec: string): ColumnSpec[] {
  return spec.split(',').map((part) => {
    const at = part.indexOf(':');
    return at < 0 ? fail(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`) : column(part.slice(0, at), part.slice(at + 1));
  });
}

function fromTemplate(text: string): ColumnSpec[] {
  const [first, second] = text.replace(/\n$/, '').split('\n');
  const words = (line: string): string[] => line.split(/\s+/).filter((word) => word !== '');
  const missing = (what: string): never => fail(`invalid template, missing ${what} line. Expected format is one line of space separated headers, one line of space separated column specs.`);
  if (first === undefined || text === '') return missing('header');
  if (second === undefined) return missing('spec');
  const headers = words(first);
  const specs = words(second);
  if (headers.length !== specs.length) fail(`number of headers (${headers.length}) and field specifications (${specs.length}) don't match`);
  return headers.map((header, index) => column(header, specs[index] ?? ''));
}

function attempt<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof JSONPathError) return fail(error.message);
    throw error;
  }
}

function lineOf(object: JsonObject, paths: readonly JSONPath[]): string {
  return paths.map((path) => {
    const values = attempt(() => path.findResults(object));
    const texts = values.flatMap((results) => results.map(goText));
    return (values[0]?.length ?? 0) === 0 ? ['<none>', ...texts].join(',') : texts.join(',');
  }).join('\t');
}

/** The printer of `custom-columns` and `custom-columns-file`; undefined where the format is another. */
export function customColumnsPrinter(context: CommandContext, output: string, hasHeaders: boolean): ObjectPrinter | undefined {
  const template = context.flags.string('template');
  const formats = ['custom-columns', 'custom-columns-file'];
  const prefix = template === '' ? formats.find((format) => output.startsWith(`${format}=`)) : undefined;
  const format = prefix ?? output;
  if (!formats.includes(format)) return undefined;
  const text = prefix === undefined ? template : output.slice(prefix.length + 1);
  if (text === '') fail('custom-columns format specified but no custom columns given');
  const file = format === 'custom-columns-file' ? (context.host.files.get(text) ?? fail(`error reading template ${text}, open ${text}: no such file or directory\n`)) : undefined;
  const specs = file === undefined ? fromSpec(text) : fromTemplate(file);
  let isHeaderPending = hasHeaders || file !== undefined;
  return (object) => {
    const header = isHeaderPending ? `${specs.map((spec) => spec.header).join('\t')}\n` : '';
    isHeaderPending = false;
    const paths = specs.map(({ field }) => attempt(() => createJSONPath(field, { allowsMissingKeys: true })));
    let text = header;
    try {
      for (const item of (itemsOfList(object) ?? [object]).filter(isJsonObject)) text += `${lineOf(item, paths)}\n`;
    } finally {
      context.streams.out(tabulate(text));
    }
  };
}
