import type { Rect } from '../../graph/geometry.ts';
import type { ObjectId } from '../../protocol/ref.ts';

export interface PlacedPod { readonly id: ObjectId; readonly rect: Rect }

/** Where an arrow key leads from a Pod: along the row, or to the nearest Pod of the row above or below. Null where it leads nowhere. */
export function neighbourOf(pods: readonly PlacedPod[], id: ObjectId, key: string): ObjectId | null {
  const index = pods.findIndex((pod) => pod.id === id);
  const from = pods[index];
  if (from === undefined) return null;
  switch (key) {
    case 'ArrowRight':
      return pods[index + 1]?.id ?? null;
    case 'ArrowLeft':
      return pods[index - 1]?.id ?? null;
    case 'Home':
      return pods[0]?.id ?? null;
    case 'End':
      return pods.at(-1)?.id ?? null;
    case 'ArrowUp':
    case 'ArrowDown':
      return inNextRow(pods, from, key === 'ArrowUp' ? -1 : 1);
    default:
      return null;
  }
}

function inNextRow(pods: readonly PlacedPod[], from: PlacedPod, direction: 1 | -1): ObjectId | null {
  let best: PlacedPod | null = null;
  let least = Infinity;
  for (const pod of pods) {
    const dy = (pod.rect.y - from.rect.y) * direction;
    if (dy <= 0) continue;
    // The next row counts for more than the same column.
    const distance = dy * 1_000 + Math.abs(pod.rect.x - from.rect.x);
    if (distance < least) {
      best = pod;
      least = distance;
    }
  }
  return best?.id ?? null;
}
