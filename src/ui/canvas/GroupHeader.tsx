import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { worstFindings } from '../../graph/findings.ts';
import type { PodGroup } from '../../graph/scene.ts';
import { parseObjectId } from '../../protocol/ref.ts';
import { useApp, useCluster, useUI } from '../common/appContext.tsx';
import { FindingGlyph } from './FindingGlyph.tsx';
import { ReplicaSlider } from './ReplicaSlider.tsx';
import { useCanvas } from './canvasState.ts';

/** Whose Pods stand below, and at its first group how many there shall be. */
export const GroupHeader = memo(function GroupHeader({ group }: { readonly group: PodGroup }) {
  const { t } = useTranslation();
  const { actions } = useApp();
  const hasNamespaces = useCanvas((state) => state.hasNamespaces);
  const { workload } = group;
  const isSelected = useUI((state) => workload !== null && state.selection === workload);
  const isFaded = useCanvas((state) => state.selected !== null && workload !== null && !state.selected.ids.has(workload));
  const finding = useCluster((state) => (workload === null ? undefined : worstFindings(state.view.findings).get(workload)));
  const { kind, name } = workload === null ? { kind: t('canvas.group.bare'), name: '' } : parseObjectId(workload);
  const { x, y, width } = group.rect;
  const text = (
    <>
      {name === '' ? null : <b className="cv-clip">{name}</b>}
      <span className="cv-clip cv-group-kind">{kind}</span>
      {hasNamespaces ? <span className="cv-hint cv-clip cv-group-kind">{group.namespace}</span> : null}
    </>
  );
  return (
    <div className="cv-group" style={{ left: x, top: y, width }} data-faded={isFaded || undefined}>
      {workload === null ? (
        <span className="cv-group-name">{text}</span>
      ) : (
        <button
          type="button" className="cv-group-name" data-object={workload} data-selected={isSelected || undefined} aria-pressed={isSelected} aria-label={t('canvas.group.label', { kind, name })} title={`${kind} ${name}`}
          onClick={() => actions.select(workload)} onPointerEnter={() => actions.hover(workload)} onPointerLeave={() => actions.hover(null)}
        >
          {text}
        </button>
      )}
      {finding === undefined ? null : <FindingGlyph finding={finding} />}
      {workload !== null && group.hasSlider ? <ReplicaSlider workload={workload} /> : null}
    </div>
  );
});
