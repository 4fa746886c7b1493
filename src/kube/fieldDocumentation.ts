/** What the API's schema says about a type or a field: a description as text, and the values that a string may have. */
export interface FieldDocumentation {
  readonly description: string;
  /** Of a field: whether an object has to have it. */
  readonly isRequired?: boolean;
  readonly values?: readonly string[];
}
