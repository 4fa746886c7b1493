import type { Loose } from '../loose.ts';
import { quote } from '../quote.ts';
import type { Volume, VolumeProjection } from '../types.generated.ts';

/** A file of a volume and what writes it; '' where there is only one thing that could. */
interface PathAndSource { readonly path: string; readonly source: string }

function shown({ path, source }: PathAndSource): string {
  return source === '' ? quote(path) : `${quote(path)} (${source})`;
}

/** Those before it that are the same file, or a directory of it, or lie in it. */
function overlapping(paths: readonly PathAndSource[], path: PathAndSource): readonly PathAndSource[] {
  if (path.path === '') return [];
  return paths.filter((other) => other.path !== '' && (`${other.path}/`.startsWith(`${path.path}/`) || `${path.path}/`.startsWith(`${other.path}/`)));
}

/** How each of the paths overlaps with those before it, `earlier` ones included. */
function overlaps(given: readonly PathAndSource[], earlier: readonly PathAndSource[] = []): string[] {
  const trimmed = (list: readonly PathAndSource[]): PathAndSource[] => list.map(({ path, source }) => ({ path: path.replace(/\/+$/, ''), source }));
  const before = trimmed(earlier);
  const paths = trimmed(given);
  return paths.flatMap((path, index) => overlapping([...before, ...paths.slice(0, index)], path).map((other) => `${shown(path)} with ${shown(other)}`));
}

function pathsOf(items: readonly { readonly path?: string | undefined }[] | undefined, source = ''): readonly PathAndSource[] {
  return (items ?? []).map(({ path = '' }) => ({ path, source }));
}

function projectedPaths({ configMap, secret, downwardAPI, serviceAccountToken }: Loose<VolumeProjection>): readonly PathAndSource[] {
  if (configMap?.items !== undefined) return pathsOf(configMap.items, `ConfigMap ${quote(configMap.name ?? '')}`);
  if (secret?.items !== undefined) return pathsOf(secret.items, `Secret ${quote(secret.name ?? '')}`);
  if (downwardAPI?.items !== undefined) return pathsOf(downwardAPI.items, 'DownwardAPI');
  return serviceAccountToken === undefined ? [] : [{ path: serviceAccountToken.path ?? '', source: 'ServiceAccountToken' }];
}

/** Files of one volume that would write over each other. Mirrors warningsForOverlappingVirtualPaths in pkg/api/pod/warnings.go (v1.36). */
export function overlappingPathWarnings(volumes: readonly Loose<Volume>[]): string[] {
  return volumes.flatMap(({ name = '', configMap, secret, downwardAPI, projected }) => {
    const warn = (description: string) => (text: string): string => `volume ${quote(name)} (${description}): overlapping paths: ${text}`;
    const sources = projected?.sources ?? [];
    return [
      ...overlaps(pathsOf(configMap?.items)).map(warn(`ConfigMap ${quote(configMap?.name ?? '')}`)),
      ...overlaps(pathsOf(secret?.items)).map(warn(`Secret ${quote(secret?.secretName ?? '')}`)),
      ...overlaps(pathsOf(downwardAPI?.items)).map(warn('DownwardAPI')),
      ...sources.flatMap((source, index) => {
        if (Object.values(source).every((part) => part === undefined)) return [`volume ${quote(name)} (Projected) has no sources provided`];
        return overlaps(projectedPaths(source), sources.slice(0, index).flatMap(projectedPaths)).map(warn('Projected'));
      }),
    ];
  });
}
