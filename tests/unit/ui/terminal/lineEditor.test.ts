import { describe, expect, it } from 'vitest';
import { commonPrefix } from '../../../../src/ui/terminal/commonPrefix.ts';
import { emptyLine, keysOf, press, type LineEffect, type LineState } from '../../../../src/ui/terminal/lineEditor.ts';

function type(data: string, from: LineState = emptyLine()): { readonly state: LineState; readonly effects: readonly LineEffect[] } {
  let state = from;
  const effects: LineEffect[] = [];
  for (const key of keysOf(data)) {
    const pressed = press(state, key);
    state = pressed.state;
    effects.push(...pressed.effects);
  }
  return { state, effects };
}

const LEFT = '\u001b[D';
const UP = '\u001b[A';
const DOWN = '\u001b[B';
const history = emptyLine(['kubectl get pods', 'kubectl get svc', 'clear']);

describe('a line that is typed', () => {
  it.each([
    { name: 'text', data: 'abc', text: 'abc', cursor: 3 },
    { name: 'in the middle', data: `abc${LEFT}${LEFT}X`, text: 'aXbc', cursor: 2 },
    { name: 'backspace', data: 'abc\u007f', text: 'ab', cursor: 2 },
    { name: 'delete', data: 'abc\u0001\u001b[3~', text: 'bc', cursor: 0 },
    { name: 'to the beginning and the end', data: 'bc\u0001a\u0005d', text: 'abcd', cursor: 4 },
    { name: 'cuts before the cursor and brings it back', data: 'kubectl get\u0015x \u0019', text: 'x kubectl get', cursor: 13 },
    { name: 'cuts a word', data: 'kubectl get pods\u0017svc', text: 'kubectl get svc', cursor: 15 },
    { name: 'cuts to the end', data: `kubectl get${LEFT}${LEFT}${LEFT}\u000b`, text: 'kubectl ', cursor: 8 },
    { name: 'over a word', data: 'kubectl get\u001bbX', text: 'kubectl Xget', cursor: 9 },
    { name: 'what no key means', data: 'a\u001b[99Zb', text: 'ab', cursor: 2 },
  ])('$name', ({ data, text, cursor }) => {
    expect(type(data).state).toMatchObject({ text, cursor });
  });

  it.each([
    { name: 'the last', data: UP, text: 'clear' },
    { name: 'the one before', data: UP + UP, text: 'kubectl get svc' },
    { name: 'no further than the first', data: UP.repeat(9), text: 'kubectl get pods' },
    { name: 'and back to what was being typed', data: `new${UP}${UP}${DOWN}${DOWN}`, text: 'new' },
  ])('history: $name', ({ data, text }) => {
    expect(type(data, history).state.text).toBe(text);
  });

  it.each([
    { name: 'finds the newest that has it', data: '\u0012get', text: 'kubectl get svc' },
    { name: 'then the one before', data: '\u0012get\u0012', text: 'kubectl get pods' },
    { name: 'takes it with an arrow', data: '\u0012svc\u001b[Cx', text: 'kubectl get sxvc' },
    { name: 'gives up', data: '\u0012svc\u0007', text: '' },
  ])('Ctrl-R $name', ({ data, text }) => {
    expect(type(data, history).state.text).toBe(text);
  });

  it('is entered, kept, and not kept twice', () => {
    const first = type('a\ra\rb\r\r');
    expect(first.effects).toEqual([{ kind: 'enter', line: 'a' }, { kind: 'enter', line: 'a' }, { kind: 'enter', line: 'b' }, { kind: 'enter', line: '' }]);
    expect(first.state.history).toEqual(['a', 'b']);
  });

  it('pasted lines are entered one by one', () => {
    expect(type('one\r\ntwo\nthree').effects).toEqual([{ kind: 'enter', line: 'one' }, { kind: 'enter', line: 'two' }]);
  });

  it('an entered search is what was found', () => {
    expect(type('\u0012svc\r', history).effects).toEqual([{ kind: 'enter', line: 'kubectl get svc' }]);
  });

  it.each([
    { key: '\u0003', kind: 'interrupt' }, { key: '\t', kind: 'complete' }, { key: '\u000c', kind: 'clear' },
  ])('$kind', ({ key, kind }) => {
    expect(type(`a${key}`).effects).toEqual([{ kind }]);
  });

  it('Ctrl-D on an empty line leaves', () => {
    expect(type('\u0004').effects).toEqual([{ kind: 'enter', line: 'exit' }]);
  });
});

describe('what all candidates begin with', () => {
  it.each([
    { texts: ['deploy', 'describe', 'delete'], common: 'de' }, { texts: ['a'], common: 'a' }, { texts: ['a', 'b'], common: '' }, { texts: [], common: '' },
  ])('$texts', ({ texts, common }) => {
    expect(commonPrefix(texts)).toBe(common);
  });
});
