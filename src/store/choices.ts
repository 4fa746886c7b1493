import type { ProxyMode } from '../protocol/settings.ts';

/** How fast time may run. */
export const speeds: readonly number[] = [0.1, 0.25, 0.5, 1, 2, 5, 10];

export const proxyModes: readonly ProxyMode[] = ['iptables', 'nftables', 'ipvs'];
