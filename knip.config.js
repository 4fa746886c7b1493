/** @type {import('knip').KnipConfig} */
export default {
  entry: ['src/worker/main.ts', 'src/ui/editor/yaml.worker.ts', 'scripts/*.{ts,mjs}', 'tests/bench/main.ts', 'tests/bench/page/frame.ts', 'tests/bench/empty/main.tsx'],
  project: ['src/**/*.{ts,tsx,css}', 'tests/**/*.{ts,tsx}', 'scripts/*'],
  ignore: ['src/kube/types.generated.ts'],
  ignoreBinaries: ['apt-get'],
  rules: { types: 'off' },
  // Style sheets name packages too: fonts, and Tailwind itself.
  compilers: {
    css: (text) => [...text.matchAll(/(?:@import\s+|url\()['"]([^'"]+)['"]/g)].map(([, name]) => `import ${JSON.stringify(name.replace(/^~/, ''))};`).join('\n'),
  },
};
