import type { KubeObject } from '../../engine/context.ts';
import type { Event } from '../../kube/types.generated.ts';
import type { DescribeContext } from './describeContext.ts';
import type { PrefixWriter } from './prefixWriter.ts';
import { since } from './times.ts';

/** The section `Events`, where events are shown at all. Mirrors DescribeEvents of kubectl/pkg/describe/describe.go (v1.36). */
export function writeEvents(w: PrefixWriter, object: KubeObject, context: DescribeContext): void {
  const events = context.events(object);
  if (events === undefined) return;
  if (events.length === 0) return w.write(0, 'Events:\t<none>\n');
  w.flush();
  w.write(0, 'Events:\n  Type\tReason\tAge\tFrom\tMessage\n');
  w.write(1, '----\t------\t----\t----\t-------\n');
  for (const event of events) {
    const source = event.source?.component ?? '';
    w.write(1, `${event.type ?? ''}\t${event.reason ?? ''}\t${intervalOf(event, context.nowMs)}\t${source === '' ? event.reportingComponent ?? '' : source}\t${messageOf(event)}\n`);
  }
}

/** How long ago an event was, and how often over how long. */
export function intervalOf({ firstTimestamp, lastTimestamp, count = 0 }: Event, nowMs: number): string {
  const first = since(firstTimestamp, nowMs);
  return count > 1 ? `${since(lastTimestamp, nowMs)} (x${count} over ${first})` : first;
}

function messageOf({ message = '', involvedObject: { fieldPath = '' } }: Event): string {
  const text = message.trim();
  return fieldPath === '' ? text : `${fieldPath}: ${text}`;
}
