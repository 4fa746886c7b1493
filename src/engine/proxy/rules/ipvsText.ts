import type { RuleSet, RealServerRow, VirtualServerRow } from './model.ts';
import type { IPFamily } from '../../../kube/ip.ts';

/** What `ipvsadm -Ln` says before the first virtual server. */
export const ipvsadmHeader: readonly string[] = [
  'IP Virtual Server version 1.2.1 (size=4096)',
  'Prot LocalAddress:Port Scheduler Flags',
  '  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn',
];

/** A virtual server as `ipvsadm -Ln` writes it. */
export function virtualServerText({ protocol, ip, port, scheduler, persistentSeconds }: VirtualServerRow): string {
  const address = ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
  const flags = `${persistentSeconds === 0 ? '' : ` persistent ${persistentSeconds}`}${scheduler === 'mh' ? ' (mh-fallback)' : ''}`;
  return `${protocol.padEnd(4)} ${address} ${scheduler}${flags}`;
}

/** A destination as `ipvsadm -Ln` writes it. */
export function realServerText({ address, weight, active, inactive }: RealServerRow): string {
  return `  -> ${address.padEnd(28)} ${'Masq'.padEnd(7)} ${String(weight).padEnd(6)} ${String(active).padEnd(10)} ${String(inactive).padEnd(10)}`.trimEnd();
}

/** A set's declaration as `ipset save` writes it. */
export function ipsetText({ name, type }: RuleSet, family: IPFamily): string {
  if (type === 'bitmap:port') return `create ${name} ${type} range 0-65535`;
  return `create ${name} ${type} family ${family === 'IPv6' ? 'inet6' : 'inet'} hashsize 1024 maxelem 65536`;
}
