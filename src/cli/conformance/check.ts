import { isJsonObject, type JsonObject, type JsonValue } from '../../kube/json.ts';
import { firstDifference, orderCauses, sorted, type Difference } from './compare.ts';
import { maskObject, maskText } from './mask.ts';
import type { Recording, Step } from './recording.ts';
import { rulesDifference } from './rules.ts';

/** Compares an answer with the recording, by the rules of the recordings' README for the kind of step. */
export function checkStep(recording: Recording, step: Step, got: JsonValue | undefined): Difference | undefined {
  if (step.saw === undefined) return undefined;
  const { saw } = step;
  if (!isJsonObject(saw) || got === undefined || !isJsonObject(got)) return firstDifference(saw, got);
  switch (step.verb) {
    case 'request': return requestDifference(saw, got);
    case 'dns': return firstDifference(dnsForm(saw, recording.doneText), dnsForm(got, recording.doneText)) ?? misplacedCNAME(got);
    case 'workload': return workloadDifference(saw, got);
    case 'rules': return rulesDifference(saw, got);
    case 'kubectl': case 'apply': return textDifference(saw, got);
    case 'create': case 'update': case 'patch': case 'delete': case 'get': return firstDifference(answerForm(saw, recording), answerForm(got, recording));
    default: return firstDifference(saw, got);
  }
}

const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? (value as readonly JsonValue[]) : []);

/** A slice that was written as a whole has lost its generateName, and still the name that was made from it. */
function withoutSuffix(metadata: JsonObject, doneText: string): JsonObject {
  const { name, labels } = metadata;
  const service = labels !== undefined && isJsonObject(labels) ? labels['kubernetes.io/service-name'] : undefined;
  if (typeof name !== 'string' || typeof service !== 'string' || doneText.includes(name) || !/-[bcdfghjklmnpqrstvwxz2456789]{5}$/.test(name)) return metadata;
  return name.slice(0, -6) === service ? { ...metadata, name: `${service}-<auto>` } : metadata;
}

/** An API answer with its free orders sorted, so that both sides can be laid side by side. */
function answerForm(answer: JsonObject, recording: Recording): JsonObject {
  if (answer['items'] !== undefined) {
    const slices = listOf(answer['items']).map((item) => {
      const slice = maskObject(item, recording.doneText);
      if (!isJsonObject(slice)) return slice;
      const metadata = isJsonObject(slice['metadata'] ?? null) ? slice['metadata'] : {};
      const { generation: _generation, ...rest } = metadata as JsonObject;
      return { ...slice, metadata: withoutSuffix(rest, recording.doneText), endpoints: sorted(listOf(slice['endpoints'])), ports: sorted(listOf(slice['ports'])) };
    });
    return { items: sorted(slices) };
  }
  const causes = listOf(answer['causes']);
  const mask = (text: string): string => maskText(text, recording.doneText);
  const message = typeof answer['message'] === 'string' ? mask(answer['message']) : undefined;
  const ordered = orderCauses(causes.map((cause) => (isJsonObject(cause) && typeof cause['message'] === 'string' ? { ...cause, message: mask(cause['message']) } : cause)));
  return {
    ...answer,
    ...(answer['object'] === undefined ? {} : { object: objectForm(maskObject(answer['object'], recording.doneText)) }),
    ...(causes.length === 0 ? {} : { causes: ordered }),
    ...(message === undefined ? {} : { message: causes.length > 1 ? message.replace(/is invalid: [^]*$/, 'is invalid: <causes>') : message }),
  };
}

/** Endpoints: subsets, and the lists in them, have no fixed order. */
function objectForm(object: JsonValue): JsonValue {
  if (!isJsonObject(object) || object['kind'] !== 'Endpoints' || object['subsets'] === undefined) return object;
  const subsets = listOf(object['subsets']).map((subset) => (isJsonObject(subset)
    ? Object.fromEntries(Object.entries(subset).map(([key, value]) => [key, Array.isArray(value) ? sorted(value as JsonValue[]) : value]))
    : subset));
  return { ...object, subsets: sorted(subsets) };
}

/** Where several outcomes are recorded their numbers are chance; few tries show only a part of the Pods that can answer. */
function requestDifference(saw: JsonObject, got: JsonObject): Difference | undefined {
  const tally = tallyDifference(saw['tally'], got['tally']);
  if (tally !== undefined) return tally;
  for (const key of ['distinct', 'same', 'balancerNodes']) {
    const difference = firstDifference(saw[key], got[key], key);
    if (difference !== undefined && saw[key] !== undefined) return difference;
  }
  if (saw['pods'] === undefined) return undefined;
  return podsDifference(saw, got);
}

