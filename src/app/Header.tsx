import { useSyncExternalStore } from 'react';
import { DropdownMenu } from 'radix-ui';
import { Check, ChevronDown, Monitor, Moon, PanelRight, Redo2, Search, Share2, Sun, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { proxyModes } from '../store/choices.ts';
import { useApp, useDocument, useUI } from '../ui/common/appContext.tsx';
import { CommandButton, useCommand } from '../ui/common/CommandButton.tsx';
import { IconButton } from '../ui/common/IconButton.tsx';
import { shortcutText } from '../ui/common/shortcuts.ts';
import { Tooltip } from '../ui/common/Tooltip.tsx';
import { ScenarioMenu } from '../ui/library/ScenarioMenu.tsx';

export function Header() {
  const { t } = useTranslation();
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line bg-panel px-3">
      <h1 className="mr-1.5 flex shrink-0 items-center gap-2 text-[15px] font-[650] tracking-[-0.3px]">
        <Logo /><span className="max-sm:sr-only">svcscope</span>
      </h1>
      <ScenarioMenu />
      <HistoryButtons />
      <span className="flex-1" />
      <SearchButton />
      <Divider />
      <span className="px-2 whitespace-nowrap max-lg:hidden"><span className="text-ink-2">Kubernetes</span> {t('shell.header.version')}</span>
      <ProxyMenu />
      <Divider />
      <span className="hidden sm:max-[1099px]:flex"><CommandButton id="view.inspector"><PanelRight aria-hidden size={16} /></CommandButton></span>
      <ThemeButton />
      <ShareButton />
    </header>
  );
}

function Divider() {
  return <span aria-hidden className="mx-1 h-5 w-px shrink-0 bg-line max-md:hidden" />;
}

function Logo() {
  return (
    <svg aria-hidden width="22" height="22" viewBox="0 0 22 22" fill="none" stroke="var(--accent)" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round">
      <circle cx="11" cy="11" r="9.5" /><path d="M2 11h5l2-5 3.5 10 2-5H20" />
    </svg>
  );
}

function HistoryButtons() {
  const { history } = useApp();
  const canUndo = useSyncExternalStore(history.subscribe, history.canUndo);
  const canRedo = useSyncExternalStore(history.subscribe, history.canRedo);
  return (
    <span className="flex shrink-0 max-sm:hidden">
      <CommandButton id="document.undo" isEnabled={canUndo}><Undo2 aria-hidden size={16} /></CommandButton>
      <CommandButton id="document.redo" isEnabled={canRedo}><Redo2 aria-hidden size={16} /></CommandButton>
    </span>
  );
}

function SearchButton() {
  const { t } = useTranslation();
  const { run, shortcut = '' } = useCommand('view.palette');
  return (
    <button type="button" className="ctl shrink-0 justify-between text-ink-3 xl:w-[230px]" aria-label={t('shell.header.search')} onClick={run}>
      <Search aria-hidden size={14} className="xl:hidden" />
      <span className="max-xl:hidden">{t('shell.header.search')}</span>
      <kbd className="kbd max-md:hidden">{shortcutText(shortcut)}</kbd>
    </button>
  );
}

function ProxyMenu() {
  const app = useApp();
  const { t } = useTranslation();
  const mode = useDocument((state) => state.settings.proxy.mode);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="ctl ctl-quiet shrink-0 max-md:hidden" aria-label={t('shell.header.proxyIs', { mode })}>
        <span className="text-ink-2">{t('shell.header.proxy')}</span> {mode} <ChevronDown aria-hidden size={13} className="text-ink-3" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Content className="menu rise w-72" align="end" sideOffset={6} collisionPadding={8}>
        <DropdownMenu.Label className="menu-label">{t('shell.header.proxyMode')}</DropdownMenu.Label>
        <DropdownMenu.RadioGroup
          value={mode}
          onValueChange={(value) => {
            const chosen = proxyModes.find((candidate) => candidate === value);
            if (chosen !== undefined) app.actions.changeSettings((settings) => ({ ...settings, proxy: { ...settings.proxy, mode: chosen } }));
          }}
        >
          {proxyModes.map((value) => (
            <DropdownMenu.RadioItem key={value} value={value} className="menu-item items-start">
              <span className="mt-0.5 w-3.5 shrink-0"><DropdownMenu.ItemIndicator><Check aria-hidden size={14} className="text-accent" /></DropdownMenu.ItemIndicator></span>
              <span className="grid"><span className="font-[550]">{value}</span><span className="text-ink-2">{t(`shell.header.proxyModes.${value}`)}</span></span>
            </DropdownMenu.RadioItem>
          ))}
        </DropdownMenu.RadioGroup>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}

const nextTheme = { system: 'light', light: 'dark', dark: 'system' } as const;
const themeIcons = { system: Monitor, light: Sun, dark: Moon } as const;

function ThemeButton() {
  const app = useApp();
  const { t } = useTranslation();
  const theme = useUI((state) => state.theme);
  const Icon = themeIcons[theme];
  return <IconButton label={t(`shell.header.theme.${theme}`)} onClick={() => app.actions.setUI({ theme: nextTheme[theme] })}><Icon aria-hidden size={16} /></IconButton>;
}

function ShareButton() {
  const { t } = useTranslation();
  const { label, run, shortcut } = useCommand('document.share');
  return (
    <Tooltip label={t(label)} shortcut={shortcut}>
      <button type="button" className="ctl ctl-primary shrink-0" onClick={run}><Share2 aria-hidden size={14} className="sm:hidden" /><span className="max-sm:sr-only">{t('shell.header.share')}</span></button>
    </Tooltip>
  );
}
