/** Tables of objects. Mirrors k8s.io/cli-runtime/pkg/printers/tableprinter.go (v1.36). */
import { formatTime } from '../../engine/apiserver/time.ts';
import type { JsonObject } from '../../kube/json.ts';
import { tableHandler } from '../../kube/printers/printers.ts';
import { labelsText } from '../../kube/printers/service.ts';
import { columns, since, type Cell, type Column, type TableHandler } from '../../kube/printers/table.ts';
import type { KindInfo } from '../../kube/scheme.ts';
import { parseTime } from '../../kube/time.ts';
import { metadataMap, metadataText } from '../metadata.ts';
import type { TabWriter } from './tabWriter.ts';

export interface TableOptions {
  readonly isWide: boolean;
  readonly hasHeaders: boolean;
  readonly hasNamespace: boolean;
  readonly hasKind: boolean;
  readonly columnLabels: readonly string[];
  readonly showsLabels: boolean;
  /** Columns of the server; otherwise name and age only. */
  readonly isServerPrint: boolean;
}

const nameAndAge: TableHandler = {
  columns: columns(['Name', 'Age']),
  row: (object, nowMs) => [metadataText(object, 'name'), since(metadataText(object, 'creationTimestamp'), nowMs)],
};

const eventTypes: Readonly<Record<string, string>> = { ADDED: 'ADDED   ', DELETED: 'DELETED ' };

/** A cell is cut at the first line break; what would move the cursor is made visible. */
function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const at = cell.search(/[\f\n\r]/);
  const text = at < 0 ? cell : `${cell.slice(0, at)}...`;
  return text.replaceAll('\u001b', '^[').replaceAll('\r', '\\r');
}

/** Prints objects of one kind into one table, header once. */
export interface TablePrinter {
  /** Gives whether something was printed. */
  print(objects: readonly JsonObject[], simulatedMs: number, eventType?: string): boolean;
}

export function createTablePrinter(kind: KindInfo, options: TableOptions, writer: TabWriter): TablePrinter {
  const handler = options.isServerPrint ? tableHandler(kind.kind) : nameAndAge;
  const prefix = `${kind.kind}${kind.group === '' ? '' : `.${kind.group}`}`.toLowerCase();
  const shown = handler.columns.map((column, index): [Column, number] => [column, index]).filter(([{ priority }]) => options.isWide || priority === 0);
  let hasPrintedHeader = false;

  function header(eventType: string | undefined): string {
    return [
      ...(eventType === undefined ? [] : ['EVENT']), ...(options.hasNamespace ? ['NAMESPACE'] : []), ...shown.map(([{ name }]) => name.toUpperCase()),
      ...options.columnLabels.map((label) => (label.split('/').at(-1) ?? label).toUpperCase()), ...(options.showsLabels ? ['LABELS'] : []),
    ].join('\t');
  }

  function line(object: JsonObject, nowMs: number, eventType: string | undefined): string {
    const cells = handler.row(object, nowMs);
    const labels = metadataMap(object, 'labels');
    return [
      ...(eventType === undefined ? [] : [eventTypes[eventType] ?? eventType]), ...(options.hasNamespace ? [metadataText(object, 'namespace')] : []),
      ...shown.map(([{ isName }, index]) => (isName && options.hasKind ? `${prefix}/` : '') + cellText(cells[index] ?? null)),
      ...options.columnLabels.map((label) => labels[label] ?? ''), ...(options.showsLabels ? [labelsText(labels)] : []),
    ].join('\t');
  }

  return {
    print(objects, simulatedMs, eventType) {
      if (objects.length === 0) return false;
      const now = parseTime(formatTime(simulatedMs));
      const nowMs = now.ok ? now.ms : 0;
      if (options.hasHeaders && !hasPrintedHeader) writer.write(`${header(eventType)}\n`);
      hasPrintedHeader = true;
      for (const object of objects) writer.write(`${line(object, nowMs, eventType)}\n`);
      return true;
    },
  };
}
