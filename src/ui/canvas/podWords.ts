import type { PodState, PodView } from '../../protocol/view.ts';

/** Each state has a glyph of its own, so that colour is never alone. */
export const podGlyph: Readonly<Record<PodState, string>> = { ready: '✓', notReady: '!', terminating: '◐', failed: '✕', pending: '…', succeeded: '■' };

/** The parameters of `canvas.pod.label`. */
export const podParams = (pod: PodView): Record<string, string> => ({ name: pod.name, status: pod.status, address: pod.podIP, node: pod.nodeName });

/** The key of a Pod's accessible name: what is not there is not said. */
export function podLabelKey(pod: PodView): string {
  if (pod.nodeName === '') return 'canvas.pod.labelPending';
  return pod.podIP === '' ? 'canvas.pod.labelNoAddress' : 'canvas.pod.label';
}
