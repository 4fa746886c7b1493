import type { FieldDocumentation } from './fieldDocumentation.ts';
import schema from './schema.generated.json';

interface Property { readonly $ref?: string; readonly description?: string; readonly values?: readonly string[] }
interface Definition { readonly description?: string; readonly required?: readonly string[]; readonly properties: Readonly<Record<string, Property>> }

const definitions: Readonly<Record<string, Definition>> = schema.definitions;
const scalars: Readonly<Record<string, string>> = schema.scalars;

function valueOf<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/**
 * What the API's schema says about a type, or about a field of it, by the names of the scheme (`ServiceSpec`, `type`); types that are
 * written as one value (`Quantity`) have descriptions too. Undefined where there is no such thing. The schema is large: this module is
 * for code that is loaded on demand. Mirrors what kube-apiserver serves at /openapi/v3 (v1.36).
 */
export function documentation(struct: string, field?: string): FieldDocumentation | undefined {
  const definition = valueOf(definitions, struct);
  if (field === undefined) {
    const description = definition === undefined ? valueOf(scalars, struct) : definition.description ?? '';
    return description === undefined ? undefined : { description };
  }
  const property = definition === undefined ? undefined : valueOf(definition.properties, field);
  if (definition === undefined || property === undefined) return undefined;
  const { description = '', values } = property;
  return { description, isRequired: definition.required?.includes(field) === true, ...(values === undefined ? {} : { values }) };
}
