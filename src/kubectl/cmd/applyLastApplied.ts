/** `kubectl apply view-last-applied` and its neighbours. Mirrors k8s.io/kubectl/pkg/cmd/apply/apply_{view,set,edit}_last_applied.go (v1.36). */
import { configurationText, lastAppliedAnnotation, lastAppliedText } from '../../engine/kubectl/lastApplied.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../kube/json.ts';
import { orFail } from '../client.ts';
import { fail, failUsage } from '../errors.ts';
import { createPrinter } from '../printers/printFlags.ts';
import { printYAML } from '../printers/yaml.ts';
import { resources } from '../resource/builder.ts';
import { immediate, type CommandContext, type CommandSpec } from './command.ts';
import { dryRunStrategy } from './dryRun.ts';
import { editResources, editFlags } from './edit.ts';
import { allFlag, dryRunFlag, filenameFlags, printFlags, selectorFlag } from './sharedFlags.ts';

function parsed(text: string): JsonObject {
  const value: unknown = JSON.parse(text);
  // JSON.parse makes nothing but JSON.
  const json = value as JsonValue;
  return isJsonObject(json) ? json : {};
}

export const viewLastAppliedCommand: CommandSpec = {
  use: 'view-last-applied (TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME)',
  short: 'View the latest last-applied-configuration annotations of a resource/object',
  flags: [
    { name: 'output', shorthand: 'o', type: 'string', default: 'yaml', help: 'Output format. Must be one of (yaml, json)' },
    allFlag('Select all resources in the namespace of the specified resource types'), ...filenameFlags('that contains the last-applied-configuration annotations'), selectorFlag,
  ],
  run: immediate(({ ...context }) => {
    const { flags, streams, args } = context;
    const result = resources(context, {
      filenames: flags.list('filename'), args, allowEmptySelector: context.isNamespaceEnforced, selectAll: flags.bool('all'), labelSelector: flags.string('selector'), isLatest: true, isFlattened: true,
    });
    const texts: string[] = [];
    result.visit((info) => {
      const text = lastAppliedText(info.object ?? {});
      // Of objects that were not in a file kubectl says nothing here.
      if (text !== undefined) texts.push(text);
      else if (info.source !== '') fail(`error when no last-applied-configuration annotation found on resource: ${info.name}\n ${JSON.stringify(info.source)}: <nil>`);
    });
    for (const text of texts) {
      const output = flags.string('output');
      if (output === 'json') streams.out(`${JSON.stringify(parsed(text), undefined, 2)}\n`);
      else if (output === 'yaml') streams.out(printYAML(parsed(text)));
      else failUsage(context.commandPath, `Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json`);
    }
    return 0;
  }),
};

export const setLastAppliedCommand: CommandSpec = {
  use: 'set-last-applied -f FILENAME',
  short: 'Set the last-applied-configuration annotation on a live object to match the contents of a file',
  flags: [
    { name: 'create-annotation', type: 'bool', help: "Will create 'last-applied-configuration' annotations if current objects doesn't have one" },
    ...filenameFlags('that contains the last-applied-configuration annotations'), ...printFlags(), dryRunFlag,
  ],
  run: immediate(setLastApplied),
};

function setLastApplied(context: CommandContext): number {
  const { flags, client } = context;
  const dryRun = dryRunStrategy(context);
  const print = createPrinter(context, { operation: 'configured', dryRun });
  const result = resources(context, { filenames: flags.list('filename'), isFlattened: true });
  let count = 0;
  result.visit((info) => {
    count++;
    const wanted = configurationText(info.object ?? {});
    const live = client.get(info.mapping, info.namespace, info.name);
    const object = orFail(live);
    if (lastAppliedText(object) === undefined && !flags.bool('create-annotation')) fail(`no last-applied-configuration annotation found on resource: ${info.name}, to create the annotation, run the command with --create-annotation`);
    if (lastAppliedText(object) === wanted) {
      context.streams.out(`set-last-applied ${info.name}: no changes required.\n`);
      return;
    }
    if (dryRun === 'client') {
      print(object);
      return;
    }
    print(orFail(client.patch(info.mapping, info.namespace, info.name, 'merge', { metadata: { annotations: { [lastAppliedAnnotation]: wanted } } }, dryRun === 'server' ? { isDryRun: true } : {})));
  });
  if (count === 0) fail('no objects passed to apply');
  return 0;
}

export const editLastAppliedCommand: CommandSpec = {
  use: 'edit-last-applied (RESOURCE/NAME | -f FILENAME)',
  short: 'Edit latest last-applied-configuration annotations of a resource/object',
  flags: editFlags,
  run: immediate((context) => editResources(context, (object) => parsed(lastAppliedText(object) ?? '{}'))),
};
