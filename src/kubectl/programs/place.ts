/** Where a prompt stands, and where programs run: on the user's own machine outside the cluster, on a Node, or in a container of a Pod. */
export type Place =
  | { readonly kind: 'local'; /** The outside client whose address requests come from. */ readonly client: string }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'pod'; readonly namespace: string; readonly name: string; readonly container: string };
