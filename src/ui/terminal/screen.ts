import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Terminal, type ITheme } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import type { App } from '../../store/types.ts';
import type { TerminalUpdate } from '../../protocol/terminal.ts';
import { emptyLine, keysOf, press, replaceBefore, type LineState } from './lineEditor.ts';
import { commonPrefix } from './commonPrefix.ts';

/** Words that the screen itself says. */
export interface ScreenTexts {
  readonly welcome: string;
  readonly restarted: string;
  readonly searching: (query: string) => string;
  /** Said once where a command waits for time, and time stands still. */
  readonly paused: string;
  readonly label: string;
}

/** A terminal that lives as long as the page; its element moves into whatever panel shows it. */
export interface Screen {
  readonly element: HTMLElement;
  readonly fit: () => void;
  readonly focus: () => void;
  readonly find: (text: string, isBackward: boolean) => void;
  readonly paint: () => void;
  /** Types a command and runs it, as if the user had. */
  readonly run: (line: string) => void;
}

const SCROLLBACK = 20_000;
const MAX_CANDIDATES = 200;
const PASTE = /^\u001b\[200~(?<text>[\s\S]*)\u001b\[201~$/u;
/** Real milliseconds that a command may be silent while time stands still. */
const SILENT_MS = 700;
const dim = (text: string): string => `\u001b[90m${text}\u001b[0m`;

function themeOf(element: HTMLElement): ITheme {
  const style = getComputedStyle(element);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  return {
    background: color('--sunken'), foreground: color('--ink'), cursor: color('--accent'), cursorAccent: color('--accent-ink'), selectionBackground: color('--accent-soft'),
    red: color('--fail'), green: color('--ready'), yellow: color('--warn'), blue: color('--k-service'), magenta: color('--k-entry'), cyan: color('--k-pod'), white: color('--ink-2'), brightBlack: color('--ink-3'),
  };
}

/** Makes a screen for the page's terminal. It asks the Worker for its first prompt. */
export function createScreen(app: App, texts: ScreenTexts): Screen {
  const element = document.createElement('div');
  element.className = 'terminal-screen';
  const terminal = new Terminal({ fontFamily: "'JetBrains Mono Variable', ui-monospace, monospace", fontSize: 12.5, lineHeight: 1.25, scrollback: SCROLLBACK, cursorBlink: true, convertEol: true, screenReaderMode: false });
  const fitter = new FitAddon();
  const search = new SearchAddon();
  terminal.loadAddon(fitter);
  terminal.loadAddon(search);
  let line: LineState = emptyLine();
  let prompt = '';
  let isRunning = true;
  /** Lines and interrupts that were sent to this Worker's terminal. */
  let sent = 0;
  let isOpen = false;
  /** Rows between the prompt's first row and the cursor. */
  let cursorRow = 0;
  /** What was typed ahead. */
  let ahead: string[] = [];
  let silence: ReturnType<typeof setTimeout> | undefined;
  let isPauseSaid = true;

  const shown = (): string => (line.search === null ? prompt : texts.searching(line.search.query));

  /** Draws the line anew and puts the cursor where it is. */
  function draw(): void {
    const columns = Math.max(1, terminal.cols);
    const start = shown().length;
    const length = start + line.text.length;
    const at = start + line.cursor;
    const endRow = Math.floor(length / columns);
    const row = Math.floor(at / columns);
    const up = (rows: number): string => (rows > 0 ? `\u001b[${rows}A` : '');
    // A full row leaves the cursor in its last column; the space makes it go on.
    const full = length > 0 && length % columns === 0 ? ' \b' : '';
    const column = at % columns;
    terminal.write(`${up(cursorRow)}\r\u001b[J${shown()}${line.text}${full}${up(endRow - row)}\r${column > 0 ? `\u001b[${column}C` : ''}`);
    cursorRow = row;
  }

  /** Leaves the line as it stands and goes to the next. */
  function leave(): void {
    const columns = Math.max(1, terminal.cols);
    const rows = Math.floor((shown().length + line.text.length) / columns) - cursorRow;
    terminal.write(`${rows > 0 ? `\u001b[${rows}B` : ''}\r\n`);
    cursorRow = 0;
  }

  function submit(text: string): void {
    isRunning = true;
    sent++;
    isPauseSaid = false;
    app.actions.terminal({ kind: 'enter', line: text });
    mindPause();
  }

  /** A command that waits for time that does not pass looks as if it hung. */
  function mindPause(): void {
    clearTimeout(silence);
    if (!isRunning || isPauseSaid || app.playback.getState().isPlaying) return;
    silence = setTimeout(() => {
      if (!isRunning || app.playback.getState().isPlaying) return;
      isPauseSaid = true;
      terminal.writeln(dim(texts.paused));
    }, SILENT_MS);
  }

  function onKey(key: string): void {
    if (isRunning) {
      if (key === '\u0003') {
        ahead = [];
        sent++;
        app.actions.terminal({ kind: 'interrupt' });
      } else ahead.push(key);
      return;
    }
    const before = line;
    const { state, effects } = press(line, key);
    line = state;
    if (effects.length === 0) {
      draw();
      return;
    }
    for (const effect of effects) {
      switch (effect.kind) {
        case 'enter': {
          const after = line;
          line = before.text === effect.line ? { ...before, search: null } : before;
          draw();
          leave();
          line = after;
          submit(effect.line);
          break;
        }
        case 'interrupt':
          line = before;
          leave();
          line = emptyLine(before.history);
          isRunning = true;
          sent++;
          app.actions.terminal({ kind: 'interrupt' });
          break;
        case 'clear':
          terminal.clear();
          draw();
          break;
        case 'complete':
          app.actions.terminal({ kind: 'complete', line: line.text, cursor: line.cursor });
          break;
      }
    }
  }

  function complete({ line: asked, from, candidates }: NonNullable<TerminalUpdate['completion']>): void {
    if (asked !== line.text || candidates.length === 0) return;
    const [only] = candidates;
    const typed = line.text.slice(from, line.cursor);
    const common = candidates.length === 1 ? `${only ?? ''}${/[=/]$/.test(only ?? '') ? '' : ' '}` : commonPrefix(candidates);
    if (common.length > typed.length) line = replaceBefore(line, from, common);
    else if (candidates.length > 1) {
      const now = line;
      line = { ...line, cursor: line.text.length };
      draw();
      leave();
      line = now;
      const names = candidates.slice(0, MAX_CANDIDATES);
      const width = Math.max(...names.map((name) => name.length)) + 2;
      const perRow = Math.max(1, Math.floor(terminal.cols / width));
      for (let index = 0; index < names.length; index += perRow) terminal.writeln(names.slice(index, index + perRow).map((name) => name.padEnd(width)).join('').trimEnd());
      if (candidates.length > names.length) terminal.writeln(`… ${candidates.length - names.length}`);
    }
    draw();
  }

  function receive(update: TerminalUpdate | null): void {
    if (update === null) {
      if (prompt !== '') terminal.writeln(`\r\n${dim(texts.restarted)}`);
      ahead = [];
      line = emptyLine(line.history);
      isRunning = true;
      sent = 0;
      cursorRow = 0;
      app.actions.terminal({ kind: 'complete', line: '', cursor: 0 });
      return;
    }
    const wasRunning = isRunning;
    if (update.output !== '') {
      // A line that is being typed makes room and comes again below.
      if (!wasRunning) terminal.write(`${cursorRow > 0 ? `\u001b[${cursorRow}A` : ''}\r\u001b[J`);
      terminal.write(update.output);
      if (!wasRunning) cursorRow = 0;
    }
    isRunning = update.isRunning || update.given < sent;
    prompt = update.prompt;
    if (isRunning) {
      mindPause();
      return;
    }
    clearTimeout(silence);
    if (!wasRunning && update.output !== '') draw();
    if (wasRunning) {
      cursorRow = 0;
      draw();
      const typed = ahead;
      ahead = [];
      for (const key of typed) onKey(key);
    }
    if (update.completion !== undefined && update.completion.line !== '') complete(update.completion);
  }

  function open(): void {
    if (isOpen || !element.isConnected) return;
    isOpen = true;
    terminal.open(element);
    terminal.textarea?.setAttribute('aria-label', texts.label);
    terminal.options.theme = themeOf(element);
    // What is pasted comes between marks, to be told from what is typed.
    terminal.write('\u001b[?2004h');
    terminal.writeln(texts.welcome);
    app.actions.terminal({ kind: 'complete', line: '', cursor: 0 });
  }

  terminal.onData((data) => {
    const pasted = PASTE.exec(data)?.groups?.['text'];
    // A tab that was pasted asks for no completion, and would upset the columns.
    for (const key of keysOf(pasted === undefined ? data : pasted.replaceAll('\t', '    '))) onKey(key);
  });
  let isLeaving = false;
  terminal.attachCustomKeyEventHandler((event) => {
    // Escape, then Tab: out of the terminal, as in the editor.
    if (event.type === 'keydown' && event.key === 'Tab' && isLeaving) {
      isLeaving = false;
      return false;
    }
    if (event.type === 'keydown') isLeaving = event.key === 'Escape';
    // Copies what is selected; without a selection Ctrl-C is the interrupt. Tab leaves the terminal when Shift is held.
    if (event.type === 'keydown' && event.key === 'Tab' && event.shiftKey) return false;
    const isCopy = event.type === 'keydown' && event.key.toLowerCase() === 'c' && (event.metaKey || event.ctrlKey) && terminal.hasSelection();
    if (isCopy) void navigator.clipboard.writeText(terminal.getSelection());
    const isPaste = event.type === 'keydown' && event.key.toLowerCase() === 'v' && (event.metaKey || event.ctrlKey);
    return !isCopy && !isPaste;
  });
  app.terminal.subscribe(receive);
  app.playback.subscribe(mindPause);

  return {
    element,
    fit: () => {
      open();
      if (element.clientHeight > 0) fitter.fit();
    },
    focus: () => { terminal.focus(); },
    find: (text, isBackward) => {
      if (isBackward) search.findPrevious(text);
      else search.findNext(text);
    },
    paint: () => { terminal.options.theme = themeOf(element); },
    run: (text) => {
      for (const key of keysOf(`${text}\r`)) onKey(key);
    },
  };
}
