import { nearest } from '../editDistance.ts';
import { probePorts, templateRule } from '../podTemplate.ts';
import type { FindingDraft } from '../rule.ts';
import { declaredPorts } from '../servicePods.ts';

/** A probe asks a number that no container of the Pod declares, though they declare others. */
export const probePortNotDeclared = templateRule('probePortNotDeclared', 'info', (template) => {
  const numbers = [...new Set(declaredPorts(template.spec).filter(({ protocol }) => protocol === 'TCP').map(({ containerPort }) => containerPort))];
  const [only] = numbers;
  if (only === undefined) return [];
  return probePorts(template).flatMap(({ kind, port, path, container }): readonly FindingDraft[] => {
    if (typeof port === 'string' || numbers.includes(port)) return [];
    const like = numbers.length === 1 ? only : Number(nearest(String(port), numbers.map(String)));
    const params = { probe: kind, port, container: container.name, declared: numbers.join(', ') };
    return [{ path, params, ...(Number.isNaN(like) ? {} : { fix: { value: like } }) }];
  });
});
