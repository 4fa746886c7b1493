/** What a machine says of its own network: hostname and ip, after iproute2 6.1. */
import type { ClusterAccess, Program, Running } from '../program.ts';
import { addressesOf, hostNameOf, onNetworkOf, serviceAddresses } from './machine.ts';
import type { Place } from './place.ts';
import { parseIP } from '../../kube/ip.ts';

const isWide = (ip: string): boolean => ip.includes(':');

export function hostname(place: Place): Program {
  return function* (args, streams, cluster): Running {
    const addresses = addressesOf(cluster, place);
    if (args.includes('-i')) streams.out(`${addresses[0] ?? ''}\n`);
    else if (args.includes('-I')) streams.out(`${addresses.join(' ')} \n`);
    else streams.out(`${hostNameOf(cluster, place)}\n`);
    yield* [];
    return 0;
  };
}

interface Link { readonly name: string; readonly addresses: readonly string[]; readonly flags: string; readonly kind: string }

const prefixLength = (cidr: string): number => Number(cidr.split('/')[1] ?? 24);

function linksOf(cluster: ClusterAccess, given: Place): readonly Link[] {
  const place = onNetworkOf(cluster, given);
  const { nodes, proxy } = cluster.engine.settings();
  const loopback: Link = { name: 'lo', addresses: ['127.0.0.1/8', '::1/128'], flags: 'LOOPBACK,UP,LOWER_UP', kind: 'loopback' };
  const up = 'BROADCAST,MULTICAST,UP,LOWER_UP';
  if (place.kind === 'pod') {
    const length = (ip: string): number => prefixLength(nodes.find(({ name }) => name === cluster.engine.runtime.byPod(place.namespace, place.name)?.nodeName)?.podCIDRs.find((cidr) => isWide(cidr) === isWide(ip)) ?? '');
    return [loopback, { name: 'eth0', addresses: addressesOf(cluster, place).map((ip) => `${ip}/${length(ip)}`), flags: up, kind: 'ether' }];
  }
  const own = addressesOf(cluster, place).map((ip) => `${ip}/${isWide(ip) ? 64 : 24}`);
  const links: Link[] = [loopback, { name: 'eth0', addresses: own, flags: up, kind: 'ether' }];
  if (place.kind !== 'node') return links;
  const podCIDRs = nodes.find(({ name }) => name === place.name)?.podCIDRs ?? [];
  links.push({ name: 'cni0', addresses: podCIDRs.map((cidr) => cidr.replace(/0?\/(\d+)$/, (_, length: string) => `1/${length}`)), flags: up, kind: 'ether' });
  if (proxy.mode === 'ipvs') links.push({ name: 'kube-ipvs0', addresses: serviceAddresses(cluster).map((ip) => `${ip}/${isWide(ip) ? 128 : 32}`), flags: 'BROADCAST,NOARP', kind: 'ether' });
  return links;
}

/** A made-up hardware address that stays the same for an address. */
function hardwareAddress(addresses: readonly string[]): string {
  const value = parseIP(addresses[0]?.split('/')[0] ?? '')?.value ?? 0n;
  return `0a:58:${(value & 0xffffffffn).toString(16).padStart(8, '0').replace(/../g, '$&:').slice(0, -1)}`;
}

/** The network of an address by its prefix: `10.244.0.0/24` of `10.244.0.2/24`. */
function broadcastOf(cidr: string): string {
  const [ip = '', length = '32'] = cidr.split('/');
  const bits = Number(length);
  if (bits > 30) return '';
  const value = (parseIP(ip)?.value ?? 0n) | ((1n << BigInt(32 - bits)) - 1n);
  return ` brd ${[24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.')}`;
}

interface Shown { readonly family: string; readonly device: string; readonly isLink: boolean; readonly isBrief: boolean; readonly isOneLine: boolean }

function addressText(link: Link, address: string): string {
  if (isWide(address)) return `inet6 ${address} scope ${link.kind === 'loopback' ? 'host' : 'global'} `;
  return link.kind === 'loopback' ? `inet ${address} scope host lo` : `inet ${address}${broadcastOf(address)} scope global ${link.name}`;
}

function printLinks(links: readonly Link[], { family, device, isLink, isBrief, isOneLine }: Shown): string {
  return links.map((link, index) => {
    if (device !== '' && link.name !== device) return '';
    const { name, addresses, flags, kind } = link;
    const isUp = flags.includes('UP');
    const state = kind === 'loopback' ? 'UNKNOWN' : isUp ? 'UP' : 'DOWN';
    const shown = isLink ? [] : addresses.filter((address) => family === '' || isWide(address) === (family === '6'));
    const hardware = kind === 'loopback' ? '00:00:00:00:00:00' : hardwareAddress(addresses);
    if (isBrief) return `${name.padEnd(16)} ${state.padEnd(14)} ${isLink ? `${hardware} <${flags}> ` : shown.map((address) => `${address} `).join('')}\n`;
    const valid = '       valid_lft forever preferred_lft forever\n';
    if (isOneLine) return shown.map((address) => `${index + 1}: ${name}    ${addressText(link, address)}\\${valid}`).join('');
    const first = `${index + 1}: ${name}: <${flags}> mtu ${kind === 'loopback' ? 65536 : 1500} qdisc ${isUp ? 'noqueue' : 'noop'} state ${state} ${isLink ? 'mode DEFAULT ' : ''}group default qlen 1000\n`;
    const second = family === '' ? `    link/${kind} ${hardware} brd ${kind === 'loopback' ? '00:00:00:00:00:00' : 'ff:ff:ff:ff:ff:ff'}\n` : '';
    return `${first}${second}${shown.map((address) => `    ${addressText(link, address)}\n${valid}`).join('')}`;
  }).join('');
}

