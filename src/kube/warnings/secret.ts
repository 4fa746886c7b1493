/** Warnings about Secrets. Mirrors warningsForSecret of pkg/registry/core/secret/strategy.go and tls.X509KeyPair (v1.36). */
import { decodeBase64Text } from '../base64.ts';
import type { Loose } from '../loose.ts';
import { valueOf } from '../objects.ts';
import type { Secret } from '../types.generated.ts';

const pem = /-----BEGIN ([^\n]+?)-----\n[^]*?-----END \1-----/g;

/** The types of the PEM blocks in a text, in order. */
function blockTypes(text: string): readonly string[] {
  return [...text.matchAll(pem)].map(([, type = '']) => type);
}

function missing(types: readonly string[], wanted: string, input: string): string {
  if (types.length === 0) return `tls: failed to find any PEM data in ${input} input`;
  return `tls: failed to find "${wanted}" PEM block in ${input} input after skipping PEM blocks of the following types: [${types.join(' ')}]`;
}

/**
 * A certificate or key that cannot be one.
 * Simplified: what is inside PEM blocks is not read.
 */
export function secretWarnings(secret: Loose<Secret>): string[] {
  if (secret.type !== 'kubernetes.io/tls') return [];
  const certificate = blockTypes(decodeBase64Text(valueOf(secret.data, 'tls.crt') ?? ''));
  if (!certificate.includes('CERTIFICATE')) return [missing(certificate, 'CERTIFICATE', 'certificate')];
  const key = blockTypes(decodeBase64Text(valueOf(secret.data, 'tls.key') ?? ''));
  if (key.some((type) => type === 'PRIVATE KEY' || type.endsWith(' PRIVATE KEY'))) return [];
  if (key.length === 0) return ['tls: failed to find any PEM data in key input'];
  if (key.length === 1 && key[0] === 'CERTIFICATE') return ['tls: found a certificate rather than a key in the PEM for the private key'];
  return [`tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [${key.join(' ')}]`];
}
