import { describe, expect, it } from 'vitest';
import { fieldNotSupported, matchesFields, parseFieldSelector } from '../../../src/kube/fieldSelector.ts';
import { kindInfo } from '../../../src/kube/scheme.ts';

function matches(selector: string, object: object): boolean {
  const parsed = parseFieldSelector(selector);
  if (!parsed.ok) throw new Error(parsed.error);
  return matchesFields(parsed.requirements, object);
}

describe('field selectors', () => {
  const pod = { metadata: { name: 'a', namespace: 'default' }, spec: { nodeName: 'n1' }, status: { phase: 'Running' } };

  it.each([
    ['metadata.name=a', true], ['metadata.name==a', true], ['metadata.name!=a', false], ['metadata.name=a,spec.nodeName=n2', false], ['spec.nodeName=n1,status.phase!=Failed', true], ['', true],
  ])('%s', (selector, isMatch) => {
    expect(matches(selector, pod)).toBe(isMatch);
  });

  it('refuses what is no selector', () => {
    expect(parseFieldSelector('metadata.name')).toEqual({ ok: false, error: "invalid selector: 'metadata.name'; can't understand 'metadata.name'" });
  });

  it('knows the fields of each kind', () => {
    const [podKind, serviceKind] = [kindInfo('v1', 'Pod'), kindInfo('v1', 'Service')];
    if (podKind === undefined || serviceKind === undefined) throw new Error('kinds are missing');
    expect(fieldNotSupported(podKind, 'spec.nodeName')).toBeUndefined();
    expect(fieldNotSupported(serviceKind, 'spec.nodeName')).toBe('field label not supported: spec.nodeName');
  });
});
