import { COLLECTION_STYLE, EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException, type Event, type ScalarEvent } from 'js-yaml';
import { endOfLine, startOfLine } from './lineIndex.ts';
import type { Chunk } from './splitDocuments.ts';
import { flattenFlow } from './flowText.ts';
import type { RawProblem } from './problem.ts';
import { locateYAMLProblem } from './yamlProblem.ts';
import type { MappingNode, ScalarNode, ScalarStyle, SequenceNode, YAMLNode } from './yamlNode.ts';

export type ScanResult = { readonly roots: readonly YAMLNode[]; readonly problem?: undefined } | { readonly roots?: undefined; readonly problem: RawProblem };

/** Reads the YAML of one chunk into trees with places; on an error only the first is known. */
export function scanYAML(text: string, chunk: Chunk, maxDepth: number): ScanResult {
  const source = text.slice(chunk.start, chunk.end);
  let failure: unknown;
  for (const attempt of [() => source, () => flattenFlow(source)]) {
    const input = attempt();
    if (input === undefined) break;
    try {
      return { roots: buildTrees(parseEvents(input, { maxDepth }), input, chunk.start) };
    } catch (error) {
      failure ??= error;
      if (!isDeficientIndentation(error)) break;
    }
  }
  if (!(failure instanceof YAMLException)) throw failure;
  const problem = locateYAMLProblem(source, failure.mark?.position ?? 0, failure.reason, maxDepth);
  return { problem: { ...problem, start: problem.start + chunk.start, end: problem.end + chunk.start } };
}

/** Inside brackets Kubernetes' parser takes lines at any indentation; this one wants them flattened first. */
function isDeficientIndentation(error: unknown): boolean {
  return error instanceof YAMLException && error.reason === 'deficient indentation';
}

interface Frame { readonly node: MappingNode | SequenceNode | undefined; readonly anchor: string | undefined; key: YAMLNode | undefined }

function buildTrees(events: readonly Event[], source: string, base: number): YAMLNode[] {
  const roots: YAMLNode[] = [];
  const frames: Frame[] = [];
  let anchors = new Map<string, YAMLNode>();
  /** Where the last thing read ended. */
  let cursor = 0;

  function place(node: YAMLNode): void {
    const frame = frames.at(-1);
    if (frame?.node === undefined) roots.push(node);
    else if (frame.node.kind === 'sequence') frame.node.items.push(node);
    else if (frame.key === undefined) frame.key = node;
    else {
      frame.node.entries.push({ key: frame.key, value: node });
      frame.key = undefined;
    }
  }

  function closeCollection(node: MappingNode | SequenceNode): void {
    if (node.style === 'flow') cursor = findClose(source, Math.max(cursor, node.start - base + 1), node.kind === 'mapping' ? '}' : ']') + 1;
    node.end = Math.max(node.start, cursor + base);
  }

  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        anchors = new Map();
        frames.push({ node: undefined, anchor: undefined, key: undefined });
        break;
      case EVENT_ID.POP: {
        const frame = frames.pop();
        if (frame?.node !== undefined) closeCollection(frame.node);
        break;
      }
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE: {
        const style = event.style === COLLECTION_STYLE.FLOW ? 'flow' : 'block';
        const start = event.start + base;
        const common = { start, headStart: headStart(event, event.start) + base, end: start, style } as const;
        const node: MappingNode | SequenceNode = event.type === EVENT_ID.MAPPING ? { kind: 'mapping', ...common, entries: [] } : { kind: 'sequence', ...common, items: [] };
        const anchor = anchorName(event, source);
        place(node);
        if (anchor !== undefined) anchors.set(anchor, node);
        frames.push({ node, anchor, key: undefined });
        cursor = event.start;
        break;
      }
      case EVENT_ID.ALIAS: {
        const name = source.slice(event.anchorStart, event.anchorEnd);
        const start = event.anchorStart - 1 + base;
        place({ kind: 'alias', name, target: anchors.get(name), start, headStart: start, end: event.anchorEnd + base });
        cursor = event.anchorEnd;
        break;
      }
      case EVENT_ID.SCALAR: {
        const node = scalarNode(event, source, base, cursor);
        place(node);
        const anchor = anchorName(event, source);
        if (anchor !== undefined) anchors.set(anchor, node);
        cursor = Math.max(cursor, node.end - base);
        break;
      }
    }
  }
  return roots;
}

