/** Reads the text form of selectors. Mirrors the parser of apimachinery/pkg/labels/selector.go (v1.36). */
import { invalid } from './fieldErrors.ts';
import type { FieldError } from './field.ts';
import { fieldPath } from './fieldPath.ts';
import type { Requirement } from './selectors.ts';
import { compareBytes } from './utf8.ts';
import { isLabelValue, isQualifiedName } from './validation/names.ts';

export type ParsedSelector =
  | { readonly ok: true; readonly requirements: readonly Requirement[] }
  | { readonly ok: false; readonly error: string };

type Token = 'end' | 'identifier' | 'error' | ')' | ',' | '!' | '==' | '=' | '>' | '<' | '!=' | '(' | 'in' | 'notin';
interface Scanned { readonly token: Token; readonly literal: string }

const symbols = new Set<string>([')', ',', '!', '==', '=', '>', '<', '!=', '(']);

function isSymbol(text: string): text is Token {
  return symbols.has(text);
}

function scan(text: string): Scanned[] {
  const items: Scanned[] = [];
  let position = 0;
  while (position < text.length) {
    const char = text.charAt(position);
    if (/[ \t\r\n]/.test(char)) {
      position++;
      continue;
    }
    const item = /[=!(),><]/.test(char) ? scanSymbol(text, position) : scanWord(text, position);
    items.push(item);
    position += item.literal.length;
  }
  return [...items, { token: 'end', literal: '' }];
}

function scanSymbol(text: string, start: number): Scanned {
  const two = text.slice(start, start + 2);
  if (isSymbol(two)) return { token: two, literal: two };
  const one = text.charAt(start);
  return isSymbol(one) ? { token: one, literal: one } : { token: 'error', literal: one };
}

function scanWord(text: string, start: number): Scanned {
  const literal = /^[^=!(),>< \t\r\n]+/.exec(text.slice(start))?.[0] ?? '';
  return { token: literal === 'in' || literal === 'notin' ? literal : 'identifier', literal };
}

/** Thrown inside this module only; `parseSelector` turns it into a value. */
class SelectorError extends Error {}

class Parser {
  private readonly items: readonly Scanned[];
  private position = 0;

  constructor(text: string) {
    this.items = scan(text);
  }

  private at(position: number, isValue: boolean): Scanned {
    const item = this.items[Math.min(position, this.items.length - 1)] ?? { token: 'end', literal: '' };
    return isValue && (item.token === 'in' || item.token === 'notin') ? { token: 'identifier', literal: item.literal } : item;
  }

  private peek(): Scanned {
    return this.at(this.position, true);
  }

  private next(isValue = true): Scanned {
    return this.at(this.position++, isValue);
  }

  parse(): Requirement[] {
    const requirements: Requirement[] = [];
    for (;;) {
      const { token, literal } = this.peek();
      if (token === 'end') return requirements;
      if (token !== 'identifier' && token !== '!') throw new SelectorError(`found '${literal}', expected: !, identifier, or 'end of string'`);
      requirements.push(this.requirement());
      const after = this.next();
      if (after.token === 'end') return requirements;
      if (after.token !== ',') throw new SelectorError(`found '${after.literal}', expected: ',' or 'end of string'`);
      const following = this.peek();
      if (following.token !== 'identifier' && following.token !== '!') throw new SelectorError(`found '${following.literal}', expected: identifier after ','`);
    }
  }

  private requirement(): Requirement {
    try {
      return this.requirementParts();
    } catch (error) {
      if (error instanceof SelectorError) throw new SelectorError(`unable to parse requirement: ${error.message}`);
      throw error;
    }
  }

  private requirementParts(): Requirement {
    let item = this.next();
    const isNegated = item.token === '!';
    if (isNegated) item = this.next();
    if (item.token !== 'identifier') throw new SelectorError(`found '${item.literal}', expected: identifier`);
    const key = item.literal;
    const problems = isQualifiedName(key);
    if (problems.length > 0) throw new SelectorError(bodyOf(invalid(fieldPath(), key, problems.join('; '))));
    if (isNegated) return { key, operator: '!', values: [] };
    const { token } = this.peek();
    if (token === 'end' || token === ',') return { key, operator: 'exists', values: [] };
    return checked({ key, ...this.operatorAndValues() });
  }

  private operatorAndValues(): Pick<Requirement, 'operator' | 'values'> {
    const { token, literal } = this.next(false);
    switch (token) {
      case 'in': case 'notin': return { operator: token, values: this.valueList() };
      case '=': case '==': case '!=': return { operator: token, values: [this.exactValue()] };
      case '>': return { operator: 'gt', values: [this.exactValue()] };
      case '<': return { operator: 'lt', values: [this.exactValue()] };
      default: throw new SelectorError(`found '${literal}', expected: in, notin, =, ==, !=, gt, lt`);
    }
  }

  private exactValue(): string {
    const { token } = this.peek();
    if (token === 'end' || token === ',') return '';
    const item = this.next();
    if (item.token !== 'identifier') throw new SelectorError(`found '${item.literal}', expected: identifier`);
    return item.literal;
  }

  private valueList(): string[] {
    const open = this.next();
    if (open.token !== '(') throw new SelectorError(`found '${open.literal}' expected: '('`);
    const first = this.peek();
    if (first.token === ')') {
      this.next();
      return [''];
    }
    if (first.token !== 'identifier' && first.token !== ',') throw new SelectorError(`found '${first.literal}', expected: ',', ')' or identifier`);
    const values = this.identifiers();
    if (this.next().token !== ')') throw new SelectorError(`found '${first.literal}', expected: ')'`);
    return values;
  }

  private identifiers(): string[] {
    const values = new Set<string>();
    for (;;) {
      const { token, literal } = this.next();
      const following = this.peek();
      if (token === 'identifier') {
        values.add(literal);
        if (following.token === ')') break;
        if (following.token !== ',') throw new SelectorError(`found '${following.literal}', expected: ',' or ')'`);
      } else if (token === ',') {
        if (values.size === 0 || following.token === ')' || following.token === ',') values.add('');
        if (following.token === ')') break;
      } else throw new SelectorError(`found '${literal}', expected: ',', or identifier`);
    }
    return [...values].sort(compareBytes);
  }
}

function checked(requirement: Requirement): Requirement {
  const path = fieldPath('values');
  const errors: FieldError[] = [];
  requirement.values.forEach((value, i) => {
    const isInteger = /^[+-]?\d+$/.test(value);
    if ((requirement.operator === 'gt' || requirement.operator === 'lt') && !isInteger) errors.push(invalid(path.index(i), value, "for 'Gt', 'Lt' operators, the value must be an integer"));
  });
  requirement.values.forEach((value, i) => {
    const problems = isLabelValue(value);
    if (problems.length > 0) errors.push(invalid(path.index(i).key(requirement.key), value, problems.join('; ')));
  });
  if (errors.length > 0) {
    const texts = errors.map((error) => `${error.field}: ${error.message}`);
    throw new SelectorError(texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`);
  }
  return requirement;
}

function bodyOf(error: FieldError): string {
  return `<nil>: ${error.message}`;
}

/** `a=b,c in (d,e),!f`: requirements sorted by key, or the error text of the API. The empty text matches all. */
export function parseSelector(text: string): ParsedSelector {
  try {
    return { ok: true, requirements: new Parser(text).parse().sort((a, b) => compareBytes(a.key, b.key)) };
  } catch (error) {
    if (error instanceof SelectorError) return { ok: false, error: error.message };
    throw error;
  }
}
