/** `kubectl wait`. Mirrors k8s.io/kubectl/pkg/cmd/wait (v1.36). */
import type { JsonObject, JsonValue } from '../../kube/json.ts';
import { isJsonObject } from '../../kube/json.ts';
import { quote } from '../../kube/quote.ts';
import { Failure, fail, failStatus, type ClientError } from '../errors.ts';
import { isList, goText } from '../goText.ts';
import { createJSONPath } from '../jsonpath/evaluate.ts';
import { JSONPathError } from '../jsonpath/parser.ts';
import { createPrinter } from '../printers/printFlags.ts';
import { relaxedJSONPath, relaxedJSONPathMessage } from '../printers/sorter.ts';
import type { Running } from '../program.ts';
import { resources } from '../resource/builder.ts';
import type { ResourceInfo } from '../resource/resourceInfo.ts';
import type { CommandContext, CommandSpec } from './command.ts';
import { allFlag, allNamespacesFlag, fieldSelectorFlag, filenameFlags, localFlag, printFlags, selectorFlag } from './sharedFlags.ts';
import { textOf } from '../jsonText.ts';

const timedOut = 'timed out waiting for the condition';
/** A negative timeout means a week. */
const weekMs = 604_800_000;
/** How often objects that are not there yet are looked for. */
const createPollMs = 500;

/** What is waited for. `check` says whether an object is so; it throws Failure where that cannot be told. */
type Condition = { readonly kind: 'delete' | 'create' } | { readonly kind: 'check'; readonly check: (object: JsonObject) => boolean };

function conditionOf(text: string): Condition {
  const lower = text.toLowerCase();
  if (lower === 'delete' || lower === 'create') return { kind: lower };
  if (text.startsWith('condition=')) {
    const [name = '', ...rest] = text.slice('condition='.length).split('=');
    return { kind: 'check', check: (object) => hasCondition(object, name, rest.length === 0 ? 'true' : rest.join('=')) };
  }
  return text.startsWith('jsonpath=') ? jsonPathCondition(text.slice('jsonpath='.length)) : fail(`unrecognized condition: ${quote(text)}`);
}

function at(object: JsonObject, ...path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = object;
  for (const field of path) value = isJsonObject(value) ? value[field] : undefined;
  return value;
}

/** The first condition of that name decides; one that is about an older generation does not count. Case does not matter. */
function hasCondition(object: JsonObject, name: string, status: string): boolean {
  const list = at(object, 'status', 'conditions');
  const condition = isList(list) ? list.filter(isJsonObject).find(({ type, status: value }) => typeof type === 'string' && type.toLowerCase() === name.toLowerCase() && typeof value === 'string') : undefined;
  if (condition === undefined) return false;
  const generation = at(object, 'metadata', 'generation');
  const observed = condition['observedGeneration'] ?? at(object, 'status', 'observedGeneration');
  if (typeof generation === 'number' && typeof observed === 'number' && observed < generation) return false;
  return textOf(condition['status']).toLowerCase() === status.toLowerCase();
}

/** Parts between single equals signs; `==` is part of an expression. */
function splitAtEquals(text: string): readonly string[] {
  return text.replaceAll('==', '\u0000').split('=').map((part) => part.replaceAll('\u0000', '=='));
}

