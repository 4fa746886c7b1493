import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { parseObjectId, type ObjectId } from '../../protocol/ref.ts';
import type { EventView } from '../../protocol/view.ts';
import { useApp, useCluster } from '../common/appContext.tsx';
import { clockText } from './place.ts';

const mostShown = 300;

/** What happened to the object, or to anything where it is null; newest first. */
export function EventsTab({ id }: { readonly id: ObjectId | null }) {
  const { t } = useTranslation();
  const all = useCluster((state) => state.events);
  const events = useMemo(() => all.filter((event) => id === null || event.involved === id).reverse().slice(0, mostShown), [all, id]);
  if (events.length === 0) return <p className="p-4 text-[var(--ink-2)]">{t('panels.noEvents')}</p>;
  return id === null ? <EventTable events={events} /> : <EventList events={events} />;
}

const reasonOf = (event: EventView): string => `${event.reason}${event.count > 1 ? ` ×${event.count}` : ''}`;

/** Beside the canvas there is room for two lines an event, not for columns. */
function EventList({ events }: { readonly events: readonly EventView[] }) {
  return (
    <ul className="py-1">
      {events.map((event) => (
        <li key={event.id} className="grid gap-0.5 border-b border-[var(--line)] px-3.5 py-2">
          <span className="flex items-baseline gap-2">
            <b className={`min-w-0 flex-1 font-semibold [overflow-wrap:anywhere] ${event.type === 'Warning' ? 'text-[var(--warn)]' : ''}`}>{event.type === 'Warning' ? '! ' : ''}{reasonOf(event)}</b>
            <span className="font-mono text-xs text-[var(--ink-2)]">{clockText(event.atMs)}</span>
          </span>
          <span className="text-[var(--ink-2)] [overflow-wrap:anywhere]">{event.message}</span>
        </li>
      ))}
    </ul>
  );
}

function EventTable({ events }: { readonly events: readonly EventView[] }) {
  const app = useApp();
  const { t } = useTranslation();
  return (
    <table className="data-table">
      <thead><tr>{['time', 'type', 'reason', 'object', 'message'].map((column) => <th key={column} scope="col">{t(`panels.events.${column}`)}</th>)}</tr></thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.id}>
            <td className="mono">{clockText(event.atMs)}</td>
            <td className={event.type === 'Warning' ? 'text-[var(--warn)]' : ''}>{event.type}</td><td>{reasonOf(event)}</td>
            <td><button type="button" className="link" onClick={() => { app.actions.select(event.involved); }}>{parseObjectId(event.involved).kind} {parseObjectId(event.involved).name}</button></td>
            <td className="min-w-56 [overflow-wrap:anywhere]">{event.message}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
