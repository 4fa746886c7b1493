/** One line of a terminal that is being typed: what keys do to it, as bash and readline have it. No screen, no time. */

export interface LineState {
  readonly text: string;
  readonly cursor: number;
  /** Oldest first. */
  readonly history: readonly string[];
  /** Where in the history the line comes from; `history.length` is the new line itself. */
  readonly place: number;
  /** The new line, while an old one is looked at. */
  readonly draft: string;
  readonly killed: string;
  /** Ctrl-R: what is looked for, and where it was found. */
  readonly search: { readonly query: string; readonly at: number } | null;
}

export type LineEffect =
  | { readonly kind: 'enter'; readonly line: string }
  | { readonly kind: 'interrupt' }
  | { readonly kind: 'complete' }
  | { readonly kind: 'clear' };

export interface Pressed { readonly state: LineState; readonly effects: readonly LineEffect[] }

const MAX_HISTORY = 500;

export function emptyLine(history: readonly string[] = []): LineState {
  return { text: '', cursor: 0, history, place: history.length, draft: '', killed: '', search: null };
}

const edited = (state: LineState, text: string, cursor: number): LineState => ({ ...state, text, cursor, search: null });

/** Puts text where the cursor is. */
function insertText(state: LineState, added: string): LineState {
  return edited(state, state.text.slice(0, state.cursor) + added + state.text.slice(state.cursor), state.cursor + added.length);
}

/** Replaces what stands between `from` and the cursor. */
export function replaceBefore(state: LineState, from: number, added: string): LineState {
  return edited(state, state.text.slice(0, from) + added + state.text.slice(state.cursor), from + added.length);
}

function killed(state: LineState, from: number, to: number): LineState {
  return { ...edited(state, state.text.slice(0, from) + state.text.slice(to), from), killed: state.text.slice(from, to) };
}

/** Where the word before, or behind, the cursor begins or ends. */
function wordStart({ text, cursor }: LineState, isToSpace: boolean): number {
  const before = text.slice(0, cursor);
  return (isToSpace ? /\S*\s*$/ : /[\p{L}\p{N}]*[^\p{L}\p{N}]*$/u).exec(before)?.index ?? 0;
}

function wordEnd({ text, cursor }: LineState): number {
  return cursor + (/^[^\p{L}\p{N}]*[\p{L}\p{N}]*/u.exec(text.slice(cursor))?.[0].length ?? 0);
}

function walkHistory(state: LineState, step: -1 | 1): LineState {
  const place = Math.max(0, Math.min(state.history.length, state.place + step));
  if (place === state.place) return state;
  const draft = state.place === state.history.length ? state.text : state.draft;
  const text = place === state.history.length ? draft : (state.history[place] ?? '');
  return { ...state, place, draft, text, cursor: text.length, search: null };
}

function find(state: LineState, query: string, before: number): LineState {
  const at = state.history.findLastIndex((line, index) => index < before && line.includes(query));
  if (at < 0) return { ...state, search: { query, at: state.search?.at ?? state.history.length } };
  const text = state.history[at] ?? '';
  return { ...state, text, cursor: Math.max(0, text.indexOf(query)), place: at, search: { query, at } };
}

function enter(state: LineState): Pressed {
  const line = state.text;
  const isNew = line.trim() !== '' && line !== state.history.at(-1);
  return { state: emptyLine(isNew ? [...state.history, line].slice(-MAX_HISTORY) : state.history), effects: [{ kind: 'enter', line }] };
}

type Action = (state: LineState) => LineState | Pressed;

