import { nearest } from '../editDistance.ts';
import { textOf, type Fix } from './fix.ts';
import { title } from './offerTitle.ts';

/** A value that is not one of the few that are allowed: the one it looks like, or those that remain. */
export const enumValue: Fix = {
  id: 'enumValue',
  propose({ message, path }, target) {
    const list = /supported values: (.+)$/.exec(message)?.[1];
    if (list === undefined) return [];
    // What is only kept for old manifests is not what to change to.
    const supported = [...list.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, value = '']) => value).filter((value) => value !== 'PreferClose');
    const value = textOf(target, path);
    const like = supported.find((candidate) => candidate.toLowerCase() === value.toLowerCase()) ?? nearest(value, supported) ?? (value.length < 3 ? undefined : supported.find((candidate) => candidate.toLowerCase().includes(value.toLowerCase())));
    const offered = like !== undefined ? [like] : supported.length <= 2 ? supported : [];
    return offered.map((text) => ({ title: title('changeTo', { text }), edits: [{ type: 'set', path, value: text }] }));
  },
};
