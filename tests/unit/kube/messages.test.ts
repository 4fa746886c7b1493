import { describe, expect, it } from 'vitest';
import { duplicate, forbidden, internalError, invalid, namedText, notFound, notSupported, required, tooFew, tooLong, tooMany, typeInvalid } from '../../../src/kube/fieldErrors.ts';
import { fieldPath } from '../../../src/kube/fieldPath.ts';
import { goJson, quote, sortedMap } from '../../../src/kube/quote.ts';
import { compareBytes, utf8Length } from '../../../src/kube/utf8.ts';

const path = fieldPath('spec').child('ports').index(1).child('name');

describe('field paths', () => {
  it.each([
    { name: 'of children', path: fieldPath('spec').child('template', 'spec'), text: 'spec.template.spec' },
    { name: 'of list items', path, text: 'spec.ports[1].name' },
    { name: 'of map keys', path: fieldPath('metadata', 'annotations').key('a.b/c'), text: 'metadata.annotations[a.b/c]' },
    { name: 'from the root', path: fieldPath().child('data').key('x'), text: 'data[x]' },
  ])('$name', ({ path: given, text }) => {
    expect(given.toString()).toBe(text);
  });
});

describe('field errors', () => {
  it.each([
    { error: required(path), type: 'FieldValueRequired', message: 'Required value' },
    { error: required(path, 'why'), type: 'FieldValueRequired', message: 'Required value: why' },
    { error: invalid(path, 'a"b', 'bad'), type: 'FieldValueInvalid', message: 'Invalid value: "a\\"b": bad' },
    { error: invalid(path, 70000, 'bad'), type: 'FieldValueInvalid', message: 'Invalid value: 70000: bad' },
    { error: invalid(path, ['10.0.0.1'], 'bad'), type: 'FieldValueInvalid', message: 'Invalid value: ["10.0.0.1"]: bad' },
    { error: invalid(path, undefined, 'bad'), type: 'FieldValueInvalid', message: 'Invalid value: null: bad' },
    { error: invalid(path, '<x>', 'bad'), type: 'FieldValueInvalid', message: 'Invalid value: "<x>": bad' },
    { error: invalid(path, namedText('<x>'), 'bad'), type: 'FieldValueInvalid', message: 'Invalid value: "\\u003cx\\u003e": bad' },
    { error: typeInvalid(path, true, 'bad'), type: 'FieldValueTypeInvalid', message: 'Invalid value: true: bad' },
    { error: notSupported(path, 'X', ['A', 'B']), type: 'FieldValueNotSupported', message: 'Unsupported value: "X": supported values: "A", "B"' },
    { error: duplicate(path, 80), type: 'FieldValueDuplicate', message: 'Duplicate value: 80' },
    { error: forbidden(path, 'no'), type: 'FieldValueForbidden', message: 'Forbidden: no' },
    { error: notFound(path, 'v'), type: 'FieldValueNotFound', message: 'Not found: "v"' },
    { error: tooLong(path, 63), type: 'FieldValueTooLong', message: 'Too long: may not be more than 63 bytes' },
    { error: tooLong(path, 1, 'character'), type: 'FieldValueTooLong', message: 'Too long: may not be more than 1 character' },
    { error: tooMany(path, 3, 1), type: 'FieldValueTooMany', message: 'Too many: 3: must have at most 1 item' },
    { error: tooFew(path, 0, 2), type: 'FieldValueTooFew', message: 'Too few: 0: must have at least 2 items' },
    { error: internalError(path, 'oops'), type: 'InternalError', message: 'Internal error: oops' },
  ])('$message', ({ error, type, message }) => {
    expect(error).toEqual({ type, field: 'spec.ports[1].name', message });
  });
});

describe('Go text', () => {
  it.each([
    ['plain', '"plain"'], ['tab\there', '"tab\\there"'], ['\u0001', '"\\x01"'], ['\u200b', '"\\u200b"'], ['é€🚀', '"é€🚀"'], ['\\', '"\\\\"'], ['\ud800', '"\ufffd"'],
  ])('quotes %j', (text, quoted) => {
    expect(quote(text)).toBe(quoted);
  });

  it('escapes in JSON what Go escapes', () => {
    expect(goJson({ b: '<&>', a: [1, null] })).toBe('{"b":"\\u003c\\u0026\\u003e","a":[1,null]}');
    expect(goJson(sortedMap({ b: 1, a: 2 }))).toBe('{"a":2,"b":1}');
  });

  it.each([['abc', 3], ['é', 2], ['€', 3], ['🚀', 4], ['\ud800x', 4]])('counts the bytes of %j', (text, length) => {
    expect(utf8Length(text)).toBe(length);
  });

  it('orders by code point, not by UTF-16 unit', () => {
    expect(['🚀', 'ｚ', 'a', 'B', 'ab'].sort(compareBytes)).toEqual(['B', 'a', 'ab', 'ｚ', '🚀']);
  });
});
