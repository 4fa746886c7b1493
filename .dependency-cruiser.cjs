// The layers of docs/architecture.md: who may import whom. Nothing else is allowed, type imports included.
const mayImport = {
  kube: [],
  protocol: ["kube"],
  engine: ["kube", "protocol"],
  manifests: ["kube", "protocol"],
  diagnosis: ["kube", "protocol", "engine", "manifests"],
  kubectl: ["kube", "protocol", "engine", "manifests"],
  graph: ["kube", "protocol"],
  scenarios: ["kube", "protocol"],
  worker: ["kube", "protocol", "engine", "manifests", "diagnosis", "kubectl"],
  client: ["protocol", "kube"],
  share: ["protocol", "scenarios", "kube"],
  store: ["client", "protocol", "graph", "scenarios", "share", "manifests", "kube"],
  ui: ["store", "graph", "kube", "protocol"],
  app: ["kube", "protocol", "manifests", "diagnosis", "client", "graph", "scenarios", "share", "store", "ui"],
  cli: ["kube", "protocol", "engine", "manifests", "diagnosis", "kubectl", "scenarios"],
};

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphan-layer', severity: 'error', comment: 'Every module stands in a layer.', from: { pathNot: `^src/(${Object.keys(mayImport).join('|')})/`, path: '^src/' }, to: {} },
    ...Object.entries(mayImport).map(([layer, allowed]) => ({
      name: `${layer}-imports-only-${allowed.length === 0 ? 'itself' : allowed.join('-')}`,
      severity: 'error',
      from: { path: `^src/${layer}/` },
      to: { path: '^src/', pathNot: `^src/(${[layer, ...allowed].join('|')})/` },
    })),
    { name: 'no-dev-dependency-in-src', severity: 'error', from: { path: '^src/', pathNot: '^src/cli/' }, to: { dependencyTypes: ['npm-dev'] } },
    { name: 'no-node-builtins-in-page', severity: 'error', from: { path: '^src/', pathNot: '^src/cli/' }, to: { dependencyTypes: ['core'] } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default', 'require'], extensions: ['.ts', '.tsx', '.js', '.json', '.css'] },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\?(worker|url|raw|inline)' },
  },
};
