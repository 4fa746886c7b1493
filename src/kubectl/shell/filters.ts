import { parseArgs, type ParsedArgs } from './arguments.ts';
import type { Filter, FilterProgram } from './stage.ts';

type Made = Filter | { readonly error: string; readonly exit: number };

const unreadable = (names: readonly string[], exit: number): Made | undefined => {
  const [file] = names.filter((name) => name !== '-');
  return file === undefined ? undefined : { error: `${file}: No such file or directory`, exit };
};

function withArgs(args: readonly string[], flags: string, make: (parsed: ParsedArgs) => Made): Made {
  const parsed = parseArgs(args, flags);
  return 'error' in parsed ? { error: parsed.error, exit: 2 } : make(parsed);
}

/** A basic or extended regular expression as JavaScript has it; undefined where it is none. */
function pattern(source: string, isFixed: boolean, isExtended: boolean, flags: string): RegExp | undefined {
  const escaped = isFixed ? source.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    : isExtended ? source
      : source.replace(/\\([|+?(){}])|([|+?(){}])/g, (_, special: string | undefined, plain: string | undefined) => special ?? `\\${plain ?? ''}`);
  try {
    return new RegExp(escaped.replaceAll('[[:space:]]', '\\s').replaceAll('[[:digit:]]', '\\d'), flags);
  } catch {
    return undefined;
  }
}

const grep = (isAlwaysExtended: boolean): FilterProgram => (args, out) => withArgs(args, 'vicnoEFqwxhH A: B: C: e: m:', ({ has, value, rest }) => {
  const [given = '', ...files] = has('e') ? [value('e'), ...rest] : rest;
  if (rest.length === 0 && !has('e')) return { error: 'usage: grep [-EFivcnoqwx] PATTERN', exit: 2 };
  const source = has('x') ? `^(?:${given})$` : has('w') ? `\\b(?:${given})\\b` : given;
  const isExtended = isAlwaysExtended || has('E') || has('x') || has('w');
  const found = pattern(source, has('F'), isExtended, has('i') ? 'iu' : 'u') ?? pattern(source, has('F'), isExtended, has('i') ? 'i' : '');
  if (found === undefined) return { error: 'Invalid regular expression', exit: 2 };
  const before = Number(value('B') || value('C') || 0);
  const after = Number(value('A') || value('C') || 0);
  const most = has('m') ? Number(value('m')) : Infinity;
  let count = 0;
  let number = 0;
  let following = 0;
  let lastShown = 0;
  const held: { number: number; text: string }[] = [];
  const show = (at: number, text: string, isMatch: boolean): void => {
    if (has('c') || has('q')) return;
    if ((before > 0 || after > 0) && lastShown > 0 && at > lastShown + 1) out('--\n');
    lastShown = at;
    out(`${has('n') ? `${at}${isMatch ? ':' : '-'}` : ''}${text}\n`);
  };
  return unreadable(files, 2) ?? {
    get isDone() {
      return (has('q') && count > 0) || (count >= most && following === 0);
    },
    line(text) {
      number++;
      if (found.test(text) !== has('v') && count < most) {
        count++;
        for (const earlier of held.splice(0)) show(earlier.number, earlier.text, false);
        if (has('o') && !has('v')) for (const match of text.matchAll(new RegExp(found.source, `${found.flags}g`))) show(number, match[0], true);
        else show(number, text, true);
        following = after;
      } else if (following > 0) {
        following--;
        show(number, text, false);
      } else if (before > 0) {
        held.push({ number, text });
        if (held.length > before) held.shift();
      }
    },
    end() {
      if (has('c')) out(`${count}\n`);
      return count > 0 ? 0 : 1;
    },
  };
});

const wc: FilterProgram = (args, out) => withArgs(args, 'lwcm', ({ has, rest }) => {
  let lines = 0;
  let words = 0;
  let characters = 0;
  return unreadable(rest, 1) ?? {
    line(text) {
      lines++;
      words += text.split(/\s+/).filter((word) => word !== '').length;
      characters += text.length + 1;
    },
    end() {
      const all = !has('l') && !has('w') && !has('c') && !has('m');
      const numbers = [...(all || has('l') ? [lines] : []), ...(all || has('w') ? [words] : []), ...(all || has('c') || has('m') ? [characters] : [])];
      out(`${numbers.length === 1 ? String(numbers[0]) : numbers.map((number) => String(number).padStart(7)).join(' ')}\n`);
      return 0;
    },
  };
});

/** `-n 5`, `-n5`, `-5`, `-n +2`. */
function lineCount(args: readonly string[], flags: string): { readonly count: string; readonly rest: readonly string[] } | { readonly error: string } {
  const short = args.map((arg) => (/^-\d+$/.test(arg) ? `-n${arg.slice(1)}` : arg));
  const parsed = parseArgs(short, flags);
  if ('error' in parsed) return parsed;
  const count = parsed.value('n') || '10';
  return /^[+-]?\d+$/.test(count) ? { count, rest: parsed.rest } : { error: `invalid number of lines: ‘${count}’` };
}

