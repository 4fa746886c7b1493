import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp, useUI } from '../ui/common/appContext.tsx';

/** What happened elsewhere, for a while, and how to undo it. */
export function Toasts() {
  const app = useApp();
  const { t } = useTranslation();
  const toasts = useUI((state) => state.toasts);
  return (
    <div role="status" aria-live="polite" className="pointer-events-none fixed inset-x-0 bottom-[136px] z-50 grid justify-items-center gap-2 px-3">
      {toasts.map((toast) => (
        <div key={toast.id} className="rise pointer-events-auto flex max-w-[520px] items-center gap-3 rounded-lg bg-ink py-1.5 pr-1.5 pl-3.5 text-panel shadow-float">
          <span className="min-w-0 break-words">{t([toast.code, 'shell.notice.other'], { ...toast.params })}</span>
          {toast.action !== undefined && <button type="button" className="shrink-0 rounded px-2 py-1 font-semibold underline-offset-2 hover:underline" onClick={toast.action.run}>{t(toast.action.code)}</button>}
          <button type="button" aria-label={t('shell.toast.dismiss')} className="grid size-6 shrink-0 place-content-center rounded" onClick={() => app.actions.dismissToast(toast.id)}><X aria-hidden size={14} /></button>
        </div>
      ))}
    </div>
  );
}