function jsonPathCondition(input: string): Condition {
  const [expression = '', value, more] = splitAtEquals(input);
  if (more !== undefined) fail("jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'");
  const relaxed = relaxedJSONPath(expression) ?? fail(relaxedJSONPathMessage);
  const wanted = value?.replace(/^['"]+|['"]+$/g, '');
  if (wanted === '') fail("jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3");
  if (relaxed === '') fail('jsonpath expression cannot be empty');
  const attempt = <T>(run: () => T): T => {
    try {
      return run();
    } catch (error) {
      if (error instanceof JSONPathError) return fail(error.message);
      throw error;
    }
  };
  const path = attempt(() => createJSONPath(relaxed, { allowsMissingKeys: true }));
  return {
    kind: 'check',
    check(object) {
      const results = attempt(() => path.findResults(object));
      const [first] = results;
      if (first === undefined || first.length === 0) return false;
      if (results.length > 1) fail('given jsonpath expression matches more than one list');
      if (first.length > 1) fail('given jsonpath expression matches more than one value');
      const [found = null] = first;
      if (wanted === undefined) return true;
      if (isJsonObject(found) || isList(found)) fail('jsonpath leads to a nested object or list which is not supported');
      return goText(found).trim() === wanted.trim();
    },
  };
}

function find(context: CommandContext): { readonly infos: readonly ResourceInfo[]; readonly errors: readonly ClientError[] } {
  const { args, flags } = context;
  return resources(context, {
    args, allowEmptySelector: flags.bool('all'), filenames: flags.list('filename'), isRecursive: flags.bool('recursive'), labelSelector: flags.string('selector'), fieldSelector: flags.string('field-selector'),
    allNamespaces: flags.bool('all-namespaces'), isLocal: flags.bool('local'), isLatest: true, isContinueOnError: true, isFlattened: true,
  }).collect();
}

function isNotFound(error: ClientError): boolean {
  return 'status' in error && error.status.reason === 'NotFound';
}

/** Until there is something. */
function* waitForCreation(context: CommandContext, deadlineMs: number): Running {
  const { cluster } = context;
  for (;;) {
    const { infos, errors } = find(context);
    const others = errors.filter((error) => !isNotFound(error));
    if (others.length > 0) throw new Failure(others);
    if (infos.length > 0 && errors.length === 0) return 0;
    if (cluster.nowMs >= deadlineMs) fail(timedOut);
    yield { untilMs: Math.min(deadlineMs, cluster.nowMs + createPollMs), orOnChange: true };
  }
}

/** Until one object is as it should be, or gone. Gives the object's last state, to be printed. */
function* waitForObject(context: CommandContext, info: ResourceInfo, condition: Condition, deadlineMs: number): Generator<{ readonly untilMs: number; readonly orOnChange: boolean }, JsonObject, void> {
  const { client, cluster, flags } = context;
  const { mapping, namespace, name } = info;
  const late = (): never => fail(flags.durationMs('timeout') === 0 ? `condition not met for ${mapping.plural}/${name}` : `${timedOut} on ${mapping.plural}/${name}`);
  let last = info.object ?? {};
  if (condition.kind === 'create') return last;
  const uid = at(last, 'metadata', 'uid');
  let isFirst = true;
  // The time of all is one: what has its turn after it is late, whatever its state.
  if (flags.durationMs('timeout') !== 0 && cluster.nowMs >= deadlineMs) late();
  for (;;) {
    const answer = client.get(mapping, namespace, name);
    if (!answer.ok) {
      const isGone = answer.status.reason === 'NotFound';
      if (condition.kind === 'delete' && isGone) return last;
      if (isFirst || !isGone) failStatus(answer.status);
    } else {
      if (condition.kind === 'delete' && uid !== undefined && at(answer.object, 'metadata', 'uid') !== uid) return answer.object;
      last = answer.object;
      if (condition.kind === 'check' && condition.check(last)) return last;
    }
    isFirst = false;
    if (cluster.nowMs >= deadlineMs) late();
    yield { untilMs: deadlineMs, orOnChange: true };
  }
}

export const waitCommand: CommandSpec = {
  use: "wait ([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]]",
  short: 'Wait for a specific condition on one or many resources',
  long: 'Wait for a specific condition on one or many resources.\n\n The command takes multiple resources and waits until the specified condition is seen in the Status field of every given resource.\n\n Alternatively, the command can wait for the given set of resources to be created or deleted by providing the "create" or "delete" keyword as the value to the --for flag.\n\n A successful message will be printed to stdout indicating when the specified condition has been met. You can use -o option to change to output destination.',
  examples: `# Wait for the pod "busybox1" to contain the status condition of type "Ready"
kubectl wait --for=condition=Ready pod/busybox1

# Wait for the pod "busybox1" to contain the status phase to be "Running"
kubectl wait --for=jsonpath='{.status.phase}'=Running pod/busybox1

# Wait for the service "loadbalancer" to have ingress
kubectl wait --for=jsonpath='{.status.loadBalancer.ingress}' service/loadbalancer

# Wait for the pod "busybox1" to be deleted, with a timeout of 60s, after having issued the "delete" command
kubectl delete pod/busybox1
kubectl wait --for=delete pod/busybox1 --timeout=60s`,
  flags: [
    ...printFlags(), ...filenameFlags('identifying the resource.').filter(({ name }) => name !== 'kustomize'), selectorFlag, fieldSelectorFlag, allNamespacesFlag, localFlag('annotation'),
    allFlag('Select all resources in the namespace of the specified resource types'),
    { name: 'timeout', type: 'duration', default: '30s', help: 'The length of time to wait before giving up.  Zero means check once and don\'t wait, negative means wait for a week.' },
    { name: 'for', type: 'stringArray', help: "The condition to wait on: [create|delete|condition=condition-name[=condition-value]|jsonpath='{JSONPath expression}'=[JSONPath value]]. The default condition-value is true. Condition values are compared after Unicode simple case folding, which is a more general form of case-insensitivity." },
  ],
  *run(context) {
    const { flags, cluster } = context;
    const print = createPrinter(context, { operation: 'condition met' });
    const texts = flags.list('for');
    if (texts.length === 0) fail('unrecognized condition: []');
    const conditions = texts.map(conditionOf);
    const timeoutMs = flags.durationMs('timeout');
    const deadlineMs = cluster.nowMs + (timeoutMs < 0 ? weekMs : timeoutMs);
    if (conditions.some(({ kind }) => kind === 'create')) yield* waitForCreation(context, deadlineMs);
    const isForDelete = conditions.some(({ kind }) => kind === 'delete');
    const { infos, errors } = find(context);
    const failed: ClientError[] = [];
    for (const info of infos) {
      try {
        for (const condition of conditions) print(yield* waitForObject(context, info, condition, deadlineMs));
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        failed.push(...error.errors);
      }
    }
    const remaining = [...failed, ...errors].filter((error) => !isForDelete || !isNotFound(error));
    if (remaining.length > 0) throw new Failure(remaining);
    if (infos.length === 0 && !isForDelete) fail('no matching resources found');
    return 0;
  },
};
