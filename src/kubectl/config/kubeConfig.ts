/** What `kubectl config` reads and changes. Mirrors the parts of client-go/tools/clientcmd/api/types.go that matter in one cluster. */
export interface KubeContext {
  readonly name: string;
  readonly cluster: string;
  readonly user: string;
  /** Empty where the context has none. */
  readonly namespace: string;
}

export interface KubeConfigState {
  /** Empty where none is. */
  readonly currentContext: string;
  readonly contexts: readonly KubeContext[];
  readonly clusters: readonly { readonly name: string; readonly server: string }[];
  readonly users: readonly string[];
}

/** A kubeconfig that commands change; whoever holds it keeps it between commands. */
export interface KubeConfig {
  get(): KubeConfigState;
  set(state: KubeConfigState): void;
}

const defaultKubeConfig: KubeConfigState = {
  currentContext: 'svcscope',
  contexts: [{ name: 'svcscope', cluster: 'svcscope', user: 'admin', namespace: '' }],
  clusters: [{ name: 'svcscope', server: 'https://172.30.0.1:6443' }],
  users: ['admin'],
};

/** A kubeconfig in memory. */
export function createKubeConfig(initial: KubeConfigState = defaultKubeConfig): KubeConfig {
  let state = initial;
  return {
    get: () => state,
    set(next) {
      state = next;
    },
  };
}

/** The namespace of a context, `default` where it has none or where there is no such context. */
export function namespaceOfContext(state: KubeConfigState, name = state.currentContext): string {
  const namespace = state.contexts.find((context) => context.name === name)?.namespace ?? '';
  return namespace === '' ? 'default' : namespace;
}
