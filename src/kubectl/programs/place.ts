/** Where a prompt stands, and where programs run: on the user's own machine outside the cluster, on a Node, or in a container of a Pod. */
/** Where a port of the user's own machine leads: a port inside a Pod's network. */
export interface Forward { readonly namespace: string; readonly name: string; readonly remote: number }

export type Place =
  | { readonly kind: 'local'; /** The outside client whose address requests come from. */ readonly client: string; /** By local port: what `kubectl port-forward` keeps open. */ readonly forwards?: ReadonlyMap<number, Forward> }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'pod'; readonly namespace: string; readonly name: string; readonly container: string };
