import type { Loose } from '../loose.ts';
import type { ObjectMeta } from '../types.generated.ts';

const nothing: Loose<ObjectMeta> = {};

/** The metadata of a template that gives none. A template has no name, which the type of an object's metadata requires. */
export const namelessMeta = nothing as ObjectMeta;
