/** Tables as the API server makes them of objects. Mirrors pkg/printers/tablegenerator.go and apimachinery/pkg/apis/meta/v1 Table (v1.36). */
import { humanDuration } from '../humanDuration.ts';
import type { JsonObject } from '../json.ts';
import type { Loose } from '../loose.ts';
import { parseMicroTime, parseTime } from '../time.ts';

export interface Column {
  readonly name: string;
  /** 0: always shown; 1: with `-o wide` only. */
  readonly priority: number;
  /** The column that holds the object's name. */
  readonly isName: boolean;
}

/** Null is an empty cell. */
export type Cell = string | number | boolean | null;

export interface TableHandler {
  readonly columns: readonly Column[];
  /** `nowMs` is the server's time in milliseconds since 1970. */
  row(object: JsonObject, nowMs: number): readonly Cell[];
}

/** Columns by name; those after `wide` are shown with `-o wide` only. The first, or the one called `Name`, holds the name. */
export function columns(names: readonly string[], wide: readonly string[] = []): readonly Column[] {
  return [...names.map((name) => ({ name, priority: 0, isName: name === 'Name' })), ...wide.map((name) => ({ name, priority: 1, isName: name === 'Name' }))];
}

/** The handler of one kind, whose rows are made from the kind's own type. */
export function handler<T extends object>(definitions: readonly Column[], row: (object: Loose<T>, nowMs: number) => readonly Cell[]): TableHandler {
  // The registry of handlers gives each kind's objects to the kind's handler, and every field may be missing for a Loose type.
  return { columns: definitions, row: (object, nowMs) => row(object as unknown as Loose<T>, nowMs) };
}

/** How long ago a time was; `<unknown>` where there is none. */
export function since(time: string | null | undefined, nowMs: number): string {
  if (time === undefined || time === null || time === '') return '<unknown>';
  const parsed = time.includes('.') ? parseMicroTime(time) : parseTime(time);
  return parsed.ok ? humanDuration(nowMs - parsed.ms) : '<unknown>';
}

interface Dated { readonly metadata?: { readonly creationTimestamp?: string | undefined } | undefined }

/** The age of an object. */
export function age({ metadata }: Dated, nowMs: number): string {
  return since(metadata?.creationTimestamp, nowMs);
}

/** Lists that are cut after some entries: `a,b,c + 2 more...`. */
export function withMore(list: readonly string[], max: number): string {
  const shown = list.slice(0, max).join(',');
  return list.length > max ? `${shown} + ${list.length - max} more...` : shown;
}

interface Containers { readonly name?: string | undefined; readonly image?: string | undefined }

/** The cells for the containers of a template: names, then images. */
export function containerCells(containers: readonly Containers[] | undefined): readonly [string, string] {
  const all = containers ?? [];
  return [all.map(({ name = '' }) => name).join(','), all.map(({ image = '' }) => image).join(',')];
}
