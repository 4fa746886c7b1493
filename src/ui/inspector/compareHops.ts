import type { Hop, RequestTrace, SocketAddress } from '../../protocol/request.ts';

/** One step of two ways side by side; a step that only one of them has stands alone. */
export interface HopPair {
  readonly left: number | null;
  readonly right: number | null;
  readonly isSame: boolean;
}

/** Steps of the same kind at the same sort of place stand beside each other. */
const shapeOf = (hop: Hop): string => `${hop.kind} ${hop.to.kind}`;

const address = (socket: SocketAddress | undefined): string => (socket === undefined ? '' : `${socket.ip}:${socket.port}`);

/** What a step came to, without what differs from request to request: times and the client's own port. */
function meaningOf(hop: Hop): string {
  const { milliseconds: _milliseconds, seconds: _seconds, ...params } = hop.reason.params;
  return JSON.stringify([hop.kind, hop.from, hop.to, hop.reason.code, params, address(hop.destination?.after), hop.source?.after.ip ?? '']);
}

/** The two ways in order, steps that correspond side by side: the longest common sequence of kinds of steps. */
export function compareHops(left: RequestTrace, right: RequestTrace): readonly HopPair[] {
  const a = left.hops;
  const b = right.hops;
  const width = b.length + 1;
  const lengths = new Array<number>((a.length + 1) * width).fill(0);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  const isAlike = (i: number, j: number): boolean => {
    const one = a[i];
    const other = b[j];
    return one !== undefined && other !== undefined && shapeOf(one) === shapeOf(other);
  };
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) lengths[i * width + j] = isAlike(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const pairs: HopPair[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const one = a[i];
    const other = b[j];
    if (one !== undefined && other !== undefined && isAlike(i, j)) pairs.push({ left: i++, right: j++, isSame: meaningOf(one) === meaningOf(other) });
    else if (other === undefined || (one !== undefined && at(i + 1, j) >= at(i, j + 1))) pairs.push({ left: i++, right: null, isSame: false });
    else pairs.push({ left: null, right: j++, isSame: false });
  }
  return pairs;
}
