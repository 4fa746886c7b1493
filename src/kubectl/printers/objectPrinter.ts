import type { JsonObject } from '../../kube/json.ts';

export type ObjectPrinter = (object: JsonObject) => void;
