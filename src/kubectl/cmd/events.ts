/** `kubectl events`. Mirrors k8s.io/kubectl/pkg/cmd/events (v1.36). */
import { asJsonObject } from '../../kube/json.ts';
import { compareBytes } from '../../kube/utf8.ts';
import type { Event } from '../../kube/types.generated.ts';
import { clusterEvents } from '../clusterEvents.ts';
import { intervalOf } from '../describe/describeEvents.ts';
import { fail } from '../errors.ts';
import { outputFormat } from '../printers/printFlags.ts';
import { createTabWriter, tabulate } from '../printers/tabWriter.ts';
import { createTypedPrinter } from '../printers/typedPrinter.ts';
import type { Running } from '../program.ts';
import { mappingFor } from '../resource/mapping.ts';
import type { CommandContext, CommandSpec } from './command.ts';
import { allNamespacesFlag, chunkSizeFlag, printFlags } from './sharedFlags.ts';

const watchMs = 500;

type Filter = (event: Event) => boolean;

function objectFilter(text: string): Filter {
  if (text === '') return () => true;
  if (!text.includes('/')) fail('--for must be in resource/name form');
  const [resource = '', name = '', more] = text.split('/');
  if (more !== undefined) fail('arguments in resource/name form may not have more than one slash');
  const { kind, apiVersion } = mappingFor(resource.toLowerCase());
  return ({ involvedObject }) => involvedObject.kind === kind && involvedObject.apiVersion === apiVersion && involvedObject.name === name;
}

function filterOf({ flags, namespace }: CommandContext): Filter {
  const isAbout = objectFilter(flags.string('for'));
  const types = flags.list('types').map((type) => type.toLowerCase());
  if (types.some((type) => type !== 'normal' && type !== 'warning')) fail('valid --types are Normal or Warning');
  return (event) => isAbout(event) && (types.length === 0 || types.includes((event.type ?? '').toLowerCase())) && (flags.bool('all-namespaces') || event.metadata.namespace === namespace);
}

function rowOf(event: Event, { cluster, flags }: CommandContext): string {
  const { metadata, type = '', reason = '', involvedObject, message = '' } = event;
  const namespace = flags.bool('all-namespaces') ? `${metadata.namespace ?? ''}\t` : '';
  return `${namespace}${intervalOf(event, cluster.nowMs)}\t${type}\t${reason}\t${involvedObject.kind ?? ''}/${involvedObject.name ?? ''}\t${message.trim()}\n`;
}

function heading({ flags }: CommandContext): string {
  return flags.bool('no-headers') ? '' : `${flags.bool('all-namespaces') ? 'NAMESPACE\t' : ''}LAST SEEN\tTYPE\tREASON\tOBJECT\tMESSAGE\n`;
}

function* watch(context: CommandContext, filter: Filter): Running {
  const { cluster, streams } = context;
  const seen = new Map<string, number>();
  const table = createTabWriter();
  let isFirst = true;
  for (;;) {
    const fresh = clusterEvents(cluster).filter((event) => filter(event) && seen.get(event.metadata.name) !== event.count);
    for (const event of fresh) {
      seen.set(event.metadata.name, event.count ?? 0);
      table.write(`${isFirst ? heading(context) : ''}${rowOf(event, context)}`);
      isFirst = false;
      streams.out(table.flush());
    }
    yield { untilMs: cluster.nowMs + watchMs, orOnChange: true };
  }
}

export const eventsCommand: CommandSpec = {
  use: 'events [(-o|--output=)json|yaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file] [--for TYPE/NAME] [--watch] [--types=Normal,Warning]',
  short: 'List events', long: 'Display events.\n\n Prints a table of the most important information about events. You can request events for a namespace, for all namespace, or filtered to only those pertaining to a specified resource.',
  examples: '# List recent events in the default namespace\nkubectl events\n\n# List recent events in all namespaces\nkubectl events --all-namespaces\n\n# List recent events for the specified pod, then wait for more events and list them as they arrive\nkubectl events --for pod/web-pod-13je7 --watch\n\n# List recent only events of type \'Warning\' or \'Normal\'\nkubectl events --types=Warning,Normal',
  flags: [
    ...printFlags(), allNamespacesFlag, chunkSizeFlag,
    { name: 'watch', shorthand: 'w', type: 'bool', help: 'After listing the requested events, watch for more events.' },
    { name: 'for', type: 'string', help: 'Filter events to only those pertaining to the specified resource.' },
    { name: 'types', type: 'stringSlice', help: 'Output only events of given types.' },
    { name: 'no-headers', type: 'bool', help: 'When using the default output format, don\'t print headers.' },
  ],
  *run(context) {
    const { cluster, flags, namespace, streams } = context;
    const filter = filterOf(context);
    if (flags.bool('watch')) return yield* watch(context, filter);
    const events = clusterEvents(cluster).filter(filter).sort((a, b) => compareBytes(a.lastTimestamp ?? '', b.lastTimestamp ?? '') || compareBytes(a.metadata.name, b.metadata.name));
    if (events.length === 0) {
      streams.err(flags.bool('all-namespaces') ? 'No events found.\n' : `No events found in ${namespace} namespace.\n`);
      return 0;
    }
    // Lists have no names to print.
    if (outputFormat(context) === 'name') return 0;
    if (outputFormat(context) === '') streams.out(tabulate(heading(context) + events.map((event) => rowOf(event, context)).join('')));
    else createTypedPrinter(context)({ apiVersion: 'v1', kind: 'EventList', metadata: {}, items: events.map(asJsonObject) });
    return 0;
  },
};
