/** `kubectl set selector`. Mirrors k8s.io/kubectl/pkg/cmd/set/set_selector.go (v1.36). */
import type { JsonObject } from '../../../kube/json.ts';
import { isJsonObject } from '../../../kube/json.ts';
import { orFail } from '../../client.ts';
import { fail } from '../../errors.ts';
import { isList } from '../../goText.ts';
import { changedAt } from '../../generate/podTemplateOf.ts';
import { twoWayPatch } from '../../generate/twoWayPatch.ts';
import { createTypedPrinter } from '../../printers/typedPrinter.ts';
import { resources } from '../../resource/builder.ts';
import { labelSelectorOf } from '../create/createPolicy.ts';
import { immediate, type CommandSpec } from '../command.ts';
import { dryRunStrategy } from '../dryRun.ts';
import { allFlag, dryRunFlag, fieldManagerFlag, filenameFlags, localFlag, printFlags } from '../sharedFlags.ts';
import { textOf } from '../../jsonText.ts';

function expressionText(expression: JsonObject): string {
  const values = expression['values'];
  return `{${textOf(expression['key'])} ${textOf(expression['operator'])} [${Array.isArray(values) ? values.join(' ') : ''}]}`;
}

/** The object with another selector. Services have one that can be set. */
function withSelector(object: JsonObject, { matchLabels, matchExpressions }: JsonObject): JsonObject {
  if (object['kind'] !== 'Service') fail('setting a selector is only supported for Services');
  const expressions = isList(matchExpressions) ? matchExpressions.filter(isJsonObject) : [];
  if (expressions.length > 0) fail(`match expression [${expressions.map(expressionText).join(' ')}] not supported on this object`);
  return changedAt(object, ['spec'], (spec) => ({ ...spec, selector: isJsonObject(matchLabels) ? matchLabels : {} }));
}

function withResourceVersion(object: JsonObject, resourceVersion: string): JsonObject {
  return changedAt(object, ['metadata'], (metadata) => ({ ...metadata, resourceVersion }));
}

export const setSelectorCommand: CommandSpec = {
  use: 'selector (-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]', short: 'Set the selector on a resource',
  long: 'Set the selector on a resource. Note that the new selector will overwrite the old selector if the resource had one prior to the invocation of \'set selector\'.\n\n A selector must begin with a letter or number, and may contain letters, numbers, hyphens, dots, and underscores, up to 63 characters. If --resource-version is specified, then updates will use this resource version, otherwise the existing resource-version will be used. Note: currently selectors can only be set on Service objects.',
  examples: "# Set the labels and selector before creating a deployment/service pair\nkubectl create service clusterip my-svc --clusterip=\"None\" -o yaml --dry-run=client | kubectl set selector --local -f - 'environment=qa' -o yaml | kubectl create -f -",
  flags: [
    ...printFlags(), ...filenameFlags('identifying the resource.'), allFlag('Select all resources in the namespace of the specified resource types'), localFlag('annotation'), dryRunFlag, fieldManagerFlag('kubectl-set'),
    { name: 'resource-version', type: 'string', help: 'If non-empty, the selectors update will only succeed if this is the current resource-version for the object. Only valid when specifying a single resource.' },
  ],
  run: immediate((context) => {
    const { flags, args } = context;
    const dryRun = dryRunStrategy(context);
    const text = args.at(-1);
    const selector = text === undefined ? undefined : labelSelectorOf(text);
    const print = createTypedPrinter(context, { operation: 'selector updated', dryRun });
    if (selector === undefined) return fail('one selector is required');
    const version = flags.string('resource-version');
    const isLocal = flags.bool('local');
    resources(context, {
      args: args.slice(0, -1), filenames: flags.list('filename'), kustomize: flags.string('kustomize'), isRecursive: flags.bool('recursive'),
      allowEmptySelector: flags.bool('all'), isContinueOnError: true, isFlattened: true, ...(isLocal ? { isLocal } : { isLatest: true }),
    }).visit(({ mapping, namespace, name, object = {} }) => {
      const before = version === '' ? object : withResourceVersion(object, '');
      const after = withSelector(version === '' ? object : withResourceVersion(object, version), selector);
      if (isLocal || dryRun === 'client') return print(after);
      print(orFail(context.client.patch(mapping, namespace, name, 'strategic', twoWayPatch(mapping, before, after) ?? {}, dryRun === 'server' ? { isDryRun: true } : {})));
    });
    return 0;
  }),
};
