import { useReactFlow, useStore } from '@xyflow/react';
import { Layers, Lock, LockOpen, Maximize2, Minus, Plus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { useApp, useUI } from '../common/appContext.tsx';
import { useCanvas, useCanvasStore } from './canvasState.ts';
import { useFit } from './useFit.ts';

/** Layers, lock, zoom and fit. */
export function CanvasControls() {
  const { t } = useTranslation();
  const flow = useReactFlow();
  const fit = useFit();
  const canvas = useCanvasStore();
  const isLocked = useCanvas((state) => state.isLocked);
  const zoom = useStore((state) => Math.round(state.transform[2] * 100));
  const button = (label: string, shortcut: string): { type: 'button'; 'aria-label': string; title: string } => ({ type: 'button', 'aria-label': label, title: shortcut === '' ? label : `${label} (${shortcut})` });
  return (
    <div className="cv-controls" role="toolbar" aria-label={t('canvas.controls.title')}>
      <LayersMenu />
      <button {...button(t(isLocked ? 'canvas.controls.unlock' : 'canvas.controls.lock'), 'L')} aria-pressed={isLocked} onClick={() => canvas.setState({ isLocked: !isLocked })}>
        {isLocked ? <Lock size={14} aria-hidden /> : <LockOpen size={14} aria-hidden />}
      </button>
      <i aria-hidden />
      <button {...button(t('canvas.controls.zoomOut'), '−')} onClick={() => void flow.zoomOut({ duration: 120 })}><Minus size={14} aria-hidden /></button>
      <button {...button(t('canvas.controls.zoomReset'), '1')} className="cv-zoom" onClick={() => void flow.zoomTo(1, { duration: 150 })}>{zoom}%</button>
      <button {...button(t('canvas.controls.zoomIn'), '+')} onClick={() => void flow.zoomIn({ duration: 120 })}><Plus size={14} aria-hidden /></button>
      <button {...button(t('canvas.controls.fit'), '0')} data-testid="fit" onClick={() => fit(true)}><Maximize2 size={13} aria-hidden /></button>
    </div>
  );
}

const layerNames = ['requests', 'dns', 'labels'] as const;

function LayersMenu() {
  const { t } = useTranslation();
  const { actions } = useApp();
  const layers = useUI((state) => state.layers);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button type="button" aria-label={t('canvas.controls.layers')} title={t('canvas.controls.layers')}><Layers size={14} aria-hidden /></button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="cv-menu" side="top" align="start" sideOffset={6}>
          <DropdownMenu.Label className="cv-menu-title">{t('canvas.controls.layers')}</DropdownMenu.Label>
          {layerNames.map((name) => (
            <DropdownMenu.CheckboxItem
              key={name} className="cv-menu-item" checked={layers[name]} onSelect={(event) => event.preventDefault()}
              onCheckedChange={(isOn) => actions.setUI({ layers: { ...layers, [name]: isOn } })}
            >
              <span className="cv-check" aria-hidden>{layers[name] ? '✓' : ''}</span>{t(`canvas.layer.${name}`)}
            </DropdownMenu.CheckboxItem>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
