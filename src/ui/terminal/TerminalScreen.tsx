import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { App } from '../../store/types.ts';
import { useApp, useUI } from '../common/appContext.tsx';
import { createScreen, type Screen } from './screen.ts';
import './terminal.css';

/** The terminal keeps what it has printed while other panels are shown. */
const screens = new WeakMap<App, Screen>();

function screenOf(app: App, make: () => Screen): Screen {
  const known = screens.get(app);
  if (known !== undefined) return known;
  const made = make();
  screens.set(app, made);
  return made;
}

/** The page's terminal. Loaded when it is first opened. */
export function TerminalScreen() {
  const app = useApp();
  const { t } = useTranslation();
  const theme = useUI((state) => state.theme);
  const pending = useUI((state) => state.terminalCommand);
  const holder = useRef<HTMLDivElement>(null);
  const screen = screenOf(app, () => createScreen(app, { welcome: t('terminal.welcome'), restarted: t('terminal.restarted'), searching: (query) => t('terminal.searching', { query }), paused: t('terminal.paused'), label: t('terminal.label') }));
  useEffect(() => {
    const { current } = holder;
    if (current === null) return undefined;
    current.append(screen.element);
    const observer = new ResizeObserver(() => { screen.fit(); });
    observer.observe(current);
    screen.fit();
    screen.focus();
    return () => {
      observer.disconnect();
      screen.element.remove();
    };
  }, [screen]);
  useEffect(() => {
    const frame = requestAnimationFrame(() => { screen.paint(); });
    return () => { cancelAnimationFrame(frame); };
  }, [screen, theme]);
  useEffect(() => {
    if (pending === null) return;
    screen.run(pending);
    app.actions.setUI({ terminalCommand: null });
  }, [app, screen, pending]);
  return <div ref={holder} className="h-full min-h-0 overflow-hidden" data-testid="terminal" />;
}
