import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Behaviour } from '../../protocol/command.ts';
import type { ObjectId } from '../../protocol/ref.ts';
import { useApp, useDocument } from '../common/appContext.tsx';

const flags = ['failsReadiness', 'failsLiveness', 'crashes'] as const;

function withoutEmpty(behaviour: Behaviour): Behaviour | null {
  return Object.keys(behaviour).length === 0 ? null : behaviour;
}

/** `80, 8080` as numbers; null where something in it is no port. */
function parsePorts(text: string): readonly number[] | null {
  const ports = text.split(/[\s,]+/).filter((part) => part !== '').map(Number);
  return ports.every((port) => Number.isInteger(port) && port > 0 && port < 65536) ? ports : null;
}

/** How the containers really behave, whatever their manifest says: for a workload, or for one Pod. */
export function BehaviourForm({ id }: { readonly id: ObjectId }) {
  const app = useApp();
  const { t } = useTranslation();
  const formId = useId();
  const behaviour = useDocument((state) => state.behaviours[id]) ?? {};
  const change = <K extends keyof Behaviour>(key: K, value: Behaviour[K] | undefined): void => {
    const { [key]: _before, ...rest } = behaviour;
    app.actions.setBehaviour(id, withoutEmpty(value === undefined ? rest : { ...rest, [key]: value }));
  };
  const number = (key: 'latencyMs' | 'errorRate', max: number, step: number) => (
    <div className="contents">
      <dt><label htmlFor={`${formId}-${key}`}>{t(`panels.behaviour.${key}`)}</label></dt>
      <dd><input id={`${formId}-${key}`} className="field field-mono w-24" type="number" min={0} max={max} step={step} value={behaviour[key] ?? 0}
        onChange={(event) => { const value = Math.min(max, Math.max(0, Number(event.target.value) || 0)); change(key, value === 0 ? undefined : value); }} /></dd>
    </div>
  );
  return (
    <section aria-label={t('panels.behaviour.title')} className="grid gap-2 border-t border-[var(--line)] pt-3">
      <h3 className="font-semibold">{t('panels.behaviour.title')}</h3>
      <dl className="facts items-center">
        <div className="contents">
          <dt><label htmlFor={`${formId}-ports`}>{t('panels.behaviour.listensOn')}</label></dt>
          <dd><input id={`${formId}-ports`} key={behaviour.listensOn?.join() ?? ''} className="field field-mono w-36" type="text" defaultValue={behaviour.listensOn?.join(', ') ?? ''} placeholder={t('panels.behaviour.declared')}
            onBlur={(event) => { const ports = parsePorts(event.target.value); if (ports !== null) change('listensOn', event.target.value.trim() === '' ? undefined : ports); }} /></dd>
        </div>
        {number('latencyMs', 60_000, 5)}
        {number('errorRate', 1, 0.05)}
      </dl>
      <div className="flex flex-wrap gap-x-4 gap-y-1.5">
        {flags.map((flag) => (
          <label key={flag} className="flex items-center gap-1.5">
            <input type="checkbox" className="accent-[var(--accent)]" checked={behaviour[flag] ?? false} onChange={(event) => { change(flag, event.target.checked ? true : undefined); }} />
            {t(`panels.behaviour.${flag}`)}
          </label>
        ))}
      </div>
    </section>
  );
}
