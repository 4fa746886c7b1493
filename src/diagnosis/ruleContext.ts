import type { Behaviours, KindMap, KubeObject, StoreReader } from '../engine/context.ts';
import { topOwnerId } from '../engine/owners.ts';
import type { CronJob, HorizontalPodAutoscaler, Ingress, IngressClass, Job, NetworkPolicy, Pod, PodDisruptionBudget, Secret, Service } from '../kube/types.generated.ts';
import type { Behaviour } from '../protocol/command.ts';
import { objectId } from '../protocol/ref.ts';
import type { ClusterSettings } from '../protocol/settings.ts';
import { keys, notedReader, type Reads, type RuleReader } from './reads.ts';
import type { ServiceIndex } from './serviceIndex.ts';

/** Kinds that rules speak of, those that are stored only among them. */
export interface RuleKinds extends KindMap {
  Job: Job;
  CronJob: CronJob;
  Ingress: Ingress;
  IngressClass: IngressClass;
  NetworkPolicy: NetworkPolicy;
  PodDisruptionBudget: PodDisruptionBudget;
  HorizontalPodAutoscaler: HorizontalPodAutoscaler;
  Secret: Secret;
}

/** What rules may look at. They must depend on nothing else. */
export interface RuleContext {
  readonly reader: RuleReader;
  readonly settings: ClusterSettings;
  /** Objects of a kind where only what their authors write matters: a new status alone is no reason to look again. */
  shapes<K extends keyof RuleKinds>(kind: K, namespace?: string): readonly RuleKinds[K][];
  /** Services of the Namespace that pick these labels. */
  servicesSelecting(namespace: string, labels: Readonly<Record<string, string>>): readonly Service[];
  /** What a Pod's containers were told to do. */
  behaviourOf(pod: Pod): Behaviour;
}

/** The least of it, for what is said of a text. */
export type ClusterReads = Pick<RuleContext, 'reader' | 'settings'>;

export interface ContextSource {
  readonly reader: StoreReader;
  readonly settings: ClusterSettings;
  readonly services: ServiceIndex;
  readonly behaviours?: Pick<Behaviours, 'forPod'> | undefined;
  /** Absent: nobody wants to know what was read. */
  readonly reads?: Reads;
}

const nothing: Behaviour = {};

/** A context for looking at one object once: what is found out may be kept with it. */
export function createRuleContext({ reader, settings, services, behaviours, reads }: ContextSource): RuleContext {
  return {
    reader: reads === undefined ? reader : notedReader(reader, reads),
    settings,
    shapes(kind, namespace) {
      reads?.note(keys.shape(kind, namespace));
      return reader.listAny(kind, namespace).filter((object) => isOfKind(object, kind));
    },
    servicesSelecting(namespace, labels) {
      if (reads !== undefined) for (const [key, value] of Object.entries(labels)) reads.note(keys.selecting(namespace, key, value));
      return services.selecting(namespace, labels);
    },
    behaviourOf(pod) {
      if (reads !== undefined) {
        reads.note(keys.behaviour(objectId({ kind: 'Pod', ...pod.metadata })));
        const owner = topOwnerId(reader, pod);
        if (owner !== undefined) reads.note(keys.behaviour(owner));
      }
      return behaviours?.forPod(pod) ?? nothing;
    },
  };
}

/** The storage holds what its kind says. */
export function isOfKind<K extends keyof RuleKinds>(object: KubeObject, kind: K): object is RuleKinds[K] {
  return object.kind === kind;
}
