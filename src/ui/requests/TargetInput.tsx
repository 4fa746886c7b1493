import { useMemo } from 'react';
import { useCluster } from '../common/appContext.tsx';
import { targetSuggestions } from './targets.ts';

/** What is asked: a URL, a name with a port, or an address with a port. */
export function TargetInput({ id, value, onChange }: { readonly id: string; readonly value: string; readonly onChange: (target: string) => void }) {
  const view = useCluster((state) => state.view);
  const suggestions = useMemo(() => targetSuggestions(view), [view]);
  return (
    <>
      <input id={id} className="field field-mono w-64" type="text" list={`${id}-list`} value={value} spellCheck={false} autoComplete="off" maxLength={2048} placeholder="web.default:80" onChange={(event) => { onChange(event.target.value); }} />
      <datalist id={`${id}-list`}>{suggestions.map((suggestion) => <option key={suggestion} value={suggestion} />)}</datalist>
    </>
  );
}
