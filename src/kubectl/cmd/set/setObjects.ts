/** What the subcommands of `set` do alike. Mirrors k8s.io/kubectl/pkg/cmd/set/helper.go (v1.36). */
import type { JsonObject } from '../../../kube/json.ts';
import { Failure, errorText, fail, type ClientError } from '../../errors.ts';
import type { FlagSpec } from '../../flags.ts';
import { twoWayPatch } from '../../generate/twoWayPatch.ts';
import { createTypedPrinter } from '../../printers/typedPrinter.ts';
import { resources } from '../../resource/builder.ts';
import type { ResourceInfo } from '../../resource/resourceInfo.ts';
import type { CommandContext } from '../command.ts';
import { dryRunStrategy } from '../dryRun.ts';
import { allFlag, dryRunFlag, fieldManagerFlag, filenameFlags, localFlag, printFlags, selectorFlag } from '../sharedFlags.ts';

/** Flags of all of them. */
export function setFlags(what: string, hasSelector = true): readonly FlagSpec[] {
  return [
    ...printFlags(), ...filenameFlags('identifying the resource to get from a server.'), allFlag('Select all resources, in the namespace of the specified resource types'), localFlag(`set ${what}`),
    dryRunFlag, fieldManagerFlag('kubectl-set'), ...(hasSelector ? [selectorFlag] : []),
  ];
}

/** The objects that the flags and words name. With `--local` they come from files alone. */
export function setInfos(context: CommandContext, args: readonly string[]): readonly ResourceInfo[] {
  const { flags } = context;
  const isLocal = flags.bool('local');
  if (isLocal && args.length > 0) fail("error: you must specify resources by --filename when --local is set.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'");
  return resources(context, {
    filenames: flags.list('filename'), kustomize: flags.string('kustomize'), isRecursive: flags.bool('recursive'), isContinueOnError: true, isFlattened: true,
    ...(isLocal ? { isLocal } : { args, allowEmptySelector: flags.bool('all'), isLatest: true, ...(flags.has('selector') ? { labelSelector: flags.string('selector') } : {}) }),
  }).infos();
}

/** What is to be done to each object, and how it is told. */
export interface SetChange {
  /** `image updated` */
  readonly operation: string;
  /** Before the server's own words: `failed to patch image update to pod template: `. */
  readonly failure: string;
  /** The object as it should be; absent: it is left alone. Throws Failure where that cannot be. */
  readonly change: (object: JsonObject) => JsonObject | undefined;
  /** Problems that `change` has met without giving up. */
  readonly problems?: readonly ClientError[];
  /** Objects that stay as they are are told about as well. */
  readonly tellsUnchanged?: boolean;
}

/** Changes the objects one by one; problems are told together at the end. */
export function setObjects(context: CommandContext, infos: readonly ResourceInfo[], { operation, failure, change, problems = [], tellsUnchanged = false }: SetChange): number {
  const dryRun = dryRunStrategy(context);
  const print = createTypedPrinter(context, { operation, dryRun });
  const errors: ClientError[] = [];
  for (const { mapping, namespace, name, object = {} } of infos) {
    const after = attempted(() => change(object), ({ errors: causes }) => errors.push({ message: `error: ${mapping.plural}/${name} ${causes.map(errorText).join('\n')}\n` }));
    if (after === undefined) continue;
    const patch = twoWayPatch(mapping, object, after);
    if (patch === undefined && !tellsUnchanged) continue;
    if (dryRun === 'client' || context.flags.bool('local')) {
      print(after);
      continue;
    }
    const answer = context.client.patch(mapping, namespace, name, 'strategic', patch ?? {}, dryRun === 'server' ? { isDryRun: true } : {});
    if (answer.ok) print(answer.object);
    else errors.push({ message: `${failure}${answer.status.message}` });
  }
  const all = [...problems, ...errors];
  if (all.length > 0) throw new Failure(all);
  return 0;
}

function attempted<T>(run: () => T, onFailure: (failure: Failure) => void): T | undefined {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    onFailure(error);
    return undefined;
  }
}
