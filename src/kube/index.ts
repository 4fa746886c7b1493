/** The Kubernetes API as data: what exists, what is filled in, what is refused, what matches what. */
export type { JsonObject, JsonValue } from './json.ts';
export { isJsonObject } from './json.ts';
export type { KubeObjectLike } from './kubeObject.ts';
export type * from './types.generated.ts';

export type { KindInfo } from './scheme.ts';
export { allKinds, hasGroupVersion, kindInfo, kindInfoByKind, kindInfoByResource } from './scheme.ts';

export type { Decoded, DecodeOptions } from './decode.ts';
export { decode, unrecognized } from './decode.ts';
export { encode } from './encode.ts';
export { setDefaults } from './defaults.ts';
export { validateCreate, validateUpdate } from './validation.ts';
export { warningsFor } from './warnings.ts';

export type { ErrorType, FieldError } from './field.ts';
export { FieldPath, fieldPath } from './fieldPath.ts';
export type { Status, StatusCause } from './status.ts';

export type { Labels, Requirement } from './selectors.ts';
export { formatLabels, formatLabelSelector, matchesLabels, matchesLabelSelector, matchesRequirements } from './selectors.ts';
export { parseSelector } from './selectorParser.ts';

export type { CIDR, IP, IPFamily } from './ip.ts';
export { cidrContains, formatCIDR, formatIP, ipFamilyOf, isIPInCIDR, parseCIDR, parseIP } from './ip.ts';
export type { IntOrString } from './intOrString.ts';
export { intValue, scaledValue } from './intOrString.ts';
export type { Quantity } from './quantity.ts';
export { compareQuantities, formatQuantity, milliValue, parseQuantity, quantityOf, quantityValue } from './quantity.ts';
export { cloneJson, deepEqual } from './objects.ts';
export { formatTime, parseTime } from './time.ts';
