import { isJsonObject, type JsonObject } from '../../kube/json.ts';
import { isList } from '../goText.ts';
import type { ResourceInfo } from '../resource/resourceInfo.ts';

/** The objects of an info: those of a collection, or the one. */
export function objectsOfInfo({ object, isList: isCollection }: ResourceInfo): readonly JsonObject[] {
  if (object === undefined) return [];
  if (!isCollection) return [object];
  return isList(object.items) ? object.items.filter(isJsonObject) : [];
}