interface Head { readonly anchorStart: number; readonly anchorEnd: number; readonly tagStart: number }

function headStart(event: Head, start: number): number {
  const places = [start, ...(event.anchorStart > 0 ? [event.anchorStart - 1] : []), ...(event.tagStart >= 0 ? [event.tagStart] : [])];
  return Math.min(...places);
}

function anchorName(event: Head, source: string): string | undefined {
  return event.anchorStart < 0 ? undefined : source.slice(event.anchorStart, event.anchorEnd);
}

const styles: Readonly<Record<number, ScalarStyle>> = {
  [SCALAR_STYLE.PLAIN]: 'plain', [SCALAR_STYLE.SINGLE_QUOTED]: 'single', [SCALAR_STYLE.DOUBLE_QUOTED]: 'double',
  [SCALAR_STYLE.LITERAL_BLOCK]: 'block', [SCALAR_STYLE.FOLDED_BLOCK]: 'block',
};

function scalarNode(event: ScalarEvent, source: string, base: number, cursor: number): ScalarNode {
  const tag = event.tagStart < 0 ? '' : shortTag(source.slice(event.tagStart, event.tagEnd));
  if (event.valueStart < 0) {
    const at = Math.max(cursor, event.anchorEnd, event.tagEnd) + base;
    return { kind: 'scalar', style: 'empty', text: '', tag, start: at, headStart: at, end: at };
  }
  const style = styles[event.style] ?? 'plain';
  const text = wellFormed(getScalarValue(source, event));
  const quoteLength = style === 'single' || style === 'double' ? 1 : 0;
  let start = event.valueStart - quoteLength;
  let end = event.valueEnd + quoteLength;
  if (style === 'block') {
    start = findBlockHeader(source, event.valueStart, Math.max(cursor, event.anchorEnd, event.tagEnd));
    end = trimEnd(source, start, event.valueEnd);
  }
  return { kind: 'scalar', style, text, tag, start: start + base, headStart: headStart(event, start) + base, end: end + base };
}

function shortTag(tag: string): string {
  const longForm = /^!<tag:yaml\.org,2002:(.*)>$/.exec(tag);
  return longForm === null ? tag : `!!${longForm[1] ?? ''}`;
}

/** The `|` or `>` on the line above the content, not before `from`. */
function findBlockHeader(source: string, contentStart: number, from: number): number {
  let lineEnd = contentStart;
  while (lineEnd > from && (source[lineEnd - 1] === '\n' || source[lineEnd - 1] === '\r')) lineEnd--;
  const lineStart = startOfLine(source, lineEnd);
  const header = /[|>][-+0-9]*[ \t]*(?:[ \t]#.*)?$/.exec(source.slice(Math.max(lineStart, from), lineEnd));
  return header === null ? contentStart : Math.max(lineStart, from) + header.index;
}

function trimEnd(source: string, start: number, end: number): number {
  let at = end;
  while (at > start && /\s/.test(source[at - 1] ?? '')) at--;
  return at;
}

/** From after the last thing inside a flow collection to its bracket: only blanks, commas and comments stand between. */
function findClose(source: string, from: number, bracket: string): number {
  for (let at = from; at < source.length; at++) {
    const char = source[at];
    if (char === bracket) return at;
    if (char === '#' && /\s/.test(source[at - 1] ?? ' ')) at = endOfLine(source, at);
  }
  return source.length - 1;
}

/** Half a surrogate pair cannot be sent to anything; it becomes U+FFFD, as on the way into any file. */
export function wellFormed(text: string): string {
  return /\p{Cs}/u.test(text) ? text.replace(/\p{Cs}/gu, '\ufffd') : text;
}
