import type { ReactNode } from 'react';

/** Nothing is here yet: what to do next, with the button that does it. */
export function EmptyState({ title, text, children }: { readonly title: string; readonly text: string; readonly children: ReactNode }) {
  return (
    <div className="grid h-full place-content-center justify-items-center gap-2 p-6 text-center">
      <p className="text-sm font-semibold">{title}</p>
      <p className="max-w-96 text-ink-2">{text}</p>
      <div className="mt-2 flex flex-wrap justify-center gap-2">{children}</div>
    </div>
  );
}
