import { useRef } from 'react';
import { DropdownMenu } from 'radix-ui';
import { Check, ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp, useDocument, useUI } from '../common/appContext.tsx';

/** What is open, and all else that the library has. */
export function ScenarioMenu() {
  const app = useApp();
  const { t } = useTranslation();
  const current = useDocument((state) => state.scenarioId);
  const title = useDocument((state) => state.title);
  const isOpen = useUI((state) => state.dialog === 'scenarios');
  const isByPointer = useRef(false);
  const scenario = app.scenarios.find(({ id }) => id === current);
  const shown = title !== '' ? title : scenario === undefined ? t('shell.header.own') : t(scenario.title);
  return (
    <DropdownMenu.Root modal={false} open={isOpen} onOpenChange={(open) => app.actions.setUI({ dialog: open ? 'scenarios' : null })}>
      <DropdownMenu.Trigger className="ctl min-w-0 shrink" aria-label={t('shell.header.scenarioMenu', { title: shown })}>
        <span className="text-ink-2 max-sm:hidden">{t('shell.header.scenario')}</span>
        <span className="truncate font-[550]">{shown}</span>
        <ChevronDown aria-hidden size={13} className="shrink-0 text-ink-3" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        tabIndex={0} className="menu rise w-[min(440px,calc(100vw-16px))]" align="start" sideOffset={6} collisionPadding={8}
        onPointerUp={() => { isByPointer.current = true; }} onKeyDown={() => { isByPointer.current = false; }}
        onCloseAutoFocus={(event) => { if (isByPointer.current) event.preventDefault(); }}
      >
        <DropdownMenu.Label className="menu-label">{t('shell.header.library')}</DropdownMenu.Label>
        {app.scenarios.map(({ id, title: name, summary }) => (
          <DropdownMenu.Item key={id} className="menu-item items-start" onSelect={() => app.actions.openScenario(id)}>
            <Check aria-hidden size={14} className={`mt-0.5 shrink-0 text-accent ${id === current ? '' : 'invisible'}`} />
            <span className="grid min-w-0">
              <span className="font-[550]">{t(name)}{id === current && <span className="sr-only"> {t('shell.header.current')}</span>}</span>
              <span className="text-ink-2">{t(summary)}</span>
            </span>
          </DropdownMenu.Item>
        ))}
        <DropdownMenu.Separator className="my-1 h-px bg-line" />
        <DropdownMenu.Item className="menu-item" onSelect={() => app.actions.importText('', 'replace')}>
          <span className="w-3.5 shrink-0" />{t('shell.header.empty')}
        </DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
