/** `kubectl get --watch`. Mirrors GetOptions.watch of k8s.io/kubectl/pkg/cmd/get/get.go (v1.36). */
import { encode } from '../../kube/encode.ts';
import { matchesFields, parseFieldSelector } from '../../kube/fieldSelector.ts';
import type { JsonObject } from '../../kube/json.ts';
import { parseSelector } from '../../kube/selectorParser.ts';
import { matchesRequirements } from '../../kube/selectors.ts';
import type { KubeObject, WatchEvent } from '../../engine/context.ts';
import { Failure } from '../errors.ts';
import { metadataText } from '../metadata.ts';
import { createTablePrinter } from '../printers/tablePrinter.ts';
import { createTabWriter } from '../printers/tabWriter.ts';
import type { Running } from '../program.ts';
import { resources } from '../resource/builder.ts';
import type { ResourceInfo } from '../resource/resourceInfo.ts';
import type { CommandContext } from './command.ts';
import { getOptions } from './getOptions.ts';
import { genericPrinter, isHumanReadable, tableOptions } from './getPrinters.ts';
import { objectsOfInfo } from './infoObjects.ts';

/** Prints objects that are there at first, or one that changed. */
type Print = (objects: readonly JsonObject[], eventType: string) => void;

/** A program that nobody stops waits for changes only. */
const never = Number.MAX_SAFE_INTEGER;

function printerFor(context: CommandContext, info: ResourceInfo): Print {
  const { flags, cluster, streams } = context;
  const showsEvents = flags.bool('output-watch-events');
  if (!isHumanReadable(context)) {
    const print = genericPrinter(context);
    return (objects, eventType) => { for (const object of objects) print(showsEvents ? { type: eventType, object } : object); };
  }
  const writer = createTabWriter();
  const table = createTablePrinter(info.mapping, tableOptions(context, info.mapping, false), writer);
  return (objects, eventType) => {
    table.print(objects, cluster.nowMs, showsEvents ? eventType : undefined);
    streams.out(writer.flush());
  };
}

/** What becomes of an event for a watcher that selects: what comes to match is added, what no longer does is deleted. */
function seenAs(event: WatchEvent<KubeObject>, matches: (object: KubeObject) => boolean): string | undefined {
  const isIn = event.type !== 'DELETED' && matches(event.object);
  const was = event.old !== undefined && matches(event.old);
  if (isIn) return was ? 'MODIFIED' : 'ADDED';
  return was ? 'DELETED' : undefined;
}

function matcher(context: CommandContext, info: ResourceInfo): (object: KubeObject) => boolean {
  const labels = parseSelector(context.flags.string('selector'));
  const fields = parseFieldSelector(context.flags.string('field-selector'));
  return (object) => object.kind === info.mapping.kind
    && (info.namespace === '' || object.metadata.namespace === info.namespace)
    && (info.isList || object.metadata.name === info.name)
    && (!labels.ok || matchesRequirements(labels.requirements, object.metadata.labels))
    && (!fields.ok || matchesFields(fields.requirements, object));
}

/** Prints what is there, then every change. Never ends by itself. */
export function* watchResources(context: CommandContext): Running {
  const { flags, cluster } = context;
  const feed = cluster.watch();
  try {
    const result = resources(context, { ...getOptions(context), isSingleResourceType: true, ignoresNotFound: flags.bool('ignore-not-found') });
    const { infos, errors } = result.collect();
    if (errors.length > 0) throw new Failure(errors);
    const [info, ...others] = infos;
    if (info === undefined) return 0;
    if (others.length > 0) throw new Failure([{ message: 'you may only watch a single resource or type of resource at a time' }]);
    const print = printerFor(context, info);
    if (!flags.bool('watch-only')) print(objectsOfInfo(info), 'ADDED');
    const matches = matcher(context, info);
    feed.take();
    const reports = createReportFeed(context, info);
    for (;;) {
      yield { untilMs: never, orOnChange: true };
      const changes = feed.take();
      if (info.mapping.kind === 'Event') reports.forEach((object, type) => { print([object], type); });
      for (const event of changes) {
        const type = seenAs(event, matches);
        if (type !== undefined) print([encode(info.mapping, event.object)], type);
      }
    }
  } finally {
    feed.close();
  }
}

/** What was reported since the last time: reports are no objects in the storage, so that no watch tells of them. */
function createReportFeed({ client, flags }: CommandContext, info: ResourceInfo): { forEach(visit: (object: JsonObject, eventType: string) => void): void } {
  const options = { labelSelector: flags.string('selector'), fieldSelector: flags.string('field-selector') };
  const seen = new Map<string, number>();
  const look = (visit: (object: JsonObject, eventType: string) => void): void => {
    const answer = client.list(info.mapping, info.namespace, options);
    for (const event of answer.ok ? answer.items : []) {
      const key = metadataText(event, 'name');
      const count = Number(event.count ?? 1);
      if (seen.get(key) !== count) visit(event, seen.has(key) ? 'MODIFIED' : 'ADDED');
      seen.set(key, count);
    }
  };
  if (info.mapping.kind === 'Event') look(() => undefined);
  return { forEach: look };
}
