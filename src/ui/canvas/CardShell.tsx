import { MoreHorizontal } from 'lucide-react';
import type { CSSProperties, MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ObjectId } from '../../protocol/ref.ts';
import { useApp, useUI } from '../common/appContext.tsx';
import { useIsFaded } from './canvasState.ts';

interface CardShellProps {
  /** What a click selects and the menu is about. */
  readonly id: ObjectId;
  readonly boxKey: string;
  /** The accessible name. */
  readonly label: string;
  readonly hue: string;
  readonly className?: string;
  readonly hasActions?: boolean;
  readonly children: ReactNode;
}

/** A card: one button as large as itself, what it shows, and a button for its actions. */
export function CardShell({ id, boxKey, label, hue, className = '', hasActions = true, children }: CardShellProps) {
  const { actions } = useApp();
  const isSelected = useUI((state) => state.selection === id);
  const isFaded = useIsFaded(boxKey);
  return (
    <div className={`cv-card ${className}`} style={hueStyle(hue)} data-object={id} data-selected={isSelected || undefined} data-faded={isFaded || undefined}>
      <button
        type="button" className="cv-hit" aria-label={label} aria-pressed={isSelected} data-card=""
        onClick={() => actions.select(id)}
        onPointerEnter={() => actions.hover(id)} onPointerLeave={() => actions.hover(null)} onFocus={() => actions.hover(id)} onBlur={() => actions.hover(null)}
      />
      {children}
      {hasActions ? <ActionsButton label={label} /> : null}
    </div>
  );
}

interface HueStyle extends CSSProperties { readonly '--k': string }
const hueStyle = (hue: string): HueStyle => ({ '--k': `var(${hue})` });

/** Opens the menu that a right click opens, for those who do not right click. */
export function ActionsButton({ label }: { readonly label: string }) {
  const { t } = useTranslation();
  const open = (event: MouseEvent<HTMLButtonElement>): void => {
    const { left, bottom } = event.currentTarget.getBoundingClientRect();
    event.currentTarget.dispatchEvent(new globalThis.MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left, clientY: bottom + 2 }));
  };
  return (
    <button type="button" className="cv-actions nopan" aria-label={t('canvas.actionsOf', { name: label })} aria-haspopup="menu" title={t('canvas.actions')} onClick={open}>
      <MoreHorizontal size={14} aria-hidden />
    </button>
  );
}
