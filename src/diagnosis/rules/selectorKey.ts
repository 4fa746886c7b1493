import { selectorParams, selectorRule } from '../selectorExplanation.ts';

/** The selector asks for the right value under the wrong key. */
export const selectorKey = selectorRule('selectorKey', 'error', 'key', ({ key, nearest }, service) => ({
  path: ['spec', 'selector', key],
  params: { ...selectorParams(service), key, nearest },
  fix: { edits: [{ type: 'rename', path: ['spec', 'selector', key], key: nearest }] },
}));
