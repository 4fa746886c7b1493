import ipaddr from 'ipaddr.js';

/** Thrown by the readers below where something is not what it must be; never leaves this layer. */
export class DamagedError extends Error {}

/** Takes a value from outside and gives it back as what it is, or throws DamagedError. */
export type Read<T> = (value: unknown) => T;

const maxStringLength = 1000;

export const readRecord: Read<Readonly<Record<string, unknown>>> = (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new DamagedError();
  return Object.fromEntries(Object.entries(value));
};

export const readString: Read<string> = (value) => {
  if (typeof value !== 'string' || value.length > maxStringLength) throw new DamagedError();
  return value;
};

export const readBoolean: Read<boolean> = (value) => {
  if (typeof value !== 'boolean') throw new DamagedError();
  return value;
};

export function readNumber(min: number, max: number): Read<number> {
  return (value) => {
    if (typeof value !== 'number' || !(value >= min && value <= max)) throw new DamagedError();
    return value;
  };
}

export function readInteger(min: number, max: number): Read<number> {
  const read = readNumber(min, max);
  return (value) => {
    const number = read(value);
    if (!Number.isInteger(number)) throw new DamagedError();
    return number;
  };
}

export function readOneOf<const T extends string>(allowed: readonly T[]): Read<T> {
  return (value) => {
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) throw new DamagedError();
    return found;
  };
}

export function readList<T>(read: Read<T>, maxLength: number): Read<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value) || value.length > maxLength) throw new DamagedError();
    return value.map((item: unknown) => read(item));
  };
}

export function readMap<T>(read: Read<T>, maxSize: number): Read<Readonly<Record<string, T>>> {
  return (value) => {
    const entries = Object.entries(readRecord(value));
    if (entries.length > maxSize) throw new DamagedError();
    return Object.fromEntries(entries.map(([key, item]) => [readString(key), read(item)]));
  };
}

export function readOr<T>(value: unknown, fallback: T, read: Read<T>): T {
  return value === undefined ? fallback : read(value);
}

export const readAddress: Read<string> = (value) => {
  const text = readString(value);
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) throw new DamagedError();
  return text;
};

export const readCIDR: Read<string> = (value) => {
  const text = readString(value);
  if (!ipaddr.isValidCIDR(text)) throw new DamagedError();
  return text;
};
