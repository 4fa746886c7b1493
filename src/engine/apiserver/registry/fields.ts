import type { KubeObject } from '../../context.ts';

/** A field of an object whose kind does not matter; absent where it has none. */
export function fieldOf(object: KubeObject, name: string): unknown {
  const fields: Readonly<Record<string, unknown>> = { ...object };
  return fields[name];
}

/** The object with another value in a field of that name; without the field where the value is absent. */
export function withField(object: KubeObject, name: string, value: unknown): KubeObject {
  if (value !== undefined) return { ...object, [name]: value };
  const copy = { ...object };
  // What is dropped is none of the three fields that every object has.
  Reflect.deleteProperty(copy, name);
  return copy;
}

/** A copy without some of its fields. */
export function without<T extends object, K extends keyof T>(object: T, ...names: readonly K[]): Omit<T, K> {
  const copy = { ...object };
  for (const name of names) Reflect.deleteProperty(copy, name);
  return copy;
}

/** The object with another generation. */
export function withGeneration(object: KubeObject, generation: number): KubeObject {
  return { ...object, metadata: { ...object.metadata, generation } };
}
