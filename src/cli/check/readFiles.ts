import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ManifestFile } from './checkManifests.ts';

const isManifest = (name: string): boolean => /\.(ya?ml|json)$/i.test(name);
const isPassedOver = (name: string): boolean => name.startsWith('.') || name === 'node_modules';

/** A path that cannot be read, and why. */
export interface Unreadable { readonly path: string; readonly reason: string }

/** Reads files, folders with all that is in them, and for `-` what `readInput` gives. */
export function readFiles(paths: readonly string[], readInput: () => string): { readonly files: readonly ManifestFile[]; readonly unreadable: readonly Unreadable[] } {
  const files: ManifestFile[] = [];
  const unreadable: Unreadable[] = [];
  const attempt = (path: string, run: () => void): void => {
    try {
      run();
    } catch (error) {
      unreadable.push({ path, reason: error instanceof Error ? error.message : String(error) });
    }
  };
  const readFolder = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (isPassedOver(entry.name)) continue;
      if (entry.isDirectory()) attempt(path, () => { readFolder(path); });
      else if (isManifest(entry.name)) attempt(path, () => { files.push({ name: path, text: readFileSync(path, 'utf8') }); });
    }
  };
  for (const path of paths) {
    attempt(path, () => {
      if (path === '-') files.push({ name: '<stdin>', text: readInput() });
      else if (statSync(path).isDirectory()) readFolder(path);
      else files.push({ name: path, text: readFileSync(path, 'utf8') });
    });
  }
  return { files, unreadable };
}
