import { useCallback, useEffect, useState } from 'react';
import { Check, Copy, Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../ui/common/appContext.tsx';
import { Modal } from '../ui/common/Modal.tsx';

/** The link, copied as soon as it is there; or why there is none, and the file instead. */
export function ShareDialog() {
  const app = useApp();
  const { t } = useTranslation();
  const [link] = useState(() => app.actions.shareLink());
  const [copied, setCopied] = useState<'not yet' | 'yes' | 'failed'>('not yet');
  const url = 'url' in link ? link.url : '';
  const copy = useCallback((): void => {
    if (url === '') return;
    // Without a secure origin there is no clipboard; then the field can be copied by hand.
    const write = 'clipboard' in navigator ? navigator.clipboard.writeText(url) : Promise.reject(new Error('no clipboard'));
    write.then(() => setCopied('yes'), () => setCopied('failed'));
  }, [url]);
  // Opening the dialog is the one click that copies.
  useEffect(copy, [copy]);
  return (
    <Modal title={t('shell.share.title')} description={t('shell.share.description')}>
      {'url' in link ? (
        <div className="grid gap-2 pt-1">
          <div className="flex gap-2">
            <input readOnly value={url} aria-label={t('shell.share.link')} data-testid="share-link" className="h-8 min-w-0 flex-1 rounded-control border border-line-2 bg-sunken px-2 font-mono text-xs" onFocus={(event) => event.target.select()} />
            <button type="button" className="ctl ctl-primary h-8" onClick={copy}>{copied === 'yes' ? <Check aria-hidden size={14} /> : <Copy aria-hidden size={14} />}{copied === 'yes' ? t('shell.share.copied') : t('shell.share.copy')}</button>
          </div>
          <p role="status" className="text-ink-2">{copied === 'failed' ? t('shell.share.copyByHand') : t('shell.share.length', { length: link.length })}</p>
        </div>
      ) : (
        <p role="alert" className="rounded-control bg-warn-soft px-3 py-2 text-warn">{t(link.code, { ...link.params })}</p>
      )}
      <div className="mt-3 flex items-center justify-between gap-3 border-t border-line pt-3">
        <p className="text-ink-2">{t('shell.share.fileHint')}</p>
        <button type="button" className="ctl shrink-0" onClick={app.actions.downloadScenario}><Download aria-hidden size={14} />{t('shell.share.download')}</button>
      </div>
    </Modal>
  );
}
