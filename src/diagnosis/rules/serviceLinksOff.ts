import { templateRule } from '../podTemplate.ts';
import { serviceVariables } from '../serviceVariables.ts';

/** Variables of Services are asked for and switched off. */
export const serviceLinksOff = templateRule('serviceLinksOff', 'warning', (template) => {
  const [first] = template.spec.enableServiceLinks === false ? serviceVariables(template).filter(({ service }) => service !== 'kubernetes') : [];
  return first === undefined ? [] : [{ path: [...template.path, 'enableServiceLinks'], params: { variable: first.variable }, fix: { value: true } }];
});
