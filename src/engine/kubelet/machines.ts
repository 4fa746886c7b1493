import type { EngineContext } from '../context.ts';
import type { NodeSettings } from '../../protocol/settings.ts';
import { createAddressPool, type AddressPool } from './addresses.ts';
import { heartbeatsOf } from './heartbeats.ts';
import type { MachineState } from './runtime.ts';

export type Power = 'up' | 'down' | 'partitioned';

/** A Node as hardware, whatever its Node object says. */
export interface Machine { readonly settings: NodeSettings; readonly pool: AddressPool; power: Power }

export interface Machines extends MachineState {
  find(nodeName: string): Machine | undefined;
  add(settings: NodeSettings): void;
  remove(nodeName: string): void;
  /** False where there is no such machine. */
  setPower(nodeName: string, power: Power): boolean;
  setLink(a: string, b: string, isCut: boolean): void;
}

const linkName = (a: string, b: string): string => (a < b ? `${a}|${b}` : `${b}|${a}`);

/** The machines of the settings, all up. In a `reported` cluster an address is never given twice. */
export function createMachines(context: EngineContext): Machines {
  const machines = new Map<string, Machine>();
  const cutLinks = new Set<string>();
  const heartbeats = heartbeatsOf(context);
  const { kubelet, nodes } = context.settings();
  const add = (settings: NodeSettings): void => {
    machines.set(settings.name, { settings, pool: createAddressPool(settings.podCIDRs, kubelet === 'simulated'), power: 'up' });
    heartbeats.setSilent(settings.name, false);
  };
  for (const settings of nodes) add(settings);
  return {
    add,
    find: (nodeName) => machines.get(nodeName),
    remove: (nodeName) => void machines.delete(nodeName),
    power: (nodeName) => machines.get(nodeName)?.power ?? 'down',
    isLinkCut: (a, b) => cutLinks.size > 0 && cutLinks.has(linkName(a, b)),
    setPower(nodeName, power) {
      const machine = machines.get(nodeName);
      if (machine === undefined) return false;
      machine.power = power;
      heartbeats.setSilent(nodeName, power !== 'up');
      return true;
    },
    setLink(a, b, isCut) {
      if (isCut) cutLinks.add(linkName(a, b));
      else cutLinks.delete(linkName(a, b));
    },
  };
}
