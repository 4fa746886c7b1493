import type { JsonObject } from '../../kube/json.ts';
import { quote } from '../../kube/quote.ts';
import { isValidPortName, isValidPortNumber } from '../../kube/validation/names.ts';
import { fail } from '../errors.ts';

/** Go's strconv.ParseUint with 16 bits and base 10. */
function parsePort(text: string): number {
  if (!/^\d+$/.test(text)) fail(`strconv.ParseUint: parsing ${quote(text)}: invalid syntax`);
  const port = Number(text);
  return port > 65_535 ? fail(`strconv.ParseUint: parsing ${quote(text)}: value out of range`) : port;
}

/** Go's strconv.Atoi; undefined where the text is no number that an int holds. */
export function atoi(text: string): number | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ''));
  return value > 2n ** 63n - 1n || value < -(2n ** 63n) ? undefined : Number(value);
}

/** What Go's strconv.Atoi says of a text that it cannot read. */
export function atoiError(text: string): string {
  return `strconv.Atoi: parsing ${quote(text)}: ${/^[+-]?\d+$/.test(text) ? 'value out of range' : 'invalid syntax'}`;
}

function parseTargetPort(text: string): number | string {
  const number = atoi(text);
  const problems = number === undefined ? isValidPortName(text) : isValidPortNumber(number);
  if (problems.length > 0) fail(problems.join(','));
  return number ?? text;
}

/** A port of a Service as `--tcp` gives it: `port` or `port:targetPort`; what follows a second colon is not looked at. Mirrors parsePorts of kubectl/pkg/cmd/create/create_service.go (v1.36). */
export function servicePortOf(text: string, nodePort: number): JsonObject {
  const [first = '', second] = text.split(':');
  const port = parsePort(first);
  return { name: text.replaceAll(':', '-'), port, protocol: 'TCP', targetPort: second === undefined ? port : parseTargetPort(second), ...(nodePort === 0 ? {} : { nodePort }) };
}
