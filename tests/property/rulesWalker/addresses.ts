/** An address as a number, with its width: `10.0.0.1`, `fd00::1`. */
export interface Address { readonly bits: 32 | 128; readonly value: bigint }

function narrow(text: string): bigint {
  return text.split('.').reduce((sum, part) => sum * 256n + BigInt(Number(part)), 0n);
}

function wide(text: string): bigint {
  const [head = '', tail] = text.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  const all = tail === undefined ? left : [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right];
  return all.reduce((sum, group) => sum * 65_536n + BigInt(Number.parseInt(group, 16)), 0n);
}

function readAddress(text: string): Address {
  return text.includes(':') ? { bits: 128, value: wide(text) } : { bits: 32, value: narrow(text) };
}

/** Whether an address is in `address/length`. */
export function isWithin(text: string, range: string): boolean {
  const [base = '', length] = range.split('/');
  const address = readAddress(text);
  const other = readAddress(base);
  if (address.bits !== other.bits) return false;
  const shift = BigInt(address.bits - Number(length ?? address.bits));
  return address.value >> shift === other.value >> shift;
}
