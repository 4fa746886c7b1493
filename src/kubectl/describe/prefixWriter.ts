import { tabulate } from '../printers/tabWriter.ts';

/** Collects a description; cells are separated by tabs and come out aligned. Mirrors PrefixWriter of kubectl/pkg/describe/describe.go (v1.36). */
export interface PrefixWriter {
  /** Text at an indentation of two spaces a level: the indent stands before the text once, not before each of its lines. */
  write(level: number, text: string): void;
  /** What was written so far is aligned by itself. */
  flush(): void;
}

/** Runs `fill` and gives what it wrote, columns aligned as tabbedString does (least width 0, tabs of 8, padding 2). */
export function tabbedString(fill: (w: PrefixWriter) => void): string {
  const done: string[] = [];
  let pending = '';
  const flush = (): void => {
    done.push(tabulate(pending, { minWidth: 0, tabWidth: 8, padding: 2, padChar: ' ' }));
    pending = '';
  };
  fill({
    write(level, text) {
      pending += '  '.repeat(level) + escaped(text);
    },
    flush,
  });
  flush();
  return done.join('');
}

/** Keeps terminals safe. Mirrors WriteEscaped of cli-runtime/pkg/printers/terminal.go. */
function escaped(text: string): string {
  return text.replaceAll('\u001b', '^[').replaceAll('\r', '\\r');
}

/** Runs `fill` and gives what it wrote, tabs and all. */
export function plainString(fill: (w: PrefixWriter) => void): string {
  let text = '';
  fill({
    write(level, part) {
      text += '  '.repeat(level) + escaped(part);
    },
    flush: () => undefined,
  });
  return text;
}
