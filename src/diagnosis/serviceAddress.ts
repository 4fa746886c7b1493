import { isRecord, stringAt } from './jsonParts.ts';
import type { RuleContext } from './rule.ts';

/** The Service that a cluster IP belongs to, as `namespace/name`. */
export function serviceOfAddress(address: string, { reader }: RuleContext): string | undefined {
  const claim: unknown = reader.getAny('IPAddress', '', address);
  const spec: unknown = isRecord(claim) ? claim['spec'] : undefined;
  const parent = isRecord(spec) ? spec['parentRef'] : undefined;
  return isRecord(parent) && parent['resource'] === 'services' ? `${stringAt(parent, 'namespace')}/${stringAt(parent, 'name')}` : undefined;
}
