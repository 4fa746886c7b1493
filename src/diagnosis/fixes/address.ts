import { hasLeadingZeros, ipFamilyOf, parseCIDR } from '../../kube/ip.ts';
import { fieldOf, textOf, type Fix, type Offer } from './fix.ts';
import { title } from './offerTitle.ts';

/** An address where a range belongs, one with needless zeros, a time out of bounds. */
export const address: Fix = {
  id: 'address',
  propose({ message, path }, target) {
    const text = textOf(target, path);
    const change = (value: string | number): readonly Offer[] => [{ title: title('changeTo', { text: value }), edits: [{ type: 'set', path, value }] }];
    if (message.includes('must be a valid CIDR')) {
      const family = ipFamilyOf(text.trim());
      if (family !== undefined) return change(`${text.trim()}${family === 'IPv4' ? '/32' : '/128'}`);
      const trimmed = withoutZeros(text.trim());
      return trimmed !== text && parseCIDR(trimmed) !== undefined ? change(trimmed) : removal(path, target);
    }
    if (message.includes('must be a valid IP address') && path.at(-1) !== 'clusterIP' && path.at(-2) !== 'clusterIPs') {
      const trimmed = withoutZeros(text.trim().replace(/\/\d+$/, ''));
      return trimmed !== text && ipFamilyOf(trimmed) !== undefined && !hasLeadingZeros(trimmed) ? change(trimmed) : removal(path, target);
    }
    const bounds = /must be greater than (\d+) and less than (\d+)/.exec(message);
    return path.at(-1) === 'timeoutSeconds' && bounds !== null ? change(10800) : [];
  },
};

function withoutZeros(text: string): string {
  return text.replace(/(^|\.)0+(?=\d)/g, '$1');
}

/** An entry of a list of addresses can go. */
function removal(path: readonly (string | number)[], target: Parameters<typeof fieldOf>[0]): readonly Offer[] {
  const list = path.slice(0, -1);
  const items = fieldOf(target, list);
  if (typeof path.at(-1) !== 'number' || !Array.isArray(items)) return [];
  const isOnly = items.length === 1 && list[0] === 'spec';
  return [{ title: title('remove', { field: String(list.at(-1)) }), edits: [{ type: 'remove', path: isOnly ? list : path }] }];
}
