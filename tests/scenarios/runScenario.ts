import { createEngine, type Engine } from '../../src/engine/engine.ts';
import type { Pod } from '../../src/kube/types.generated.ts';
import { editScalar } from '../../src/manifests/editScalar.ts';
import { applyEdits } from '../../src/manifests/textEdit.ts';
import { findDocument } from '../../src/manifests/findDocument.ts';
import { parseManifests, type ManifestParse } from '../../src/manifests/parseManifests.ts';
import type { Command } from '../../src/protocol/command.ts';
import type { ManifestDiagnostic } from '../../src/protocol/message.ts';
import type { FieldRef, ObjectId } from '../../src/protocol/ref.ts';
import type { RequestTrace } from '../../src/protocol/request.ts';
import type { ScenarioStart } from '../../src/protocol/scenario.ts';
import { findScenario } from '../../src/scenarios/library.ts';
import { createLiveCluster, type LiveCluster } from '../../src/worker/liveCluster.ts';
import { findingDiagnostics } from '../../src/diagnosis/text/manifestReport.ts';
import { applyText, type TextReport } from '../../src/worker/textReport.ts';

/** As the page opens a scenario: its Pods are up before the first client comes. */
const WARM_UP_MS = 4000;
/** Fewer requests than the engine keeps traces of are sent in it. */
const CHUNK_MS = 500;

/** A scenario of the library in the engine, without page and Worker. */
export interface ScenarioRun {
  readonly start: ScenarioStart;
  readonly engine: Engine;
  /** The text as it is now. */
  text(): string;
  /** What became of the text when it was last applied. */
  report(): TextReport;
  applyText(text: string): TextReport;
  /** Sets one field of an object in the text, as a slider does, and applies it. */
  edit(id: ObjectId, path: readonly (string | number)[], value: string | number | boolean): TextReport;
  dispatch(command: Command): void;
  /** Lets time pass; the traces of the requests that were sent in it. */
  forMs(ms: number): readonly RequestTrace[];
  /** Findings about objects that the text describes. */
  diagnostics(): readonly ManifestDiagnostic[];
  /** Applies the fix of every finding. */
  applyFixes(): TextReport;
  /** The characters of the text that a field is written in; undefined where it is not written there. */
  written(field: FieldRef): string | undefined;
}

interface RunOptions {
  readonly warmUpMs?: number;
  /** Changes what the scenario starts from. */
  readonly start?: Partial<ScenarioStart>;
}

export function runScenario(id: string, options: RunOptions = {}): ScenarioRun {
  const scenario = findScenario(id);
  if (scenario === undefined) throw new Error(`no scenario ${id}`);
  const start: ScenarioStart = { ...scenario.start, ...options.start };
  const engine = createEngine({ settings: start.settings, seed: start.seed });
  const cluster = createLiveCluster(engine, ({ code }) => {
    throw new Error(`the engine gave notice of ${code}`);
  });
  let text = start.manifests;
  let report = applyText(cluster, 0, text);
  for (const [target, behaviour] of Object.entries(start.behaviours)) cluster.dispatch({ type: 'setBehaviour', target, behaviour });
  cluster.advance(options.warmUpMs ?? WARM_UP_MS);
  cluster.dispatch({ type: 'setTraffic', flows: start.traffic });
  cluster.takeSnapshot();

  function apply(next: string): TextReport {
    text = next;
    report = applyText(cluster, 0, text);
    return report;
  }

  function diagnostics(): readonly ManifestDiagnostic[] {
    cluster.takeDiff('withoutStats');
    return findingDiagnostics(parsed(report), cluster.findings());
  }

  return {
    start, engine,
    text: () => text,
    report: () => report,
    applyText: apply,
    edit: (object, path, value) => apply(edited(text, object, path, value)),
    dispatch: (command) => {
      const { error } = cluster.dispatch(command);
      if (error !== undefined) throw new Error(`${command.type}: ${error.code}`);
    },
    forMs: (ms) => tracesOf(cluster, engine, ms),
    diagnostics,
    applyFixes() {
      const edits = diagnostics().flatMap(({ fixes }) => fixes[0]?.edits ?? []);
      return apply(applyEdits(text, edits.map(({ range, text: mended }) => ({ start: range.start, end: range.end, text: mended }))));
    },
    written(field) {
      const parse = parsed(report);
      const index = findDocument(parse, field.object);
      const found = index === undefined ? undefined : parse.fieldRange(index, field.path);
      return found?.isExact === true ? text.slice(found.value.start, found.value.end) : undefined;
    },
  };
}

