import { useId, useState, type SyntheticEvent } from 'react';
import { Send } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RequestSpec, TransportProtocol } from '../../protocol/request.ts';
import { useApp, useCluster, useDocument } from '../common/appContext.tsx';
import { requestCommand } from '../../store/kubectlCommand.ts';
import { CopyText } from '../common/CopyText.tsx';
import { ClientSelect } from './ClientSelect.tsx';
import { TargetInput } from './TargetInput.tsx';
import { targetSuggestions } from './targets.ts';

const protocols: readonly TransportProtocol[] = ['TCP', 'UDP'];

/** Sends one request, or some, now. */
export function Composer() {
  const app = useApp();
  const { t } = useTranslation();
  const id = useId();
  const firstTarget = useCluster((state) => targetSuggestions(state.view, 1)[0] ?? '');
  const firstWorkload = useCluster((state) => state.ids.workloads[0]);
  const firstFlow = useDocument((state) => state.traffic[0]);
  const [draft, setDraft] = useState<Partial<RequestSpec>>({});
  const [times, setTimes] = useState(1);
  const [error, setError] = useState<string | null>(null);
  // What already goes on is the best guess; names are only known inside the cluster, so a workload is the next.
  const from = firstFlow?.from ?? (firstWorkload === undefined ? { kind: 'outside' as const, name: 'outside' } : { kind: 'workload' as const, id: firstWorkload });
  const spec: RequestSpec = { from, to: firstFlow?.to ?? firstTarget, protocol: 'TCP', connection: 'new', ...draft };
  const send = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    const result = await app.actions.sendRequest(spec, times);
    setError(result.error === undefined ? null : t(`shell.notice.${result.error}`, { ...result.errorParams, defaultValue: result.error }));
    if (result.error === undefined) app.actions.setUI({ inspectorTab: 'request', isInspectorOpen: true });
  };
  const change = (patch: Partial<RequestSpec>): void => { setDraft({ ...draft, ...patch }); };
  return (
    <form aria-label={t('panels.composer.title')} className="flex flex-wrap items-end gap-2 border-b border-[var(--line)] p-2" onSubmit={(event) => { void send(event); }}>
      <label className="grid gap-0.5 text-xs text-[var(--ink-2)]" htmlFor={`${id}-from`}>{t('panels.composer.from')}<ClientSelect id={`${id}-from`} value={spec.from} onChange={(from) => { change({ from }); }} /></label>
      <label className="grid gap-0.5 text-xs text-[var(--ink-2)]" htmlFor={`${id}-to`}>{t('panels.composer.to')}<TargetInput id={`${id}-to`} value={spec.to} onChange={(to) => { change({ to }); }} /></label>
      <label className="grid gap-0.5 text-xs text-[var(--ink-2)]" htmlFor={`${id}-protocol`}>{t('panels.composer.protocol')}
        <select id={`${id}-protocol`} className="field" value={spec.protocol} onChange={(event) => { change({ protocol: event.target.value === 'UDP' ? 'UDP' : 'TCP' }); }}>{protocols.map((protocol) => <option key={protocol}>{protocol}</option>)}</select>
      </label>
      <label className="grid gap-0.5 text-xs text-[var(--ink-2)]" htmlFor={`${id}-times`}>{t('panels.composer.times')}
        <input id={`${id}-times`} className="field field-mono w-20" type="number" min={1} max={1000} value={times} onChange={(event) => { setTimes(Math.min(1000, Math.max(1, Math.round(Number(event.target.value)) || 1))); }} />
      </label>
      <button type="submit" className="btn btn-primary" disabled={spec.to.trim() === ''}><Send aria-hidden size={14} />{t('panels.composer.send')}</button>
      <CopyText text={requestCommand(spec)} label={t('panels.copyKubectl', { text: requestCommand(spec) })} />
      {error !== null && <p role="alert" className="basis-full text-[var(--fail)]">{error}</p>}
    </form>
  );
}
