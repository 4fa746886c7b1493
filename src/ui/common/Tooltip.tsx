import { Tooltip as Radix } from 'radix-ui';
import type { ReactElement } from 'react';
import { shortcutText } from './shortcuts.ts';

export const TooltipProvider = Radix.Provider;

/** A name for a control, with its shortcut, when it is pointed at or focused. It stands beside its control in the document, so that it belongs to the same part of the page. */
export function Tooltip({ label, shortcut, children }: { readonly label: string; readonly shortcut?: string | undefined; readonly children: ReactElement }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Content className="tooltip rise" sideOffset={6} collisionPadding={8}>
        {label}
        {shortcut !== undefined && <kbd className="kbd">{shortcutText(shortcut)}</kbd>}
      </Radix.Content>
    </Radix.Root>
  );
}
