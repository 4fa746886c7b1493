/** The colours that the canvases draw with, as the theme has them. */
export interface Palette {
  readonly accent: string;
  readonly ready: string;
  readonly warn: string;
  readonly fail: string;
  readonly gone: string;
  readonly readySoft: string;
  readonly warnSoft: string;
  readonly failSoft: string;
  readonly goneSoft: string;
  readonly ink: string;
  readonly inkMuted: string;
  readonly panel: string;
  readonly line: string;
}

export function readPalette(element: Element = document.documentElement): Palette {
  const style = getComputedStyle(element);
  const color = (name: string): string => style.getPropertyValue(name).trim() || '#888888';
  return {
    accent: color('--accent'),
    ready: color('--ready'),
    warn: color('--warn'),
    fail: color('--fail'),
    gone: color('--gone'),
    readySoft: color('--ready-soft'),
    warnSoft: color('--warn-soft'),
    failSoft: color('--fail-soft'),
    goneSoft: color('--gone-soft'),
    ink: color('--ink'),
    inkMuted: color('--ink-3'),
    panel: color('--raised'),
    line: color('--line-2'),
  };
}

/** Calls back when the theme changes. Gives back how to stop. */
export function watchTheme(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] });
  const query = matchMedia('(prefers-color-scheme: dark)');
  query.addEventListener('change', onChange);
  return () => {
    observer.disconnect();
    query.removeEventListener('change', onChange);
  };
}
