import type { Behaviours, KubeObject, StoreReader, WatchEvent } from '../engine/context.ts';
import { objectId, parseObjectId, type ObjectId } from '../protocol/ref.ts';
import type { ClusterSettings } from '../protocol/settings.ts';
import { diagnosedKinds, diagnoseObject, isDiagnosed } from './diagnose.ts';
import { createReads, isReshaped, keys } from './reads.ts';
import type { Finding } from './rule.ts';
import { createRuleContext, isOfKind } from './ruleContext.ts';
import { createServiceIndex } from './serviceIndex.ts';

interface FindingChanges { readonly upserts: readonly Finding[]; readonly removes: readonly string[] }

/** Findings that follow the cluster: what changed is told by `observe`, and only what it touches is looked at again. */
export interface Diagnoser {
  observe(event: WatchEvent<KubeObject>): void;
  /** Settings changed, so that anything may read differently. */
  observeSettings(): void;
  /** What the containers of a Pod, or of a workload's Pods, do has changed. */
  observeBehaviour(target: ObjectId): void;
  /** Looks again at up to `maxObjects` of what was touched, and says what came and went. */
  update(maxObjects: number): FindingChanges;
  hasWork(): boolean;
  /** All findings as of the last update, in a fixed order. */
  findings(): readonly Finding[];
}

export function createDiagnoser(reader: StoreReader, settings: () => ClusterSettings, behaviours?: Pick<Behaviours, 'forPod'>): Diagnoser {
  const dirty = new Set<ObjectId>();
  const findings = new Map<ObjectId, readonly Finding[]>();
  const services = createServiceIndex();
  const reads = createReads();

  function observe(event: WatchEvent<KubeObject>): void {
    const { type, object, old } = event;
    if (old !== undefined && isOfKind(old, 'Service')) services.remove(old);
    if (isOfKind(object, 'Service')) {
      services.remove(object);
      if (type !== 'DELETED') services.add(object);
    }
    for (const id of reads.concerned(event)) dirty.add(id);
    // Rules about the kinds that come in thousands read nothing of a status of their own.
    if (isDiagnosed(object) && (object.kind !== 'Pod' || isReshaped(event))) dirty.add(idOf(object));
    else if (old !== undefined && isDiagnosed(old)) dirty.add(idOf(object));
  }

  function look(id: ObjectId): FindingChanges {
    const before = findings.get(id) ?? [];
    const { kind, namespace, name } = parseObjectId(id);
    reads.begin(id);
    const object = reader.getAny(kind, namespace, name);
    const now = object === undefined ? [] : diagnoseObject(object, createRuleContext({ reader, settings: settings(), services, behaviours, reads }));
    if (now.length === 0) findings.delete(id);
    else findings.set(id, now);
    if (before.length === 0) return { upserts: now, removes: [] };
    const old = new Map(before.map((finding) => [finding.id, JSON.stringify(finding)]));
    return {
      upserts: now.filter((finding) => old.get(finding.id) !== JSON.stringify(finding)),
      removes: before.filter((finding) => !now.some((other) => other.id === finding.id)).map((finding) => finding.id),
    };
  }

  return {
    observe,
    observeSettings() {
      for (const kind of diagnosedKinds) for (const object of reader.listAny(kind)) if (isDiagnosed(object)) dirty.add(idOf(object));
    },
    observeBehaviour(target) {
      for (const id of reads.readersOf(keys.behaviour(target))) dirty.add(id);
    },
    update(maxObjects) {
      const upserts: Finding[] = [];
      const removes: string[] = [];
      let left = maxObjects;
      for (const id of dirty) {
        if (left-- <= 0) break;
        dirty.delete(id);
        const changes = look(id);
        upserts.push(...changes.upserts);
        removes.push(...changes.removes);
      }
      return { upserts, removes };
    },
    hasWork: () => dirty.size > 0,
    findings: () => [...findings].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, all]) => all),
  };
}

function idOf(object: KubeObject): ObjectId {
  return objectId({ kind: object.kind, namespace: object.metadata.namespace, name: object.metadata.name });
}
