import { useTranslation } from 'react-i18next';
import { isBuiltIn } from '../../graph/leftLanes.ts';
import { useApp, useCluster } from '../common/appContext.tsx';

/** Says what to do next where there is nothing to draw. */
export function EmptyCanvas() {
  const { t } = useTranslation();
  const { actions } = useApp();
  const connection = useCluster((state) => state.connection);
  const isEmpty = useCluster(({ ids, view }) => ids.pods.length === 0 && ids.workloads.length === 0 && ids.services.every((id) => view.services[id] === undefined || isBuiltIn(view.services[id])));
  if (connection === 'failed') {
    return (
      <div className="cv-empty" role="alert">
        <b>{t('canvas.empty.failedTitle')}</b>
        <p>{t('canvas.empty.failedText')}</p>
        <button type="button" className="cv-primary" onClick={() => actions.restart()}>{t('canvas.empty.restart')}</button>
      </div>
    );
  }
  if (!isEmpty || connection !== 'live') return null;
  return (
    <div className="cv-empty">
      <b>{t('canvas.empty.title')}</b>
      <p>{t('canvas.empty.text')}</p>
      <button type="button" className="cv-primary" onClick={() => actions.setUI({ dialog: 'scenarios' })}>{t('canvas.empty.action')}</button>
    </div>
  );
}
