/** `kubectl diff`. Mirrors k8s.io/kubectl/pkg/cmd/diff/diff.go (v1.36). */
import { applyObject } from '../../engine/kubectl/apply.ts';
import { annotationsOf, lastAppliedAnnotation } from '../../engine/kubectl/lastApplied.ts';
import { isJsonObject, type JsonObject } from '../../kube/json.ts';
import { formatTime } from '../../kube/time.ts';
import { unifiedDiff } from '../../kube/unifiedDiff.ts';
import { Failure, failUsage } from '../errors.ts';
import { withoutManagedFields } from '../printers/printFlags.ts';
import { printYAML } from '../printers/yaml.ts';
import { resources } from '../resource/builder.ts';
import type { ResourceInfo } from '../resource/resourceInfo.ts';
import { requireFilename } from './create.ts';
import { immediate, type CommandContext, type CommandSpec } from './command.ts';
import { fieldManagerFlag, filenameFlags, selectorFlag } from './sharedFlags.ts';

export const diffCommand: CommandSpec = {
  use: 'diff -f FILENAME',
  short: 'Diff the live version against a would-be applied version',
  long: 'Diff configurations specified by file name or stdin between the current online configuration, and the configuration as it would be if applied.\n\n Exit status:\n 0 No differences were found.\n 1 Differences were found.\n >1 Kubectl or diff failed with an error.',
  examples: `# Diff resources included in pod.json
kubectl diff -f pod.json

# Diff file read from stdin
cat service.yaml | kubectl diff -f -`,
  flags: [
    ...filenameFlags('contains the configuration to diff'), selectorFlag, fieldManagerFlag('kubectl-client-side-apply'),
    { name: 'server-side', type: 'bool', help: 'If true, apply runs in the server instead of the client.' },
    { name: 'force-conflicts', type: 'bool', help: 'If true, server-side apply will force the changes against conflicts.' },
    { name: 'show-managed-fields', type: 'bool', help: 'If true, include managed fields in the diff.' },
  ],
  run: immediate((context) => {
    try {
      return runDiff(context);
    } catch (error) {
      // 1 says that there are differences, so that failing has to be more.
      if (error instanceof Failure) throw new Failure(error.errors, 2);
      throw error;
    }
  }),
};

function fileName({ mapping, namespace, name }: ResourceInfo): string {
  return [...(mapping.group === '' ? [] : [mapping.group]), mapping.version, mapping.kind, namespace, name].join('.');
}

function shown(object: JsonObject | undefined): string {
  return object === undefined ? '' : printYAML(withoutManagedFields(object)).trimEnd();
}

/** The object with the last applied configuration that the live one has: that it would change is no difference. */
function comparable(object: JsonObject, live: JsonObject | undefined): JsonObject {
  const metadata = isJsonObject(object.metadata) ? object.metadata : {};
  const { [lastAppliedAnnotation]: before } = live === undefined ? {} : annotationsOf(live);
  const { [lastAppliedAnnotation]: _, ...others } = annotationsOf(object);
  const annotations = before === undefined ? others : { ...others, [lastAppliedAnnotation]: before };
  const { annotations: __, ...rest } = metadata;
  return { ...object, metadata: Object.keys(annotations).length === 0 ? rest : { ...rest, annotations } };
}

/** One object's difference; empty where there is none. */
function difference(context: CommandContext, info: ResourceInfo): string {
  const { client, cluster } = context;
  const answer = client.get(info.mapping, info.namespace, info.name);
  const live = answer.ok ? answer.object : undefined;
  const result = applyObject({ handle: (request) => client.send(request) }, info.object ?? {}, {
    namespace: context.namespace, isNamespaceEnforced: context.isNamespaceEnforced, source: info.source, isDryRun: true,
  });
  if (result.error !== undefined) throw new Failure([result.error]);
  const before = shown(live);
  const after = shown(comparable(result.object ?? {}, live));
  if (before === after) return '';
  const file = fileName(info);
  const time = `${formatTime(cluster.nowMs).slice(0, 19).replace('T', ' ')}.000000000 +0000`;
  const added = after.split('\n');
  const hunks = live === undefined ? `@@ -0,0 +1,${added.length} @@\n${added.map((line) => `+${line}\n`).join('')}` : unifiedDiff(before, after);
  return `diff -u -N /tmp/LIVE-1/${file} /tmp/MERGED-2/${file}\n--- /tmp/LIVE-1/${file}\t${time}\n+++ /tmp/MERGED-2/${file}\t${time}\n${hunks}`;
}

function runDiff(context: CommandContext): number {
  const { flags, args, streams, commandPath } = context;
  if (args.length > 0) failUsage(commandPath, `Unexpected args: [${args.join(' ')}]`);
  requireFilename(context);
  const texts: string[] = [];
  resources(context, { filenames: flags.list('filename'), labelSelector: flags.string('selector'), isFlattened: true }).visit((info) => {
    const text = difference(context, info);
    streams.out(text);
    texts.push(text);
  });
  return texts.some((text) => text !== '') ? 1 : 0;
}
