import type { ComponentProps, ReactNode } from 'react';
import { Tooltip } from './Tooltip.tsx';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'aria-label'> {
  /** The accessible name, and what the tooltip says. */
  readonly label: string;
  readonly shortcut?: string | undefined;
  readonly children: ReactNode;
}

export function IconButton({ label, shortcut, children, className = '', ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} shortcut={shortcut}>
      <button type="button" aria-label={label} className={`ctl-icon ${className}`} {...rest}>{children}</button>
    </Tooltip>
  );
}
