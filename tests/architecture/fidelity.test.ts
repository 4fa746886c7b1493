import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fidelityDocument, fidelityPath } from '../../scripts/writeFidelity.ts';
import { allKinds } from '../../src/kube/scheme.ts';

describe('docs/fidelity.md', () => {
  const written = readFileSync(fidelityPath, 'utf8');

  it('is what the sources do now', () => {
    expect(written).toBe(fidelityDocument());
  }, 120_000);

  it.each(allKinds.map(({ kind }) => kind))('tells of %s', (kind) => {
    expect(written).toContain(`| ${kind} |`);
    expect(written).toContain(`### ${kind}\n`);
  });

  // A sample whose fate is known: it fails when the collection stops seeing one of the ways in which code names a field.
  it.each([
    { struct: 'ServiceSpec', field: 'publishNotReadyAddresses', fate: 'simulated' },
    { struct: 'ServiceSpec', field: 'loadBalancerIP', fate: 'validated' },
    { struct: 'ServiceSpec', field: 'internalTrafficPolicy', fate: 'simulated, validated, defaulted' },
    { struct: 'IngressSpec', field: 'tls', fate: 'validated' },
    { struct: 'AzureDiskVolumeSource', field: 'fsType', fate: 'defaulted' },
  ])('$struct.$field is $fate', ({ struct, field, fate }) => {
    const section = written.slice(written.indexOf(`\n### ${struct}\n`));
    expect(section.match(new RegExp(`\\| \`${field}\` \\| [^|]+ \\| ([^|]+) \\|`))?.[1]).toBe(fate);
  });
});