interface Route { readonly to: string; readonly via: string; readonly device: string; readonly source: string }

/** The main table, IPv4. */
function routesOf(cluster: ClusterAccess, given: Place): readonly Route[] {
  const place = onNetworkOf(cluster, given);
  const { nodes } = cluster.engine.settings();
  const own = addressesOf(cluster, place).find((ip) => !isWide(ip)) ?? '';
  if (place.kind === 'pod') {
    const sandbox = cluster.engine.runtime.byPod(place.namespace, place.name);
    const cidr = nodes.find(({ name }) => name === sandbox?.nodeName)?.podCIDRs.find((range) => !isWide(range)) ?? '';
    return [{ to: 'default', via: cidr.replace(/0\/\d+$/, '1'), device: 'eth0', source: '' }, { to: cidr, via: '', device: 'eth0', source: own }];
  }
  const pods = place.kind !== 'node' ? [] : nodes.flatMap((node) => node.podCIDRs.filter((cidr) => !isWide(cidr)).map((cidr): Route => (node.name === place.name
    ? { to: cidr, via: '', device: 'cni0', source: cidr.replace(/0\/\d+$/, '1') }
    : { to: cidr, via: node.addresses.find((ip) => !isWide(ip)) ?? '', device: 'eth0', source: '' })));
  return [{ to: 'default', via: own.replace(/\.\d+$/, '.1'), device: 'eth0', source: '' }, ...pods, { to: own.replace(/\.\d+$/, '.0/24'), via: '', device: 'eth0', source: own }];
}

function routeText({ to, via, device, source }: Route): string {
  return via === '' ? `${to} dev ${device} proto kernel scope link src ${source} \n` : `${to} via ${via} dev ${device} \n`;
}

/** `ip route get`: the route that a packet to an address would take. */
function routeTo(cluster: ClusterAccess, place: Place, address: string): string | undefined {
  const target = parseIP(address);
  if (target === undefined || isWide(address)) return undefined;
  const isOwn = linksOf(cluster, place).some(({ addresses }) => addresses.some((own) => own.split('/')[0] === address)) || address.startsWith('127.');
  if (isOwn) return `local ${address} dev lo src ${address} uid 0 \n    cache <local> \n`;
  const routes = routesOf(cluster, place);
  const source = addressesOf(cluster, onNetworkOf(cluster, place)).find((ip) => !isWide(ip)) ?? '';
  const contains = (cidr: string): boolean => {
    const [ip = '', length = '0'] = cidr.split('/');
    const shift = BigInt(32 - Number(length));
    return (parseIP(ip)?.value ?? 0n) >> shift === target.value >> shift;
  };
  const route = routes.filter(({ to }) => to !== 'default').find(({ to }) => contains(to)) ?? routes[0];
  if (route === undefined) return undefined;
  return `${address}${route.via === '' ? '' : ` via ${route.via}`} dev ${route.device} src ${route.source === '' ? source : route.source} uid 0 \n    cache \n`;
}

export function ip(place: Place): Program {
  return function* (args, streams, cluster): Running {
    yield* [];
    const options = args.filter((arg) => arg.startsWith('-'));
    const [object = '', ...rest] = args.filter((arg) => !arg.startsWith('-'));
    const is = (name: string): boolean => object !== '' && name.startsWith(object);
    const words = rest.filter((word, index) => !(index === 0 && 'show'.startsWith(word)) && word !== 'list' && word !== 'ls' && word !== 'dev');
    const links = linksOf(cluster, place);
    if (is('address') || is('link')) {
      const [device = ''] = words;
      if (device !== '' && !links.some(({ name }) => name === device)) {
        streams.err(`Device "${device}" does not exist.\n`);
        return 1;
      }
      streams.out(printLinks(links, { device, isLink: is('link') && !is('address'), family: options.includes('-4') ? '4' : options.includes('-6') ? '6' : '', isBrief: options.some((option) => option.startsWith('-br')), isOneLine: options.includes('-o') }));
      return 0;
    }
    if (is('route') && words[0] === 'get') {
      const text = routeTo(cluster, place, words[1] ?? '');
      if (text === undefined) streams.err(`Error: any valid prefix is expected rather than "${words[1] ?? ''}".\n`);
      else streams.out(text);
      return text === undefined ? 1 : 0;
    }
    if (is('route')) {
      if (!options.includes('-6')) streams.out(routesOf(cluster, place).map(routeText).join(''));
      return 0;
    }
    streams.err(object === '' ? 'Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }\n' : `Object "${object}" is unknown, try "ip help".\n`);
    return object === '' ? 255 : 1;
  };
}