function tallyDifference(saw: JsonValue | undefined, got: JsonValue | undefined): Difference | undefined {
  const wanted = saw !== undefined && isJsonObject(saw) ? saw : {};
  const counted = got !== undefined && isJsonObject(got) ? got : {};
  if (Object.keys(wanted).length <= 1) return firstDifference(wanted, counted, 'tally');
  return firstDifference(Object.keys(wanted).sort(), Object.keys(counted).sort(), 'tally');
}

function podsDifference(saw: JsonObject, got: JsonObject): Difference | undefined {
  const recorded = isJsonObject(saw['pods'] ?? null) ? (saw['pods'] as JsonObject) : {};
  const able = isJsonObject(got['able'] ?? null) ? (got['able'] as JsonObject) : {};
  const times = Object.values(isJsonObject(saw['tally'] ?? null) ? (saw['tally'] as JsonObject) : {}).reduce((sum: number, count) => sum + Number(count), 0);
  if (times >= 20 * Object.keys(recorded).length) return firstDifference(recorded, able, 'pods');
  for (const [pod, sources] of Object.entries(recorded)) {
    const possible = listOf(able[pod]);
    const missing = listOf(sources).find((source) => !possible.includes(source));
    if (able[pod] === undefined || missing !== undefined) return { path: `pods.${pod}`, wanted: sources, got: able[pod] };
  }
  return undefined;
}

/** The serial of an SOA is a time, and some addresses were chosen by the cluster. */
function answerWithoutChance(answer: JsonValue, doneText: string): JsonValue {
  if (!isJsonObject(answer) || typeof answer['data'] !== 'string') return answer;
  const data = answer['type'] === 'SOA' ? answer['data'].replace(/^(\S+ \S+) \d+/, '$1 <auto>') : maskText(answer['data'], doneText);
  return { ...answer, data };
}

/** Answers are a set. */
function dnsForm(saw: JsonObject, doneText: string): JsonObject {
  return { tried: listOf(saw['tried']).map((query) => (isJsonObject(query) ? { ...query, answers: sorted(listOf(query['answers']).map((answer) => answerWithoutChance(answer, doneText))) } : query)) };
}

/** A CNAME that comes after what it points to. */
function misplacedCNAME(got: JsonObject): Difference | undefined {
  for (const [index, query] of listOf(got['tried']).entries()) {
    const seen = new Set<JsonValue | undefined>();
    for (const answer of isJsonObject(query) ? listOf(query['answers']) : []) {
      if (!isJsonObject(answer)) continue;
      if (answer['type'] === 'CNAME' && seen.has(answer['data'])) return { path: `tried[${index}].answers`, wanted: 'a CNAME before what it points to', got: answer };
      seen.add(answer['name']);
    }
  }
  return undefined;
}

const moving = new Set(['NewReplicaSetCreated', 'FoundNewReplicaSet', 'ReplicaSetUpdated']);

function workloadDifference(saw: JsonObject, got: JsonObject): Difference | undefined {
  const form = (state: JsonObject): JsonObject => ({
    ...state,
    ...(state['conditions'] === undefined ? {} : { conditions: listOf(state['conditions']).map((condition) => listOf(condition).map((part) => (typeof part === 'string' && (moving.has(part) || part === '<moving>') ? '<moving>' : part))) }),
  });
  return firstDifference(form(saw), withFreeNodes(saw, form(got)));
}

/** Where the recording leaves the Nodes open, any will do. */
function withFreeNodes(saw: JsonObject, got: JsonObject): JsonObject {
  if (got['pods'] === undefined || listOf(saw['pods']).some((pod) => isJsonObject(pod) && pod['node'] !== undefined)) return got;
  return { ...got, pods: sorted(listOf(got['pods']).map((pod) => {
    if (!isJsonObject(pod)) return pod;
    const { node: _node, ...rest } = pod;
    return rest;
  })) };
}

/** To the space, but where a value was replaced the columns may have moved. */
function textDifference(saw: JsonObject, got: JsonObject): Difference | undefined {
  if (!/<auto>|<age>/.test(JSON.stringify([saw['stdout'], saw['stderr']]))) return firstDifference(saw, got);
  const squeeze = (value: JsonValue | undefined): JsonValue => (typeof value === 'string' ? value.replace(/ {2,}/g, '  ') : (value ?? null));
  const form = (text: JsonObject): JsonObject => ({ ...text, stdout: squeeze(text['stdout']), stderr: squeeze(text['stderr']) });
  return firstDifference(form(saw), form(got));
}
