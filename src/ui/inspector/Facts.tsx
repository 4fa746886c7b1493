import type { ReactNode } from 'react';

/** Label and value, one a line; entries without a value are left out. */
export function Facts({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) {
  const shown = rows.filter(([, value]) => value !== '' && value !== null && value !== undefined && value !== false);
  return <dl className="facts">{shown.map(([label, value]) => <div key={label} className="contents"><dt>{label}</dt><dd>{value}</dd></div>)}</dl>;
}

/** `app=web, tier=front` */
export function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels).map(([key, value]) => `${key}=${value}`).join(', ');
}