function parsed(report: TextReport): ManifestParse {
  if (report.parse === undefined) throw new Error('the text was not read');
  return report.parse;
}

function edited(text: string, id: ObjectId, path: readonly (string | number)[], value: string | number | boolean): string {
  const [kind = '', namespace = '', name = ''] = id.split('/');
  const parse = parseManifests(text);
  const index = findDocument(parse, { kind, namespace, name });
  const edit = index === undefined ? undefined : editScalar(parse, index, path, value);
  if (edit === undefined) throw new Error(`${id} has no field ${path.join('.')} that can be edited`);
  return text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

function tracesOf(cluster: LiveCluster, engine: Engine, ms: number): readonly RequestTrace[] {
  const untilMs = engine.nowMs + ms;
  const traces: RequestTrace[] = [];
  while (engine.nowMs < untilMs) {
    cluster.advance(Math.min(CHUNK_MS, untilMs - engine.nowMs));
    for (const { id } of cluster.takeDiff('withoutStats').requests) {
      const trace = engine.trace(id);
      if (trace === undefined) throw new Error(`request ${id} has no trace`);
      traces.push(trace);
    }
  }
  return traces;
}

export function ofFlow(traces: readonly RequestTrace[], flowId: string): readonly RequestTrace[] {
  const found = traces.filter((trace) => trace.flowId === flowId);
  if (found.length === 0) throw new Error(`no requests of ${flowId}`);
  return found;
}

/** How often each outcome, Pod, Node, … was, in the order of the names. */
export function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function distinct<T>(items: readonly T[], keyOf: (item: T) => string): readonly string[] {
  return Object.keys(countBy(items, keyOf));
}

/** Which outcomes each flow had. */
export function outcomesByFlow(traces: readonly RequestTrace[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(distinct(traces, (trace) => trace.flowId ?? '').map((id) => [id, distinct(ofFlow(traces, id), (trace) => trace.outcome)]));
}

/** The addresses in the slices of a Service that may be used, sorted. */
export function readyAddresses({ reader }: Engine, name: string, namespace = 'default'): readonly string[] {
  return reader.withLabels('EndpointSlice', namespace, { 'kubernetes.io/service-name': name })
    .flatMap((slice) => slice.endpoints ?? [])
    .filter((endpoint) => endpoint.conditions?.ready !== false)
    .flatMap((endpoint) => endpoint.addresses)
    .filter((address, index, all) => all.indexOf(address) === index)
    .sort();
}

/** Labels that controllers add. */
const isOwnLabel = ([key]: readonly [string, string]): boolean => !key.includes('/') && !key.includes('hash');

/** Who stands ready behind a Service, by the labels of the Pods: `app=web` four times. An address without a Pod stands for itself. */
export function behind(engine: Engine, service: string): Readonly<Record<string, number>> {
  const endpoints = engine.reader.withLabels('EndpointSlice', 'default', { 'kubernetes.io/service-name': service })
    .flatMap((slice) => slice.endpoints ?? [])
    .filter((endpoint) => endpoint.conditions?.ready !== false);
  const names = new Map(endpoints.flatMap(({ addresses, targetRef }) => addresses.map((address) => {
    const pod = targetRef === undefined ? undefined : engine.reader.get('Pod', 'default', targetRef.name ?? '');
    return [address, pod === undefined ? address : Object.entries(pod.metadata.labels ?? {}).filter(isOwnLabel).map((pair) => pair.join('=')).sort().join(',')] as const;
  })));
  return countBy([...names.values()], (name) => name);
}

/** The Pod of a label that runs on a Node, or the first one. */
export function findPod({ reader }: Engine, labels: Readonly<Record<string, string>>, nodeName?: string): Pod {
  const pod = reader.withLabels('Pod', 'default', labels).find(({ spec }) => nodeName === undefined || spec.nodeName === nodeName);
  if (pod === undefined) throw new Error(`no Pod with ${JSON.stringify(labels)} on ${nodeName ?? 'any Node'}`);
  return pod;
}

export const podId = (pod: Pod): ObjectId => `Pod/${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;

/** The codes of a trace's reasons, in order. */
export function codesOf(trace: RequestTrace): readonly string[] {
  return trace.hops.map((hop) => hop.reason.code);
}

/** The fields that decided, as `Kind/name spec.field`. */
export function decidersOf(trace: RequestTrace): readonly string[] {
  return trace.hops.flatMap(({ decidedBy }) => (decidedBy === undefined ? [] : [`${decidedBy.object.kind}/${decidedBy.object.name} ${decidedBy.path.join('.')}`]));
}
