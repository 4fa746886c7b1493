import { templateRule } from '../podTemplate.ts';

/** On the Node's network ClusterFirst means the Node's own DNS: names of Services are unknown there. */
export const hostNetworkDNS = templateRule('hostNetworkDNS', 'info', ({ spec, path }) => (
  spec.hostNetwork === true && (spec.dnsPolicy ?? 'ClusterFirst') === 'ClusterFirst'
    ? [{ path: [...path, 'dnsPolicy'], params: {}, fix: { value: 'ClusterFirstWithHostNet' } }]
    : []
));