const left: Action = (state) => ({ ...state, cursor: Math.max(0, state.cursor - 1) });
const right: Action = (state) => ({ ...state, cursor: Math.min(state.text.length, state.cursor + 1) });
const home: Action = (state) => ({ ...state, cursor: 0 });
const end: Action = (state) => ({ ...state, cursor: state.text.length });
const up: Action = (state) => walkHistory(state, -1);
const down: Action = (state) => walkHistory(state, 1);
const wordLeft: Action = (state) => ({ ...state, cursor: wordStart(state, false) });
const wordRight: Action = (state) => ({ ...state, cursor: wordEnd(state) });
const removeBefore: Action = (state) => (state.cursor === 0 ? state : edited(state, state.text.slice(0, state.cursor - 1) + state.text.slice(state.cursor), state.cursor - 1));
const removeAfter: Action = (state) => edited(state, state.text.slice(0, state.cursor) + state.text.slice(state.cursor + 1), state.cursor);

/** What a terminal sends for a key, and what the key does. */
const actions: Readonly<Record<string, Action>> = {
  '\r': enter,
  '\u0003': (state) => ({ state: emptyLine(state.history), effects: [{ kind: 'interrupt' }] }),
  '\u0004': (state) => (state.text === '' ? { state, effects: [{ kind: 'enter', line: 'exit' }] } : removeAfter(state)),
  '\u000c': (state) => ({ state, effects: [{ kind: 'clear' }] }),
  '\t': (state) => ({ state, effects: [{ kind: 'complete' }] }),
  '\u007f': removeBefore, '\b': removeBefore, '\u001b[3~': removeAfter,
  '\u001b[D': left, '\u001bOD': left, '\u0002': left, '\u001b[C': right, '\u001bOC': right, '\u0006': right,
  '\u001b[A': up, '\u001bOA': up, '\u0010': up, '\u001b[B': down, '\u001bOB': down, '\u000e': down,
  '\u001b[H': home, '\u001bOH': home, '\u0001': home, '\u001b[F': end, '\u001bOF': end, '\u0005': end,
  '\u001b[1;5D': wordLeft, '\u001bb': wordLeft, '\u001b[1;3D': wordLeft, '\u001b[1;5C': wordRight, '\u001bf': wordRight, '\u001b[1;3C': wordRight,
  '\u0015': (state) => killed(state, 0, state.cursor),
  '\u000b': (state) => killed(state, state.cursor, state.text.length),
  '\u0017': (state) => killed(state, wordStart(state, true), state.cursor),
  '\u001b\u007f': (state) => killed(state, wordStart(state, false), state.cursor),
  '\u001bd': (state) => killed(state, state.cursor, wordEnd(state)),
  '\u0019': (state) => insertText(state, state.killed),
  '\u0012': (state) => find(state, state.search?.query ?? '', state.search?.at ?? state.history.length),
  '\u0007': (state) => (state.search === null ? state : emptyLine(state.history)),
};

/** Splits what a terminal sends into keys: escape sequences, control characters, and single characters. */
export function keysOf(data: string): readonly string[] {
  return data.replaceAll('\r\n', '\r').replaceAll('\n', '\r').match(/\u001b(?:\[[0-9;]*[A-Za-z~]|O[A-Z]|[a-z\u007f])?|[\s\S]/gu) ?? [];
}

/** What one key does. A key that means nothing here is left alone. */
export function press(state: LineState, key: string): Pressed {
  const { search } = state;
  if (search !== null) {
    if (key === '\u007f') return { state: find({ ...state, search: { query: '', at: state.history.length } }, search.query.slice(0, -1), state.history.length), effects: [] };
    if (isText(key)) return { state: find(state, search.query + key, search.at + 1), effects: [] };
    if (key === '\u001b') return { state: { ...state, search: null }, effects: [] };
  }
  const action = actions[key];
  const done = action === undefined ? (isText(key) ? insertText(state, key) : state) : action(state);
  const pressed = 'effects' in done ? done : { state: done, effects: [] };
  const goesOn = key === '\u0012' || pressed.state.search === null;
  return goesOn ? pressed : { ...pressed, state: { ...pressed.state, search: null } };
}

const isText = (key: string): boolean => key >= ' ' && key !== '\u007f' && !key.startsWith('\u001b');
