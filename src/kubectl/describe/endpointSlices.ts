import type { EndpointSlice } from '../../kube/types.generated.ts';

/** How many endpoints are named. */
const shownCount = 3;

/** `address:port`, brackets around an IPv6 address. */
export function joinHostPort(host: string, port: number | string): string {
  return host.includes(':') || host.includes('%') ? `[${host}]:${port}` : `${host}:${port}`;
}

/**
 * The ready endpoints of a Service's slices for one of its ports: at most three, and how many more. Slices without ports give
 * bare addresses, whatever the port's name. `<none>` where there is no slice at all, nothing where slices have none that is ready.
 * Mirrors formatEndpointSlices of kubectl/pkg/describe/describe.go (v1.36), which counts only once the list is full and another comes.
 */
export function formatEndpointSlices(slices: readonly EndpointSlice[], portName: string): string {
  if (slices.length === 0) return '<none>';
  const list: string[] = [];
  const shown = { isMore: false, count: 0 };
  const visit = (slice: EndpointSlice, suffix: (address: string) => string): void => {
    for (const endpoint of slice.endpoints ?? []) {
      if (list.length === shownCount) shown.isMore = true;
      if (endpoint.conditions?.ready === false) continue;
      if (!shown.isMore) list.push(suffix(endpoint.addresses[0] ?? ''));
      shown.count++;
    }
  };
  for (const slice of slices) {
    const ports = slice.ports ?? [];
    if (ports.length === 0) visit(slice, (address) => address);
    for (const port of ports) {
      if ((port.name ?? '') === portName) visit(slice, (address) => joinHostPort(address, port.port ?? 0));
    }
  }
  return shown.isMore ? `${list.join(',')} + ${shown.count - shownCount} more...` : list.join(',');
}