const head: FilterProgram = (args, out) => {
  const parsed = lineCount(args, 'q n: c:');
  if ('error' in parsed) return { error: parsed.error, exit: 1 };
  const count = Number(parsed.count);
  const held: string[] = [];
  let shown = 0;
  return unreadable(parsed.rest, 1) ?? {
    get isDone() {
      return count >= 0 && shown >= count;
    },
    line(text) {
      if (count >= 0) {
        if (shown++ < count) out(`${text}\n`);
        return;
      }
      held.push(text);
      if (held.length > -count) out(`${held.shift() ?? ''}\n`);
    },
    end: () => 0,
  };
};

const tail: FilterProgram = (args, out) => {
  const parsed = lineCount(args, 'qf n: c:');
  if ('error' in parsed) return { error: parsed.error, exit: 1 };
  const isFromStart = parsed.count.startsWith('+');
  const count = Math.abs(Number(parsed.count));
  const held: string[] = [];
  let number = 0;
  return unreadable(parsed.rest, 1) ?? {
    line(text) {
      number++;
      if (isFromStart) {
        if (number >= count) out(`${text}\n`);
        return;
      }
      held.push(text);
      if (held.length > count) held.shift();
    },
    end() {
      for (const text of held) out(`${text}\n`);
      return 0;
    },
  };
};

const sort: FilterProgram = (args, out) => withArgs(args, 'rnufb k: t:', ({ has, value, rest }) => {
  const all: string[] = [];
  const column = Number(/^\d+/.exec(value('k'))?.[0] ?? 0);
  const key = (text: string): string => {
    const fields = value('t') === '' ? text.trim().split(/\s+/) : text.split(value('t'));
    const part = column === 0 ? text : fields.slice(column - 1).join(' ');
    return has('f') ? part.toLowerCase() : part;
  };
  const isNumeric = has('n') || /n/.test(value('k'));
  const compare = (a: string, b: string): number => {
    const [one, other] = [key(a), key(b)];
    if (isNumeric) return (Number.parseFloat(one) || 0) - (Number.parseFloat(other) || 0) || (a < b ? -1 : a > b ? 1 : 0);
    return one < other ? -1 : one > other ? 1 : 0;
  };
  return unreadable(rest, 2) ?? {
    line: (text) => void all.push(text),
    end() {
      all.sort(compare);
      if (has('r') || /r/.test(value('k'))) all.reverse();
      let last: string | undefined;
      for (const text of all) {
        if (!has('u') || text !== last) out(`${text}\n`);
        last = text;
      }
      return 0;
    },
  };
});

const uniq: FilterProgram = (args, out) => withArgs(args, 'cdu', ({ has, rest }) => {
  let current: string | undefined;
  let count = 0;
  const flush = (): void => {
    if (current === undefined || (has('d') && count < 2) || (has('u') && count > 1)) return;
    out(`${has('c') ? `${String(count).padStart(7)} ` : ''}${current}\n`);
  };
  return unreadable(rest, 1) ?? {
    line(text) {
      if (text === current) {
        count++;
        return;
      }
      flush();
      current = text;
      count = 1;
    },
    end() {
      flush();
      return 0;
    },
  };
});

const cut: FilterProgram = (args, out) => withArgs(args, 's d: f: c:', ({ value, has, rest }) => {
  const list = value('f') || value('c');
  if (!/^[\d,-]+$/.test(list)) return { error: 'you must specify a list of bytes, characters, or fields', exit: 1 };
  const ranges = list.split(',').map((range) => {
    const [from = '', to] = range.split('-');
    return { from: Number(from || 1), to: to === undefined ? Number(from) : Number(to || Infinity) };
  });
  const isWanted = (position: number): boolean => ranges.some(({ from, to }) => position >= from && position <= to);
  const delimiter = value('d') || '\t';
  return unreadable(rest, 1) ?? {
    line(text) {
      if (has('c')) out(`${Array.from(text).filter((_, index) => isWanted(index + 1)).join('')}\n`);
      else if (!text.includes(delimiter)) out(has('s') ? '' : `${text}\n`);
      else out(`${text.split(delimiter).filter((_, index) => isWanted(index + 1)).join(delimiter)}\n`);
    },
    end: () => 0,
  };
});

const cat: FilterProgram = (args, out) => withArgs(args, 'nAeu', ({ has, rest }) => {
  let number = 0;
  return unreadable(rest, 1) ?? {
    line: (text) => { out(`${has('n') ? `${String(++number).padStart(6)}\t` : ''}${text}\n`); },
    end: () => 0,
  };
});

/** The programs that only work on what is piped into them, after their POSIX and GNU manuals. */
export const filters: ReadonlyMap<string, FilterProgram> = new Map<string, FilterProgram>([
  ['grep', grep(false)], ['egrep', grep(true)], ['wc', wc], ['head', head], ['tail', tail], ['sort', sort], ['uniq', uniq], ['cut', cut], ['cat', cat],
]);
