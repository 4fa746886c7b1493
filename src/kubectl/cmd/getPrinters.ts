/** What `kubectl get` prints with. Mirrors k8s.io/kubectl/pkg/cmd/get/{get_flags,humanreadable_flags}.go (v1.36). */
import { isJsonObject } from '../../kube/json.ts';
import type { KindInfo } from '../../kube/scheme.ts';
import { customColumnsPrinter } from '../printers/customColumns.ts';
import { nameLine } from '../printers/name.ts';
import { noPrinter, outputFormat, structuredPrinter } from '../printers/printFlags.ts';
import type { ObjectPrinter } from '../printers/objectPrinter.ts';
import { itemsOfList } from '../printers/sorter.ts';
import type { TableOptions } from '../printers/tablePrinter.ts';
import { templatePrinter } from '../printers/template.ts';
import type { CommandContext } from './command.ts';
import { printFormats } from './sharedFlags.ts';

export const getFormats = [...printFormats, 'custom-columns', 'custom-columns-file', 'wide'] as const;

/** Whether a table is asked for. */
export function isHumanReadable(context: CommandContext): boolean {
  const output = context.flags.string('output');
  return output === 'wide' || (output === '' && context.flags.string('template') === '');
}

/** Whether the server makes the table. */
export function isServerPrint({ flags }: CommandContext): boolean {
  const output = flags.string('output');
  return flags.bool('server-print') && !output.includes('custom-columns') && output !== 'yaml' && !output.includes('json');
}

/** The printer of whole objects that `-o` asks for. Ends the command where there is no such format. */
export function genericPrinter(context: CommandContext): ObjectPrinter {
  const format = outputFormat(context);
  const { streams, flags } = context;
  const byName: ObjectPrinter = (object) => {
    for (const item of itemsOfList(object) ?? [object]) if (isJsonObject(item)) streams.out(nameLine(item));
  };
  return templatePrinter(context, format) ?? structuredPrinter(context, format) ?? customColumnsPrinter(context, format, !flags.bool('no-headers'))
    ?? (format.toLowerCase() === 'name' ? byName : noPrinter(format, getFormats));
}

/** How a table of one kind is printed. */
export function tableOptions(context: CommandContext, kind: KindInfo, hasKind: boolean): TableOptions {
  const { flags } = context;
  return {
    isWide: flags.string('output') === 'wide',
    hasHeaders: !flags.bool('no-headers'),
    hasNamespace: flags.bool('all-namespaces') && kind.isNamespaced,
    hasKind: hasKind || flags.bool('show-kind'),
    columnLabels: flags.list('label-columns'),
    showsLabels: flags.bool('show-labels'),
    isServerPrint: isServerPrint(context),
  };
}
