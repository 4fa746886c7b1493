import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';

/** Another build can be tried while one is worked on. */
const outDir = process.env['E2E_DIST'] ?? 'dist';

/** Serves the production build at a sub-path, as any static host may, and tells the tests where. */
export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(join(outDir, 'index.html'))) await build({ logLevel: 'error', build: { outDir } });
  const server = await preview({ base: '/some/sub/path/', build: { outDir }, preview: { port: 0, host: '127.0.0.1', strictPort: false }, logLevel: 'error' });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('the preview server has no address');
  project.provide('pageUrl', url);
  return () => server.close();
}

declare module 'vitest' {
  interface ProvidedContext { pageUrl: string }
}
