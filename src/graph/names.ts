/** Splits off a trailing number, so that db-2 comes before db-10. */
function splitNumber(name: string): { readonly stem: string; readonly number: number } {
  let start = name.length;
  while (start > 0 && isDigit(name.charCodeAt(start - 1))) start -= 1;
  const digits = name.slice(start);
  return digits === '' || digits.length > 15 ? { stem: name, number: -1 } : { stem: name.slice(0, start), number: Number(digits) };
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By text, a number at the end by its value. */
export function compareNames(a: string, b: string): number {
  const left = splitNumber(a);
  const right = splitNumber(b);
  return compareText(left.stem, right.stem) || left.number - right.number || compareText(a, b);
}

/** Sorted as `compareNames` does, each name taken apart only once. */
export function sortByName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  const keyed = items.map((item) => ({ item, ...splitNumber(item.name) }));
  keyed.sort((a, b) => compareText(a.stem, b.stem) || a.number - b.number || compareText(a.item.name, b.item.name));
  return keyed.map(({ item }) => item);
}

const workloadSuffix = /^(.*)-([a-z0-9]{8,10}-)?([bcdfghjklmnpqrstvwxz2456789]{5})$/;

/** What tells a Pod from its siblings: the random suffix under a Deployment, the whole name where there is none. */
export function podSuffix(name: string, hasWorkload: boolean): string {
  if (!hasWorkload) return name;
  return workloadSuffix.exec(name)?.[3] ?? name;
}

/** The end of an address, enough to tell Pods of one Node apart: `…0.2`, `…:5`. */
export function shortAddress(address: string): string {
  const isV6 = address.includes(':');
  const parts = address.split(isV6 ? ':' : '.');
  if (parts.length < 2) return address;
  return isV6 ? `…:${parts.at(-1) ?? ''}` : `…${parts.slice(-2).join('.')}`;
}

/** The ReplicaSet that a Deployment's Pod belongs to: its name without the last part. */
export function replicaSetName(podName: string): string | null {
  const end = podName.lastIndexOf('-');
  return end > 0 ? podName.slice(0, end) : null;
}
