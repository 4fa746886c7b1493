import type { FieldDocumentation } from './fieldDocumentation.ts';
import schema from './schema.generated.json';

interface Property { readonly description?: string; readonly values?: readonly string[] }
interface Definition { readonly description?: string; readonly properties: Readonly<Record<string, Property>> }

const definitions: ReadonlyMap<string, Definition> = new Map(Object.entries<Definition>(schema.definitions));

/**
 * What the API's schema says about a type, or about a field of it, by the names of the scheme (`ServiceSpec`, `type`); undefined where there
 * is no such thing. The schema is large: this module is for code that is loaded on demand. Mirrors what kube-apiserver serves at /openapi/v3 (v1.36).
 */
export function documentation(struct: string, field?: string): FieldDocumentation | undefined {
  const definition = definitions.get(struct);
  if (definition === undefined || field === undefined) return definition === undefined ? undefined : { description: definition.description ?? '' };
  if (!Object.hasOwn(definition.properties, field)) return undefined;
  const { description = '', values } = definition.properties[field] ?? {};
  return { description, ...(values === undefined ? {} : { values }) };
}
