/** Deletes what a builder names, and waits till it is gone. Mirrors DeleteResult of k8s.io/kubectl/pkg/cmd/delete/delete.go and IsDeleted of pkg/cmd/wait (v1.36). */
import { isJsonObject, type JsonObject } from '../../kube/json.ts';
import { Failure, fail, type ClientError } from '../errors.ts';
import { withSource } from '../../engine/kubectl/clientErrors.ts';
import type { DeleteOptions } from '../client.ts';
import type { Pause } from '../program.ts';
import type { ResourceResult } from '../resource/builder.ts';
import type { ResourceInfo } from '../resource/resourceInfo.ts';
import type { CommandContext } from './command.ts';
import type { DryRun } from './dryRun.ts';

/** Zero means a week. */
const weekMs = 168 * 3_600_000;

export interface DeleteSettings {
  readonly dryRun: DryRun;
  /** Negative: that of the object. */
  readonly gracePeriodSeconds: number;
  readonly propagationPolicy: NonNullable<DeleteOptions['propagationPolicy']>;
  readonly ignoresNotFound: boolean;
  readonly waits: boolean;
  /** 0: as long as it takes. */
  readonly timeoutMs: number;
  /** `name`, or the sentence. */
  readonly output: string;
  readonly warnsClusterScope: boolean;
}

interface Deleted { readonly info: ResourceInfo; readonly uid: string | undefined }

function qualifiedKind({ mapping }: ResourceInfo): string {
  return mapping.group === '' ? mapping.singular : `${mapping.singular}.${mapping.group}`;
}

function announce({ streams }: CommandContext, info: ResourceInfo, { dryRun, gracePeriodSeconds, output }: DeleteSettings): void {
  if (output === 'name') {
    streams.out(`${qualifiedKind(info)}/${info.name}\n`);
    return;
  }
  const what = gracePeriodSeconds === 0 ? 'force deleted' : 'deleted';
  const where = info.mapping.isNamespaced ? ` from ${info.namespace} namespace` : '';
  const how = dryRun === 'client' ? ' (dry run)' : dryRun === 'server' ? ' (server dry run)' : '';
  streams.out(`${qualifiedKind(info)} "${info.name}" ${what}${where}${how}\n`);
}

function uidOf(object: JsonObject): string | undefined {
  const holder = isJsonObject(object.details) ? object.details : isJsonObject(object.metadata) ? object.metadata : {};
  return typeof holder.uid === 'string' ? holder.uid : undefined;
}

function deleteOne(context: CommandContext, info: ResourceInfo, settings: DeleteSettings): Deleted {
  const { client } = context;
  const { dryRun, gracePeriodSeconds, propagationPolicy } = settings;
  if (info.name === '' && info.source !== '') fail(`error when deleting ${JSON.stringify(info.source)}: resource name may not be empty`);
  if (dryRun === 'client') {
    announce(context, info, settings);
    return { info, uid: undefined };
  }
  const answer = client.delete(info.mapping, info.namespace, info.name, {
    ...(gracePeriodSeconds < 0 ? {} : { gracePeriodSeconds }), propagationPolicy, ...(dryRun === 'server' ? { isDryRun: true } : {}),
  });
  if (!answer.ok) throw new Failure([{ status: info.source === '' ? answer.status : withSource(answer.status, 'deleting', info.source) }]);
  announce(context, info, settings);
  return { info, uid: uidOf(answer.object) };
}

/** Deletes all, then waits for each in turn. Throws Failure at the end where something could not be deleted. */
export function* deleteResult(context: CommandContext, result: ResourceResult, settings: DeleteSettings): Generator<Pause, number, void> {
  const deleted: Deleted[] = [];
  let found = 0;
  let hasWarned = !settings.warnsClusterScope;
  const errors: ClientError[] = [];
  try {
    result.visit((info) => {
      found++;
      if (!hasWarned && !info.mapping.isNamespaced) {
        hasWarned = true;
        context.streams.err('Warning: deleting cluster-scoped resources, not scoped to the provided namespace\n');
      }
      deleted.push(deleteOne(context, info, settings));
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    errors.push(...error.errors.filter((each) => !settings.ignoresNotFound || !('status' in each) || each.status.reason !== 'NotFound'));
  }
  if (errors.length > 0) throw new Failure(errors);
  if (found === 0) {
    context.streams.out('No resources found\n');
    return found;
  }
  if (settings.waits && settings.dryRun === 'none') for (const each of deleted) yield* waitUntilGone(context, each, settings.timeoutMs);
  return found;
}

function* waitUntilGone({ client, cluster }: CommandContext, { info, uid }: Deleted, timeoutMs: number): Generator<Pause, void, void> {
  const endMs = cluster.nowMs + (timeoutMs === 0 ? weekMs : timeoutMs);
  for (;;) {
    const answer = client.get(info.mapping, info.namespace, info.name);
    if (!answer.ok) return;
    const now = uidOf(answer.object);
    if (uid !== undefined && now !== uid) return;
    if (cluster.nowMs >= endMs) fail(`timed out waiting for the condition on ${info.mapping.plural}/${info.name}`);
    yield { untilMs: endMs, orOnChange: true };
  }
}
