/** Field errors as staging/src/k8s.io/apimachinery/pkg/util/validation/field/errors.go (v1.36) makes them. */

/** The machine-readable cause, as it stands in `details.causes[].reason`. */
export type ErrorType =
  | 'FieldValueNotFound' | 'FieldValueRequired' | 'FieldValueDuplicate' | 'FieldValueInvalid' | 'FieldValueNotSupported'
  | 'FieldValueForbidden' | 'FieldValueTooLong' | 'FieldValueTooShort' | 'FieldValueTooMany' | 'FieldValueTooFew'
  | 'InternalError' | 'FieldValueTypeInvalid';

/** One refused field. `message` is the body without the path: `Invalid value: 0: must be …`. */
export interface FieldError {
  readonly type: ErrorType;
  /** `spec.ports[0].port`, keys of maps as `data[key]`. */
  readonly field: string;
  readonly message: string;
}
