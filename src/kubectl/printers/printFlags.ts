/** `-o`. Mirrors k8s.io/cli-runtime/pkg/genericclioptions/{print_flags,template_flags,jsonpath_flags}.go and pkg/printers (v1.36). */
import type { JsonObject } from '../../kube/json.ts';
import type { CommandContext } from '../cmd/command.ts';
import type { DryRun } from '../cmd/dryRun.ts';
import { printFormats } from '../cmd/sharedFlags.ts';
import { fail } from '../errors.ts';
import { nameLine } from './name.ts';
import { printJSON } from './json.ts';
import { isList } from '../goText.ts';
import { isJsonObject } from '../../kube/json.ts';
import type { ObjectPrinter } from './objectPrinter.ts';
import { templatePrinter } from './template.ts';
import { printYAML } from './yaml.ts';
import { printKYAML } from './kyaml.ts';

export interface PrintOptions {
  /** What was done: `created`. Said of each object where no format is asked for. */
  readonly operation?: string;
  readonly dryRun?: DryRun;
  /** Where `-o` is not given. */
  readonly defaultFormat?: string;
}

/** An object without the fields that are hidden by default. */
export function withoutManagedFields(object: JsonObject): JsonObject {
  const items = object.items;
  const own = isJsonObject(object.metadata) && 'managedFields' in object.metadata
    ? { ...object, metadata: Object.fromEntries(Object.entries(object.metadata).filter(([key]) => key !== 'managedFields')) }
    : object;
  return isList(items) ? { ...own, items: items.map((item) => (isJsonObject(item) ? withoutManagedFields(item) : item)) } : own;
}

function withDryRun(operation: string, dryRun: DryRun): string {
  if (dryRun === 'client') return `${operation} (dry run)`;
  return dryRun === 'server' ? `${operation} (server dry run)` : operation;
}

/** Formats that print whole objects; undefined where the format is another. */
export function structuredPrinter(context: CommandContext, format: string): ObjectPrinter | undefined {
  const { streams } = context;
  let count = 0;
  const separator = (): string => (count++ > 0 ? '---\n' : '');
  const shownObject = (object: JsonObject): JsonObject => (context.flags.has('show-managed-fields') && context.flags.bool('show-managed-fields') ? object : withoutManagedFields(object));
  switch (format.toLowerCase()) {
    case 'json': return (object) => { streams.out(printJSON(shownObject(object))); };
    case 'yaml': return (object) => { streams.out(separator() + printYAML(shownObject(object))); };
    case 'kyaml': return (object) => { streams.out(printKYAML(shownObject(object))); };
    default: return undefined;
  }
}

/** What NoCompatiblePrinterError says. */
export function noPrinter(format: string, formats: readonly string[]): never {
  return fail(`unable to match a printer suitable for the output format ${JSON.stringify(format)}, allowed formats are: ${[...formats].sort().join(',')}`);
}

/** The format that `-o` and `--template` ask for together. */
export function outputFormat(context: CommandContext, defaultFormat = ''): string {
  const { flags } = context;
  const given = flags.changed('output') ? flags.string('output') : '';
  if (given === '' && flags.has('template') && flags.string('template') !== '') return 'go-template';
  return given === '' ? defaultFormat : given;
}

/** Prints objects as `-o` asks; without it, says what was done to them. Ends the command where there is no such format. */
export function createPrinter(context: CommandContext, { operation = '', dryRun = 'none', defaultFormat = '' }: PrintOptions = {}): ObjectPrinter {
  const format = outputFormat(context, defaultFormat);
  const structured = structuredPrinter(context, format);
  if (structured !== undefined) return structured;
  if (format === '') return (object) => { context.streams.out(nameLine(object, withDryRun(operation, dryRun))); };
  if (format.toLowerCase() === 'name') return (object) => { context.streams.out(nameLine(object)); };
  return templatePrinter(context, format) ?? noPrinter(format, printFormats);
}
